"""A verb a second time or out of order is refused and writes nothing."""

from datetime import datetime
from typing import Any

import pytest

from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    approve,
    edit,
    every_row,
    make_approver,
    make_draft,
    make_live,
    make_writer,
    publish,
    refused,
)
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Revision

pytestmark = pytest.mark.django_db

LATER = NOON + HOUR


def submitted() -> Revision:
    draft = make_draft()
    desk.submit(draft, by=make_writer(), now=NOON)
    return draft


def test_the_same_form_sent_twice_saves_once() -> None:
    draft, writer = make_draft(), make_writer()
    first = edit(draft, by=writer, now=LATER, title_ja="新")
    before = every_row()
    assert edit(draft, by=writer, now=LATER, title_ja="新") == first
    assert every_row() == before


def test_a_new_entry_sent_twice_is_refused() -> None:
    make_draft(slug="cards")
    with refused():
        make_draft(slug="cards")


def test_a_version_is_submitted_once() -> None:
    draft = submitted()
    with refused():
        desk.submit(draft, by=make_writer(), now=LATER)


def test_one_person_approves_once() -> None:
    draft, approver = submitted(), make_approver()
    desk.approve(draft, draft.content_hash, by=approver, now=LATER)
    with refused():
        desk.approve(draft, draft.content_hash, by=approver, now=LATER)


def test_a_version_is_returned_once() -> None:
    draft = submitted()
    desk.return_(draft, "題", by=make_approver(), now=LATER)
    with refused():
        desk.return_(draft, "題", by=make_approver(), now=LATER)


@pytest.mark.parametrize("at", [None, NOON + DAY])
def test_a_version_is_published_once(at: datetime | None) -> None:
    revision, approver = approve(make_draft()), make_approver()
    terms: dict[str, Any] = {"visible_from": at, "note": NOTE, "by": approver}
    desk.publish(revision, now=NOON, **terms)
    with refused():
        desk.publish(revision, now=LATER, **terms)


def test_a_public_version_may_be_published_anew_with_another_end() -> None:
    entry = make_live()
    assert entry.head
    row = desk.publish(
        entry.head, by=make_approver(), now=LATER, visible_until=NOON + DAY, note=NOTE
    )
    assert row.visible_until == NOON + DAY


def test_a_publication_is_cancelled_once_and_its_cancellation_never() -> None:
    planned = publish(make_draft(), at=NOON + DAY)
    row = desk.cancel(planned, by=make_approver(), now=LATER)
    for publication in (planned, row):
        with refused():
            desk.cancel(publication, by=make_approver(), now=LATER)


def test_a_publication_that_has_begun_cannot_be_cancelled() -> None:
    planned = publish(make_draft(), at=NOON + DAY)
    with refused():
        desk.cancel(planned, by=make_approver(), now=NOON + DAY)


def test_an_entry_is_withdrawn_once() -> None:
    entry = make_live()
    desk.withdraw(entry, NOTE, by=make_approver(), now=LATER)
    with refused():
        desk.withdraw(entry, NOTE, by=make_approver(), now=LATER)


def test_a_withdrawal_tells_readers_why_in_every_language() -> None:
    entry = make_live()
    with refused():
        desk.withdraw(entry, {"ja": "終了"}, by=make_approver(), now=LATER)


def test_what_is_not_public_cannot_be_withdrawn() -> None:
    draft = make_draft()
    publish(draft, at=NOON + DAY)
    with refused():
        desk.withdraw(draft.entry.as_kind(), NOTE, by=make_approver(), now=LATER)


def test_what_is_already_the_working_copy_cannot_be_restored() -> None:
    draft = make_draft()
    with refused():
        desk.restore(draft, by=make_writer(), now=LATER)


@pytest.mark.parametrize("verb", ["approve", "return", "publish"])
def test_a_draft_that_was_not_submitted_goes_no_further(verb: str) -> None:
    draft, by = make_draft(), make_approver()
    with refused():
        step(verb, draft, by=by, now=LATER)


@pytest.mark.parametrize("verb", ["approve", "publish"])
def test_a_returned_version_goes_no_further(verb: str) -> None:
    draft = approve(make_draft())
    desk.return_(draft, "題", by=make_approver(), now=NOON)
    by = make_approver()
    with refused():
        step(verb, draft, by=by, now=LATER)


@pytest.mark.parametrize("verb", ["submit", "approve", "return"])
def test_a_version_that_was_written_over_goes_no_further(verb: str) -> None:
    draft = submitted()
    edit(draft, now=NOON, title_ja="新")
    by = make_approver()
    with refused():
        step(verb, draft, by=by, now=LATER)


def test_an_approval_names_the_text_that_was_read() -> None:
    draft, by = submitted(), make_approver()
    with refused():
        desk.approve(draft, "0" * 64, by=by, now=LATER)


def test_the_published_text_is_not_submitted_again() -> None:
    entry = make_live()
    assert entry.head
    with refused():
        desk.submit(entry.head, by=make_writer(), now=LATER)


def test_a_return_says_what_to_change() -> None:
    draft, by = submitted(), make_approver()
    with refused():
        desk.return_(draft, " \u3000", by=by, now=LATER)


def step(verb: str, draft: Revision, **who: Any) -> None:
    match verb:
        case "submit":
            desk.submit(draft, **who)
        case "approve":
            desk.approve(draft, draft.content_hash, **who)
        case "return":
            desk.return_(draft, "題", **who)
        case "publish":
            desk.publish(draft, note=NOTE, **who)
