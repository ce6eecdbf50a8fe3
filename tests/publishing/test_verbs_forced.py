"""Publishing without approval: off by default, and on the red list until checked."""

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import Settings

from tests.factories import (
    HOUR,
    NOON,
    NOTE,
    approve,
    edit,
    make_administrator,
    make_approver,
    make_draft,
    make_live,
    make_writer,
    publish,
    refused,
)
from tokutei_site.publishing import approval, desk
from tokutei_site.publishing.models import Entry, Publication, Revision
from tokutei_site.staff.models import User

pytestmark = pytest.mark.django_db

LATER = NOON + HOUR


@pytest.fixture
def _allowed(settings: Settings) -> None:
    settings.FORCED_PUBLISH = True


def force(revision: Revision, by: User, reason: str = "地震") -> Publication:
    return desk.publish(revision, by=by, now=NOON, note=NOTE, force_reason=reason)


def red_list(revision: Revision) -> list[Publication]:
    return approval.unchecked_forced(Entry.objects.get(pk=revision.entry_id))


def test_it_is_off_by_default() -> None:
    draft, by = make_draft(), make_administrator()
    with refused(PermissionDenied):
        force(draft, by)


@pytest.mark.usefixtures("_allowed")
def test_only_an_administrator_may_and_only_with_a_reason() -> None:
    draft = make_draft()
    for person in (make_writer(), make_approver()):
        with refused(PermissionDenied):
            force(draft, person)
    administrator = make_administrator()
    with refused():
        force(draft, administrator, reason="")


@pytest.mark.usefixtures("_allowed")
def test_it_stands_on_the_red_list_until_a_second_person_checked_it() -> None:
    draft = make_draft()
    row = force(draft, make_administrator())
    assert row.is_forced
    assert row.reason == "地震"
    assert red_list(draft) == [row]
    desk.check(draft, by=make_approver(), now=LATER)
    assert red_list(draft) == []


@pytest.mark.usefixtures("_allowed")
def test_why_a_scheduled_version_was_kept_is_on_record_beside_the_reason() -> None:
    public = make_live().head
    assert public
    friday = edit(public, now=NOON, title_ja="金曜日の件名")
    publish(friday, at=LATER)
    kept = desk.Later("keep", "金曜日に差し替えるため")
    row = desk.publish(
        edit(friday, now=NOON, title_ja="緊急"),
        by=make_administrator(),
        now=NOON,
        note=NOTE,
        force_reason="地震",
        later=kept,
    )
    assert row.reason == "地震\n金曜日に差し替えるため"


@pytest.mark.usefixtures("_allowed")
def test_a_reason_does_not_make_an_approved_version_a_forced_one() -> None:
    draft = approve(make_draft())
    assert not force(draft, make_approver_and_administrator()).is_forced


@pytest.mark.usefixtures("_allowed")
def test_an_administrator_alone_publishes_nothing_that_is_approved() -> None:
    draft, by = approve(make_draft()), make_administrator()
    with refused(PermissionDenied):
        force(draft, by)


@pytest.mark.usefixtures("_allowed")
def test_neither_its_writer_nor_who_forced_it_checks_it() -> None:
    writer, forcer = make_approver(), make_approver_and_administrator()
    draft = make_draft(by=writer)
    force(draft, forcer)
    for person in (writer, forcer, make_writer()):
        with refused():
            desk.check(draft, by=person, now=LATER)


@pytest.mark.usefixtures("_allowed")
def test_it_is_checked_once() -> None:
    draft = make_draft()
    force(draft, make_administrator())
    desk.check(draft, by=make_approver(), now=LATER)
    with refused():
        desk.check(draft, by=make_approver(), now=LATER)


def test_what_was_published_with_approval_needs_no_check() -> None:
    head = make_live().head
    assert head
    with refused():
        desk.check(head, by=make_approver(), now=LATER)


@pytest.mark.usefixtures("_allowed")
def test_an_unchecked_text_is_no_ground_for_the_next_approval() -> None:
    writer = make_approver()
    draft = make_draft(by=writer)
    force(draft, make_administrator())
    following = edit(draft, now=LATER, title_en="Another title")
    assert writer.pk in approval.open_columns(following, LATER).get("title_ja", set())
    desk.check(draft, by=make_approver(), now=LATER)
    assert list(approval.open_columns(following, LATER)) == ["title_en"]


@pytest.mark.usefixtures("_allowed")
def test_a_checked_text_may_be_published_again_like_an_approved_one() -> None:
    draft = make_draft()
    force(draft, make_administrator())
    desk.check(draft, by=make_approver(), now=LATER)
    desk.withdraw(draft.entry.as_kind(), NOTE, by=make_approver(), now=LATER)
    row = desk.publish(draft, by=make_approver(), now=LATER + HOUR, note=NOTE)
    assert not row.is_forced


def make_approver_and_administrator() -> User:
    person = make_approver()
    person.groups.add(*make_administrator().groups.all())
    return person


@pytest.mark.usefixtures("_allowed")
def test_whoever_looks_again_is_told_who_checked_it() -> None:
    forcer, other = make_approver(is_superuser=True), make_approver(last_name="鈴木")
    draft = make_draft(by=forcer)
    desk.publish(draft, by=forcer, now=NOON, note=NOTE, force_reason="地震のため")
    desk.check(draft, by=other, now=NOON)
    for person, words in ((other, "あなた"), (make_approver(), "鈴木")):
        with pytest.raises(desk.Refused, match=words):
            desk.check(draft, by=person, now=NOON)
