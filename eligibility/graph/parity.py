"""W12: list items, links, numbers or dates that the Japanese and the English do not share."""

from collections.abc import Iterator

from tokutei_site.text import parity

from .findings import Finding
from .subject import Subject
from .wording import Owner, about

PAIR = ("ja", "en")  # what tokutei_site.text.parity can read


def differences(subject: Subject) -> Iterator[Finding]:
    """One finding for each text. About a millisecond for a text that was not compared lately,
    nothing for the others: beyond the first time a save costs what it changed."""
    graph = subject.graph
    if not set(PAIR) <= set(subject.languages):
        return
    rows = graph.sources.values()
    pages = tuple((row.get("url_ja") or "", row.get("url_en") or "") for row in rows)
    owners: list[Owner] = [*graph.steps, *graph.choices, *graph.blocks]
    for owner in owners:
        for name, text in owner.texts.items():
            if found := parity.compared(text.get("ja", ""), text.get("en", ""), pages):
                yield about(subject, owner, "W12", "", name, count=len(found))
