"""A short piece of a text around what somebody looked for."""

import re
from collections.abc import Iterable

from .marking import Run, mark, spans

LENGTH = 140  # full-width characters; Latin ones count half
BEFORE = 40
SENTENCE = re.compile(r"[。！？\n]|[.!?](?=\s)")
WORD_START = re.compile(r"(?<=\s)\S")


def excerpt(text: str, words: Iterable[str]) -> tuple[Run, ...]:
    """About two lines of `text`, with its matches: from a sentence, or a word, that begins
    shortly before the first one; else from the beginning. Line breaks are spaces."""
    text, words = " ".join(text.split()), list(words)
    found = spans(text, words)
    begin = beginning(text, found[0][0]) if found else 0
    stop = ending(text, begin)
    runs = mark(text[begin:stop].strip(), words)
    left, right = (begin > 0, stop < len(text))
    return (*([Run("… ")] if left else []), *runs, *([Run(" …")] if right else []))


def beginning(text: str, match: int) -> int:
    """Where a sentence begins not far before `match`, else a word."""
    earliest = max(0, match - BEFORE)
    if earliest == 0:
        return 0
    ends = [each.end() for each in SENTENCE.finditer(text, earliest, match)]
    if ends:
        return ends[0]
    word = WORD_START.search(text, earliest, match)
    return word.start() if word else earliest


def ending(text: str, begin: int) -> int:
    """How far the length reaches; not inside of a Latin word."""
    left = LENGTH * 2
    for place in range(begin, len(text)):
        left -= 1 if text[place].isascii() else 2
        if left < 0:
            space = text.rfind(" ", begin, place)
            inside = text[place - 1].isascii() and text[place - 1].isalnum()
            return space if inside and space > begin else place
    return len(text)
