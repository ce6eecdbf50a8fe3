"""Dates in English: Sunday, 14 June 2026, June 14–16, June 2026."""

import re
from collections.abc import Iterator

from .figure import START, Figure, dated, hidden

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

NAME = r"\b(?:Sun|Mon|Tues?|Wed(?:nes|s)?|Thu(?:rs?)?|Fri|Sat(?:ur)?)(?:day)?\b\.?"
MONTH = (
    r"\b(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
NUMBER = r"[0-9]{1,2}(?:st|nd|rd|th)?(?![0-9])"
AND = rf"(?:\s(?:to|and|or|until|through)\s(?:the\s)?|\s?[-~&]\s?)(?:{NAME},?\s)?"
MORE = rf"(?:(?:,\s{NUMBER}){{0,6}},?{AND}{NUMBER}){{0,6}}"
YEAR_AFTER = r"(?:,?\s(?P<year>(?:19|20)[0-9]{2})(?![0-9:]))"
DAY_FIRST = re.compile(
    rf"(?:{NAME},?\s)?(?:the\s)?{START}{NUMBER}{MORE}\s(?:of\s)?{MONTH}"
    rf"{YEAR_AFTER}?(?:\s?\({NAME}\))?"
)
MONTH_FIRST = re.compile(
    rf"(?:{NAME},?\s)?{MONTH}\s(?:the\s)?{NUMBER}{MORE}(?!:[0-9]|\s?[ap]\.?m)"
    rf"{YEAR_AFTER}?(?:\s?\({NAME}\))?"
)
DAY_OR_NAME = re.compile(rf"(?P<weekday>{NAME})|(?<![0-9])(?P<day>[0-9]{{1,2}})(?![0-9])")
MONTH_AND_YEAR = re.compile(rf"{MONTH}{YEAR_AFTER}")
# Abbreviations are words of their own, and so are "may" and "march".
MONTH_ALONE = re.compile(
    r"\b(?:(?:[Ii]n|[Tt]his|[Nn]ext|[Ll]ast|[Ss]ince|[Ff]rom|[Uu]ntil|[Bb]y|[Oo]f|[Ee]arly|[Ll]ate|[Mm]id|[Tt]o|[Dd]uring"
    r"|[Bb]efore|[Aa]fter|[Tt]hrough|and|-)[\s-]?(?P<may>May|March)"
    r"|(?P<name>January|February|April|June|July|August|September|October|November|December))\b"
)


def days(text: str) -> Iterator[Figure]:
    found: list[Figure] = []
    for pattern in (DAY_FIRST, MONTH_FIRST):
        for match in pattern.finditer(text):
            found += days_of(match)
        text = hidden(text, found)
    yield from found


def days_of(match: re.Match[str]) -> Iterator[Figure]:
    """A weekday stands before its day, or in brackets at the end."""
    named: list[list[int | None]] = []
    weekday = None
    for each in DAY_OR_NAME.finditer(match[0]):
        if each["day"]:
            named.append([int(each["day"]), weekday])
            weekday = None
        else:
            weekday = WEEKDAYS.index(each["weekday"][:3].lower())
    if weekday is not None:
        named[-1][1] = weekday
    year = int(match["year"]) if match["year"] else None
    for day, weekday in named:
        yield dated(match, (year, month_of(match["name"]), day), weekday)


def months(text: str) -> Iterator[Figure]:
    found = [
        dated(match, (int(match["year"]), month_of(match["name"]), None))
        for match in MONTH_AND_YEAR.finditer(text)
    ]
    yield from found
    for match in MONTH_ALONE.finditer(hidden(text, found)):
        group = "may" if match["may"] else "name"
        yield Figure("date", (None, month_of(match[group]), None), *match.span(group))


def month_of(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1
