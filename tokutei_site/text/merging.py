"""A text that two people changed at once, merged by passage: only a passage that both changed is
left to be decided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from .cutting import Cut
from .weaving import STEPS, Strand, woven

BLANK_LINE = "\n\n"


@dataclass(frozen=True)
class Collision:
    """What a stretch of passages said, and says on both sides now; "" where it is gone."""

    base: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Merge:
    base: Cut
    theirs: Cut
    mine: Cut
    strands: tuple[Strand, ...]

    @classmethod
    @lru_cache(maxsize=16)
    def of(cls, base: str, theirs: str, mine: str, steps: int = STEPS) -> "Merge":
        """A merge that would read otherwise than its passages do (a paragraph that runs into the
        next one, a table row without its head) is left to be decided as a whole; one with
        collisions, if it would once they are all decided for one side."""
        cuts = Cut.of(base), Cut.of(theirs), Cut.of(mine)
        some, others, own = (cut.passages for cut in cuts)
        found = cls(*cuts, tuple(woven(some, others, own, steps=steps)))
        if all(found.is_read_as_said(side) for side in ("theirs", "mine")):
            return found
        whole = (range(len(cut.passages)) for cut in cuts)
        return cls(*cuts, (Strand("clash", *whole),))

    @cached_property
    def collisions(self) -> tuple[Collision, ...]:
        return tuple(
            Collision(
                *(
                    cut.text(where.start, where.stop)
                    for cut, where in zip(self.cuts, places(strand), strict=True)
                )
            )
            for strand in self.strands
            if strand.kind == "clash"
        )

    @property
    def cuts(self) -> tuple[Cut, Cut, Cut]:
        return self.base, self.theirs, self.mine

    def text(self, answers: Sequence[str] = ()) -> str:
        """The merged text, with an answer for each collision in its place."""
        told = [(strand, text) for strand, text in self.told(answers) if text]
        parts = [decided(*(cut.before for cut in self.cuts))]
        for (strand, text), (following, _next) in pairwise(told):
            parts += [text, self.gap(strand, following)]
        parts += [told[-1][1] if told else "", decided(*(cut.after for cut in self.cuts))]
        return "".join(parts)

    def told(self, answers: Sequence[str]) -> Iterator[tuple[Strand, str]]:
        waiting = iter(answers)
        for strand in self.strands:
            if strand.kind == "clash":
                yield strand, next(waiting).strip("\r\n")
            else:
                cut = self.mine if strand.kind == "mine" else self.theirs
                where = strand.mine if strand.kind == "mine" else strand.theirs
                yield strand, cut.text(where.start, where.stop)

    def is_read_as_said(self, side: str) -> bool:
        """Whether the text, with each collision as one side has it, is the passages it is of."""
        answers = [getattr(collision, side) for collision in self.collisions]
        found = Cut.of(self.text(answers))
        return found.read(0, len(found.passages)) == list(self.said(side))

    def said(self, side: str) -> Iterator[tuple[str, str]]:
        for strand in self.strands:
            is_mine = (side if strand.kind == "clash" else strand.kind) == "mine"
            cut, where = (self.mine, strand.mine) if is_mine else (self.theirs, strand.theirs)
            yield from cut.read(where.start, where.stop)

    def gap(self, strand: Strand, following: Strand) -> str:
        """What stands between two stretches: as it is on the side where they are neighbours."""
        pairs = zip(self.cuts, places(strand), places(following), strict=True)
        base, theirs, mine = [
            cut.gaps[one.stop - 1] if one and other and one.stop == other.start else None
            for cut, one, other in pairs
        ]
        if theirs is not None and mine is not None:
            return decided(base, theirs, mine)
        return theirs or mine or self.new_gap(strand, following)

    def new_gap(self, strand: Strand, following: Strand) -> str:
        """Between what are neighbours on no side: the larger one of those that they had."""
        pairs = zip(self.cuts, places(strand), places(following), strict=True)
        had = [
            gap
            for cut, one, other in list(pairs)[1:]
            for gap in (
                cut.gaps[one.stop - 1] if one else "",
                cut.gaps[other.start - 1] if other and other.start else "",
            )
            if gap.strip(" \t　")
        ]
        return max(had, key=lambda gap: gap.count("\n") + gap.count("\r"), default=BLANK_LINE)


def places(strand: Strand) -> tuple[range, range, range]:
    return strand.base, strand.theirs, strand.mine


def decided(base: str | None, theirs: str, mine: str) -> str:
    """Of white space: what one side changed; the longer one where both did."""
    if theirs == mine or mine == base:
        return theirs
    return mine if theirs == base else max(theirs, mine, key=len)
