from modeltranslation.translator import TranslationOptions, register

from .models import Attachment, Source


@register(Source)
class SourceTranslation(TranslationOptions):
    fields = Source.TEXTS


@register(Attachment)
class AttachmentTranslation(TranslationOptions):
    fields = (*Attachment.TEXTS, "file")
