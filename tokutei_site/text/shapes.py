"""What a section is made of: list items, notes, and what it says is not settled yet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from markdown_it.token import Token

from .inline import NOTE_AT_END, mark_note_at_end
from .markup import PARSER
from .sections import blocks

Reservation = Literal["scheduled", "to_be_confirmed"]
RESERVATIONS: dict[Reservation, dict[str, re.Pattern[str]]] = {
    "scheduled": {
        "ja": re.compile("予定"),
        "en": re.compile(r"\b(?:scheduled|planned|plans? to|tentative(?:ly)?)\b", re.IGNORECASE),
    },
    "to_be_confirmed": {
        "ja": re.compile("要確認"),
        "en": re.compile(r"\b(?:to be confirmed|TBC)\b", re.IGNORECASE),
    },
}


@dataclass(frozen=True)
class Shape:
    notes: int
    texts: tuple[str, ...]  # what stands in no list item, then each item's own

    @property
    def items(self) -> int:
        return len(self.texts) - 1


def shape(text: str) -> Shape:
    notes, texts, inside = 0, list[list[str]]([[]]), [0]
    before = last = ""
    for token in blocks(text):
        if token.type == "list_item_open":
            inside.append(len(texts))
            texts.append([])
        elif token.type == "list_item_close":
            inside.pop()
        elif token.type == "inline":
            texts[inside[-1]].append(token.content + "\n")
            notes += before == "list_item_open" and has_note(token.content)
        notes += token.type == "note_open"
        before, last = last, token.type
    return Shape(notes, tuple(map("".join, texts)))


def has_note(item: str) -> bool:
    """Whether the page sets a note off from the item before it."""
    words: list[Token] = []
    if NOTE_AT_END.search(item):
        PARSER.inline.parse(item, PARSER, {}, words)
    return len(mark_note_at_end(words)) > len(words)


def reservations(ja: Shape, en: Shape) -> Iterator[tuple[Reservation, str, str, str]]:
    """Kind, language that has it, language that lacks it, and the word: item by item where both
    have as many."""
    pairs = list(zip(ja.texts, en.texts, strict=True)) if ja.items == en.items else []
    for kind, patterns in RESERVATIONS.items():
        for one, other in pairs or [("\n".join(ja.texts), "\n".join(en.texts))]:
            japanese, english = patterns["ja"].search(one), patterns["en"].search(other)
            if japanese and not english:
                yield kind, "ja", "en", japanese[0]
            if english and not japanese:
                yield kind, "en", "ja", english[0]
