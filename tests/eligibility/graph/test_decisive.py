"""Which answers decided the outcome, against the definition taken word by word."""

from eligibility.graph.decisive import Decisive, decisive
from eligibility.graph.steps import Verdict, Way
from eligibility.graph.structure import Graph
from tests.eligibility.graph.factories import make_graph, with_step
from tests.eligibility.graph.random_graphs import every_trail, make_random, seeded

# The card matters for the office only, the record for the verdict, the move for nothing.
LEADS = {"q1": ["q2", "q2"], "q2": ["q3", "r3"], "q3": ["q4", "r2"], "q4": ["r1", "r1"]}
VERDICTS = {"r1": Verdict.ELIGIBLE, "r2": Verdict.ELIGIBLE, "r3": Verdict.ASK_US}
GRAPH = make_graph(LEADS, verdicts=VERDICTS)
ANSWERS = {"q1": "q1a", "q2": "q2a", "q3": "q3a", "q4": "q4a"}


def by_definition(graph: Graph, way: Way, end: str) -> list[Decisive]:
    """Change one answer, go on in every way that keeps the others, look where it ends."""
    found = []
    for step, given in way:
        others = [c for c in graph.choices if c.step == step and c.key != given]
        ends = {
            reached
            for choice in others
            for onward, reached in every_trail(graph, choice.next_step or "")
            if all(dict(way).get(asked, answer) == answer for asked, answer in onward)
        }
        verdicts = {graph.step[reached].verdict for reached in ends}
        if verdicts - {graph.step[end].verdict}:
            found.append(Decisive(step, given, "verdict"))
        elif ends - {end}:
            found.append(Decisive(step, given, "outcome"))
    return found


def test_an_answer_decides_the_verdict_the_outcome_or_nothing() -> None:
    assert decisive(GRAPH, ANSWERS) == (
        Decisive("q2", "q2a", "verdict"),
        Decisive("q3", "q3a", "outcome"),
    )


def test_the_other_answers_are_kept_where_they_are_asked_again() -> None:
    """q1b leads past q2 to q3, where the answer given leads to the same outcome; what q3 offers
    besides does not count."""
    graph = make_graph({"q1": ["q2", "q3"], "q2": ["q3", "q3"], "q3": ["r1", "r2"]})
    answers = {"q1": "q1a", "q2": "q2a", "q3": "q3a"}
    assert [each.step for each in decisive(graph, answers)] == ["q3"]


def test_a_question_never_asked_is_open() -> None:
    graph = make_graph({"q1": ["r1", "q2"], "q2": ["r1", "r2"]})
    assert [each.step for each in decisive(graph, {"q1": "q1a"})] == ["q1"]
    without_r2 = make_graph({"q1": ["r1", "q2"], "q2": ["r1", "r1"]})
    assert decisive(without_r2, {"q1": "q1a"}) == ()


def test_before_an_outcome_nothing_is_decided() -> None:
    assert decisive(GRAPH, {"q1": "q1a"}) == ()


def test_answers_off_the_trail_do_not_count() -> None:
    graph = make_graph({"q1": ["r1", "q2"], "q2": ["r1", "r2"]})
    assert decisive(graph, {"q1": "q1a", "q2": "q2a"}) == decisive(graph, {"q1": "q1a"})


def test_decisive_answers_agree_with_the_definition_on_random_graphs() -> None:
    random = seeded(61)
    compared = 0
    for _ in range(200):
        graph = make_random(random, questions=6, outcomes=3, width=3, has_facts=False)
        for way, end in every_trail(graph):
            assert [*decisive(graph, dict(way))] == by_definition(graph, way, end)
            compared += 1
    assert compared > 3000


def test_an_outcome_with_the_same_verdict_is_not_another_verdict() -> None:
    graph = with_step(GRAPH, "r3", verdict=Verdict.ELIGIBLE)
    assert {each.changes for each in decisive(graph, ANSWERS)} == {"outcome"}
