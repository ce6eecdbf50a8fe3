"""What nobody can truthfully answer: exact, with a way there, and without walking every trail."""

import time

from eligibility.graph.checker import check
from eligibility.graph.findings import Finding
from eligibility.graph.structure import Graph
from eligibility.graph.subject import Outside
from tests.eligibility.graph.factories import LANGUAGES, TODAY, make_graph
from tests.eligibility.graph.random_graphs import (
    FACTS,
    contradicted_choices,
    every_trail,
    impossible,
    make_random,
    seeded,
)

CHAIN = {"q1": ["q2", "q2", "r1"], "q2": ["q3", "q3"], "q3": ["r1", "r2"]}


def found(graph: Graph, code: str) -> list[Finding]:
    findings = check(graph, LANGUAGES, TODAY, outside=Outside(facts=FACTS))
    return [finding for finding in findings if finding.code == code]


def test_exactly_the_choices_that_some_trail_contradicts_are_found() -> None:
    random = seeded(31)
    number = 0
    for _ in range(1000):
        graph = make_random(random, questions=6, width=3)
        expected = contradicted_choices(graph)
        findings = found(graph, "E10")
        assert {finding.choices[0] for finding in findings} == expected
        assert len(findings) == len(expected)
        number += len(expected)
    assert number > 500


def test_the_witness_is_a_way_from_the_start_to_the_contradiction() -> None:
    random = seeded(32)
    for _ in range(500):
        graph = make_random(random, questions=6, width=3)
        ways = [way for way, _end in every_trail(graph)]
        for finding in found(graph, "E10"):
            way = finding.witness
            assert any(each[: len(way)] == way for each in ways)
            assert finding.choices[0] in impossible(graph, way)
            assert way[-1] == (finding.steps[0], finding.choices[0])
            other = graph.step[finding.steps[1]]
            assert other.fact == graph.step[finding.steps[0]].fact
            assert other.key in dict(way[:-1])


def test_a_fact_asked_twice_on_a_trail_is_told_once_for_each_question() -> None:
    random = seeded(33)
    for _ in range(500):
        graph = make_random(random, questions=6, width=3)
        expected = set()
        for way, _end in every_trail(graph):
            if not [*impossible(graph, way)]:
                asked = [graph.step[step].fact for step, _choice in way]
                expected |= {
                    step
                    for n, (step, _choice) in enumerate(way)
                    if asked[n] and asked[n] in asked[:n]
                }
        told = [finding.steps[0] for finding in found(graph, "W01")]
        assert set(told) >= expected
        assert len(told) == len(set(told))


def test_two_answers_may_contradict_only_together_with_a_third() -> None:
    """Each pair of answers can be true, all three cannot."""
    facts = {"q1": "card", "q2": "card", "q3": "card"}
    values = {
        "q1a": ["a", "b"],
        "q1b": ["a", "b", "c"],
        "q2a": ["b", "c"],
        "q2b": ["a", "b", "c"],
        "q3a": ["a", "c"],
        "q3b": ["a", "b", "c"],
    }
    (finding,) = found(make_graph(CHAIN, facts, values), "E10")
    assert finding.witness == (("q1", "q1a"), ("q2", "q2a"), ("q3", "q3a"))


def test_i_dont_know_keeps_what_was_known() -> None:
    facts = {"q1": "card", "q2": "card", "q3": "card"}
    values = {"q1a": ["a"], "q1b": ["b"], "q2a": [], "q2b": [], "q3a": ["a"], "q3b": ["b"]}
    ways = {finding.witness for finding in found(make_graph(CHAIN, facts, values), "E10")}
    assert ways == {
        (("q1", "q1a"), ("q2", "q2a"), ("q3", "q3b")),
        (("q1", "q1b"), ("q2", "q2a"), ("q3", "q3a")),
    }


def test_values_of_another_fact_are_no_contradiction() -> None:
    facts = {"q1": "card", "q2": "record", "q3": "card"}
    values = {"q1a": ["a"], "q1b": ["a"], "q1c": ["b"], "q2a": ["yes"], "q3a": ["a"], "q3b": ["a"]}
    assert found(make_graph(CHAIN, facts, values), "E10") == []


def test_a_graph_with_trails_without_number_is_judged_at_once() -> None:
    leads = {f"q{n}": [f"q{n + 1}"] * 3 for n in range(1, 60)} | {"q60": ["r1", "r2"]}
    facts = dict.fromkeys(leads, "card")
    values = {f"q{n}{letter}": ["a", "b", "c"] for n in range(1, 60) for letter in "abc"}
    graph = make_graph(leads, facts, {**values, "q1a": ["a"], "q60a": ["b"]})
    start = time.perf_counter()
    (finding,) = found(graph, "E10")
    assert time.perf_counter() - start < 1
    assert len(finding.witness) == 60
