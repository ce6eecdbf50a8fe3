"""Trails that go over every choice: cases that staff have not thought of yet."""

from collections.abc import Collection, Iterable

from .cases import Case, is_passed
from .structure import Graph
from .trails import Trail, counts


def uncovered(graph: Graph, cases: Iterable[Case]) -> frozenset[str]:
    """The choices on some trail that no passing case goes over. Linear."""
    on = counts(graph)
    walked = {
        choice.key for key in on for choice, target in graph.ways[key] if on[target]
    }  # what leads to no outcome is no part of a trail
    passed = (case.trail for case in cases if is_passed(graph, case))
    return frozenset(walked.difference(*passed))


def cover(graph: Graph, choices: Collection[str]) -> tuple[Trail, ...]:
    """Trails that together go over all of `choices` that lie on any. Each in turn takes as many as
    it can that are still open; that is not always the least number of trails. One pass over the
    graph for each trail."""
    trails, left = list[Trail](), set(choices)
    while left and (trail := richest(graph, left)):
        trails.append(trail)
        left.difference_update(trail.choices)
    return tuple(trails)


def richest(graph: Graph, wanted: Collection[str]) -> Trail | None:
    """A trail with the most of the wanted choices; None if no trail has any."""
    gains: dict[str, tuple[int, tuple[str, str]]] = {}  # step → how many below, and the way on
    for key in reversed(graph.order):
        if not graph.step[key].is_question:
            gains[key] = 0, ("", "")
            continue
        for choice, target in graph.ways[key]:
            if target in gains:
                gain = gains[target][0] + (choice.key in wanted)
                if key not in gains or gain > gains[key][0]:
                    gains[key] = gain, (choice.key, target)
    step, way = graph.start, list[tuple[str, str]]()
    if not gains.get(step, (0,))[0]:
        return None
    while graph.step[step].is_question:
        answer, target = gains[step][1]
        way.append((step, answer))
        step = target
    return Trail(tuple(way), step)


def proposals(graph: Graph, cases: Collection[Case]) -> tuple[Case, ...]:
    """Cases, still without a key and a name, that together with the others cover every choice.
    Staff decide whether the outcome each one reaches is the right one. A case that fails is to be
    put right, not to be added once more."""
    failing = (case.trail for case in cases if not is_passed(graph, case))
    found = cover(graph, uncovered(graph, cases).difference(*failing))
    return tuple(Case("", "", trail.choices, trail.outcome) for trail in found)
