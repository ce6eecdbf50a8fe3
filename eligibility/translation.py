from modeltranslation.translator import TranslationOptions, register

from .models import Block, Choice, Guide, Step


@register(Guide)
class GuideTranslation(TranslationOptions):
    fields = Guide.TEXTS


@register(Step)
class StepTranslation(TranslationOptions):
    fields = Step.TEXTS


@register(Choice)
class ChoiceTranslation(TranslationOptions):
    fields = Choice.TEXTS


@register(Block)
class BlockTranslation(TranslationOptions):
    fields = Block.TEXTS
