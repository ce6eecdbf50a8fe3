"""Counting, enumerating and measuring trails."""

import time

from eligibility.graph.trails import Remaining, count, counts, counts_to, longest, remaining, trails
from tests.eligibility.graph.factories import make_graph, minus, with_choice
from tests.eligibility.graph.random_graphs import every_trail, make_random, seeded

DIAMONDS = {f"q{n}": [f"q{n + 1}"] * 4 for n in range(1, 40)} | {"q40": ["r1"]}


def test_counts_agree_with_looking_at_every_trail() -> None:
    random = seeded(21)
    for _ in range(300):
        graph = make_random(random, has_facts=False)
        on = counts(graph)
        assert {key: len([*every_trail(graph, key)]) for key in on} == on
        ends = [end for _way, end in every_trail(graph)]
        to = counts_to(graph)
        assert {key: ends.count(key) for key in to if not graph.step[key].is_question} == {
            key: number for key, number in to.items() if not graph.step[key].is_question
        }


def test_trails_come_each_once_in_the_order_of_the_page() -> None:
    random = seeded(22)
    for _ in range(300):
        graph = make_random(random, has_facts=False)
        assert [(trail.way, trail.outcome) for trail in trails(graph)] == [*every_trail(graph)]


def test_the_questions_left_agree_with_looking_at_every_trail() -> None:
    random = seeded(23)
    for _ in range(300):
        graph = make_random(random, has_facts=False)
        for key, left in remaining(graph).items():
            lengths = [len(way) for way, _end in every_trail(graph, key)]
            assert left == Remaining(min(lengths), max(lengths))
        assert len(longest(graph)) == remaining(graph)["q1"].most


def test_a_dead_end_is_no_trail() -> None:
    graph = minus(make_graph({"q1": ["q2", "r1"], "q2": ["r1"]}), "q2a")
    assert [trail.choices for trail in trails(graph)] == [("q1b",)]
    assert counts(graph) == {"q1": 1, "q2": 0, "r1": 1}
    assert remaining(graph) == {"q1": Remaining(1, 1), "r1": Remaining(0, 0)}
    assert longest(graph) == (("q1", "q1b"),)


def test_a_choice_that_leads_nowhere_is_no_trail() -> None:
    graph = with_choice(make_graph({"q1": ["r1", "r2"]}), "q1a", next_step="r9")
    assert [trail.outcome for trail in trails(graph)] == ["r2"]


def test_trails_without_number_are_counted_and_begun_at_once() -> None:
    graph = make_graph(DIAMONDS)
    start = time.perf_counter()
    assert count(graph) == 4**39
    assert len([*trails(graph, limit=5)]) == 5
    assert time.perf_counter() - start < 1


def test_an_empty_graph_has_no_trail() -> None:
    graph = make_graph({})
    assert count(graph) == 0
    assert [*trails(graph)] == []
    assert longest(graph) == ()
