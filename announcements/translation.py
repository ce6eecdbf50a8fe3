from modeltranslation.translator import TranslationOptions, register

from .models import Announcement, Category, Faq, KeyDate


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("name",)


@register(Announcement)
class AnnouncementTranslation(TranslationOptions):
    fields = Announcement.TEXTS


@register(KeyDate)
class KeyDateTranslation(TranslationOptions):
    fields = KeyDate.TEXTS


@register(Faq)
class FaqTranslation(TranslationOptions):
    fields = Faq.TEXTS
