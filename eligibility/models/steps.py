"""What a resident sees at once: a question with its choices, or an outcome."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eligibility import naming
from eligibility.graph.content import STEP_TEXTS
from eligibility.graph.wording import SINGLE_LINES
from eligibility.naming import KIND_NAMES, VERDICT_NAMES, Values
from tokutei_site.publishing.models import EASY_FIELD, Child, localised

from .guides import Guide


class Step(Child):
    TEXTS = STEP_TEXTS
    MULTILINE = (*(name for name in STEP_TEXTS if name not in SINGLE_LINES), "easy")
    EASY = {"easy": ("title", "body", "help", "why", "next_steps", "where", "bring")}
    PLAIN = ("kind", "verdict", "fact", "sources", "blocks", "checked_on")
    SETS = ("sources", "blocks")

    entry = models.ForeignKey(Guide, models.CASCADE, related_name="steps")
    kind = models.CharField(_("kind"), max_length=10, choices=KIND_NAMES, default="question")
    title = models.CharField(pgettext_lazy("questionnaire", "title"), max_length=200, blank=True)
    body = models.TextField(pgettext_lazy("questionnaire", "text"), blank=True)
    help = models.TextField(pgettext_lazy("questionnaire", "help"), blank=True)
    why = models.TextField(_("why we ask"), blank=True)
    verdict = models.CharField(
        _("verdict"), max_length=20, choices=VERDICT_NAMES, null=True, blank=True
    )
    next_steps = models.TextField(_("what to do next"), blank=True)
    where = models.TextField(_("where to go or ask"), blank=True)
    bring = models.TextField(_("what to bring"), blank=True)
    counter = models.CharField(_("sentence for the counter"), max_length=200, blank=True)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    checked_on = models.DateField(_("legal basis compared on"), null=True, blank=True)
    fact = models.CharField(_("what is asked about"), max_length=40, null=True, blank=True)
    sources = models.JSONField(_("sources"), default=list, blank=True)
    blocks = models.JSONField(_("shared paragraphs"), default=list, blank=True)
    easy = models.TextField(_("in easy Japanese"), **EASY_FIELD)

    class Meta:
        verbose_name = _("question or outcome")
        verbose_name_plural = _("questions and outcomes")
        ordering = ["order", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["entry", "key"], name="step_key_in_entry")]

    @classmethod
    def reference_text(cls, path: str, value: Any, values: Values) -> str | None:
        column = path.rpartition(".")[2]
        if column == "fact":
            return naming.fact_name(value)
        names = {"sources": naming.source_name, "blocks": naming.block_name}
        if column not in names:
            return None
        return naming.listed(names[column](values, key) for key in value)

    @classmethod
    def name_in(cls, path: str, values: Values) -> str:
        return naming.step_title(values, path.rpartition(".")[2])

    def __str__(self) -> str:
        return next((t for name in localised("title") if (t := getattr(self, name))), self.key)
