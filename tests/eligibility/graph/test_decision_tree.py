"""The real guide: in order, with its cases, and what changing it does."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from eligibility.graph.cases import Case, follow, load_cases
from eligibility.graph.changes import Cause
from eligibility.graph.checker import check, compare_languages, is_sound
from eligibility.graph.content import load, store
from eligibility.graph.covering import proposals, uncovered
from eligibility.graph.decisive import Decisive, decisive
from eligibility.graph.difference import diff
from eligibility.graph.messages import message
from eligibility.graph.steps import Verdict
from eligibility.graph.trails import Remaining, count, remaining
from tests.eligibility.graph.factories import LANGUAGES, TODAY, with_choice, with_text
from tests.eligibility.graph.random_graphs import every_trail

CONTENT: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("decision_tree.toml").read_text(encoding="utf-8")
)
GRAPH = load(CONTENT, LANGUAGES)
CASES = load_cases(CONTENT)


def test_nothing_forbids_its_publication() -> None:
    found = check(GRAPH, LANGUAGES, TODAY, CASES)
    assert is_sound(found)
    assert {each.code for each in found} == {"W05", "W10"}
    assert {each.steps for each in found if each.code == "W05"} == {("s1",), ("s7",), ("s8",)}


def test_the_languages_say_the_same() -> None:
    with translation.override("en"):
        found = compare_languages(GRAPH, LANGUAGES, TODAY)
        assert [message(GRAPH, each) for each in found] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_reaches_its_outcome(case: Case) -> None:
    done = follow(GRAPH, case.trail)
    assert (done.step, done.rest) == (case.outcome, ())


@pytest.mark.parametrize(
    ("trail", "verdict"),
    [
        (["s1b", "s2a", "s4a", "s6a"], Verdict.ELIGIBLE),
        (["s1b", "s2f", "s3e"], Verdict.NOT_ELIGIBLE),
        (["s1b", "s2b", "s5a"], Verdict.ELIGIBLE),
        (["s1b", "s2f", "s3f"], Verdict.NOT_ELIGIBLE),
        (["s1b", "s2a", "s4c"], Verdict.DEPENDS),
        (["s1b", "s2d", "s7f"], Verdict.ASK_US),
        (["s1a"], Verdict.NOT_ELIGIBLE),
    ],
)
def test_a_verdict(trail: list[str], verdict: Verdict) -> None:
    assert GRAPH.step[follow(GRAPH, trail).step or ""].verdict is verdict


def test_its_trails_and_the_questions_left() -> None:
    assert count(GRAPH) == len([*every_trail(GRAPH)]) == 53
    left = remaining(GRAPH)
    assert {key: left[key] for key in ("s1", "s2", "s4", "r8")} == {
        "s1": Remaining(1, 4),
        "s2": Remaining(2, 3),
        "s4": Remaining(1, 2),
        "r8": Remaining(0, 0),
    }


def test_every_outcome_is_reached() -> None:
    outcomes = {step.key for step in GRAPH.steps if not step.is_question}
    assert {end for _way, end in every_trail(GRAPH)} == outcomes
    assert len(outcomes) == 17


def test_proposed_cases_cover_what_the_seven_leave_out() -> None:
    found = proposals(GRAPH, CASES)
    assert uncovered(GRAPH, [*CASES, *found]) == frozenset()
    assert len(found) < len(uncovered(GRAPH, CASES))


def test_what_decided_about_a_digital_nomad() -> None:
    answers = {"s1": "s1b", "s2": "s2f", "s3": "s3e"}
    assert decisive(GRAPH, answers) == (
        Decisive("s1", "s1b", "outcome"),
        Decisive("s2", "s2f", "verdict"),
        Decisive("s3", "s3e", "verdict"),
    )


def test_who_is_touched_when_a_choice_is_redirected() -> None:
    found = diff(GRAPH, with_choice(GRAPH, "s4c", next_step="r6"))
    assert [each.trail.choices for each in found.changes] == [
        ("s1b", "s2a", "s4c"),
        ("s1b", "s2c", "s4c"),
    ]
    assert found.causes == {Cause("s4", "s4c"): 2}
    assert found.verdicts == {(frozenset([Verdict.DEPENDS]), frozenset([Verdict.ASK_US])): 2}


def test_a_missing_translation_is_named_in_japanese_by_its_japanese_title() -> None:
    graph = with_text(GRAPH, "r7", "next_steps", en=None)
    (finding,) = [each for each in check(graph, LANGUAGES, TODAY, CASES) if each.code == "E09"]
    with translation.override("ja"):
        assert "まず住所の届出が必要です" in message(graph, finding)
        assert "英語" in message(graph, finding)


def test_it_is_stored_and_loaded_unchanged() -> None:
    stored = store(GRAPH, LANGUAGES)
    assert load(stored, LANGUAGES) == GRAPH
    assert store(load(stored, LANGUAGES), LANGUAGES) == stored
