"""The extreme values that the desk accepts in every field, taken from the fields themselves: a new
field of a kind that is listed here is tried too, or says that nothing is known of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from announcements.models import Announcement, Faq
from eligibility.models import Guide
from tests.factories import TEXTS
from tests.files import attached
from tokutei_site.office.models import Banner, Office
from tokutei_site.office.models.banners import BODY_LIMIT
from tokutei_site.publishing.models import Entry, Source, localised
from tokutei_site.text.characters import TEXT_LIMIT, length
from tokutei_site.text.dates import FIRST_DAY, LAST_DAY

# How wide a table is, how deep a list: what a person might paste.
NOTATION = (
    "・\n※\n１．\n　\n- - - a\n> > > b\n\n|a|b|\n|-|-|\n|c|\n\n***\n[a](https://example.jp/?a=1&b=%E3)\n"
    "https://example.jp/%ZZ\n[](/ja/)\n![x](y)\n`</p>`\n"
    "漢字《かんじ》《》〈〉{{ a }}{% b %}%(c)s %s \\\n"
)
MARKS = "<b>&amp;\"'{{ a }}{% b %}%(c)s%\\;,:"
PEOPLE = "👩‍👩‍👧‍👦🇯🇵か゛é𠮷﨑ﷺ\u0301"


@dataclass(frozen=True)
class Extreme:
    name: str
    line: str  # repeated up to the limit of its column
    text: str
    day: str = f"{LAST_DAY}"
    opens: str = "00:00:00"
    closes: str = "23:59:59.999999"
    number: int = 0
    is_on: bool = False
    choice: int = 0  # which one, from the last
    is_blank: bool = False  # nothing in what may stay empty
    length: int = 400  # of a text

    def __str__(self) -> str:
        return self.name


EXTREMES = (
    Extreme("nothing more than must be", "あ", "あ", is_blank=True),
    Extreme("the longest words", "W", "W", number=1, is_on=True, choice=1, length=6000),
    Extreme("the longest lines", "漢", "漢字。\n", f"{FIRST_DAY}", "23:58:00", choice=2),
    Extreme("signs of markup", MARKS, NOTATION, number=9, is_on=True, choice=3),
    Extreme("characters of several codes", PEOPLE, PEOPLE + "\n", "2000-02-29", is_on=True),
    Extreme("headings without a text", "■", "# \n", "2026-12-31"),
    Extreme("a number alone", "0", "0\n\n", "2026-01-01", "00:00:00", "00:01:00"),
)


def filled(pattern: str, limit: int) -> str:
    """Up to a length, not ending in the middle of a character that is made of several."""
    return (pattern * (limit // length(pattern))).strip() or pattern[:limit].strip()


def value(field: Any, extreme: Extreme, *, limit: int) -> Any:
    if isinstance(field, models.BooleanField):
        return extreme.is_on
    if field.choices:
        keys = [key for key, _label in field.flatchoices]
        return keys[-1 - extreme.choice % len(keys)]
    if isinstance(field, models.PositiveSmallIntegerField):
        return extreme.number
    if isinstance(field, models.DateField):
        return extreme.day
    if isinstance(field, models.TimeField):
        return extreme.closes if field.name == "closes" else extreme.opens
    if isinstance(field, models.EmailField):
        return f"{'a' * 60}@{'.'.join(['b' * 60] * 3)}.jp"
    if isinstance(field, models.TextField):
        return filled(extreme.text, limit)
    if isinstance(field, models.CharField):
        return filled(extreme.line, min(limit, field.max_length))
    raise NotImplementedError(f"What is extreme in {field}?")


# Not typed as such, or with a rule of its own.
GIVEN: dict[type[Entry], dict[str, Any]] = {
    Banner: {"link": "/ja/" + "a" * 496},
    Faq: {"place_on_home": 9, "related.a.slug": "card"},
}
ROWS = {Announcement: ("key_dates.a",), Office: ("hours.a", "hours.b", "closures.a")}


def of_row(row: type, prefix: str, extreme: Extreme, limit: int = TEXT_LIMIT) -> dict[str, Any]:
    """What may be typed into the columns of an entry or of one of its parts, by path."""
    fields = {field.name: field for field in row._meta.fields}  # type: ignore[attr-defined]
    return {
        prefix + name: value(fields[name], extreme, limit=min(limit, extreme.length))
        for name in row.column_names()  # type: ignore[attr-defined]
        if not isinstance(fields[name], models.JSONField)  # keys, never typed
        and not (extreme.is_blank and (fields[name].blank or fields[name].null))
    }


def typed(kind: type[Entry], extreme: Extreme) -> dict[str, Any]:
    """A whole content of a kind: everything at its extreme."""
    if kind is Guide:
        return guide(extreme)
    found = dict(TEXTS[kind])
    found |= of_row(kind, "", extreme, BODY_LIMIT if kind is Banner else TEXT_LIMIT)
    for path in ROWS.get(kind, ()):
        found |= of_row(kind.CHILDREN[path.partition(".")[0]], f"{path}.", extreme)
    if not extreme.is_blank:
        found |= GIVEN.get(kind, {}) | {"review_by": extreme.day}
    return found | dict(corrected(found))


def corrected(found: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What the desk accepts only together."""
    for path in found:
        if path.endswith(".precision") and found[path] != "day":
            yield path.replace(".precision", ".time"), None
        if path.endswith((".first", ".last")):  # closed on every day that can be typed
            yield path, f"{FIRST_DAY if path.endswith('first') else LAST_DAY}"


def guide(extreme: Extreme) -> dict[str, Any]:
    """Its texts; where its answers lead has a checker of its own."""
    found = dict(TEXTS[Guide])
    if extreme.is_blank:
        return found
    for group, row in Guide.CHILDREN.items():
        keys = {path.split(".")[1] for path in found if path.startswith(f"{group}.")}
        texts = {column for name in row.TEXTS for column in localised(name)} | {*row.EASY}
        for key in keys:
            values = of_row(row, f"{group}.{key}.", extreme)
            found |= {path: v for path, v in values.items() if path.rpartition(".")[2] in texts}
    return found | of_row(Guide, "", extreme) | {"start": found["start"]}


def source(extreme: Extreme) -> dict[str, Any]:
    """The data of a source, for its maker."""
    names = [column for name in Source.TEXTS for column in localised(name)]
    fields = {name: Source._meta.get_field(name) for name in names}
    found = {name: value(fields[name], extreme, limit=200) for name in names}
    urls = dict.fromkeys(localised("url"), "https://example.jp/?" + "%E3&a=" * 80)
    blank = dict.fromkeys(names, "") | {names[0]: "あ"}
    return blank if extreme.is_blank else found | urls | {"text_as_of": extreme.day}


def attachment(address: str, extreme: Extreme) -> dict[str, Any]:
    """Columns of an attachment, for the makers of entries."""
    titles = dict.fromkeys(localised("title"), filled(extreme.line, 200))
    return attached(address, **titles)
