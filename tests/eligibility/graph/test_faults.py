"""The checker against 2,000 random faults in 2,000 random graphs that are in order."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random

from eligibility.graph.cases import Case
from eligibility.graph.checker import check
from eligibility.graph.findings import Finding, Severity
from eligibility.graph.structure import Graph
from eligibility.graph.subject import Outside
from eligibility.graph.trails import trails
from tests.eligibility.graph.factories import (
    LANGUAGES,
    TODAY,
    make_choice,
    make_outcome,
    make_question,
    minus,
    plus,
    with_choice,
    with_step,
    with_text,
)
from tests.eligibility.graph.random_graphs import FACTS, make_clean, seeded

NUMBER = 2000
# Where the fault is: a key that the finding must name.
Injected = tuple[Graph, list[Case], str]
Fault = Callable[[Graph, Random], Injected]


def errors(graph: Graph, cases: list[Case]) -> list[Finding]:
    found = check(graph, LANGUAGES, TODAY, cases, Outside(facts=FACTS))
    return [finding for finding in found if finding.severity is Severity.ERROR]


def some_case(graph: Graph, random: Random) -> Case:
    trail = random.choice([*trails(graph, limit=50)])
    return Case("k1", "Case", trail.choices, trail.outcome)


def question(graph: Graph, random: Random) -> str:
    return random.choice([step.key for step in graph.steps if step.is_question])


def no_start(graph: Graph, random: Random) -> Injected:
    ends = [step.key for step in graph.steps if not step.is_question]
    return replace(graph, start=random.choice(["", "q99", *ends])), [], ""


def dangling(graph: Graph, random: Random) -> Injected:
    key = random.choice(graph.choices).key
    return with_choice(graph, key, next_step=random.choice([None, "gone", "Q1"])), [], key


def removed_step(graph: Graph, random: Random) -> Injected:
    """A step is taken out and what led to it is left."""
    key = random.choice([step.key for step in graph.steps if step.key != graph.start])
    led = next(choice.key for choice in graph.choices if choice.next_step == key)
    return minus(graph, key), [], led


def dead_end(graph: Graph, random: Random) -> Injected:
    key = question(graph, random)
    return minus(graph, *(choice.key for choice in graph.offered[key])), [], key


def hopeless(graph: Graph, random: Random) -> Injected:
    """Every choice of a question leads to one that has none."""
    key = question(graph, random)
    graph = plus(graph, make_question("q99"))
    for choice in graph.offered[key]:
        graph = with_choice(graph, choice.key, next_step="q99")
    return graph, [], key


def cycle(graph: Graph, random: Random) -> Injected:
    """A choice leads back to a question on a trail through it, or to its own."""
    way = random.choice([*trails(graph, limit=50)]).way
    last = random.randrange(len(way))
    target = way[random.randint(0, last)][0]
    return with_choice(graph, way[last][1], next_step=target), [], way[last][1]


def unreachable(graph: Graph, random: Random) -> Injected:
    if random.random() < 0.5:
        return plus(graph, make_outcome("r99")), [], "r99"
    target = random.choice(graph.steps).key
    return plus(graph, make_question("q99"), make_choice("q99a", "q99", target)), [], "q99"


def outcome_with_choices(graph: Graph, random: Random) -> Injected:
    key = random.choice([step.key for step in graph.steps if not step.is_question])
    return plus(graph, make_choice("n1", key, graph.steps[-1].key)), [], key


def duplicate_key(graph: Graph, random: Random) -> Injected:
    part = random.choice([*graph.steps, *graph.choices])
    return plus(graph, replace(part, order=99)), [], part.key


def contradiction(graph: Graph, random: Random) -> Injected:
    """On a trail, a fact that nothing else asks about is first one thing and then another."""
    way = random.choice([trail.way for trail in trails(graph) if len(trail.way) > 1])
    first, second = sorted(random.sample(range(len(way)), 2))
    for place, value in ((first, "b"), (second, "c")):
        step, key = way[place]
        for other in graph.offered[step]:
            graph = with_choice(graph, other.key, values=())
        graph = with_choice(with_step(graph, step, fact="only"), key, values=(value,))
    return graph, [], way[second][1]


def missing_translation(graph: Graph, random: Random) -> Injected:
    part = random.choice([*graph.steps, *graph.choices])
    name = random.choice(list(part.texts))
    return with_text(graph, part.key, name, **{random.choice(LANGUAGES): None}), [], part.key


def missing_text(graph: Graph, random: Random) -> Injected:
    part = random.choice([*graph.steps, *graph.choices])
    name = "title" if part in graph.steps else "label"
    return with_text(graph, part.key, name, ja=None, en=None), [], part.key


def other_placeholders(graph: Graph, random: Random) -> Injected:
    part = random.choice([*graph.steps, *graph.choices])
    name = random.choice(list(part.texts))
    text = {random.choice(LANGUAGES): "{day}"}
    return with_text(graph, part.key, name, **text), [], part.key


def incomplete_outcome(graph: Graph, random: Random) -> Injected:
    key = random.choice([step.key for step in graph.steps if not step.is_question])
    name = random.choice(["verdict", "next_steps", "where"])
    if name == "verdict":
        return with_step(graph, key, verdict=None), [], key
    return with_text(graph, key, name, ja=None, en=None), [], key


def wrong_outcome(graph: Graph, random: Random) -> Injected:
    case = some_case(graph, random)
    others = [step.key for step in graph.steps if step.key != case.outcome]
    return graph, [replace(case, outcome=random.choice([*others, "gone"]))], ""


def redirected_case(graph: Graph, random: Random) -> Injected:
    """The last choice of a case leads to another outcome."""
    case = some_case(graph, random)
    graph = plus(graph, make_outcome("r99"))
    return with_choice(graph, case.trail[-1], next_step="r99"), [case], "r99"


def removed_choice(graph: Graph, random: Random) -> Injected:
    case = some_case(graph, random)
    return minus(graph, random.choice(case.trail)), [case], ""


def unsafe_key(graph: Graph, random: Random) -> Injected:
    key = random.choice(["", "a b", "R1", "はい", "q#1", "-q", "x" * 21, "q1\n"])
    return plus(graph, make_choice(key, graph.start, graph.steps[-1].key)), [], key


FAULTS: dict[Fault, str] = {
    no_start: "E01",
    dangling: "E02",
    removed_step: "E02",
    dead_end: "E03",
    unreachable: "E04",
    cycle: "E05",
    hopeless: "E06",
    outcome_with_choices: "E07",
    duplicate_key: "E08",
    missing_translation: "E09",
    missing_text: "E09",
    other_placeholders: "E09",
    contradiction: "E10",
    incomplete_outcome: "E11",
    wrong_outcome: "E12",
    redirected_case: "E12",
    removed_choice: "E12",
    unsafe_key: "E14",
}


def test_no_fault_goes_unseen_and_no_graph_in_order_is_refused() -> None:
    random = seeded(2026)
    caught: Counter[str] = Counter()
    faults = list(FAULTS)
    for number in range(NUMBER):
        graph = make_clean(random, questions=random.randint(2, 8), outcomes=random.randint(2, 4))
        assert errors(graph, [some_case(graph, random)]) == []
        fault = faults[number % len(faults)]
        broken, cases, place = fault(graph, random)
        code = FAULTS[fault]
        found = [each for each in errors(broken, cases) if each.code == code]
        assert any(not place or place in (*each.steps, *each.choices) for each in found), fault
        caught[code] += 1
    assert sum(caught.values()) == NUMBER
    assert min(caught.values()) > 50
