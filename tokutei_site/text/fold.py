"""Search normalisation: one spelling for text and query. Synonyms (申込／申し込み) are extra."""

import re
import unicodedata

MAX_TERM_LENGTH = 100

HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}
# NFKC unifies neither the wave dashes nor the minus signs that Windows and macOS type differently.
TILDES = re.compile("[〜～∼]")
# A keyboard types quotation marks straight and rarely has the long vowels of Hepburn romanisation.
TYPED = HIRAGANA | str.maketrans("‘’“”āēīōū", "''\"\"aeiou")
DASHES = re.compile("[‐‑‒–—―−]")
# Pasted from web pages and PDFs, or choosing the shape of a name's character (葛󠄀): never typed.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")


WORD_START = "\x1f"  # stands in no text
LATIN_START = re.compile("(?<![a-z])(?=[a-z])")
LATIN_INSIDE = re.compile("(?<=[a-z])(?=[a-z])")


def fold(text: str) -> str:
    """The spelling in which texts and queries are compared; idempotent."""
    return " ".join(fold_characters(INVISIBLE.sub("", text)).split())


def fold_characters(text: str) -> str:
    """The same for text without invisible characters, its white space kept."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = unicodedata.normalize("NFKC", text).casefold().translate(TYPED)
    text = DASHES.sub("-", TILDES.sub("~", text))
    return unicodedata.normalize("NFKC", text)


def is_inside(folded: str, place: int) -> bool:
    """Whether a place is inside of a word of Latin letters: nothing found there counts."""
    return place > 0 and LATIN_INSIDE.match(folded, place) is not None


def with_word_starts(folded: str) -> str:
    """The same with a mark before every word of Latin letters, in texts and in what is looked for:
    then a plain comparison finds “lose” neither in “closed” nor “move” in “removed”, and “fee” in
    “fees”. Japanese and figures have no such places."""
    return LATIN_START.sub(WORD_START, folded)


def is_word(folded: str) -> bool:
    """Whether it holds anything to look for: a letter, a digit, a currency (￥) or a pictogram.
    Marks of punctuation alone stand in every text."""
    return any(c[0] in "LN" or c in ("Sc", "So") for c in map(unicodedata.category, folded))
