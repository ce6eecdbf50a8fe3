"""What staff expect of the questionnaire: a whole trail and the outcome it must reach."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from eligibility import naming
from eligibility.graph.keys import LENGTH
from eligibility.naming import Values
from tokutei_site.publishing.models import Child

from .guides import Guide


class Case(Child):
    PLAIN = ("name", "trail", "outcome")

    entry = models.ForeignKey(Guide, models.CASCADE, related_name="cases")
    name = models.CharField(
        _("who it is about"),
        max_length=200,
        null=True,
        blank=True,
        help_text=_("For staff only; readers do not see it."),
    )
    trail = models.JSONField(_("answers"), default=list, blank=True)
    outcome = models.CharField(_("outcome to reach"), max_length=LENGTH, null=True, blank=True)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["order", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["entry", "key"], name="case_key_in_entry")]

    @classmethod
    def reference_text(cls, path: str, value: Any, values: Values) -> str | None:
        column = path.rpartition(".")[2]
        if column == "trail":
            return naming.trail_text(values, value)
        return naming.step_title(values, value) if column == "outcome" else None

    def __str__(self) -> str:
        return self.name or self.key
