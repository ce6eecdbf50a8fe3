"""What a new graph changes for the people who answer."""

import time
from random import Random

from eligibility.graph.changes import Cause, Nature, TrailChange
from eligibility.graph.difference import Difference, diff
from eligibility.graph.ends import Ending
from eligibility.graph.steps import Verdict
from eligibility.graph.structure import Graph
from tests.eligibility.graph.factories import (
    make_choice,
    make_graph,
    make_outcome,
    make_question,
    minus,
    plus,
    with_choice,
    with_step,
)
from tests.eligibility.graph.random_graphs import every_trail, make_random, seeded

LEADS = {"q1": ["q2", "q3"], "q2": ["r1", "r2"], "q3": ["r1", "r2"]}
VERDICTS = {"r1": Verdict.ELIGIBLE, "r2": Verdict.ASK_US}
GRAPH = make_graph(LEADS, verdicts=VERDICTS)
ELIGIBLE, ASK_US = Ending("r1", Verdict.ELIGIBLE), Ending("r2", Verdict.ASK_US)


def changed(new: Graph, old: Graph = GRAPH) -> dict[tuple[str, ...], TrailChange]:
    found = diff(old, new)
    assert found.is_complete
    return {each.trail.choices: each for each in found.changes}


def test_the_same_graph_changes_nothing() -> None:
    assert diff(GRAPH, GRAPH) == Difference(4, 4, (), True)


def test_a_choice_that_leads_elsewhere_changes_its_trails() -> None:
    found = changed(with_choice(GRAPH, "q2a", next_step="r2"))
    assert found.keys() == {("q1a", "q2a")}
    change = found["q1a", "q2a"]
    assert (change.before, change.after) == ((ELIGIBLE,), (ASK_US,))
    assert (change.nature, change.cause) == (Nature.CHANGED, Cause("q2", "q2a"))


def test_another_verdict_changes_every_trail_to_its_outcome() -> None:
    found = changed(with_step(GRAPH, "r1", verdict=Verdict.DEPENDS))
    assert found.keys() == {("q1a", "q2a"), ("q1b", "q3a")}
    assert {each.cause for each in found.values()} == {Cause("r1")}
    assert {each.after for each in found.values()} == {(Ending("r1", Verdict.DEPENDS),)}


def test_a_removed_choice_is_gone_and_what_is_left_to_choose_counts() -> None:
    found = changed(minus(GRAPH, "q2a"))
    change = found["q1a", "q2a"]
    assert (change.nature, change.cause) == (Nature.GONE, Cause("q2", "q2a"))
    assert (change.before, change.after) == ((ELIGIBLE,), (ASK_US,))


def test_a_new_choice_makes_new_trails() -> None:
    found = changed(plus(GRAPH, make_choice("q2c", "q2", "r1")))
    change = found["q1a", "q2c"]
    assert found.keys() == {("q1a", "q2c")}
    assert (change.nature, change.cause) == (Nature.NEW, Cause("q2", "q2c"))
    assert (change.before, change.after) == ((ELIGIBLE, ASK_US), (ELIGIBLE,))


def test_another_start_is_the_cause_where_it_matters() -> None:
    graph = make_graph({**LEADS, "q0": ["q1", "r2"]}, verdicts=VERDICTS, start="q0")
    found = changed(graph)
    assert found["q1a", "q2a"].cause == Cause("q0")
    assert found["q1a", "q2a"].after == (ELIGIBLE, ASK_US)
    assert ("q0a", "q1a", "q2a") not in found


def inserted(first: str, second: str) -> Graph:
    """A question between q1a and q2."""
    question = make_question("q9")
    choices = make_choice("q9a", "q9", first), make_choice("q9b", "q9", second, order=1)
    return with_choice(plus(GRAPH, question, *choices), "q1a", next_step="q9")


def test_a_question_in_between_that_makes_no_difference_shows_no_change() -> None:
    assert changed(inserted("q2", "q2")) == {}


def test_a_question_in_between_that_matters_changes_the_trails_through_it() -> None:
    found = changed(inserted("q2", "r2"))
    assert {key: each.nature for key, each in found.items()} == {
        ("q1a", "q2a"): Nature.CHANGED,
        ("q1a", "q9b"): Nature.NEW,
    }
    assert found["q1a", "q2a"].after == (ELIGIBLE, ASK_US)
    assert found["q1a", "q2a"].cause == Cause("q1", "q1a")
    assert found["q1a", "q9b"].cause == Cause("q9", "q9b")


def test_the_cause_is_the_choice_that_matters_and_not_the_first_that_changed() -> None:
    new = with_choice(inserted("q2", "q2"), "q2a", next_step="r2")
    assert changed(new)["q1a", "q2a"].cause == Cause("q2", "q2a")


def test_of_choices_that_matter_only_together_the_first_is_the_cause() -> None:
    new = with_choice(with_choice(GRAPH, "q1a", next_step="r2"), "q2a", next_step="r2")
    assert changed(new)["q1a", "q2a"].cause == Cause("q1", "q1a")


