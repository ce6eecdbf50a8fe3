"""質問ガイド: questions that lead to an outcome, proven before they are published."""

from datetime import datetime
from typing import Any

from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from eligibility.graph.keys import LENGTH
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.models import Entry, Revision


class Guide(Entry):
    KIND = "guide"
    TEXTS = ("title", "summary")
    PLAIN = ("start",)
    HAS_SOURCES = True

    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("Stands above the first question and in lists.")
    )
    start = models.CharField(_("first question"), max_length=LENGTH, null=True, blank=True)

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        default_permissions = ()

    @classmethod
    def public_path(cls, slug: str) -> str | None:
        try:
            return reverse("check:detail", args=[slug])
        except NoReverseMatch:
            return None

    @classmethod
    def read(
        cls, content: Content, language: str, at: datetime, revision: Revision | None = None
    ) -> Any:
        return content
