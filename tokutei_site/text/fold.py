"""Search normalisation: one spelling for text and query. Synonyms (申込／申し込み) are extra."""

import re
import unicodedata

MAX_TERM_LENGTH = 100

HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}
# NFKC unifies neither the wave dashes nor the minus signs that Windows and macOS type differently.
TILDES = re.compile("[〜～∼]")
DASHES = re.compile("[‐‑‒–—―−]")
# Pasted from web pages and PDFs, or choosing the shape of a name's character (葛󠄀): never typed.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")


def fold(text: str) -> str:
    """The spelling in which texts and queries are compared; idempotent."""
    return " ".join(fold_characters(INVISIBLE.sub("", text)).split())


def fold_characters(text: str) -> str:
    """The same for text without invisible characters, its white space kept."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = unicodedata.normalize("NFKC", text).casefold().translate(HIRAGANA)
    text = DASHES.sub("-", TILDES.sub("~", text))
    return unicodedata.normalize("NFKC", text)


def is_word(folded: str) -> bool:
    """Whether it holds anything to look for: a letter, a digit, a currency (￥) or a pictogram.
    Marks of punctuation alone stand in every text."""
    return any(c[0] in "LN" or c in ("Sc", "So") for c in map(unicodedata.category, folded))
