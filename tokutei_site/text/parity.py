"""What a Japanese and an English text say differently: facts, and hints to look again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from .facts import Facts
from .figure import Figure, Kind
from .figures import figures, has_too_many
from .money import spelt_numbers
from .sections import split
from .shapes import Shape, reservations, shape

Difference = Literal[
    Kind,
    "weekday", "no_such_day", "wrong_weekday", "wrong_era",
    "sections", "items", "notes", "scheduled", "to_be_confirmed", "too_many",
]  # fmt: skip
Span = tuple[int, int]
Pages = dict[str, set[str]]


@dataclass(frozen=True)
class Finding:
    kind: Difference
    language: str  # of the text that is quoted
    text: str = ""  # as typed; "" where numbers of something differ
    spans: tuple[Span, ...] = ()  # in the language's whole text
    missing_in: str = ""  # "": the quoted text is wrong in itself
    is_hint: bool = False
    section: int | None = None  # the one it is about, counted alike in both languages
    counts: tuple[int, int] | None = None  # in Japanese and in English


class Side:
    def __init__(self, language: str, text: str, sections: Sequence[str]) -> None:
        self.language = language
        self.shapes = [shape(each) for each in sections]
        self.sections: list[list[Figure]] = []
        start = 0
        for each in sections:
            self.sections.append([figure.moved(start) for figure in figures(each)])
            start += len(each)
        self.figures = [each for section in self.sections for each in section]
        self.facts = Facts(self.figures)
        self.spelt = spelt_numbers(text)

    def finding(self, kind: Difference, found: Sequence[Figure], missing_in: str = "") -> Finding:
        spans = tuple((each.start, each.end) for each in found)
        is_hint = not any(each.is_sure for each in found)
        return Finding(kind, self.language, found[0].text, spans, missing_in, is_hint)


def findings(ja: str, en: str, sources: Iterable[tuple[str, str]] = ()) -> list[Finding]:
    """Facts that only one of the texts has, what is wrong in itself, and hints.

    Dates, times, amounts, telephone numbers and addresses are facts; `sources` are the pairs of
    Japanese and English addresses of one page. Hints are other numbers, facts that stand in another
    section, and sections that differ in list items, notes or in what is scheduled or unconfirmed.
    An empty text is not compared, and one with too many numbers only found to be so.
    """
    if not ja.strip() or not en.strip():
        return []
    for language, text in (("ja", ja), ("en", en)):
        if has_too_many(text):
            return [Finding("too_many", language)]
    parts = [split(ja), split(en)]
    are_alike = len(parts[0]) == len(parts[1])
    japanese, english = (
        Side(language, text, [each.text for each in found] if are_alike else [text])
        for language, text, found in zip(("ja", "en"), (ja, en), parts, strict=True)
    )
    pages = same_pages(sources)
    found = [*faults(japanese), *faults(english), *weekdays(japanese, english)]
    found += [*missing(japanese, english, pages), *missing(english, japanese, pages)]
    if not are_alike:
        counts = len(parts[0]), len(parts[1])
        return [*found, Finding("sections", "ja", is_hint=True, counts=counts)]
    found += [*elsewhere(japanese, english, pages), *elsewhere(english, japanese, pages)]
    for section, (one, other) in enumerate(zip(japanese.shapes, english.shapes, strict=True)):
        found += shape_hints(section, one, other)
    return found


@lru_cache(maxsize=2_000)
def compared(ja: str, en: str, sources: tuple[tuple[str, str], ...] = ()) -> tuple[Finding, ...]:
    """`findings`, kept for the texts compared last: a page about a long content costs what somebody
    changed in it since the last look."""
    return tuple(findings(ja, en, sources))


def same_pages(sources: Iterable[tuple[str, str]]) -> Pages:
    pages: Pages = {}
    for pair in sources:
        for url in pair:
            pages.setdefault(url, set()).update(pair)
    return pages


def faults(side: Side) -> Iterable[Finding]:
    for each in side.figures:
        if each.fault:
            yield side.finding(each.fault, [each])


def weekdays(one: Side, other: Side) -> Iterable[Finding]:
    """The same day with another weekday. With a year, each language is checked by itself."""
    for each in one.figures:
        if each.kind == "date" and each.weekday is not None and not each.fault:
            named = other.facts.weekdays(each)
            if named and each.weekday not in named:
                yield one.finding("weekday", [each], other.language)


def missing(one: Side, other: Side, pages: Pages) -> Iterable[Finding]:
    groups: dict[object, list[Figure]] = {}
    spelt = {1, *other.spelt}  # 1人 is "a person"
    for each in one.figures:
        is_spelt = each.kind == "number" and each.value in spelt
        if not is_spelt and not other.facts.have(each, pages):
            groups.setdefault((each.kind, each.value), []).append(each)
    return [one.finding(group[0].kind, group, other.language) for group in groups.values()]


def elsewhere(one: Side, other: Side, pages: Pages) -> Iterable[Finding]:
    """Facts that the other language has, but in another section."""
    for section, found in enumerate(one.sections):
        facts = Facts(other.sections[section])
        for each in found:
            if each.is_sure and not facts.have(each, pages) and other.facts.have(each, pages):
                finding = one.finding(each.kind, [each], other.language)
                yield replace(finding, is_hint=True, section=section)


def shape_hints(section: int, one: Shape, other: Shape) -> Iterable[Finding]:
    if one.items != other.items:
        counts = one.items, other.items
        yield Finding("items", "ja", is_hint=True, section=section, counts=counts)
    if one.notes != other.notes:
        counts = one.notes, other.notes
        yield Finding("notes", "ja", is_hint=True, section=section, counts=counts)
    for kind, language, missing_in, text in reservations(one, other):
        yield Finding(kind, language, text, (), missing_in, is_hint=True, section=section)
