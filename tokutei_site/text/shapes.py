"""What a section is made of: list items, notes, and what it says is not settled yet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .markup import LONE_SURROGATE, PARSER

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
    notes, texts, inside = 0, [""], [0]
    for token in PARSER.parse(LONE_SURROGATE.sub("\ufffd", text)):
        if token.type == "list_item_open":
            inside.append(len(texts))
            texts.append("")
        elif token.type == "list_item_close":
            inside.pop()
        elif token.type == "inline":
            texts[inside[-1]] += token.content + "\n"
        notes += sum(each.type == "note_open" for each in [token, *(token.children or [])])
    return Shape(notes, tuple(texts))


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
