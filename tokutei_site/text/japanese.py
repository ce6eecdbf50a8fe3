"""Japanese words inside a page in another language, marked for voices and fonts (WCAG 3.1.2)."""

import re

from .ruby import KANJI

JAPANESE = rf"{KANJI}\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
# What stands between Japanese words without ending them: 令和6年, 第19条の9, 「在留カード」と.
BETWEEN = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ、。・：〜「」『』（）〈〉【】"
WORDS = f"[「『（〈【]?[{JAPANESE}]+(?:[{BETWEEN}]+[{JAPANESE}]+)*[」』）〉】]?"
PIECE = re.compile(rf"<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?P<attributes>[^<>]*)>|{WORDS}")
HAS_LANGUAGE = re.compile(r'\slang="')
WRITTEN_WITH_KANJI = ("ja", "zh", "yue")  # pages in which kanji alone tell no Japanese
# Where a mark would be shown as typed, or where words are no words.
OPAQUE = {"title", "textarea", "option", "script", "style", "code", "pre", "svg", "rt", "rp"}

# Their `lang` leaves nothing alone: the page itself, and what has no end (HTML, 13.1.2).
OPEN = {
    *("html", "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"),
    *("source", "track", "wbr"),
}


def marked(html: str, language: str) -> str:
    """A page of ours in `language`, with `lang` around each run of Japanese words but in elements
    that name their language. Attributes cannot be marked."""
    if language.startswith(WRITTEN_WITH_KANJI):
        return html
    inside, depth = "", 0  # the element whose words are left alone, and how deep it is in itself

    def mark(piece: re.Match[str]) -> str:
        nonlocal inside, depth
        tag = (piece["tag"] or "").lower()
        if not tag:
            return piece[0] if inside else f'<span lang="ja">{piece[0]}</span>'
        if tag == inside:
            depth += -1 if piece["end"] else 1
            inside = inside if depth else ""
        elif not inside and not piece["end"] and is_left_alone(tag, piece["attributes"]):
            inside, depth = tag, 1
        return piece[0]

    return PIECE.sub(mark, html)


def is_left_alone(tag: str, attributes: str) -> bool:
    return tag in OPAQUE or (tag not in OPEN and bool(HAS_LANGUAGE.search(attributes)))
