"""Answers walked from the start. Nothing is remembered but the answers themselves: what does not
lie on the way simply does not count."""

from collections.abc import Mapping
from dataclasses import dataclass

from .steps import Way
from .structure import Graph

Answers = Mapping[str, str]  # question → choice, by key


@dataclass(frozen=True)
class Replay:
    way: Way  # the answers that apply, in order
    step: str  # where it stands: the first question without an answer, or the outcome
    unused: Mapping[str, str]  # answers that do not apply (any more)


def replay(graph: Graph, answers: Answers) -> Replay:
    """From the start along the answers. An answer that its question does not offer counts as none.
    Costs the length of the way. In a graph with cycles it stands still where it has been before."""
    step, way = graph.start, dict[str, str]()
    while step not in way and (target := target_of(graph, step, answers.get(step))):
        way[step] = answers[step]
        step = target
    unused = {key: answers[key] for key in answers if key not in way}
    return Replay(tuple(way.items()), step, unused)


def change(graph: Graph, answers: Answers, question: str, choice: str) -> Replay:
    """One answer changed, the others kept as far as they still apply."""
    return replay(graph, {**answers, question: choice})


def target_of(graph: Graph, step: str, key: str | None) -> str | None:
    return next((at for choice, at in graph.ways.get(step, ()) if choice.key == key), None)
