"""Sections of a translation beside those of its source, and the text that they make together."""

from collections.abc import Callable
from dataclasses import dataclass

from tokutei_site.text.alignment import Part, State

from .models import Entry
from .staleness import Translation, sections
from .translating import Place, places

BETWEEN = "\n\n"


@dataclass(frozen=True)
class Row:
    """Sections that are translated together, at their place in the source."""

    found: Translation
    part: Part
    number: int

    @property
    def name(self) -> str:
        return f"{self.found.stem}.{self.number}"

    @property
    def source(self) -> str:
        return "".join(self.found.sources[each].text for each in self.part.sources)

    @property
    def target(self) -> str:
        return "".join(self.found.targets[each].text for each in self.part.targets)

    @property
    def heading(self) -> str:
        return self.found.sources[self.part.sources[0]].heading if self.part.sources else ""

    @property
    def state(self) -> str:
        return str(self.part.state) if self.part.sources else "leftover"

    @property
    def is_waiting(self) -> bool:
        return self.state != State.CURRENT

    @property
    def is_to_compare(self) -> bool:
        return bool(self.part.sources) and (self.is_waiting or self.part.is_edited)

    @property
    def seen(self) -> tuple[str, tuple[Place, ...], tuple[Place, ...]]:
        """What this row shows, whatever its number."""
        return (self.found.stem, *places(self.found, self.part))


def rows_of(found: Translation) -> list[Row]:
    """In the order of the source; what it no longer has stands behind the section before it."""
    parts = list(found.parts)
    for index in found.alignment.leftover:
        before = [n for n, part in enumerate(parts) if part.targets and part.targets[0] < index]
        parts.insert(before[-1] + 1 if before else 0, Part(State.STALE, (), (index,)))
    return [Row(found, part, number) for number, part in enumerate(parts)]


class Composed:
    """A whole translation put together from the sections as typed, in the order of the source;
    untouched if nothing of it was changed."""

    def __init__(self, kind: type[Entry], rows: list[Row], typed: Callable[[Row], str]) -> None:
        self.stem, self.kind = rows[0].found.stem, kind
        self.is_changed = any(typed(row).strip("\n") != row.target.strip("\n") for row in rows)
        if not self.is_changed:
            self.text = ""
            self.targets = {row: places(row.found, row.part)[1] for row in rows}
            return
        self.text, spans = "", []
        for row in rows:
            piece = typed(row).strip("\n")
            self.text += BETWEEN if self.text and piece else ""
            spans.append((len(self.text), len(self.text) + len(piece)))
            self.text += piece
        self.targets = dict(zip(rows, self.sections_in(spans), strict=True))

    def sections_in(self, spans: list[tuple[int, int]]) -> list[tuple[Place, ...]]:
        """Which sections of the new text begin in each span."""
        found = sections(self.kind, self.stem, self.text)
        starts = [0]
        for each in found:
            starts.append(starts[-1] + len(each.text))
        return [
            tuple(
                Place(index, each.fingerprint)
                for index, each in enumerate(found)
                if first <= starts[index] < last
            )
            for first, last in spans
        ]
