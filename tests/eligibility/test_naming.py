"""Columns of a guide read as people know them."""

import pytest
from django.utils import translation

from eligibility.graph.facts import FACTS
from eligibility.models import Guide
from eligibility.naming import FACT_NAMES, VALUE_NAMES
from tests.factories import HOUR, NOON, edit, make_draft, make_source
from tokutei_site.publishing.comparing import comparison
from tokutei_site.publishing.labels import column_label, column_text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_japanese() -> None:
    translation.activate("ja")


def test_every_fact_and_every_value_has_a_name() -> None:
    assert FACT_NAMES.keys() == FACTS.keys()
    assert {fact: tuple(names) for fact, names in VALUE_NAMES.items()} == FACTS


def test_a_choice_is_called_by_its_question_and_its_label() -> None:
    values = make_draft(Guide).columns
    label = column_label(Guide, "choices.q2a.next_step", values)
    assert "住民票はありますか？ → はい" in label


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        ("start", "q1", "いま持っているカードは？"),
        ("choices.q2a.next_step", "r1", "申請できる可能性があります"),
        ("choices.q1a.values", ["residence", "none"], "在留カード、カードなし"),
        ("steps.q1.fact", "card", "いま持っているカード"),
        ("steps.r1.sources", ["isa"], "出典 isa"),
        ("steps.r1.blocks", ["child"], "16歳未満のお子さん"),
        ("cases.k1.trail", ["q1a", "q2a"], "在留カード → はい"),
        ("cases.k1.outcome", "r1", "申請できる可能性があります"),
        ("steps.r1.verdict", "eligible", "申請できる可能性がある"),
    ],
)
def test_a_value_reads_by_name(path: str, value: object, text: str) -> None:
    make_source("isa")
    added = {"blocks.child.condition_ja": "16歳未満のお子さん", "sources.isa.order": 0}
    values = make_draft(Guide, **added).columns
    assert column_text(Guide, path, value, values) == text


def test_a_comparison_names_the_step_that_is_gone_as_it_was() -> None:
    first = make_draft(Guide)
    second = edit(first, now=NOON + HOUR, choices__q2a__next_step="r2")
    (row,) = comparison(Guide, first, second)
    assert [line.text for line in row.lines] == [
        "申請できる可能性があります",
        "窓口で相談してください",
    ]
