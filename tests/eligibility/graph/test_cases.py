"""Cases in a content, and how far their trails can be walked."""

from eligibility.graph.cases import Case, follow, is_passed, load_cases, store_cases
from tests.eligibility.graph.factories import make_graph, with_choice

GRAPH = make_graph({"q1": ["q2", "r1"], "q2": ["r1", "r2"]})
CASES = (Case("k1", "A student", ("q1a", "q2a"), "r1"), Case("k2", "A tourist", ("q1b",), "r1", 1))


def test_cases_are_stored_and_loaded_unchanged() -> None:
    stored = store_cases(CASES)
    assert stored["cases"]["k1"] == {
        "order": 0,
        "name": "A student",
        "trail": ["q1a", "q2a"],
        "outcome": "r1",
    }
    assert load_cases(stored) == CASES
    assert load_cases({}) == ()


def test_a_trail_is_followed_to_its_end() -> None:
    done = follow(GRAPH, ["q1a", "q2b"])
    assert (done.way, done.step, done.rest) == ((("q1", "q1a"), ("q2", "q2b")), "r2", ())


def test_a_choice_of_another_question_stops_the_walk() -> None:
    done = follow(GRAPH, ["q1b", "q2b"])
    assert (done.way, done.step, done.rest) == ((("q1", "q1b"),), "r1", ("q2b",))


def test_a_case_passes_only_if_all_of_it_is_walked_to_an_outcome() -> None:
    assert all(is_passed(GRAPH, case) for case in CASES)
    assert not is_passed(GRAPH, Case("k", "", ("q1a", "q2a"), "r2"))
    assert not is_passed(GRAPH, Case("k", "", ("q1a",), "q2"))
    assert not is_passed(GRAPH, Case("k", "", ("q1b", "q2a"), "r1"))
    assert not is_passed(with_choice(GRAPH, "q2a", next_step="r9"), CASES[0])
