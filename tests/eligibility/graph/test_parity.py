"""W12: what the two languages say differently."""

from dataclasses import replace

import pytest
from django.utils import translation

from eligibility.graph.checker import compare_languages
from eligibility.graph.messages import message
from eligibility.graph.steps import Block
from eligibility.graph.structure import Graph
from tests.eligibility.graph.factories import LANGUAGES, TODAY, with_text
from tests.eligibility.graph.guide import make_guide
from tokutei_site.text.parity import compared

DAYS = {"ja": "14日以内に届け出てください。", "en": "Notify us within 15 days."}


def told(graph: Graph) -> list[str]:
    with translation.override("en"):
        found = compare_languages(graph, LANGUAGES, TODAY)
        return [message(graph, finding) for finding in found]


def test_a_guide_in_order_says_the_same_in_both_languages() -> None:
    assert told(make_guide()) == []


def test_another_number_is_told_at_its_step() -> None:
    graph = with_text(make_guide(), "q2", "help", **DAYS)
    assert told(graph) == [
        "“Do you have a resident record?”: list items, links, numbers or dates in the help differ "
        "between the languages (2)."
    ]


def test_another_number_is_told_at_its_choice() -> None:
    graph = with_text(make_guide(), "q2a", "label", ja="はい（14日）", en="Yes (15 days)")
    assert told(graph) == [
        "In “Do you have a resident record?”, links, numbers or dates of the choice “Yes (15 "
        "days)” differ between the languages (2)."
    ]


def test_another_number_is_told_at_its_paragraph() -> None:
    graph = replace(make_guide(), blocks=(Block("child", texts={"body": DAYS}),))
    assert told(graph) == [
        "The shared paragraph “child”: list items, links, numbers or dates in the text differ "
        "between the languages (2)."
    ]


def test_the_two_addresses_of_a_source_are_the_same_page() -> None:
    pair = {"ja": "https://example.jp/ja を参照", "en": "See https://example.jp/en"}
    graph = with_text(make_guide(), "q2", "help", **pair)
    assert len(told(graph)) == 1
    source = {"url_ja": "https://example.jp/ja", "url_en": "https://example.jp/en"}
    assert told(replace(graph, sources={"isa": source})) == []


def test_only_texts_that_changed_are_read_again() -> None:
    graph = with_text(make_guide(), "q2", "help", **DAYS)
    told(graph)
    before = compared.cache_info().misses
    told(with_text(graph, "q1", "title", en="Which of the cards do you have?"))
    assert compared.cache_info().misses == before + 1


@pytest.mark.parametrize("languages", [("ja",), ("ja", "vi")])
def test_other_languages_cannot_be_compared(languages: tuple[str, ...]) -> None:
    graph = with_text(make_guide(), "q2", "help", **DAYS)
    assert compare_languages(graph, languages, TODAY) == ()
