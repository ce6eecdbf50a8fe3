"""Two graphs compared: how many people are told something else, and why. See `changes`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .changes import Cause, Changes, TrailChange
from .covering import cover
from .ends import Ending, Ends
from .steps import Verdict
from .structure import Graph
from .trails import count, trails

LIMIT = 50_000  # trails of both graphs together: a second or two

Verdicts = frozenset[Verdict | None]


@dataclass(frozen=True)
class Difference:
    old_count: int
    new_count: int
    changes: tuple[TrailChange, ...]
    is_complete: bool  # else only as many trails were compared as go over every choice

    @property
    def verdicts(self) -> Counter[tuple[Verdicts, Verdicts]]:
        """How many trails go from which verdicts to which."""
        return Counter((verdicts(each.before), verdicts(each.after)) for each in self.changes)

    @property
    def causes(self) -> Counter[Cause]:
        return Counter(each.cause for each in self.changes)


def verdicts(found: Iterable[Ending]) -> Verdicts:
    return frozenset(ending.verdict for ending in found)


def diff(old: Graph, new: Graph, limit: int = LIMIT) -> Difference:
    """Every trail that changes, of graphs without errors. Costs the trails of both graphs, each
    its length, and as much again for each choice that may be the cause; beyond `limit` trails only
    a cover of the choices is compared, and the difference says so."""
    counted = count(old), count(new)
    is_complete = sum(counted) <= limit
    before, after = (
        trails(graph) if is_complete else cover(graph, graph.choice) for graph in (old, new)
    )
    changes = Changes(Ends(old), Ends(new))
    found = (*changes.of_old(before), *changes.of_new(after))
    return Difference(*counted, found, is_complete)
