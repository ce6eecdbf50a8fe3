"""A questionnaire is an entry like any other."""

from typing import Any

import pytest

from eligibility.graph.content import load
from eligibility.models import Guide
from tests.factories import GUIDE, HOUR, NOON, edit, make_draft, make_live, make_writer, refused
from tokutei_site.publishing.ledger import live
from tokutei_site.publishing.models import LANGUAGE_CODES

pytestmark = pytest.mark.django_db


def test_a_guide_is_frozen_as_the_graph_it_is() -> None:
    revision = make_draft(Guide)
    assert load(revision.content, LANGUAGE_CODES) == GUIDE
    assert revision.entry.as_kind().content() == revision.content


def test_a_guide_is_published_like_every_entry() -> None:
    guide = make_live(Guide)
    assert [window.entry_id for window in live(NOON)] == [guide.pk]


def test_two_people_write_different_columns_of_a_step() -> None:
    first = make_draft(Guide)
    edit(first, now=NOON + HOUR, steps__q1__title_ja="どのカードをお持ちですか？")
    second = edit(first, now=NOON + HOUR, steps__q1__title_en="Which card is yours?")
    row = second.content["steps"]["q1"]
    assert (row["title_ja"], row["title_en"]) == (
        "どのカードをお持ちですか？",
        "Which card is yours?",
    )


def test_sources_and_paragraphs_of_a_step_merge_as_sets() -> None:
    first = make_draft(Guide)
    edit(first, now=NOON + HOUR, steps__r1__blocks=["child", "old"])
    second = edit(first, now=NOON + HOUR, steps__r1__blocks=[])
    assert second.content["steps"]["r1"]["blocks"] == ["old"]


def test_texts_of_a_step_have_lines_and_its_title_has_none() -> None:
    make_draft(Guide, steps__q1__help_ja="一行目\n二行目", steps__q1__easy="一行目\n二行目")
    with refused():
        make_draft(Guide, steps__q1__title_ja="一行目\n二行目")


def test_a_link_in_easy_japanese_is_checked_like_every_other() -> None:
    with refused():
        make_draft(Guide, steps__q1__easy="[ここ](javascript:alert)")


def test_a_save_writes_only_the_rows_that_changed(django_assert_max_num_queries: Any) -> None:
    first, writer = make_draft(Guide), make_writer()
    changes = {"steps__q1__title_ja": "どのカードをお持ちですか？"}
    with django_assert_max_num_queries(40):  # the guide has fourteen rows
        edit(first, by=writer, now=NOON + HOUR, **changes)
