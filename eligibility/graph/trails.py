"""Trails: the ways from the start to an outcome. All of it only for graphs without cycles."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from .steps import Choice, Way
from .structure import Graph


@dataclass(frozen=True)
class Remaining:
    """How many questions are left, this one included."""

    least: int
    most: int


@dataclass(frozen=True)
class Trail:
    way: Way
    outcome: str

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(choice for _step, choice in self.way)


def count(graph: Graph) -> int:
    return counts(graph).get(graph.start, 0)


def counts(graph: Graph) -> dict[str, int]:
    """From each reachable step, how many trails lead on to an outcome. One pass; never walks the
    trails themselves, so that millions cost nothing."""
    found: dict[str, int] = {}
    for key in reversed(graph.order):
        on = sum([found[target] for _choice, target in graph.ways[key]])
        found[key] = on if graph.step[key].is_question else 1
    return found


def counts_to(graph: Graph) -> dict[str, int]:
    """How many ways lead from the start to each reachable step. One pass."""
    order = graph.order
    found = dict.fromkeys(order, 0)
    for key in order:
        found[key] += key == graph.start
        for _choice, target in graph.ways[key]:
            found[target] += found[key]
    return found


def remaining(graph: Graph) -> dict[str, Remaining]:
    """For each reachable step from which an outcome can be reached. One pass."""
    found: dict[str, Remaining] = {}
    for key in reversed(graph.order):
        if not graph.step[key].is_question:
            found[key] = Remaining(0, 0)
        elif on := [found[target] for _choice, target in graph.ways[key] if target in found]:
            least, most = min(each.least for each in on), max(each.most for each in on)
            found[key] = Remaining(1 + least, 1 + most)
    return found


def longest(graph: Graph) -> Way:
    """A trail with the most questions. One pass."""
    lengths: dict[str, int] = {}
    onward: dict[str, tuple[Choice, str]] = {}
    for key in reversed(graph.order):
        if not graph.step[key].is_question:
            lengths[key] = 0
        for choice, target in graph.ways[key]:
            if target in lengths and lengths[target] + 1 > lengths.get(key, 0):
                lengths[key] = lengths[target] + 1
                onward[key] = choice, target
    way, key = [], graph.start
    while key in onward:
        choice, target = onward[key]
        way.append((key, choice.key))
        key = target
    return tuple(way)


def trails(graph: Graph, limit: int | None = None) -> Iterator[Trail]:
    """One after the other in the order of the page, at most `limit`. Each costs at most its length,
    because dead ends are never entered."""
    on = counts(graph)
    return islice(deepening(graph, on), limit) if graph.start in on else iter(())


def deepening(graph: Graph, on: dict[str, int]) -> Iterator[Trail]:
    start = graph.start
    at_start: list[tuple[Choice | None, str]] = [(None, start)]
    stack: list[Iterator[tuple[Choice | None, str]]] = [iter(at_start)]
    way: list[tuple[str, str]] = []
    while stack:
        choice, target = next(stack[-1], (None, ""))
        if not target:
            stack.pop()
            del way[-1:]
        elif on[target]:
            way += [(choice.step, choice.key)] if choice else []
            if graph.step[target].is_question:
                stack.append(iter(graph.ways[target]))
            else:
                yield Trail(tuple(way), target)
                del way[-1:]
