"""A long text as a page lays it out: rendered, with the list of its headings."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from tokutei_site.text.markup import render_anchored

from .passages import Passage

FEWEST = 3  # headings that are worth a list of their own


@dataclass(frozen=True)
class Stretch:
    """A rendered passage with what there is to know about its translation."""

    html: SafeString
    lang: str
    state: str


@dataclass(frozen=True)
class Heading:
    anchor: str
    text: str
    lang: str


def laid_out(passages: Iterable[Passage]) -> tuple[list[Stretch], list[Heading]]:
    """The passages in their order and the headings that lead to their parts; no headings where
    there are too few for a list."""
    stretches: list[Stretch] = []
    headings: list[Heading] = []
    for passage in passages:
        html, found = render_anchored(passage.text, len(headings) + 1)
        stretches.append(Stretch(html, passage.lang, passage.state))
        headings += [Heading(anchor, text, passage.lang) for anchor, text in found]
    return stretches, headings if len(headings) >= FEWEST else []
