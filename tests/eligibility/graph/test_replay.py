"""Answers walked from the start; a changed answer keeps what still applies."""

from eligibility.graph.replay import change, replay
from tests.eligibility.graph.factories import make_graph
from tests.eligibility.graph.random_graphs import every_trail, make_random, seeded

GRAPH = make_graph({"q1": ["q2", "q3"], "q2": ["q4", "r1"], "q3": ["q4"], "q4": ["r1", "r2"]})
ANSWERS = {"q1": "q1a", "q2": "q2a", "q4": "q4b"}


def test_answers_lead_from_the_start_to_an_outcome() -> None:
    done = replay(GRAPH, ANSWERS)
    assert done.way == (("q1", "q1a"), ("q2", "q2a"), ("q4", "q4b"))
    assert (done.step, done.unused) == ("r2", {})


def test_it_stands_at_the_first_question_without_an_answer() -> None:
    done = replay(GRAPH, {"q1": "q1a", "q4": "q4b"})
    assert (done.step, done.unused) == ("q2", {"q4": "q4b"})


def test_a_later_answer_is_kept_when_its_question_comes_again() -> None:
    asked = change(GRAPH, ANSWERS, "q1", "q1b")
    assert (asked.step, asked.way) == ("q3", (("q1", "q1b"),))
    assert asked.unused == {"q2": "q2a", "q4": "q4b"}
    done = change(GRAPH, {**ANSWERS, "q1": "q1b"}, "q3", "q3a")
    assert (done.step, done.unused) == ("r2", {"q2": "q2a"})


def test_changing_an_answer_back_brings_back_the_outcome() -> None:
    changed = {**ANSWERS, "q1": "q1b"}
    assert change(GRAPH, changed, "q1", "q1a") == replay(GRAPH, ANSWERS)


def test_an_answer_that_its_question_does_not_offer_counts_as_none() -> None:
    done = replay(GRAPH, {"q1": "gone", "q2": "q2a"})
    assert (done.step, done.way) == ("q1", ())


def test_every_trail_replays_to_its_outcome() -> None:
    random = seeded(51)
    for _ in range(100):
        graph = make_random(random, has_facts=False)
        for way, end in every_trail(graph):
            done = replay(graph, dict(way))
            assert (done.way, done.step, done.unused) == (way, end, {})


def test_a_circle_does_not_hold_it_for_ever() -> None:
    graph = make_graph({"q1": ["q2", "r1"], "q2": ["q1"]})
    assert replay(graph, {"q1": "q1a", "q2": "q2a"}).step == "q1"
