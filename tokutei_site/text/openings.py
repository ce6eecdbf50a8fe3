"""How a text begins, in a few lines: what a list, a card and a search engine show of it."""

import re

from .inline import is_cjk
from .markup import plain, render, words_of

LONGEST = 120  # characters; the first paragraph stays whole
SENTENCE_ENDS = ("。", "！", "？", ".", "!", "?")
LEADING = re.compile(
    r"\s*(?P<first><p>.*?</p>)\s*<(?P<tag>[uo]l)\b[^>]*>(?P<items>.*?)</(?P=tag)>", re.DOTALL
)


def opening(text: str) -> str:
    """The first paragraph, and the list that it leads to, which ends with … where it is long:
    「次のことが、券面に書かれなくなりました。」 alone says nothing."""
    found = LEADING.match(render(text))
    if not found:
        return plain(text).partition("\n")[0]
    first = " ".join(words_of(found["first"]).split("\n"))
    items = words_of(found["items"]).split("\n")
    is_japanese = is_cjk(first[-1:])
    space, comma = ("", "、") if is_japanese else (" ", "; ")
    shown = items[0]
    for item in items[1:]:
        between = space if shown.endswith(SENTENCE_ENDS) else comma
        if len(first) + len(shown) + len(item) > LONGEST:
            return f"{first}{space}{shown}{between}…"
        shown += between + item
    return f"{first}{space}{shown}"
