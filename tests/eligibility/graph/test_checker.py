"""Every rule of the checker: what it says, where it points, and that it alone sees the fault."""

import pytest
from django.utils import translation

from eligibility.graph import checker
from eligibility.graph.checker import RULES, check, is_sound
from eligibility.graph.findings import Severity
from eligibility.graph.messages import message, witness
from eligibility.graph.sentences import SENTENCES
from eligibility.graph.subject import Outside
from tests.eligibility.graph.factories import LANGUAGES, TODAY, with_choice, with_step, with_text
from tests.eligibility.graph.guide import (
    CASE,
    ERRORS,
    SPOILT,
    WARNINGS,
    Spoilt,
    make_guide,
    publication,
)


def name(spoilt: Spoilt) -> str:
    return f"{spoilt.code} {spoilt.message[:40]}"


def test_a_guide_in_order_has_no_finding() -> None:
    assert check(make_guide(), LANGUAGES, TODAY, [CASE], publication(2, 1)) == ()


@pytest.mark.parametrize("spoilt", SPOILT, ids=name)
def test_a_fault_is_named_by_titles_with_a_way_there(spoilt: Spoilt) -> None:
    with translation.override("en"):
        told = {message(spoilt.graph(), each): each.witness for each in spoilt.findings()}
    assert spoilt.message in told
    assert told[spoilt.message] == spoilt.witness


@pytest.mark.parametrize("spoilt", SPOILT, ids=name)
def test_only_errors_forbid_publication(spoilt: Spoilt) -> None:
    found = check(spoilt.graph(), LANGUAGES, TODAY, spoilt.cases, spoilt.outside)
    is_warned = spoilt in WARNINGS and spoilt.spoil.__name__ != "asks_the_card_again"
    assert is_sound(found) == is_warned
    assert {each.severity for each in spoilt.findings()} == {
        Severity.ERROR if spoilt in ERRORS else Severity.WARNING
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_without_a_rule_its_faults_go_unseen(
    rule: checker.Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A test that goes on passing without its rule proves nothing."""
    others = tuple(each for each in RULES if each is not rule)
    monkeypatch.setattr(checker, "RULES", others)
    assert any(spoilt.findings() == [] for spoilt in SPOILT)


def test_every_code_of_the_list_and_every_sentence_is_proven() -> None:
    errors, warnings = {f"E{n:02}" for n in range(1, 15)}, {f"W{n:02}" for n in range(1, 12)}
    assert {each.code for each in ERRORS} == errors
    assert {each.code for each in WARNINGS} == warnings
    proven = {
        f"{found.code} {found.reason}".strip() for each in SPOILT for found in each.findings()
    }
    assert SENTENCES.keys() - proven == {"W12 steps", "W12 choices", "W12 blocks"}


def test_titles_are_in_the_language_of_the_editor() -> None:
    graph = with_choice(make_guide(), "q2b", is_unsure=False)
    (finding,) = check(graph, LANGUAGES, TODAY)
    with translation.override("ja"):
        assert "住民票はありますか？" in message(graph, finding)
        assert witness(graph, finding) == [("いま持っているカードは？", "在留カード")]
    with translation.override("en"):
        assert "Do you have a resident record?" in message(graph, finding)
        assert witness(graph, finding) == [("Which card do you have?", "Residence card")]


def test_a_title_that_the_language_lacks_is_shown_in_another() -> None:
    graph = with_text(make_guide(), "q2", "title", en=None)
    (finding,) = check(graph, LANGUAGES, TODAY)
    with translation.override("en"):
        assert message(graph, finding).startswith("“住民票はありますか？”")
    nameless = with_step(graph, "q2", texts={})
    with translation.override("en"):
        assert message(nameless, check(nameless, LANGUAGES, TODAY)[0]).startswith("“q2”")


def test_a_third_language_is_asked_for_as_soon_as_it_must_be_complete() -> None:
    graph = make_guide()
    found = check(graph, (*LANGUAGES, "vi", "x-ours"), TODAY)
    assert {each.code for each in found} == {"E09"}
    assert {each.params["language"] for each in found} == {"vi", "x-ours"}
    with translation.override("en"):
        told = {message(graph, each) for each in found}
    assert "“You may be able to apply”: the title is missing in Vietnamese." in told
    assert "“You may be able to apply”: the title is missing in x-ours." in told


def test_the_rules_about_trails_wait_until_there_is_no_cycle() -> None:
    graph = with_choice(make_guide(), "q2a", next_step="q2")
    assert {each.code for each in check(graph, LANGUAGES, TODAY)} == {"E05"}


def test_a_fact_asked_on_two_branches_is_not_asked_twice() -> None:
    graph = with_step(make_guide(), "q3", fact="resident_record")
    assert check(graph, LANGUAGES, TODAY) == ()


def test_a_legal_basis_may_be_a_year_old_to_the_day() -> None:
    graph = with_step(make_guide(), "r1", checked_on=TODAY.replace(year=2025))
    assert check(graph, LANGUAGES, TODAY) == ()


def test_a_longer_address_is_not_the_broken_one() -> None:
    graph = with_text(make_guide(), "q2", "help", ja="https://example.jp/ab", en="–")
    outside = Outside(broken_urls=frozenset(["https://example.jp/a"]))
    assert check(graph, LANGUAGES, TODAY, outside=outside) == ()


def test_without_a_start_nothing_else_is_said_about_the_ways() -> None:
    (spoilt,) = [each for each in ERRORS if each.message.startswith("There is no first")]
    found = check(spoilt.graph(), LANGUAGES, TODAY, [CASE])
    assert [each.code for each in found] == ["E01"]
