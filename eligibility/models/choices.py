"""An answer that a question offers, and where it leads."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eligibility import naming
from eligibility.graph.content import CHOICE_TEXTS
from eligibility.graph.keys import LENGTH
from eligibility.naming import Values
from tokutei_site.publishing.models import Child, localised

from .guides import Guide


class Choice(Child):
    TEXTS = CHOICE_TEXTS
    PLAIN = ("step", "next_step", "values", "is_unsure")
    SETS = ("values",)

    entry = models.ForeignKey(Guide, models.CASCADE, related_name="choices")
    step = models.CharField(_("question"), max_length=LENGTH)
    label = models.CharField(pgettext_lazy("questionnaire", "label"), max_length=200, blank=True)
    next_step = models.CharField(_("leads to"), max_length=LENGTH, null=True, blank=True)
    values = models.JSONField(_("holds for"), default=list, blank=True)
    is_unsure = models.BooleanField(_("means “I don't know”"), default=False)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["order", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["entry", "key"], name="choice_key_in_entry")]

    @classmethod
    def reference_text(cls, path: str, value: Any, values: Values) -> str | None:
        row, _dot, column = path.rpartition(".")
        if column in ("step", "next_step"):
            return naming.step_title(values, value)
        return naming.choice_values(values, row, value) if column == "values" else None

    @classmethod
    def name_in(cls, path: str, values: Values) -> str:
        return naming.choice_name(values, path.rpartition(".")[2])

    def __str__(self) -> str:
        return next((t for name in localised("label") if (t := getattr(self, name))), self.key)
