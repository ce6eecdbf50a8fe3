"""Where one can get to from the start, on which way, and where one would go round in circles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .steps import Choice, Way

Ways = Mapping[str, tuple[tuple[Choice, str], ...]]  # step → its choices and where they lead

CLOSED = -1


@dataclass(frozen=True)
class Walk:
    order: tuple[str, ...]  # reachable steps, each before all it leads to (unless there are cycles)
    arrivals: dict[str, Choice | None]  # reachable step → the choice by which it is reached soonest
    cycles: tuple[Way, ...]  # one for each choice that closes a circle, reachable or not

    def way_to(self, step: str) -> Way:
        """The answers of a shortest way from the start; none for what cannot be reached."""
        way: list[tuple[str, str]] = []
        while choice := self.arrivals.get(step):
            way.append((choice.step, choice.key))
            step = choice.step
        return tuple(reversed(way))


class CyclicGraph(ValueError):
    """Trails were asked of a graph in which one can go round in circles."""


def walk(start: str, ways: Ways) -> Walk:
    """Linear in steps and choices, without recursion."""
    depths: dict[str, int] = {}
    finished: list[str] = []
    roots = [start] if start in ways else []
    cycles = [cycle for root in roots for cycle in circles(ways, root, depths, finished)]
    order = tuple(reversed(finished))
    for root in ways:
        if root not in depths:
            cycles += circles(ways, root, depths, finished)
    return Walk(order, arrivals(start, ways), tuple(cycles))


def arrivals(start: str, ways: Ways) -> dict[str, Choice | None]:
    """Breadth first, so that each step is met on a shortest way."""
    if start not in ways:
        return {}
    found: dict[str, Choice | None] = {start: None}
    waiting = [start]
    for step in waiting:
        for choice, target in ways[step]:
            if target not in found:
                found[target] = choice
                waiting.append(target)
    return found


def circles(ways: Ways, root: str, depths: dict[str, int], finished: list[str]) -> Iterator[Way]:
    """Depth first from `root`. A step is open while the walk stands at it or below; a choice that
    leads to an open step closes a circle. `depths` has the place of open steps, CLOSED for those
    done with, which also go to `finished`, after all they lead to."""
    depths[root] = 0
    stack, taken = [(root, iter(ways[root]))], list[tuple[str, str]]()
    while stack:
        step, rest = stack[-1]
        for choice, target in rest:
            depth = depths.get(target)
            if depth is None:
                depths[target] = len(stack)
                stack.append((target, iter(ways[target])))
                taken.append((step, choice.key))
                break
            if depth != CLOSED:
                yield (*taken[depth:], (step, choice.key))
        else:
            stack.pop()
            del taken[-1:]
            depths[step] = CLOSED
            finished.append(step)
