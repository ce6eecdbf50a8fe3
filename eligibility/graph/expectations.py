"""E12: every case must reach the outcome that staff gave it."""

from collections.abc import Iterator

from .cases import Case, Followed, follow, is_passed
from .findings import Finding
from .subject import Subject


def failing_cases(subject: Subject) -> Iterator[Finding]:
    """One finding for each case that fails; the witness is as much of it as can be walked. Costs
    the length of the cases. Without a start there is nothing to walk."""
    graph = subject.graph
    for case in subject.cases if graph.start in graph.step else ():
        if not is_passed(graph, case):
            yield failure(subject, case, follow(graph, case.trail))


def failure(subject: Subject, case: Case, done: Followed) -> Finding:
    graph = subject.graph
    gone = next((key for key in case.trail if key not in graph.choice), None)
    expected = graph.step.get(case.outcome)
    ended = done.step or ""

    def finding(reason: str, steps: tuple[str, ...], choices: tuple[str, ...] = ()) -> Finding:
        return Finding("E12", reason, steps, choices, {"case": case.name}, done.way)

    if gone is not None:
        return finding("gone", (ended,))
    if expected is None or expected.is_question:
        return finding("no_outcome", (ended,))
    if done.rest:
        return finding("elsewhere", (ended,), done.rest[:1])
    if graph.step[ended].is_question:
        return finding("unfinished", (ended,))
    return finding("other", (ended, case.outcome))
