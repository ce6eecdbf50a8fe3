"""Key dates as residents see them: what each reads is decided by the clock in Japan."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tokutei_site.office.reading import PublishedOffice
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.reading import text
from tokutei_site.text.dates import (
    JST,
    format_day,
    format_moment,
    jst_day,
    last_day,
    next_open_day,
)


class DateKind(TextChoices):
    STARTS = "starts", _("starts")
    ENDS = "ends", _("ends")
    DEADLINE = "deadline", _("deadline")
    EVENT = "event", _("event")


class Precision(TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    SEASON = "season", _("season")


@dataclass(frozen=True)
class PublishedKeyDate:
    key: str
    kind: str
    day: date
    time: time | None
    precision: str
    is_confirmed: bool
    label: str
    is_behind: bool = False  # the label's translation
    is_reported: bool = False  # to have taken place, by somebody who does not decide it

    @classmethod
    def from_content(
        cls, key: str, row: Content, language: str, *, is_behind: bool = False
    ) -> "PublishedKeyDate":
        return cls(
            key=key,
            kind=row.get("kind") or DateKind.EVENT,
            day=date.fromisoformat(row["day"]),
            time=time.fromisoformat(row["time"]) if row.get("time") else None,
            precision=row.get("precision") or Precision.DAY,
            is_confirmed=bool(row.get("is_confirmed")),
            label=text(row, "label", language),
            is_behind=is_behind,
            is_reported=bool(row.get("is_reported")),
        )

    @property
    def is_exact(self) -> bool:
        """A calendar can hold it."""
        return self.precision == Precision.DAY

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
        if self.kind == DateKind.STARTS and self.precision == Precision.DAY:
            return jst_day(at) >= self.day
        return jst_day(at) > self.last_day

    def reads(self, at: datetime) -> str:
        """What the date says at an instant; the template has one sentence for each."""
        if not self.is_past(at):
            return "coming" if self.is_confirmed else "scheduled"
        if self.kind == DateKind.DEADLINE:
            return "closed"
        if not self.is_confirmed:
            return "reported" if self.is_reported else "unconfirmed"
        return {DateKind.STARTS: "in_effect", DateKind.ENDS: "over"}.get(
            DateKind(self.kind), "past"
        )

    def counter_note(self, office: PublishedOffice | None, at: datetime) -> str:
        """For a date on a day when the counters are closed: the next day that they are open, in
        the active language. "" for any other; of a day that is over nobody has to be told."""
        if office is None or self.precision != Precision.DAY or not office.hours:
            return ""
        if jst_day(at) > self.day or not office.is_closed(self.day):
            return ""
        opens = next_open_day(self.day, office.is_closed)
        if opens is None:
            return gettext("The counter is closed on that day and throughout the year after it.")
        told = gettext(
            "The counter is closed on that day. The next day that it is open: %(opens)s."
        )
        return told % {"opens": format_day(opens)}


@dataclass(frozen=True)
class DatedLine:
    """A key date with everything that depends on the clock and the office worked out."""

    key_date: PublishedKeyDate
    reads: str
    counter_note: str
