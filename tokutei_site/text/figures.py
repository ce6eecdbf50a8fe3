"""Dates, times, amounts, telephone numbers and addresses in a text, Japanese or English."""

import re
from collections.abc import Callable, Iterator

from . import clock, days, money
from .figure import Figure, hidden
from .inline import AFTER_SCHEME
from .lists import MARKER
from .sections import LINE, blocks
from .widths import PLAIN

URL = re.compile("https?" + AFTER_SCHEME.pattern, re.IGNORECASE | re.ASCII)
# Links inside the site: the same page has the language's own prefix.
DESTINATION = re.compile(
    r"(?<=\]\()[ <]?(?:/(?:ja|en)(?=/))?(?P<path>(?:[/#]|mailto:|tel:)[^)\s>]*)"
)
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}", re.ASCII)
INDENT = re.compile(r"[ \t　>]*")
PHONE_START = re.compile(r"(?<![0-9+])(?<![0-9][.,-])(?:\+81[ -]?(?:\(0\) ?)?(?=[1-9])|\(?(?=0))")
PHONE_GROUP = r"\)?[ -]?\(?[0-9]{1,6}"
PHONES = [re.compile(rf"[0-9]{{1,11}}(?:{PHONE_GROUP}){{{count}}}(?![0-9])") for count in (2, 1, 0)]

DIGITS = re.compile("[0-9０-９]+")
MOST_NUMBERS = 2_000  # that are compared with those of another text; a page has some hundreds


def has_too_many(text: str) -> bool:
    """Whether it would keep everybody waiting to compare its numbers. Say so instead."""
    return sum(1 for _ in DIGITS.finditer(text)) > MOST_NUMBERS


def figures(text: str) -> list[Figure]:
    """In the order of the text. Each character belongs to one figure at most."""
    found = [*addresses(text)]
    rest = hidden(text, [*found, *item_numbers(text)]).translate(PLAIN)
    readers: list[Callable[[str], Iterator[Figure]]] = [
        phones, days.dates, clock.times, money.amounts, days.years, money.numbers
    ]  # fmt: skip
    for read in readers:
        some = [*read(rest)]
        rest = hidden(rest, some)
        found += some
    return sorted((each.quoted(text) for each in found), key=lambda each: each.start)


def item_numbers(text: str) -> Iterator[Figure]:
    """１． and 2) before list items count what stands there; they say nothing."""
    lines = [*LINE.finditer(text)]
    for token in blocks(text):
        if token.type == "list_item_open" and token.map:
            start = lines[token.map[0]].start()
            marker = MARKER.match(text, INDENT.match(text, start).end())  # type: ignore[union-attr]
            if marker:
                yield Figure("number", "", *marker.span())


def addresses(text: str) -> Iterator[Figure]:
    for match in URL.finditer(text):
        yield Figure("url", match[0], *match.span())
    for match in DESTINATION.finditer(text):
        yield Figure("url", match["path"], *match.span())
    for match in EMAIL.finditer(text):
        if not text.startswith("mailto:", match.start() - 7):
            yield Figure("email", match[0].lower(), *match.span(), is_sure=False)


def phones(text: str) -> Iterator[Figure]:
    end = 0
    for start in PHONE_START.finditer(text):
        tried = (pattern.match(text, start.end()) for pattern in PHONES)
        number = next((each for each in tried if each and has_length(start[0], each[0])), None)
        if number and start.start() >= end:
            end = number.end()
            yield Figure("phone", digits(start[0], number[0]), start.start(), end)


def has_length(prefix: str, number: str) -> bool:
    return 10 <= len(digits(prefix, number)) <= 11


def digits(prefix: str, number: str) -> str:
    return "0" * prefix.startswith("+") + re.sub("[^0-9]", "", number)
