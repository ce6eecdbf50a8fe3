"""The guide as a numbered booklet: which step stands where, and how many questions are left."""

from collections import Counter
from heapq import heappop, heappush

from .graph.structure import Graph
from .graph.trails import Remaining, remaining


def in_order(graph: Graph) -> tuple[str, ...]:
    """The steps that can be reached: first the questions, each before all it leads to and else as
    their authors have them, then the outcomes. So one always turns to a higher number. A draft
    with faults is shown as it stands."""
    if graph.walk.cycles or not graph.walk.order:
        return tuple(graph.step)
    places = {step.key: (not step.is_question, n) for n, step in enumerate(graph.step.values())}
    keys = list(graph.step)
    to_come = Counter(target for key in graph.order for _choice, target in graph.ways[key])
    waiting, found = [places[graph.start]], []
    while waiting:
        _is_outcome, place = heappop(waiting)
        found.append(keys[place])
        for _choice, target in graph.ways[keys[place]]:
            to_come[target] -= 1
            if not to_come[target]:
                heappush(waiting, places[target])
    return tuple(found)


def questions_left(graph: Graph) -> dict[str, Remaining]:
    return {} if graph.walk.cycles else remaining(graph)
