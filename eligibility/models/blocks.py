"""A paragraph that several outcomes show: "If the card is for a child under 16 …"."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eligibility.graph.content import BLOCK_TEXTS
from tokutei_site.publishing.models import Child, localised

from .guides import Guide


class Block(Child):
    TEXTS = BLOCK_TEXTS
    MULTILINE = ("body",)

    entry = models.ForeignKey(Guide, models.CASCADE, related_name="blocks")
    condition = models.CharField(_("for whom"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("shared paragraph")
        verbose_name_plural = _("shared paragraphs")
        ordering = ["order", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["entry", "key"], name="block_key_in_entry")]

    def __str__(self) -> str:
        return next((t for name in localised("condition") if (t := getattr(self, name))), self.key)
