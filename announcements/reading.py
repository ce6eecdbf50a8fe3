"""Announcements as residents see them: frozen, in one language, without the ORM."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext_lazy as _

from tokutei_site.office.models import PublishedOffice
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.models import Publication, Window
from tokutei_site.publishing.reading import (
    CitedSource,
    cited_sources,
    day,
    in_order,
    reader_note,
    text,
)
from tokutei_site.text.dates import (
    JST,
    format_day,
    format_moment,
    jst_day,
    last_day,
    next_open_day,
)
from tokutei_site.text.markup import plain

from .models import Announcement, KeyDate

FOR_READERS = {
    Publication.Significance.MAJOR.value: _("important change"),
    Publication.Significance.MINOR.value: _("small change"),
    Publication.Significance.CORRECTION.value: _("correction"),
}


@dataclass(frozen=True)
class PublishedKeyDate:
    key: str
    kind: str
    day: date
    time: time | None
    precision: str
    is_confirmed: bool
    label: str

    @classmethod
    def from_content(cls, key: str, row: Content, language: str) -> "PublishedKeyDate":
        return cls(
            key=key,
            kind=row.get("kind") or KeyDate.Kind.EVENT,
            day=date.fromisoformat(row["day"]),
            time=time.fromisoformat(row["time"]) if row.get("time") else None,
            precision=row.get("precision") or KeyDate.Precision.DAY,
            is_confirmed=bool(row.get("is_confirmed")),
            label=text(row, "label", language),
        )

    @property
    def machine_readable(self) -> str:
        """For <time datetime>: HTML knows a day, a month and a year, but no season."""
        if self.time is not None:
            return datetime.combine(self.day, self.time, JST).isoformat()
        return {"day": f"{self.day}", "month": f"{self.day:%Y-%m}"}.get(
            self.precision, f"{self.day:%Y}"
        )

    @property
    def when(self) -> str:
        """In the active language."""
        if self.time is not None:
            return format_moment(datetime.combine(self.day, self.time, JST))
        return format_day(self.day, self.precision)

    @property
    def last_day(self) -> date:
        return last_day(self.day, self.precision)

    def is_past(self, at: datetime) -> bool:
        """A day with a time is past from that time on; a start is past (in effect) from its own
        day on; everything else after its last day. All by the clock in Japan."""
        if self.time is not None:
            return at >= datetime.combine(self.day, self.time, JST)
        if self.kind == KeyDate.Kind.STARTS and self.precision == KeyDate.Precision.DAY:
            return jst_day(at) >= self.day
        return jst_day(at) > self.last_day

    def reads(self, at: datetime) -> str:
        """What the date says at an instant; the template has one sentence for each."""
        if not self.is_past(at):
            return "coming" if self.is_confirmed else "scheduled"
        if self.kind == KeyDate.Kind.DEADLINE:
            return "closed"
        if not self.is_confirmed:
            return "unconfirmed"
        return {KeyDate.Kind.STARTS: "in_effect", KeyDate.Kind.ENDS: "over"}.get(
            KeyDate.Kind(self.kind), "past"
        )

    def counters_open_on(self, office: PublishedOffice | None) -> date | None:
        """The next day the counters are open, when this date falls on a closed day."""
        if office is None or self.precision != KeyDate.Precision.DAY or not office.hours:
            return None
        opens = next_open_day(self.day, office.is_closed)
        return opens if opens != self.day else None


@dataclass(frozen=True)
class DatedLine:
    """A key date with everything that depends on the clock and the office worked out."""

    key_date: PublishedKeyDate
    reads: str
    counters_open_on: date | None


@dataclass(frozen=True)
class PublishedAnnouncement:
    lang: str
    title: str
    summary: str
    body: str
    contact: str
    category: str
    category_name: str
    review_by: date | None
    key_dates: tuple[PublishedKeyDate, ...]
    sources: tuple[CitedSource, ...]

    @classmethod
    def from_content(cls, content: Content, language: str) -> "PublishedAnnouncement":
        category = content.get("category") or {}
        return cls(
            lang=language,
            **{name: text(content, name, language) for name in Announcement.TEXTS},
            category=category.get("key") or "",
            category_name=text(category, "name", language) or category.get("key") or "",
            review_by=day(content, "review_by"),
            key_dates=tuple(
                PublishedKeyDate.from_content(key, row, language)
                for key, row in in_order(content.get("key_dates", {}))
            ),
            sources=cited_sources(content, language),
        )

    @property
    def plain_summary(self) -> str:
        return " ".join(plain(self.summary).split())

    def dated_lines(self, at: datetime, office: PublishedOffice | None) -> list[DatedLine]:
        return [
            DatedLine(each, each.reads(at), each.counters_open_on(office))
            for each in self.key_dates
        ]

    def is_due(self, at: datetime) -> bool:
        """Whether the office should have looked at this text again by now."""
        return self.review_by is not None and jst_day(at) > self.review_by


@dataclass(frozen=True)
class LedgerLine:
    """What readers are told about one publication or withdrawal."""

    at: datetime
    until: datetime | None
    number: int | None  # None: a withdrawal
    significance: str
    note: str
    note_lang: str

    @classmethod
    def of(cls, row: Publication, language: str) -> "LedgerLine":
        note, note_lang = reader_note(row, language)
        return cls(
            at=row.visible_from,
            until=row.visible_until,
            number=row.revision.number if row.revision else None,
            significance=str(FOR_READERS[row.significance]),
            note=note,
            note_lang=note_lang,
        )


@dataclass(frozen=True)
class Visible:
    """From when until when a text is public, and what readers were told about it."""

    begins: datetime
    ends: datetime | None
    first_at: datetime
    is_live: bool
    significance: str
    note: str
    note_lang: str

    @classmethod
    def of(cls, window: Window, language: str, at: datetime) -> "Visible":
        line = LedgerLine.of(window.publication, language)
        return cls(
            begins=window.begins,
            ends=window.ends,
            first_at=window.first_at,
            is_live=window.ends is None or window.ends > at,
            significance=line.significance,
            note=line.note,
            note_lang=line.note_lang,
        )

    @property
    def is_updated(self) -> bool:
        return self.begins > self.first_at
