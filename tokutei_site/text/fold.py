"""Search normalisation: one spelling for text and query. Synonyms (申込／申し込み) are extra."""

import re
import unicodedata

MAX_TERMS = 10
MAX_TERM_LENGTH = 100

HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}
# NFKC unifies neither the wave dashes nor the minus signs that Windows and macOS type differently.
TILDES = re.compile("[〜～∼]")
DASHES = re.compile("[‐‑‒–—―−]")
# Pasted from web pages and PDFs, or choosing the shape of a name's character (葛󠄀): never typed.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")


def fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).casefold()
    text = unicodedata.normalize("NFKC", text).casefold().translate(HIRAGANA)
    text = DASHES.sub("-", TILDES.sub("~", text))
    return " ".join(unicodedata.normalize("NFKC", text).split())


def terms(query: str) -> list[str]:
    """Folded words, each once; none for an empty query, which must then find nothing, not all."""
    words = (word[:MAX_TERM_LENGTH] for word in fold(query).split())
    return list(dict.fromkeys(words))[:MAX_TERMS]
