"""Words of the office that readers of やさしい日本語 may not know, with what they mean."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tokutei_site.text.characters import validate_text


def validate_words(text: str) -> None:
    validate_text(text, single_line=True)


class OfficeWord(models.Model):
    """役所の言葉: the desk reminds a writer to explain it. It changes nothing that is public."""

    word = models.CharField(
        _("office word"), max_length=40, unique=True, validators=[validate_words]
    )
    meaning = models.CharField(
        _("in easy words"),
        max_length=200,
        validators=[validate_words],
        help_text=_("What could stand in 〈 〉 after the word."),
    )
    is_used = models.BooleanField(
        _("in use"), default=True, help_text=_("Otherwise nobody is reminded of this word.")
    )

    class Meta:
        verbose_name = _("office word")
        verbose_name_plural = _("office words")
        ordering = ["word"]
        default_permissions = ("add", "change", "view")

    def __str__(self) -> str:
        return self.word
