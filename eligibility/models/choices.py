"""An answer that a question offers, and where it leads."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eligibility.graph.content import CHOICE_TEXTS
from eligibility.graph.keys import LENGTH
from tokutei_site.publishing.models import Child, localised

from .guides import Guide


class Choice(Child):
    TEXTS = CHOICE_TEXTS
    PLAIN = ("step", "next_step", "values", "is_unsure")

    entry = models.ForeignKey(Guide, models.CASCADE, related_name="choices")
    step = models.CharField(_("question"), max_length=LENGTH)
    label = models.CharField(_("label"), max_length=200, blank=True)
    next_step = models.CharField(_("leads to"), max_length=LENGTH, null=True, blank=True)
    values = models.JSONField(_("holds for"), default=list, blank=True)
    is_unsure = models.BooleanField(_("means “I don't know”"), default=False)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["order", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["entry", "key"], name="choice_key_in_entry")]

    def __str__(self) -> str:
        return next((t for name in localised("label") if (t := getattr(self, name))), self.key)
