"""What the rules look at: a graph, and all that only the caller can know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from .cases import Case
from .facts import FACTS, Facts
from .findings import Finding
from .structure import Graph
from .walks import Walk


@dataclass(frozen=True)
class Outside:
    """What cannot be read from the graph."""

    # Language → texts whose translation is behind, by the stems of `publishing.staleness.behind`:
    # "steps.s1.title", "choices.c1.label", "blocks.child.body".
    stale: Mapping[str, frozenset[str]] = field(default_factory=dict)
    broken_urls: frozenset[str] = frozenset()
    begins: datetime | None = None  # of the publication that is being prepared
    running_since: datetime | None = None  # of the one that is public
    facts: Facts = field(default_factory=lambda: FACTS)


@dataclass(frozen=True)
class Subject:
    graph: Graph
    languages: Sequence[str]  # those that must be complete
    today: date
    cases: Sequence[Case] = ()
    outside: Outside = field(default_factory=Outside)

    @property
    def walk(self) -> Walk:
        return self.graph.walk

    def at(self, code: str, step: str, reason: str = "", **params: str | int) -> Finding:
        """A finding about a step, with a shortest way to it."""
        return Finding(code, reason, (step,), (), params, self.walk.way_to(step))

    def at_choice(self, code: str, choice: str, reason: str = "", **params: str | int) -> Finding:
        """A finding about a choice, with a shortest way to its step and through it."""
        step = self.graph.choice[choice].step
        way = self.walk.way_to(step)
        is_reached = step in self.walk.arrivals
        way = (*way, (step, choice)) if is_reached else ()
        return Finding(code, reason, (step,), (choice,), params, way)
