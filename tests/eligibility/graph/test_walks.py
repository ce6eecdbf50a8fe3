"""Reaching steps and finding circles."""

from dataclasses import replace
from random import Random

import pytest

from eligibility.graph.structure import Graph
from eligibility.graph.trails import count
from eligibility.graph.walks import CyclicGraph
from tests.eligibility.graph.factories import make_graph, with_choice
from tests.eligibility.graph.random_graphs import every_trail, has_cycle, make_random, seeded


def tangle(graph: Graph, random: Random, times: int) -> Graph:
    """Some choices lead to any step instead."""
    keys = list(graph.step)
    for choice in random.sample(graph.choices, times):
        graph = with_choice(graph, choice.key, next_step=random.choice(keys))
    return graph


def test_cycle_verdicts_agree_with_a_second_method() -> None:
    random = seeded(11)
    graphs = [tangle(make_random(random, 5, 3, 3, has_facts=False), random, 2) for _ in range(3000)]
    verdicts = [has_cycle(graph) for graph in graphs]
    assert [bool(graph.walk.cycles) for graph in graphs] == verdicts
    assert 300 < sum(verdicts) < 2700


def test_each_circle_closes_and_is_made_of_choices() -> None:
    random = seeded(12)
    for _ in range(500):
        graph = tangle(make_random(random, has_facts=False), random, 3)
        for way in graph.walk.cycles:
            after = [*(step for step, _choice in way[1:]), way[0][0]]
            assert [graph.choice[choice].next_step for _step, choice in way] == after
            assert all(graph.choice[choice].step == step for step, choice in way)


def test_a_way_to_a_step_is_as_short_as_any() -> None:
    random = seeded(13)
    for _ in range(200):
        graph = make_random(random, has_facts=False)
        trails = [*every_trail(graph)]
        for key in graph.walk.arrivals:
            shortest = min(
                [step for step, _choice in way].index(key)
                if graph.step[key].is_question
                else len(way)
                for way, end in trails
                if end == key or key in dict(way)
            )
            assert len(graph.walk.way_to(key)) == shortest


def test_steps_come_before_all_they_lead_to() -> None:
    graph = make_random(seeded(14), questions=30)
    place = {key: n for n, key in enumerate(graph.order)}
    assert all(
        place[key] < place[target] for key, ways in graph.ways.items() for _choice, target in ways
    )


def test_what_cannot_be_reached_has_no_way_and_no_place() -> None:
    graph = make_graph({"q1": ["r1", "r1"], "q2": ["r2", "r2"]})
    assert graph.order == ("q1", "r1")
    assert graph.walk.way_to("r2") == ()


def test_a_circle_that_cannot_be_reached_is_found_too() -> None:
    graph = make_graph({"q1": ["r1"], "q2": ["q3"], "q3": ["q2"]})
    assert graph.walk.cycles == ((("q2", "q2a"), ("q3", "q3a")),)


def test_trails_of_a_graph_with_a_circle_are_refused() -> None:
    with pytest.raises(CyclicGraph):
        count(make_graph({"q1": ["q1", "r1"]}))


def test_two_thousand_questions_in_a_row_are_walked_without_recursion() -> None:
    row = {f"q{n}": [f"q{n + 1}"] for n in range(1, 2000)} | {"q2000": ["r1"]}
    assert count(make_graph(row)) == 1
    assert make_graph({**row, "q2000": ["q1"]}).walk.cycles


def test_without_a_start_nothing_is_reached() -> None:
    assert replace(make_graph({"q1": ["r1"]}), start="q9").walk.arrivals == {}