def test_an_outcome_that_becomes_a_question_is_the_cause() -> None:
    leads = {**LEADS, "r1": ["r3", "r2"]}
    found = changed(make_graph(leads, verdicts=VERDICTS))
    assert found["q1a", "q2a"].cause == Cause("r1")


def test_an_outcome_replaced_by_one_with_the_same_verdict_is_told() -> None:
    new = minus(GRAPH, "r1")
    new = plus(new, make_outcome("r3", verdict=Verdict.ELIGIBLE))
    new = with_choice(with_choice(new, "q2a", next_step="r3"), "q3a", next_step="r3")
    found = diff(GRAPH, new)
    assert found.verdicts == {
        (frozenset([Verdict.ELIGIBLE]), frozenset([Verdict.ELIGIBLE])): 2,
    }
    assert found.causes == {Cause("q2", "q2a"): 1, Cause("q3", "q3a"): 1}


def test_other_texts_and_another_order_change_nothing() -> None:
    new = with_choice(with_step(GRAPH, "q2", texts={}), "q2a", order=9, texts={})
    assert diff(GRAPH, new).changes == ()


# Against the definition taken word by word


def edited(graph: Graph, random: Random) -> Graph:
    """Redirects, removes or adds choices and changes a verdict, without making a circle."""
    keys = list(graph.order)
    for _ in range(random.randint(1, 3)):
        choice = random.choice(graph.choices)
        below = keys[keys.index(choice.step) + 1 :]
        what = random.randint(0, 3)
        if what == 0 and len(graph.offered[choice.step]) > 2:
            graph = minus(graph, choice.key)
        elif what == 1:
            extra = make_choice(f"n{random.randint(0, 99)}", choice.step, random.choice(below))
            graph = plus(graph, extra) if extra.key not in graph.choice else graph
        elif what == 2:
            outcome = random.choice([step for step in graph.steps if not step.is_question])
            graph = with_step(graph, outcome.key, verdict=random.choice([*Verdict]))
        else:
            graph = with_choice(graph, choice.key, next_step=random.choice(below))
    return graph


def ends(graph: Graph, given: dict[str, str]) -> set[tuple[str, Verdict | None]]:
    """By looking at every trail: those that keep each answer where it is offered."""
    offered = {key: {choice.key for choice in group} for key, group in graph.offered.items()}
    return {
        (end, graph.step[end].verdict)
        for way, end in every_trail(graph)
        if all(
            given.get(step) in {None, key} or given[step] not in offered[step] for step, key in way
        )
    }


def test_changes_agree_with_the_definition_on_random_graphs() -> None:
    random = seeded(71)
    number = 0
    for _ in range(300):
        old = make_random(random, questions=5, outcomes=3, width=3, has_facts=False)
        new = edited(old, random)
        expected = {
            tuple(key for _step, key in way)
            for way, end in every_trail(old)
            if ends(new, dict(way)) != {(end, old.step[end].verdict)}
        }
        expected |= {
            tuple(key for _step, key in way)
            for way, end in every_trail(new)
            if any(key not in old.choice for _step, key in way)
            and ends(old, dict(way)) != {(end, new.step[end].verdict)}
        }
        assert set(changed(new, old)) == expected
        number += len(expected)
    assert number > 1000


def test_a_cause_put_back_undoes_a_change_that_has_no_other() -> None:
    random = seeded(72)
    for _ in range(200):
        old = make_random(random, questions=5, outcomes=3, width=3, has_facts=False)
        key = random.choice(old.choices).key
        below = old.order[old.order.index(old.choice[key].step) + 1 :]
        new = with_choice(old, key, next_step=random.choice(below))
        for change in diff(old, new).changes:
            assert change.cause == Cause(old.choice[key].step, key)


# Size


def layers(width: int) -> Graph:
    """`width` to the power of 4 trails."""
    leads = {f"q{n}": [f"q{n + 1}"] * width for n in range(1, 4)}
    return make_graph({**leads, "q4": [f"r{n % 3}" for n in range(width)]})


def test_nine_thousand_changed_trails_are_compared_at_once() -> None:
    old = layers(10)
    new = with_step(old, "r0", verdict=Verdict.ASK_US)
    new = with_choice(new, "q1a", next_step="q3")
    start = time.perf_counter()
    found = diff(old, new)
    assert time.perf_counter() - start < 2  # script/bench graph measures it
    assert (found.old_count, len(found.changes)) == (10_000, 4000)


def test_beyond_the_limit_a_cover_of_the_choices_is_compared() -> None:
    old = layers(10)
    found = diff(old, with_choice(old, "q4a", next_step="r1"), limit=5000)
    assert not found.is_complete
    assert 1 <= len(found.changes) <= len(old.choices)
    assert found.changes[0].cause == Cause("q4", "q4a")
    assert (found.old_count, found.new_count) == (10_000, 10_000)
