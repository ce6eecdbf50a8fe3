"""Which parts of a text match folded words. The text itself is never changed: what is shown is
its own characters, in runs that match or do not."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .fold import INVISIBLE, fold_characters, is_inside

# The voice marks of half-width kana join the letter before them, as combining marks do.
HALF_WIDTH_MARKS = "\uff9e\uff9f"


@dataclass(frozen=True)
class Run:
    text: str
    is_match: bool = False


def mark(text: str, words: Iterable[str]) -> tuple[Run, ...]:
    """`text` in runs; those that stand for one of the folded `words` are matches."""
    runs, end = [], 0
    for begin, stop in spans(text, words):
        runs += [Run(text[end:begin]), Run(text[begin:stop], is_match=True)]
        end = stop
    return tuple(run for run in [*runs, Run(text[end:])] if run.text)


def spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where the words stand in the text as typed, in order; overlapping ones are one."""
    folded, places = folded_with_places(text)
    found: list[tuple[int, int]] = []
    for begin, stop in sorted(occurrences(folded, words)):
        first, last = places[begin][0], places[stop - 1][1]
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def occurrences(folded: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    for word in filter(None, words):
        begin = folded.find(word)
        while begin >= 0:
            if not is_inside(folded, begin):
                yield begin, begin + len(word)
            begin = folded.find(word, begin + 1)


def folded_with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The folded text, and for each of its characters where it comes from."""
    folded: list[str] = []
    places: list[tuple[int, int]] = []
    for begin, stop in letters(text):
        for character in fold_letter(text[begin:stop]):
            if not character.isspace():
                folded.append(character)
                places.append((begin, stop))
            elif folded and folded[-1] == " ":
                places[-1] = (places[-1][0], stop)
            else:
                folded.append(" ")
                places.append((begin, stop))
    return "".join(folded), places


@lru_cache(maxsize=4096)
def fold_letter(letter: str) -> str:
    return fold_characters(INVISIBLE.sub("", letter))


def letters(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that are folded by themselves: a character with the marks that join it."""
    begin = 0
    for stop in range(1, len(text) + 1):
        if stop == len(text) or not joins(text[stop]):
            yield begin, stop
            begin = stop


def joins(character: str) -> bool:
    return (
        character in HALF_WIDTH_MARKS
        or bool(unicodedata.combining(character))
        or bool(INVISIBLE.match(character))
    )
