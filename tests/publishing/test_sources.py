"""Checking sources: who may, what residents read, which texts then wait, and what an edit of a
source changes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.test import Client

from announcements.models import Announcement
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    approve,
    edit,
    make_administrator,
    make_approver,
    make_category,
    make_draft,
    make_live,
    make_source,
    make_user,
    make_writer,
    publish,
    refused,
)
from tokutei_site.publishing import desk, due
from tokutei_site.publishing.models import Entry, Source, SourceCheck, SourceReview

pytestmark = pytest.mark.django_db

LATER = NOON + HOUR


@pytest.fixture
def law() -> Source:
    return make_source("law")


def cites(**changes: Any) -> Entry:
    return make_live(**({"sources__law__order": 0} | changes))


def checked(source: Source, outcome: str = "unchanged", **terms: Any) -> SourceCheck:
    note = "受付の時間" if outcome == "changed" else ""
    terms = {"by": make_writer(), "now": LATER, "note": note} | terms
    return desk.check_source(source, outcome, **terms)


def waiting(at: Any) -> list[Entry]:
    return [entry for entry, _change in due.texts_to_look_at(at)]


def is_whole(entry: Entry) -> bool:
    entry = Entry.objects.get(pk=entry.pk).as_kind()
    return bool(entry.head) and entry.content() == entry.head.content  # type: ignore[union-attr]


# Who, and how often


@pytest.mark.parametrize("maker", [make_writer, make_approver, make_administrator])
def test_every_role_records_checks(law: Source, maker: Callable[..., Any]) -> None:
    checked(law, by=maker())
    assert law.checks.get().kind == "live"


def test_whoever_has_no_role_or_has_left_records_none(law: Source) -> None:
    for person in (make_user(None), make_writer(is_active=False)):
        with refused(PermissionDenied):
            checked(law, by=person)


def test_the_same_press_within_a_minute_is_one_check(law: Source) -> None:
    person = make_writer()
    first = checked(law, by=person)
    assert checked(law, by=person, now=LATER + timedelta(seconds=59)) == first
    checked(law, by=person, now=LATER + timedelta(seconds=60))
    checked(law, by=make_writer())
    checked(law, "changed", by=person)
    assert law.checks.count() == 4


@pytest.mark.parametrize(
    ("outcome", "terms"),
    [
        ("changed", {"note": ""}),
        ("changed", {"note": "　"}),
        ("changed", {"note": "x\x00"}),
        ("changed", {"note": "x\u202e"}),
        ("changed", {"note": "長" * 1001}),
        ("gone", {"note": "x"}),
        ("unchanged", {"kind": "dream"}),
    ],
)
def test_an_unfit_check_is_refused(law: Source, outcome: str, terms: dict[str, Any]) -> None:
    with refused(desk.Refused):
        checked(law, outcome, **terms)


# What residents read


def page(client: Client, path: str = "/en/announcements/card/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


REVIEWING = "The source has changed. We are reviewing this text."


def test_residents_read_the_new_day_at_once_and_no_new_version(law: Source, client: Client) -> None:
    entry = cites(slug="card")
    assert "not checked yet" in page(client)
    checked(law)
    text = page(client)
    assert "live official page: <time datetime=" in text and "not checked yet" not in text
    assert REVIEWING not in text
    assert entry.revisions.count() == 1


def test_a_changed_source_is_told_until_the_text_was_looked_at(law: Source, client: Client) -> None:
    entry = cites(slug="card")
    change = checked(law, "changed")
    assert REVIEWING in page(client)
    checked(law, now=LATER + DAY)  # as it was yesterday: says nothing about our text
    assert REVIEWING in page(client)
    desk.keep_texts(change, [entry], by=make_writer(), now=LATER + DAY)
    assert REVIEWING not in page(client)


def test_a_text_written_after_the_change_rests_on_the_new_source(
    law: Source, client: Client
) -> None:
    entry = cites(slug="card")
    checked(law, "changed")
    assert entry.head
    second = edit(entry.head, now=LATER + HOUR, body_en="New hours.")
    assert REVIEWING in page(client)
    publish(second, now=LATER + HOUR)
    assert REVIEWING not in page(client)
    assert REVIEWING not in page(client, "/en/announcements/card/history/1/")


# Which texts wait


def test_every_text_that_cites_a_changed_source_waits(law: Source) -> None:
    live, draft, planned = cites(), make_draft(sources__law__order=0), make_draft()
    publish(edit(planned, now=NOON, sources__law__order=0), at=NOON + 9 * DAY, now=NOON)
    make_live()
    ended = cites(now=NOON - DAY)
    desk.withdraw(ended, NOTE, by=make_approver(), now=NOON)
    assert waiting(LATER) == []
    checked(law, "changed")
    assert {e.pk for e in waiting(LATER)} == {live.pk, draft.entry_id, planned.entry_id}
    assert waiting(LATER - timedelta(seconds=1)) == []


def test_a_later_check_that_finds_it_unchanged_says_nothing_about_the_texts(law: Source) -> None:
    cites()
    checked(law, "changed")
    checked(law, now=LATER + DAY)
    assert len(waiting(LATER + DAY)) == 1


def test_a_live_text_waits_however_new_its_draft_is(law: Source) -> None:
    entry = cites()
    checked(law, "changed")
    assert entry.head
    second = edit(entry.head, now=LATER + HOUR, body_ja="直した本文")
    approve(second, now=LATER + HOUR)
    assert [e.pk for e in waiting(LATER + HOUR)] == [entry.pk]
    desk.publish(second, by=make_approver(), now=LATER + HOUR, note=NOTE)
    assert waiting(LATER + HOUR) == []


def test_a_draft_waits_until_it_is_saved_anew(law: Source) -> None:
    draft = make_draft(sources__law__order=0)
    checked(law, "changed")
    assert len(waiting(LATER)) == 1
    edit(draft, now=LATER + HOUR, body_ja="直した本文")
    assert waiting(LATER + HOUR) == []


def test_a_text_that_is_still_right_waits_no_more_until_the_next_change(law: Source) -> None:
    kept, other = cites(), cites()
    change, person = checked(law, "changed"), make_writer()
    desk.keep_texts(change, [kept], by=person, now=LATER)
    assert [e.pk for e in waiting(LATER)] == [other.pk]
    desk.keep_texts(change, [kept], by=make_writer(), now=LATER)
    assert SourceReview.objects.get().by == person
    checked(law, "changed", now=LATER + DAY)
    assert {e.pk for e in waiting(LATER + DAY)} == {kept.pk, other.pk}


def test_only_who_writes_stands_by_a_text(law: Source) -> None:
    entry, change = cites(), checked(law, "changed")
    with refused(PermissionDenied):
        desk.keep_texts(change, [entry], by=make_administrator(), now=LATER)


def test_a_change_that_was_followed_by_another_is_no_longer_answered(law: Source) -> None:
    entry, first = cites(), checked(law, "changed")
    checked(law, "changed", now=LATER + DAY)
    with refused(desk.Refused):
        desk.keep_texts(first, [entry], by=make_writer(), now=LATER + DAY)


def test_a_text_that_does_not_wait_is_not_stood_by(law: Source) -> None:
    cites()
    other, change = make_live(), checked(law, "changed")
    with refused(desk.Refused):
        desk.keep_texts(change, [other], by=make_writer(), now=LATER)


# Overdue


def test_a_source_is_overdue_after_the_days_of_the_setting(law: Source, settings: Any) -> None:
    settings.SOURCE_CHECK_DAYS = 30
    cites()
    make_source("uncited")
    assert due.overdue_sources(LATER) == [law]
    checked(law, now=NOON)
    day_in_japan = NOON - 12 * HOUR
    assert due.overdue_sources(day_in_japan + 31 * DAY - timedelta(seconds=1)) == []
    assert due.overdue_sources(day_in_japan + 31 * DAY) == [law]


def test_a_source_is_overdue_only_while_a_public_text_cites_it(law: Source) -> None:
    draft = make_draft(sources__law__order=0)
    assert due.overdue_sources(LATER) == []
    assert due.overdue_of(draft, LATER) == [law]
    planned = publish(draft, at=NOON + DAY)
    assert due.overdue_sources(NOON + DAY - timedelta(seconds=1)) == []
    assert due.overdue_sources(NOON + DAY) == [law]
    desk.withdraw(planned.entry.as_kind(), NOTE, by=make_approver(), now=NOON + 2 * DAY)
    assert due.overdue_sources(NOON + 2 * DAY) == []


def test_a_text_is_due_by_what_is_public_and_not_by_its_draft() -> None:
    entry = make_live(review_by="2026-10-15")
    assert entry.head
    edit(entry.head, now=NOON, review_by="2027-10-15")
    make_draft(review_by="2026-10-02")
    assert [e.pk for e, _day in due.texts_due(NOON)] == [entry.pk]
    assert due.texts_due(NOON - DAY) == []


# Editing


def test_an_edit_reaches_a_text_with_its_next_save_and_residents_after_approval(
    law: Source, client: Client
) -> None:
    entry = cites(slug="card")
    desk.edit_source(law, {"title_en": "The new law"}, by=make_administrator(), now=LATER)
    assert is_whole(entry) and entry.revisions.count() == 1
    assert entry.head
    second = edit(entry.head, now=LATER)
    assert second.columns["sources.law.title_en"] == "The new law"
    assert is_whole(entry)
    assert "Source law" in page(client)
    publish(second, now=LATER)
    assert "The new law" in page(client)


def test_every_verb_leaves_the_entry_as_its_newest_version(law: Source) -> None:
    draft = make_draft(sources__law__order=0)
    steps: list[Callable[[], Any]] = [
        lambda: desk.submit(draft, by=make_writer(), now=LATER),
        lambda: desk.return_(draft, "x", by=make_approver(), now=LATER),
        lambda: edit(draft, now=LATER, title_ja="新"),
        lambda: desk.restore(draft, by=make_writer(), now=LATER),
    ]
    for number, step in enumerate(steps):
        changes = {"title_ja": f"出典 {number}"}
        desk.edit_source(law, changes, by=make_administrator(), now=LATER)
        step()
        assert is_whole(draft.entry)


def test_a_category_that_is_renamed_reaches_a_text_with_its_next_save() -> None:
    category = make_category("cards")
    entry = make_live(category__key="cards")
    category.name_ja = "新しい名前"
    category.save()
    assert is_whole(entry)
    assert entry.head
    assert edit(entry.head, now=LATER).columns["category.name_ja"] == "新しい名前"
    assert is_whole(entry)


def test_only_what_was_typed_is_written_so_that_two_may_edit_at_once(law: Source) -> None:
    for changes in ({"title_ja": "新しい法律"}, {"title_en": "New law"}):
        desk.edit_source(law, changes, by=make_administrator(), now=LATER)
    law = Source.objects.get()
    assert (law.title_ja, law.title_en) == ("新しい法律", "New law")  # type: ignore[attr-defined]
    assert law.edited_at == LATER


@pytest.mark.parametrize("maker", [make_writer, make_approver])
def test_only_an_administrator_edits_a_source(law: Source, maker: Callable[..., Model]) -> None:
    for source in (law, Source()):
        with refused(PermissionDenied):
            desk.edit_source(source, {"title_ja": "新"}, by=maker(), now=LATER)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "other"},
        {"title_ja": "", "title_en": "　"},
        {"title_ja": "x\u202e"},
        {"title_ja": "題" * 201},
        {"url_en": "javascript:alert(1)"},
        {"url_en": "not an address"},
        {"publisher_ja": "二行\n目"},
    ],
)
def test_unfit_data_of_a_source_are_refused(law: Source, changes: dict[str, Any]) -> None:
    with refused(desk.Refused):
        desk.edit_source(law, changes, by=make_administrator(), now=LATER)


def test_a_new_source_needs_a_free_key(law: Source) -> None:
    data = {"title_ja": "別の法律", "url_ja": "https://example.jp/"}
    for key in ("law", "", "no spaces"):
        with refused(desk.Refused):
            desk.edit_source(Source(), data | {"key": key}, by=make_administrator(), now=LATER)
    made = desk.edit_source(Source(), data | {"key": "act"}, by=make_administrator(), now=LATER)
    assert Announcement.objects.count() == 0 and Source.objects.get(pk=made.pk).key == "act"
