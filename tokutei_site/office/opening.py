"""The counter by the clock: whether it is open at an instant, when that changes, what its week
looks like and which days it is shut. The clock is Japan's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.dates import WEEKDAYS

from tokutei_site.text.dates import JST, holiday_names, in_japan, national_holidays, next_open_day

from .reading import ClosedDays, OpeningHours, PublishedOffice

AHEAD = 60  # days for which holidays are named

Span = tuple[time, time]


@dataclass(frozen=True)
class DayOff:
    day: date
    name: str
    lang: str


@dataclass(frozen=True)
class Weekday:
    name: str
    is_today: bool
    rows: tuple[OpeningHours, ...]


@dataclass(frozen=True)
class Counter:
    """The counter as it stands at an instant."""

    state: str  # "open", "later" (it opens again today), "over" (it was open today) or "shut"
    until: time | None  # while it is open
    opens_at: datetime | None  # while it is not; None also when no day is known
    changes_at: datetime | None  # today's next opening or closing
    shut: DayOff | None  # why it is shut all day; None for a weekday without hours
    today: tuple[OpeningHours, ...]  # that are not over; none on a day when it is shut
    week: tuple[Weekday, ...]
    holidays: tuple[DayOff, ...]  # of the coming days, on which it would be open
    closures: tuple[ClosedDays, ...]  # its own, those that are not over

    @property
    def closed(self) -> list[ClosedDays]:
        """Its own closed days and the holidays, in the order in which they come."""
        holidays = (ClosedDays(each.day, each.day, each.name, each.lang) for each in self.holidays)
        return sorted([*self.closures, *holidays])


def counter_of(office: PublishedOffice | None, at: datetime, language: str) -> Counter | None:
    """None where no hours are known. `language`: of the holidays' names."""
    if office is None or not office.hours:
        return None
    now = in_japan(at)
    today, clock = now.date(), now.time()
    rows = () if office.is_closed(today) else rows_of(office, today.weekday())
    spans = merged((row.opens, row.closes) for row in rows)
    until = next((closes for opens, closes in spans if opens <= clock < closes), None)
    later = next((opens for opens, _closes in spans if opens > clock), None)
    changes = [each for span in spans for each in span if each > clock]
    return Counter(
        state="open" if until else "later" if later else "over" if spans else "shut",
        until=until,
        opens_at=None if until else opening_after(office, now, later),
        changes_at=datetime.combine(today, min(changes), JST) if changes else None,
        shut=None if spans else why_shut(office, today, language),
        today=tuple(row for row in rows if row.closes > clock),
        week=tuple(
            Weekday(str(name), number == today.weekday(), rows_of(office, number))
            for number, name in WEEKDAYS.items()
        ),
        holidays=tuple(holidays_ahead(office, today, language)),
        closures=tuple(each for each in office.closures if each.last >= today),
    )


def rows_of(office: PublishedOffice, weekday: int) -> tuple[OpeningHours, ...]:
    rows = (row for row in office.hours if row.weekday == weekday)
    return tuple(sorted(rows, key=lambda row: (row.opens, row.closes)))


def merged(spans: Iterable[Span]) -> list[Span]:
    """In order, those that meet or overlap as one: 9–12 with one language and 11–17 with another
    are open from 9 to 17."""
    found: list[Span] = []
    for opens, closes in sorted(spans):
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], closes))
        else:
            found.append((opens, closes))
    return found


def opening_after(office: PublishedOffice, now: datetime, later: time | None) -> datetime | None:
    """The next opening: later today, or on the next open day. None if there is none in a year."""
    if later:
        return datetime.combine(now.date(), later, JST)
    day = next_open_day(now.date() + timedelta(days=1), office.is_closed)
    if day is None:
        return None
    return datetime.combine(day, rows_of(office, day.weekday())[0].opens, JST)


def why_shut(office: PublishedOffice, day: date, language: str) -> DayOff | None:
    """The office's own reason before the calendar's."""
    for each in office.own_closures(day):
        if each.label:
            return DayOff(day, each.label, office.lang)
    return holiday(day, language)


def holiday(day: date, language: str) -> DayOff | None:
    if day not in national_holidays(day.year):
        return None
    named = language if language == "ja" else "en"
    return DayOff(day, holiday_names(day.year, named)[day], named)


def holidays_ahead(office: PublishedOffice, today: date, language: str) -> Iterable[DayOff]:
    """Without those in days that the office names itself: 元日 is within 年末年始."""
    weekdays = {row.weekday for row in office.hours}
    for number in range(AHEAD + 1):
        day = today + timedelta(days=number)
        if day.weekday() not in weekdays or office.own_closures(day):
            continue
        if found := holiday(day, language):
            yield found
