"""A date is a number that looks like a date: only the style of its cell tells."""

import re

from tokutei_site.sheets.elements import attributes_at, main

BUILT_IN = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
# Literal text, colours, conditions and places; not [h], [m] and [s].
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|general', re.IGNORECASE)
CLOCK_OR_CALENDAR = re.compile("[ymdhs]|aaa", re.IGNORECASE)


def date_styles(part: bytes) -> frozenset[int]:
    """The positions of the cell styles that show dates or times."""
    sheet = main("styleSheet")
    own = attributes_at(part, sheet, main("numFmts"), main("numFmt"))
    dates = {f["numFmtId"] for f in own if is_date(f["formatCode"])} | set(map(str, BUILT_IN))
    styles = attributes_at(part, sheet, main("cellXfs"), main("xf"))
    return frozenset(n for n, style in enumerate(styles) if style.get("numFmtId") in dates)


def is_date(code: str) -> bool:
    return bool(CLOCK_OR_CALENDAR.search(LITERAL.sub("", code)))
