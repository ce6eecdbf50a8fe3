from modeltranslation.translator import TranslationOptions, register

from .models import Banner, Closure, Hours, Office


@register(Office)
class OfficeTranslation(TranslationOptions):
    fields = Office.TEXTS


@register(Hours)
class HoursTranslation(TranslationOptions):
    fields = Hours.TEXTS


@register(Closure)
class ClosureTranslation(TranslationOptions):
    fields = Closure.TEXTS


@register(Banner)
class BannerTranslation(TranslationOptions):
    fields = Banner.TEXTS
