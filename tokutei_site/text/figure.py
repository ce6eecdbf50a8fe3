import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Self

# Where a number begins: not inside 1,000 or 8.30, but after 電話：or a comma.
START = r"(?<![0-9])(?<![0-9][.,:])"
Kind = Literal["date", "time", "amount", "phone", "url", "email", "number"]
Fault = Literal["", "no_such_day", "wrong_weekday", "wrong_era"]
Day = tuple[int | None, int, int | None]  # year, month, day


@dataclass(eq=False)
class Figure:
    """Something that must say the same in every language, with its place in the text. Thousands
    are made of a long one: they are filled in, not made anew, while they are read."""

    kind: Kind
    value: str | int | Decimal | Day  # a time is in minutes
    start: int
    end: int
    text: str = ""
    is_sure: bool = True  # not sure: it may be something else, so its absence is a hint
    weekday: int | None = None  # Monday = 0
    fault: Fault = ""

    def quoted(self, text: str) -> Self:
        typed = text[self.start : self.end]
        self.text = typed.strip()
        self.start += len(typed) - len(typed.lstrip())
        self.end = self.start + len(self.text)
        return self

    def moved(self, by: int) -> Self:
        self.start, self.end = self.start + by, self.end + by
        return self


def hidden(text: str, found: Iterable[Figure]) -> str:
    """The text as long as it was, without those figures."""
    parts, end = [], 0
    for each in sorted(found, key=lambda each: each.start):
        parts += [text[end : each.start], "\ufffc" * (each.end - each.start)]
        end = each.end
    return "".join(parts) + text[end:]


def dated(
    match: re.Match[str],
    day: Day,
    weekday: int | None = None,
    fault: Fault = "",
    *,
    is_sure: bool = True,
) -> Figure:
    fault = fault or day_fault(day, weekday)
    return Figure("date", day, *match.span(), is_sure=is_sure, weekday=weekday, fault=fault)


def day_fault(day: Day, weekday: int | None) -> Fault:
    year, month, number = day
    if not 1 <= month <= 12 or (year is not None and not 1 <= year <= 9999):
        return "no_such_day"
    if number is None:
        return ""
    if not 1 <= number <= monthrange(2024 if year is None else year, month)[1]:
        return "no_such_day"
    if year is None or weekday is None or date(year, month, number).weekday() == weekday:
        return ""
    return "wrong_weekday"
