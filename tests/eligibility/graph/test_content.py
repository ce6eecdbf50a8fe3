"""The plain shape of a questionnaire, there and back."""

import json
from datetime import date
from typing import Any

import pytest

from eligibility.graph.content import load, store
from eligibility.graph.steps import Kind, Verdict
from tests.eligibility.graph.factories import LANGUAGES, with_text
from tests.eligibility.graph.guide import make_guide, with_block
from tests.eligibility.graph.random_graphs import make_random, seeded
from tokutei_site.publishing.content import canonical, columns, nest

CONTENT: dict[str, Any] = {
    "kind": "guide",
    "title_ja": "だれが申請できますか",
    "start": "s1",
    "review_by": "2027-03-31",
    "sources": {"isa": {"order": 0, "title_ja": "案内", "url_ja": "https://example.jp/"}},
    "steps": {
        "s2": {"order": 1, "kind": "outcome", "verdict": "ask_us", "sources": ["isa"]},
        "s1": {"order": 0, "kind": "question", "title_ja": "国籍は？", "title_en": None},
    },
    "choices": {"c1": {"order": 0, "step": "s1", "next_step": "s2", "values": ["foreign"]}},
}


def test_a_content_becomes_a_graph_in_the_order_of_its_rows() -> None:
    graph = load(CONTENT, LANGUAGES)
    assert [step.key for step in graph.steps] == ["s1", "s2"]
    assert graph.start == "s1"
    assert graph.review_by == date(2027, 3, 31)
    assert graph.step["s1"].texts == {"title": {"ja": "国籍は？"}}
    assert graph.step["s2"].kind is Kind.OUTCOME
    assert graph.step["s2"].verdict is Verdict.ASK_US
    assert graph.choice["c1"].values == ("foreign",)


def test_what_an_old_snapshot_lacks_is_its_default() -> None:
    graph = load({}, LANGUAGES)
    assert (graph.start, graph.steps, graph.choices, graph.review_by) == ("", (), (), None)
    bare = load({"steps": {"s1": {}}, "choices": {"c1": {}}}, LANGUAGES)
    assert bare.step["s1"].is_question
    assert (bare.choice["c1"].step, bare.choice["c1"].next_step) == ("", None)


def test_what_is_stored_loads_as_the_same_graph() -> None:
    for graph in (make_guide(), with_block(make_guide()), load(CONTENT, LANGUAGES)):
        assert load(store(graph, LANGUAGES), LANGUAGES) == graph


def test_store_load_store_is_identical() -> None:
    random = seeded(5)
    for _ in range(50):
        stored = canonical(store(make_random(random), LANGUAGES))
        assert canonical(store(load(json.loads(stored), LANGUAGES), LANGUAGES)) == stored


def test_a_content_with_every_column_comes_back_as_it_was() -> None:
    stored = store(load(CONTENT, LANGUAGES), LANGUAGES)
    whole = {**CONTENT, **stored}
    assert {**CONTENT, **store(load(whole, LANGUAGES), LANGUAGES)} == whole
    assert stored["sources"] == CONTENT["sources"]


def test_the_shape_has_a_column_for_each_value() -> None:
    stored = store(make_guide(), LANGUAGES)
    assert columns(stored)["choices.q1a.next_step"] == "q2"
    assert columns(stored)["steps.q1.title_en"] == "Which card do you have?"
    kept = {name: value for name, value in stored.items() if value != {}}
    assert nest(columns(stored)) == kept


def test_a_blank_text_is_no_text() -> None:
    graph = load(
        {"steps": {"s1": {"title_ja": "", "title_en": None, "help_ja": "　\n"}}}, LANGUAGES
    )
    assert graph.step["s1"].texts == {}


def test_rows_that_carry_their_key_may_come_twice() -> None:
    rows = [{"key": "s1", "title_en": "One"}, {"key": "s1", "title_en": "Two"}]
    graph = load({"steps": rows}, LANGUAGES)
    assert len(graph.steps) == 2
    assert graph.title("s1", "en") == "One"


@pytest.mark.parametrize("column", ["kind", "verdict", "checked_on"])
def test_a_value_that_cannot_be_one_is_refused(column: str) -> None:
    with pytest.raises(ValueError, match="maybe"):
        load({"steps": {"s1": {column: "maybe"}}}, LANGUAGES)


def test_a_third_language_is_one_more_column() -> None:
    graph = with_text(make_guide(), "q1", "title", vi="Thẻ nào?")
    stored = store(graph, (*LANGUAGES, "vi"))
    assert stored["steps"]["q1"]["title_vi"] == "Thẻ nào?"
    assert stored["steps"]["q2"]["title_vi"] is None
    assert load(stored, (*LANGUAGES, "vi")) == graph
