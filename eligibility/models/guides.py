"""質問ガイド: questions that lead to an outcome, proven before they are published."""

from datetime import datetime
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eligibility import gate, listing, meaning, naming
from eligibility.graph.content import BLOCK_TEXTS
from eligibility.graph.keys import LENGTH
from eligibility.naming import Values
from eligibility.reading import PublishedGuide
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.easy import EASY, SOURCE
from tokutei_site.publishing.findings import Finding
from tokutei_site.publishing.models import Entry, Revision
from tokutei_site.publishing.staleness import behind


class Guide(Entry):
    KIND = "guide"
    TEXTS = ("title", "summary")
    PLAIN = ("start",)
    HAS_SOURCES = True
    HAS_EASY_PAGE = True

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
    def reference_text(cls, path: str, value: Any, values: Values) -> str | None:
        return naming.step_title(values, value) if path == "start" else None

    @classmethod
    def retold_columns(cls, path: str, values: Content) -> list[str]:
        """Of a step also the shared paragraphs that it shows."""
        blocks = values.get(f"{path.rpartition('.')[0]}.blocks") or []
        shared = [f"blocks.{key}.{name}_{SOURCE}" for key in blocks for name in BLOCK_TEXTS]
        return super().retold_columns(path, values) + shared

    @classmethod
    def has_easy(cls, content: Content) -> bool:
        """Whether a step is written so; the others stand on that page as they are."""
        is_written = any(step.get(EASY) for step in content.get("steps", {}).values())
        return is_written and not cls.missing(content, SOURCE)

    @classmethod
    def public_path(cls, slug: str) -> str:
        return reverse("check:detail", args=[slug])

    @classmethod
    def release_problems(
        cls, content: Content, *, begins: datetime, running_since: datetime | None, now: datetime
    ) -> list[str]:
        return gate.problems(cls, content, begins=begins, running_since=running_since, now=now)

    @classmethod
    def findings_against(cls, content: Content, published: Content) -> list[Finding]:
        return meaning.changed_trails(content, published)

    @classmethod
    def read(
        cls, content: Content, language: str, at: datetime, revision: Revision | None = None
    ) -> Any:
        shown = cls.shown_in(content, language)
        return PublishedGuide.from_content(content, shown, at, revision, kind=cls)

    @classmethod
    def listings(cls, content: Content, language: str) -> list[Content]:
        own, *results = listing.listings(content, language, behind(cls, content, language))
        return [own | {"has_easy": cls.has_easy(content)}, *results]
