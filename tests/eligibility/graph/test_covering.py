"""Proposed cases cover every choice."""

from eligibility.graph.cases import Case, is_passed
from eligibility.graph.covering import cover, proposals, uncovered
from tests.eligibility.graph.factories import make_graph, minus
from tests.eligibility.graph.random_graphs import make_clean, seeded

GRAPH = make_graph({"q1": ["q2", "q2", "r1"], "q2": ["r1", "r2"]})


def test_proposals_cover_what_the_cases_leave_out() -> None:
    case = Case("k1", "", ("q1a", "q2a"), "r1")
    assert uncovered(GRAPH, [case]) == {"q1b", "q1c", "q2b"}
    found = proposals(GRAPH, [case])
    assert [(each.trail, each.outcome) for each in found] == [
        (("q1b", "q2b"), "r2"),
        (("q1c",), "r1"),
    ]
    assert uncovered(GRAPH, [case, *found]) == frozenset()


def test_a_failing_case_covers_nothing() -> None:
    assert "q1a" in uncovered(GRAPH, [Case("k1", "", ("q1a", "q2a"), "r2")])


def test_a_failing_case_is_not_proposed_once_more() -> None:
    leads = {"q0": ["q1"], "q1": ["q2", "q2", "r1"], "q2": ["r1", "r2"]}
    graph = make_graph(leads, start="q0")
    broken = [*proposals(GRAPH, [])]  # q0 came in front of all of them
    assert [case.trail for case in proposals(graph, broken)] == [("q0a", "q1a", "q2a")]
    assert uncovered(graph, broken) == {*graph.choice}


def test_every_choice_of_random_graphs_is_covered_by_passing_cases() -> None:
    random = seeded(41)
    for _ in range(100):
        graph = make_clean(random)
        found = proposals(graph, [])
        assert all(is_passed(graph, case) for case in found)
        assert {key for case in found for key in case.trail} == set(graph.choice)
        assert len(found) <= len(graph.choices)


def test_no_trail_is_taken_that_adds_nothing() -> None:
    graph = make_clean(seeded(42), questions=40, outcomes=8)
    seen: set[str] = set()
    for trail in cover(graph, graph.choice):
        assert not seen.issuperset(trail.choices)
        seen.update(trail.choices)


def test_what_leads_to_no_outcome_cannot_be_covered() -> None:
    graph = minus(GRAPH, "q2a", "q2b")
    assert uncovered(graph, []) == {"q1c"}
    assert [case.trail for case in proposals(graph, [])] == [("q1c",)]
