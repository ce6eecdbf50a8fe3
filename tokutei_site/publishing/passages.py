"""A text as residents read it: each stretch with what there is to know about its translation."""

from collections.abc import Iterator
from dataclasses import dataclass

from tokutei_site.text.alignment import Part, State

from .content import Content, columns
from .easy import EASY, SOURCE
from .models import Entry
from .staleness import Translation, target_column, translation


@dataclass(frozen=True)
class Passage:
    text: str
    lang: str
    state: str = ""  # stale, untranslated or leftover; "" for nothing to tell


def passages(kind: type[Entry], content: Content, stem: str, language: str) -> tuple[Passage, ...]:
    """A text in `language`: what is stale stands under its notice, what is untranslated stands in
    the source language at the place where its translation belongs."""
    flat, source = columns(content), content.get("source_language", language)
    text = flat.get(target_column(stem, language)) or ""
    if language == source or not text:
        return (Passage(text, language),) if text else ()
    found = translation(kind, flat, stem, source, language)
    if not found.is_behind:
        return (Passage(text, found.lang),)
    source = SOURCE if language == EASY else source
    return tuple(joined(passage(found, block, source) for block in reading_order(found)))


def reading_order(found: Translation) -> list[Part]:
    """Parts in the order of the translation; what is untranslated follows the part that its
    source follows. What the source no longer has comes as a part without sources."""
    leftover = [Part(State.STALE, (), (each,)) for each in found.alignment.leftover]
    translated = [part for part in found.parts if part.targets]
    ordered = sorted([*translated, *leftover], key=lambda part: part.targets)
    before: Part | None = None
    for part in found.parts:
        if not part.targets:
            ordered.insert(ordered.index(before) + 1 if before else 0, part)
        before = part
    return ordered


def passage(found: Translation, part: Part, source: str) -> Passage:
    if not part.targets:
        text = "".join(found.sources[each].text for each in part.sources)
        return Passage(text, source, State.UNTRANSLATED)
    text = "".join(found.targets[each].text for each in part.targets)
    if not part.sources:
        return Passage(text, found.lang, "leftover")
    return Passage(text, found.lang, "" if part.state == State.CURRENT else State.STALE)


def joined(found: Iterator[Passage]) -> Iterator[Passage]:
    """Neighbours without anything to tell as one, so that the page is as if never split."""
    open_: Passage | None = None
    for each in found:
        if open_ and not open_.state and not each.state:
            open_ = Passage(open_.text + each.text, each.lang)
            continue
        if open_:
            yield open_
        open_ = each
    if open_:
        yield open_
