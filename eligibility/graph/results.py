"""E11, W08 and W10: outcomes, and how many ways lead to them."""

from collections.abc import Iterator

from .findings import Finding
from .subject import Subject
from .trails import counts_to, longest

MANY_QUESTIONS = 10


def incomplete_outcomes(subject: Subject) -> Iterator[Finding]:
    """A verdict, what to do next, and where: a reader needs all three. A text that only one
    language has is E09."""
    for step in subject.graph.outcomes:
        if step.verdict is None:
            yield subject.at("E11", step.key, "verdict")
        for name in ("next_steps", "where"):
            if name not in step.texts:
                yield subject.at("E11", step.key, name)


def long_trails(subject: Subject) -> Iterator[Finding]:
    """One finding for the longest of all."""
    if subject.walk.cycles:
        return
    way = longest(subject.graph)
    if len(way) > MANY_QUESTIONS:
        params = {"count": len(way), "limit": MANY_QUESTIONS}
        yield Finding("W08", "", (way[0][0],), (), params, way)


def rare_outcomes(subject: Subject) -> Iterator[Finding]:
    """Outcomes that a single trail leads to, which is the witness."""
    if subject.walk.cycles:
        return
    graph = subject.graph
    for key, ways in counts_to(graph).items():
        if ways == 1 and not graph.step[key].is_question and key != graph.start:
            yield subject.at("W10", key)
