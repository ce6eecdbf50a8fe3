"""Times of the day: 午前8時30分, 8:30, 8.30 a.m., noon."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .figure import START, Figure, hidden

DAY = 24 * 60
NOON = DAY // 2
JAPANESE = re.compile(
    rf"(?:(?P<half>午前|午後)\s?)?{START}(?:(?P<from>[0-9]{{1,2}})\s?[~-]\s?)?"
    rf"(?P<hour>[0-9]{{1,2}})\s?時(?![間点代期限差])(?:\s?(?P<minute>[0-9]{{1,2}})\s?分(?!間)|(?P<thirty>半))?"
)
ENGLISH = re.compile(
    rf"{START}(?:(?P<from>[0-9]{{1,2}})(?:[:.](?P<past>[0-9]{{2}}))?(?:\s?[-~]\s?|\s(?:to|until)\s))?"
    rf"(?P<hour>[0-9]{{1,2}})(?:[:.](?P<minute>[0-9]{{2}}))?\s?(?P<half>[ap])(?:\.\s?m\.|\.?m\b)",
    re.IGNORECASE,
)
DIGITAL = re.compile(
    rf"(?:(?P<half>午前|午後)\s?)?{START}(?P<hour>[0-9]{{1,2}}):(?P<minute>[0-9]{{2}})(?::[0-9]{{2}})?(?![0-9:])"
)
O_CLOCK = re.compile(rf"{START}(?P<hour>[0-9]{{1,2}})\s?o'clock")
NAMED = re.compile(r"正午|\b(?:12(?::00)?\s)?noon\b|\b(?:12(?::00)?\s)?midnight\b", re.IGNORECASE)
RANGE = re.compile(r"\s?(?:[~-]|から|より|to|until|till|and)\s?")


@dataclass(eq=False)
class Time(Figure):
    value: int
    is_bare: bool = False  # neither 午前 nor p.m.


def times(text: str) -> Iterator[Figure]:
    rest, found = text, list[Time]()
    for pattern in (NAMED, ENGLISH, JAPANESE, DIGITAL, O_CLOCK):
        some = [each for match in pattern.finditer(rest) for each in read(match)]
        rest = hidden(rest, some)
        found += some
    before: Time | None = None
    found.sort(key=lambda each: each.start)
    for each in found:
        if before and each.is_bare and RANGE.fullmatch(text, before.end, each.start):
            each.value = later(before.value, each.value)
        before = each
    for each in found:
        each.value %= DAY
        yield each


def later(start: int, end: int) -> int:
    """The end of a range without 午後: 9時から5時 ends at 17:00, 22時から5時 in the morning."""
    is_afternoon = end <= start < end + NOON and end < NOON
    return end + NOON if is_afternoon else end


def read(match: re.Match[str]) -> Iterator[Time]:
    """One time, or two: 9～11時, 9–11 a.m."""
    if "hour" not in match.re.groupindex:
        is_midnight = match[0].lower().endswith("midnight")
        yield Time("time", 0 if is_midnight else NOON, *match.span())
        return
    named = match.groupdict()
    minute = 30 if named.get("thirty") else int(named.get("minute") or 0)
    hour, half = int(match["hour"]), (named.get("half") or "").lower()
    if hour > 24 or minute > 59:
        return
    end = minutes(hour, minute, half)
    if named.get("from"):
        first, past = int(match["from"]), int(named.get("past") or 0)
        start = minutes(first, past, half)
        # 9 to 5 p.m. begins in the morning.
        start = minutes(first, past, "") if start >= end else start
        yield Time("time", start, *match.span())
        end = end if half in ("a", "p") else later(start, end)
    yield Time("time", end, *match.span(), is_bare=not half)


def minutes(hour: int, minute: int, half: str) -> int:
    is_afternoon = half in ("p", "午後")
    if half and hour <= 12:
        hour = hour % 12 + 12 * is_afternoon
    return hour * 60 + minute
