"""Cases: what staff expect of the questionnaire, each a whole trail and the outcome it must reach.

In a content they are the group "cases":

    {"k1": {"order": 0, "name": "…", "trail": ["c1", "c4"], "outcome": "r1"}}

The name is for staff, in their language; no resident sees it, so it is not translated.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .columns import Content, Row, rows
from .steps import Way
from .structure import Graph


@dataclass(frozen=True)
class Case:
    key: str
    name: str
    trail: tuple[str, ...]  # keys of choices
    outcome: str
    order: int = 0


@dataclass(frozen=True)
class Followed:
    """How far a trail of choices could be walked."""

    way: Way
    step: str | None  # where it ended; None without a start
    rest: tuple[str, ...]  # the choices that were left over; the first one could not be taken


def load_cases(content: Row) -> tuple[Case, ...]:
    return tuple(
        Case(
            key=key,
            name=row.get("name") or key,
            trail=tuple(row.get("trail") or ()),
            outcome=row.get("outcome") or "",
            order=row.get("order") or 0,
        )
        for key, row in rows(content.get("cases"))
    )


def store_cases(cases: Iterable[Case]) -> Content:
    return {"cases": {case.key: case_row(case) for case in cases}}


def case_row(case: Case) -> dict[str, Any]:
    return {
        "order": case.order,
        "name": case.name,
        "trail": list(case.trail),
        "outcome": case.outcome,
    }


def follow(graph: Graph, trail: Sequence[str]) -> Followed:
    """Takes the choices one after the other while the step at hand offers them."""
    step = graph.start if graph.start in graph.step else None
    way: list[tuple[str, str]] = []
    for done, key in enumerate(trail):
        target = next((at for c, at in graph.ways[step] if c.key == key), None) if step else None
        if step is None or target is None:
            return Followed(tuple(way), step, tuple(trail[done:]))
        way.append((step, key))
        step = target
    return Followed(tuple(way), step, ())


def is_passed(graph: Graph, case: Case) -> bool:
    """Whether all of the trail can be walked and it ends at the outcome."""
    done = follow(graph, case.trail)
    step = graph.step.get(case.outcome)
    return not done.rest and done.step == case.outcome and bool(step and not step.is_question)
