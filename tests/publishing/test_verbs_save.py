"""Saving: what a text must be, and who else may be writing at the same time."""

from datetime import date
from typing import Any

import pytest

from announcements.models import KeyDate
from tests.factories import (
    HOUR,
    NOON,
    edit,
    every_row,
    make_category,
    make_draft,
    make_source,
    make_writer,
    refused,
)
from tokutei_site.publishing import desk
from tokutei_site.publishing.content import MISSING
from tokutei_site.publishing.models import Entry, Revision

pytestmark = pytest.mark.django_db

LATER = NOON + HOUR
DATE = {"kind": "starts", "day": "2026-11-02", "precision": "day", "label_ja": "受付"}


def with_date(key: str = "k1", **values: Any) -> dict[str, Any]:
    return {f"key_dates__{key}__{name}": v for name, v in (DATE | values).items()}


def is_head(revision: Revision) -> bool:
    entry = Entry.objects.get(pk=revision.entry_id).as_kind()
    return entry.head == revision and entry.content() == revision.content


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("title_ja", None),
        ("title_ja", "　"),
        ("title_ja", "題" * 201),
        ("title_en", "T" * 201),
        ("title_ja", "題\nもう一行"),
        ("title_ja", "題\u202e逆"),
        ("title_ja", "題\u200f"),
        ("body_ja", "文" * 30_001),
        ("body_ja", "文\x00"),
        ("body_en", "bell\x07"),
        ("body_ja", "文\u2066"),
        ("body_ja", "文\ud800"),
        ("body_ja", "[押す](javascript:alert(1))"),
        ("body_en", "[press](data:text/html,x)"),
        ("summary_en", "[press](vbscript:x)"),
        ("source_language", "fr"),
        ("review_by", "2026-02-30"),
        ("review_by", "someday"),
        ("review_by", "1989-01-07"),
        ("review_by", "9999-12-31"),
        ("category__key", "nowhere"),
        ("category__key", "\x00"),
        ("sources__nowhere__order", 0),
    ],
)
def test_an_unfit_value_is_refused_and_nothing_is_written(column: str, value: Any) -> None:
    draft = make_draft()
    with refused(desk.Refused):
        edit(draft, now=LATER, **{column: value})


@pytest.mark.parametrize(
    "values",
    [
        {"day": None},
        {"day": "2026-02-30"},
        {"day": "0001-01-01"},
        {"day": "9999-12-31"},
        {"kind": "sometime"},
        {"label_ja": "受" * 201},
        {"label_ja": "受\n付"},
        {"label_ja": "受\x00"},
        {"precision": "month", "time": "10:00:00"},
    ],
)
def test_an_unfit_child_is_refused_and_nothing_is_written(values: dict[str, Any]) -> None:
    draft = make_draft()
    with refused(desk.Refused):
        edit(draft, now=LATER, **with_date(**values))


def test_a_refused_child_names_its_column() -> None:
    with pytest.raises(desk.Refused) as refusal:
        make_draft(**with_date(kind="sometime"))
    assert list(refusal.value.message_dict) == ["key_dates.k1.kind"]


def test_a_text_of_exactly_the_limit_is_kept_as_typed() -> None:
    body = "文" * 29_996 + "\n■ \ufa19"
    draft = make_draft(body_ja=body, title_ja="題" * 200)
    assert len(body) == 30_000
    assert draft.content["body_ja"] == body
    assert is_head(draft)


def test_categories_sources_and_dates_are_part_of_the_content() -> None:
    make_category("cards")
    source = make_source("act")
    draft = make_draft(category__key="cards", sources__act__order=0, **with_date())
    assert draft.columns["category.name_en"] == "Category cards"
    assert draft.columns["sources.act.title_ja"] == source.title_ja  # type: ignore[attr-defined]
    assert draft.columns["key_dates.k1.day"] == "2026-11-02"
    assert KeyDate.objects.get().day == date(2026, 11, 2)
    assert is_head(draft)


def test_a_child_taken_out_is_gone_from_the_working_copy() -> None:
    draft = make_draft(**with_date("k1"), **with_date("k2"))
    left = edit(draft, now=LATER, key_dates__k1=MISSING)
    assert list(left.content["key_dates"]) == ["k2"]
    assert is_head(left)


def test_two_people_add_a_date_at_once_and_both_are_kept() -> None:
    base = make_draft()
    edit(base, now=LATER, **with_date("k1"))
    both = edit(base, now=LATER, **with_date("k2"))
    assert list(both.content["key_dates"]) == ["k1", "k2"]


def test_a_japanese_author_and_an_english_translator_save_at_once() -> None:
    base = make_draft()
    edit(base, now=LATER, body_ja="新しい文")
    both = edit(base, now=LATER, body_en="New text")
    assert (both.content["body_ja"], both.content["body_en"]) == ("新しい文", "New text")
    assert both.number == 3
    assert is_head(both)


def test_the_same_column_on_both_sides_is_shown_and_nothing_is_written() -> None:
    base, late = make_draft(title_ja="初"), make_writer()
    theirs = edit(base, now=LATER, title_ja="甲")
    with refused(desk.Conflict):
        edit(base, by=late, now=LATER, title_ja="乙", body_ja="別の文")
    with pytest.raises(desk.Conflict) as conflict:
        edit(base, by=late, now=LATER, title_ja="乙")
    clash = conflict.value.clashes["title_ja"]
    assert (clash.base, clash.theirs, clash.mine) == ("初", "甲", "乙")
    assert conflict.value.head == theirs


def test_a_version_of_another_entry_is_no_base() -> None:
    entry, other = make_draft().entry.as_kind(), make_draft()
    by = make_writer()
    with refused(desk.Refused):
        desk.save(entry, other, {"title_ja": "新"}, by=by, now=LATER)


def test_a_rehearsal_shows_the_version_and_keeps_nothing() -> None:
    draft, by = make_draft(), make_writer()
    before = every_row()
    shown = desk.rehearse(draft.entry.as_kind(), draft, {"title_ja": "新"}, by=by, now=LATER)
    assert shown.content["title_ja"] == "新"
    assert every_row() == before
