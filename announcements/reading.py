"""Announcements as residents see them: frozen, in one language, without the ORM."""

from dataclasses import dataclass
from datetime import date, datetime

from tokutei_site.office.reading import PublishedOffice
from tokutei_site.publishing.attached import PublishedAttachment, attachments
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
from tokutei_site.text.markup import plain

from .key_dates import DatedLine, PublishedKeyDate

TEXTS = ("title", "summary", "body", "contact")


@dataclass(frozen=True)
class PublishedAnnouncement(Reviewed):
    lang: str
    source_lang: str
    title: str
    summary: str
    contact: str
    category: str
    category_name: str
    review_by: date | None
    key_dates: tuple[PublishedKeyDate, ...]
    sources: tuple[CitedSource, ...]
    attachments: tuple[PublishedAttachment, ...]
    body: tuple[Passage, ...]
    behind: frozenset[str] = frozenset()  # the texts whose translation may not be up to date

    @classmethod
    def from_content(
        cls,
        content: Content,
        language: str,
        at: datetime,
        revision: Revision | None = None,
        *,
        body: tuple[Passage, ...],
        behind: frozenset[str],
    ) -> "PublishedAnnouncement":
        category = content.get("category") or {}
        return cls(
            lang=language,
            source_lang=content.get("source_language", language),
            **{name: text(content, name, language) for name in ("title", "summary", "contact")},
            category=category.get("key") or "",
            category_name=text(category, "name", language) or category.get("key") or "",
            review_by=day(content, "review_by"),
            key_dates=tuple(
                PublishedKeyDate.from_content(
                    key, row, language, is_behind=f"key_dates.{key}.label" in behind
                )
                for key, row in in_order(content.get("key_dates", {}))
            ),
            sources=cited_sources(content, language, at, revision),
            attachments=attachments(content, language, behind),
            body=body,
            behind=behind,
        )

    @property
    def plain_summary(self) -> str:
        return " ".join(plain(self.summary).split())

    @property
    def has_calendar(self) -> bool:
        return any(each.is_exact for each in self.key_dates)

    def dated_lines(self, at: datetime, office: PublishedOffice | None) -> list[DatedLine]:
        return [
            DatedLine(each, each.reads(at), each.counter_note(office, at))
            for each in self.key_dates
        ]
