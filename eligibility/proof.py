"""A guide's content proven: what the checker finds in it, and how its cases fare. The same for the
panel after every save and for the gate at publication."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from eligibility.graph import covering
from eligibility.graph.cases import Case, is_passed, load_cases
from eligibility.graph.checker import check
from eligibility.graph.content import load
from eligibility.graph.findings import Finding, Severity
from eligibility.graph.structure import Graph
from eligibility.graph.subject import Outside
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.models import LANGUAGE_CODES


@dataclass(frozen=True)
class Proof:
    graph: Graph
    cases: tuple[Case, ...]
    findings: tuple[Finding, ...]

    @classmethod
    def of(
        cls,
        content: Content,
        complete: Sequence[str],
        today: date,
        outside: Outside | None = None,
    ) -> "Proof":
        """`complete`: the languages in which no text may be missing. The others are declared at
        the publication, so that what they lack is no fault. What is behind is told by the engine's
        own findings, which may be let stand."""
        graph, cases = load(content, LANGUAGE_CODES), load_cases(content)
        return cls(graph, cases, check(graph, complete, today, cases, outside))

    @cached_property
    def errors(self) -> list[Finding]:
        return [each for each in self.findings if each.severity is Severity.ERROR]

    @cached_property
    def warnings(self) -> list[Finding]:
        return [each for each in self.findings if each.severity is Severity.WARNING]

    @property
    def unconnected(self) -> list[str]:
        """The steps that nobody can get to; all of them without a start."""
        reached = self.graph.walk.arrivals
        return [key for key in self.graph.step if key not in reached]

    def is_passed(self, case: Case) -> bool:
        return is_passed(self.graph, case)

    @property
    def may_propose(self) -> bool:
        """Trails can be looked for as soon as nothing goes round in circles."""
        return self.graph.start in self.graph.step and not self.graph.walk.cycles

    @property
    def proposals(self) -> tuple[Case, ...]:
        return covering.proposals(self.graph, self.cases) if self.may_propose else ()

    @property
    def uncovered(self) -> frozenset[str]:
        return covering.uncovered(self.graph, self.cases) if self.may_propose else frozenset()
