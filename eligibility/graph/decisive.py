"""Which answers decided the outcome.

Let a trail end at the outcome o. Its answer at the question q is decisive if some other choice of q
can end elsewhere, when one goes on from where that choice leads, gives at every question of the
trail the answer that was given there, and at every other question any answer it offers. So one
answer is changed, the others are kept where they are still asked, and what was never asked is open.

An answer changes the verdict if some such end has another verdict than o, and only the outcome if
all ends have the verdict of o, but one of them is another outcome. Answers that stand in neither
group made no difference.

The same in JavaScript, with `answers` from question to choice:

    const other = (key) => memo[key] ??= (step => step.choices
        ? step.choices.some(c => (!(key in answers) || answers[key] === c.key) && other(c.next))
        : key !== outcome)(steps[key]);
    const decisive = trail.filter(([q, a]) =>
        steps[q].choices.some(c => c.key !== a && other(c.next)));

and once more with `step.verdict !== verdict` in place of `key !== outcome`. Both are one pass over
the graph, whatever the number of trails.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from .replay import Answers, replay
from .steps import Way
from .structure import Graph


@dataclass(frozen=True)
class Decisive:
    step: str
    choice: str
    changes: Literal["verdict", "outcome"]  # what another answer here could change


def decisive(graph: Graph, answers: Answers) -> tuple[Decisive, ...]:
    """The decisive answers of the trail that `answers` give, in its order; none before the trail
    has reached an outcome. The graph must be without errors."""
    done = replay(graph, answers)
    outcome = graph.step[done.step]
    if outcome.is_question:
        return ()
    verdicts = deciding(graph, done.way, lambda key: graph.step[key].verdict != outcome.verdict)
    outcomes = deciding(graph, done.way, lambda key: key != outcome.key)
    return tuple(
        Decisive(step, choice, "verdict" if step in verdicts else "outcome")
        for step, choice in done.way
        if step in verdicts or step in outcomes
    )


def deciding(graph: Graph, way: Way, differs: Callable[[str], bool]) -> set[str]:
    """The questions of the way at which another choice can lead to an outcome that differs."""
    given, other = dict(way), dict[str, bool]()
    for key in reversed(graph.order):
        if graph.step[key].is_question:
            answer = given.get(key)
            other[key] = any(
                other[target]
                for choice, target in graph.ways[key]
                if answer is None or choice.key == answer
            )
        else:
            other[key] = differs(key)
    return {
        step
        for step, answer in way
        if any(other[target] for choice, target in graph.ways[step] if choice.key != answer)
    }
