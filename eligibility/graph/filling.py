"""Cases that a question has come in between: they have no answer to it, at most later ones."""

from collections.abc import Iterable
from dataclasses import replace

from .cases import Case, follow
from .structure import Graph


def interrupted(graph: Graph, cases: Iterable[Case]) -> dict[str, tuple[Case, ...]]:
    """By question, the cases that come to it without an answer to it: they stop there, or go on
    with one to another question. Costs the length of the cases."""
    found: dict[str, tuple[Case, ...]] = {}
    for case in cases:
        done = follow(graph, case.trail)
        step = graph.step.get(done.step or "")
        after = graph.choice.get(done.rest[0]) if done.rest else None
        is_open = bool(after and after.step != done.step) if done.rest else True
        if step and step.is_question and is_open:
            found[step.key] = (*found.get(step.key, ()), case)
    return found


def filled(graph: Graph, case: Case, choice: str) -> Case:
    """An interrupted case with its answer to the question that it comes to."""
    done = follow(graph, case.trail)
    return replace(case, trail=(*(answer for _step, answer in done.way), choice, *done.rest))
