"""The questionnaire's graph at a size that no office will reach: what do checking, comparing and
explaining cost?

script/bench graph [RUNS]    50 unless told; the medians are printed, with the counts
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from statistics import median
from typing import Any

from eligibility.graph.checker import check
from eligibility.graph.covering import proposals
from eligibility.graph.decisive import decisive
from eligibility.graph.difference import Difference, diff
from eligibility.graph.steps import Verdict
from eligibility.graph.structure import Graph
from eligibility.graph.subject import Outside
from eligibility.graph.trails import count, longest
from tests.eligibility.graph.factories import with_choice, with_step
from tests.eligibility.graph.random_graphs import make_random, seeded

LANGUAGES = ("ja", "en")
TODAY = date(2026, 10, 1)
CHECK_LIMIT = 0.005  # seconds
DIFF_LIMIT = 0.5
TRAILS = 9000


def timed(runs: int, action: Callable[[], Any]) -> float:
    """The median in seconds."""
    spent = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        spent.append(time.perf_counter() - start)
    return median(spent)


def large() -> Graph:
    """300 questions; half of them name a fact, none twice on one trail."""
    graph = make_random(seeded(300), 300, 40, 5, has_facts=False)
    for number in range(0, 300, 2):
        graph = with_step(graph, f"q{number + 1}", fact=f"fact {number}")
    return graph


def tangled(graph: Graph) -> Graph:
    """Every question asks about one of eight facts, over and over, which no guide should."""
    facts = {step.key: f"fact {n % 8}" for n, step in enumerate(graph.steps) if step.is_question}
    values = (("a", "b", "c"), ("a", "b"), ("a", "c"))
    return replace(
        graph,
        steps=tuple(replace(step, fact=facts.get(step.key)) for step in graph.steps),
        choices=tuple(
            replace(choice, values=values[n % 3]) for n, choice in enumerate(graph.choices)
        ),
    )


def facts_of(graph: Graph) -> Outside:
    return Outside(facts={step.fact: ("a", "b", "c") for step in graph.steps if step.fact})


def check_anew(graph: Graph, outside: Outside) -> int:
    """Of a graph just loaded, so that its indexes are counted in."""
    return len(check(replace(graph), LANGUAGES, TODAY, (), outside))


def with_many_trails() -> Graph:
    """The first random graph with 9,000 to 10,000 trails."""
    seed = 0
    while (
        not TRAILS <= count(graph := make_random(seeded(seed), 60, 12, 5, has_facts=False)) < 10_000
    ):
        seed += 1
    return graph


def with_other_verdicts(graph: Graph) -> Graph:
    for step in graph.steps:
        if not step.is_question:
            other = next(verdict for verdict in Verdict if verdict != step.verdict)
            graph = with_step(graph, step.key, verdict=other)
    return graph


def with_other_choices(graph: Graph) -> Graph:
    """Every choice that leads to an outcome leads to the next one."""
    ends = [step.key for step in graph.steps if not step.is_question]
    following = dict(zip(ends, [*ends[1:], *ends[:1]], strict=True))
    for choice in graph.choices:
        if choice.next_step in following:
            graph = with_choice(graph, choice.key, next_step=following[choice.next_step])
    return graph


def size(graph: Graph) -> str:
    questions = sum(step.is_question for step in graph.steps)
    return f"{questions} questions, {len(graph.choices):,} choices, {count(graph):,} trails"


def report(name: str, seconds: float, told: str = "") -> None:
    print(f"  {name:<46}{seconds * 1000:>9.2f} ms   {told}")


def measure_check(runs: int) -> bool:
    graph = large()
    print(size(graph))
    outside = facts_of(graph)
    seconds = timed(runs, lambda: check_anew(graph, outside))
    report("check, every rule", seconds, f"{check_anew(graph, outside)} findings")
    worst, listed = tangled(graph), facts_of(tangled(graph))
    spent = timed(runs, lambda: check_anew(worst, listed))
    report("check, eight facts over and over", spent, f"{check_anew(worst, listed)} findings")
    answers = dict(longest(graph))
    decided = decisive(graph, answers)
    told = f"{len(decided)} of {len(answers)} answers"
    report(
        "decisive answers of the longest trail", timed(runs, lambda: decisive(graph, answers)), told
    )
    found = proposals(graph, [])
    report("cases over every choice", timed(3, lambda: proposals(graph, [])), f"{len(found)} cases")
    return seconds < CHECK_LIMIT


def measure_diff(runs: int) -> bool:
    old = with_many_trails()
    print(size(old))
    slowest = 0.0
    news = {
        "diff, one choice leads elsewhere": with_choice(old, "q1a", next_step="r1"),
        "diff, every verdict is another": with_other_verdicts(old),
        "diff, every last choice leads elsewhere": with_other_choices(old),
    }
    for name, new in news.items():
        seconds = timed(max(3, runs // 10), partial(diff, old, new))
        found: Difference = diff(old, new)
        report(name, seconds, f"{len(found.changes):,} of {found.old_count:,} trails change")
        slowest = max(slowest, seconds)
    return slowest < DIFF_LIMIT


def main() -> None:
    runs = int(sys.argv[1]) if sys.argv[1:] else 50
    passed = [measure_check(runs), measure_diff(runs)]
    if not all(passed):
        sys.exit(
            f"Slower than {CHECK_LIMIT * 1000:.0f} ms for a check or {DIFF_LIMIT} s for a diff."
        )


if __name__ == "__main__":
    main()
