"""What staff expect of the questionnaire: a whole trail and the outcome it must reach."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eligibility.graph.keys import LENGTH
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

    def __str__(self) -> str:
        return self.name or self.key
