"""Questions as residents see them: frozen, in one language, without the ORM."""

from dataclasses import dataclass
from datetime import date, datetime

from tokutei_site.publishing.content import Content
from tokutei_site.publishing.models import Revision
from tokutei_site.publishing.passages import Passage
from tokutei_site.publishing.reading import (
    CitedSource,
    Reviewed,
    cited_sources,
    day,
    in_order,
    text,
)
from tokutei_site.text.openings import opening


@dataclass(frozen=True)
class PublishedFaq(Reviewed):
    lang: str
    source_lang: str
    title: str
    answer: tuple[Passage, ...]
    category: str
    category_name: str
    review_by: date | None
    is_to_be_confirmed: bool
    related: tuple[str, ...]  # addresses of announcements
    sources: tuple[CitedSource, ...]
    behind: frozenset[str] = frozenset()  # the texts whose translation may not be up to date

    @classmethod
    def from_content(
        cls,
        content: Content,
        language: str,
        at: datetime,
        revision: Revision | None = None,
        *,
        answer: tuple[Passage, ...],
        behind: frozenset[str],
    ) -> "PublishedFaq":
        category = content.get("category") or {}
        return cls(
            lang=language,
            source_lang=content.get("source_language", language),
            title=text(content, "title", language),
            answer=answer,
            category=category.get("key") or "",
            category_name=text(category, "name", language) or category.get("key") or "",
            review_by=day(content, "review_by"),
            is_to_be_confirmed=bool(content.get("is_to_be_confirmed")),
            related=tuple(row["slug"] for _key, row in in_order(content.get("related", {}))),
            sources=cited_sources(content, language, at, revision),
            behind=behind,
        )

    @property
    def summary(self) -> str:
        """The beginning of the answer, for search engines."""
        return opening("".join(passage.text for passage in self.answer))
