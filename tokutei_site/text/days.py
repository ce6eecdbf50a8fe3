"""Dates as people write them: 令和8年6月14日（日）, 2026/6/14, Sunday, 14 June 2026, June 14."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from . import days_english
from .dates import ERAS
from .figure import START, Fault, Figure, dated, hidden

FIRST_YEARS = {name: day.year for day, name in ERAS}
INITIALS = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"}
ENGLISH = {"Reiwa": "令和", "Heisei": "平成", "Showa": "昭和", "Shōwa": "昭和"}
ENGLISH |= {"Taisho": "大正", "Taishō": "大正", "Meiji": "明治"}
# Both years that meet in a change of era are years of both: 昭和64年 is 平成元年. 令和 goes on.
LAST_YEARS = {name: following.year for (following, _), (_, name) in pairwise(ERAS)}
WEEKDAYS = "月火水木金土日"


def era_year(names: dict[str, str], between: str = "") -> str:
    """As an expression: any of the names with a number of that era, or 元. 平成40年 is no year."""
    return f"(?:{'|'.join(f'{name}{between}(?:{numbers(era)})' for name, era in names.items())})"


def numbers(era: str) -> str:
    last = LAST_YEARS.get(era, FIRST_YEARS[era] + 98) - FIRST_YEARS[era] + 1
    return f"元|(?:{'|'.join(map(str, range(last, 0, -1)))})(?![0-9])"


ERA_AND_NUMBER = re.compile(r"(\D+?)\s?(元|[0-9]+)")
ERA_YEAR = era_year({name: name for name in FIRST_YEARS}, r"\s?")
INITIAL_YEAR = era_year(INITIALS)
YEAR = rf"""(?P<year>{ERA_YEAR}|(?<![A-Za-z]){INITIAL_YEAR}|(?<![0-9])[0-9]{{4}})
    \s?(?:\((?P<other>[0-9]{{4}})年?\))?\s?年
    \s?(?:[(／/](?P<another>{ERA_YEAR}|[0-9]{{4}})年?\)?)?\s?"""
WEEKDAY = rf"""\s?(?:
    \((?:祝[・、,])?(?P<weekday>[{WEEKDAYS}])(?:曜日?)?(?:[・、,\ /]?(?:祝日?|休日?|振休))?\)
    |(?P<spelt>[{WEEKDAYS}])曜日?)"""
BETWEEN = r"\s?(?:[~・、,-]|から|より|か|と|及び|または|又は)\s?"
# 15日間 and 15日以内 are no days after 14日.
NO_SPAN = r"(?!間|以[内上下]|前|後|目|分|程|ほど)"
JAPANESE_DAY = re.compile(
    rf"(?:{YEAR})?{START}(?P<month>[0-9]{{1,2}})\s?月\s?(?P<day>[0-9]{{1,2}})"
    rf"(?:\s?日|(?={BETWEEN}[0-9]{{1,2}}\s?日))(?:{WEEKDAY})?",
    re.VERBOSE,
)
NEXT_DAY = re.compile(
    rf"{BETWEEN}(?P<day>[0-9]{{1,2}})(?:\s?日{NO_SPAN}|(?={BETWEEN}[0-9]{{1,2}}\s?日))(?:{WEEKDAY})?",
    re.VERBOSE,
)
JAPANESE_MONTH = re.compile(
    rf"(?:{YEAR})?{START}(?:(?P<from>[0-9]{{1,2}})\s?月?\s?[~・-]\s?)?"
    r"(?P<month>[0-9]{1,2})\s?月(?![0-9間号分])",
    re.VERBOSE,
)
WITH_SIGNS = re.compile(
    rf"(?<![0-9A-Za-z./-])(?P<year>[0-9]{{4}}|{INITIAL_YEAR})"
    r"(?P<sign>[-/.])\s?(?P<month>[0-9]{1,2})"
    rf"(?P=sign)\s?(?P<day>[0-9]{{1,2}})(?![0-9]|[./-][0-9])(?:{WEEKDAY})?",
    re.VERBOSE,
)
SHORT = re.compile(
    rf"(?<![0-9A-Za-z/.-])(?P<month>[0-9]{{1,2}})/(?P<day>[0-9]{{1,2}})(?![0-9/])(?:{WEEKDAY})?",
    re.VERBOSE,
)

YEAR_ALONE = re.compile(rf"{YEAR}|\b(?P<english>{era_year(ENGLISH, '[ ]')})", re.VERBOSE)


def dates(text: str) -> Iterator[Figure]:
    """What one notation has taken is hidden from the next."""
    for read in (
        japanese,
        with_signs,
        days_english.days,
        japanese_months,
        days_english.months,
        short,
    ):
        found = [*read(text)]
        text = hidden(text, found)
        yield from found


def japanese(text: str) -> Iterator[Figure]:
    for match in JAPANESE_DAY.finditer(text):
        year, month, day = year_of(match), int(match["month"]), int(match["day"])
        yield dated(match, (year, month, day), japanese_weekday(match), era_fault(match))
        following = NEXT_DAY.match(text, match.end())
        while following and int(following["day"]) > day:
            day = int(following["day"])
            yield dated(following, (year, month, day), japanese_weekday(following))
            following = NEXT_DAY.match(text, following.end())


def with_signs(text: str) -> Iterator[Figure]:
    for match in WITH_SIGNS.finditer(text):
        day = western(match["year"]), int(match["month"]), int(match["day"])
        if day[1] <= 12 and day[2] <= 31:
            yield dated(match, day, japanese_weekday(match))


def short(text: str) -> Iterator[Figure]:
    """6/14 may be a fraction, unless a weekday follows."""
    for match in SHORT.finditer(text):
        month, day = int(match["month"]), int(match["day"])
        if 1 <= month <= 12 and 1 <= day <= 31:
            weekday = japanese_weekday(match)
            yield dated(match, (None, month, day), weekday, is_sure=weekday is not None)


def japanese_months(text: str) -> Iterator[Figure]:
    for match in JAPANESE_MONTH.finditer(text):
        for month in (match["from"], match["month"]):
            if month and 1 <= int(month) <= 12:
                fault = era_fault(match)
                yield dated(match, (year_of(match), int(month), None), fault=fault)


def years(text: str) -> Iterator[Figure]:
    """令和8年, Reiwa 8, 2026年度: a number, as English does not say which of them are years."""
    for match in YEAR_ALONE.finditer(text):
        year = western(match["year"] or match["english"])
        yield Figure("number", Decimal(year), *match.span(), is_sure=False)


def western(year: str) -> int:
    """令和8, R8, Reiwa 8 or 2026."""
    if year.isdigit():
        return int(year)
    name, number = ERA_AND_NUMBER.fullmatch(year).groups()  # type: ignore[union-attr]
    era = INITIALS.get(name) or ENGLISH.get(name, name)
    return FIRST_YEARS[era] + (0 if number == "元" else int(number) - 1)


def year_of(match: re.Match[str]) -> int | None:
    return western(match["year"]) if match["year"] else None


def era_fault(match: re.Match[str]) -> Fault:
    """令和7年（2026年）: the two ways to count name different years."""
    other = match["other"] or match["another"]
    return "wrong_era" if other and western(other) != year_of(match) else ""


def japanese_weekday(match: re.Match[str]) -> int | None:
    name = match["weekday"] or match["spelt"]
    return WEEKDAYS.index(name) if name else None
