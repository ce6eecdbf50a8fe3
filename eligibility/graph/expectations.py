"""E12: every case must reach the outcome that staff gave it."""

from collections.abc import Iterator

from .cases import Case, Followed, follow, is_passed
from .findings import Finding
from .structure import Graph
from .subject import Subject


def failing_cases(subject: Subject) -> Iterator[Finding]:
    """One finding for each case that fails; the witness is as much of it as can be walked. Costs
    the length of the cases. Without a start there is nothing to walk."""
    graph = subject.graph
    for case in subject.cases if graph.start in graph.step else ():
        if not is_passed(graph, case):
            yield failure(subject, case, follow(graph, case.trail))


def left_over(graph: Graph, ended: str, key: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Why the next answer of a case cannot be given where it stands. It is named with its own
    question: "Yes" may well be offered there too, as another answer."""
    choice = graph.choice[key]
    if not graph.step[ended].is_question:
        reason = "ended"
    else:
        reason = "nowhere" if choice.step == ended else "elsewhere"
    return reason, (ended, choice.step), (key,)


def failure(subject: Subject, case: Case, done: Followed) -> Finding:
    graph = subject.graph
    gone = next((key for key in case.trail if key not in graph.choice), None)
    expected = graph.step.get(case.outcome)
    ended = done.step or ""

    def finding(reason: str, steps: tuple[str, ...], choices: tuple[str, ...] = ()) -> Finding:
        params = {"case": case.name, "key": case.key}
        return Finding("E12", reason, steps, choices, params, done.way)

    if gone is not None:
        return finding("gone", (ended,))
    if expected is None or expected.is_question:
        return finding("no_outcome", (ended,))
    if done.rest:
        return finding(*left_over(graph, ended, done.rest[0]))
    if graph.step[ended].is_question:
        return finding("unfinished", (ended,))
    return finding("other", (ended, case.outcome))
