"""Where an entry stands on the desk and in public, as lists show it."""

import pytest

from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    approve,
    edit,
    make_approver,
    make_draft,
    make_live,
    make_writer,
    publish,
    refused,
    seal,
)
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Entry
from tokutei_site.publishing.states import with_state

pytestmark = pytest.mark.django_db

LATER = NOON + HOUR


def states(entry: Entry, at: object = LATER) -> tuple[str, str]:
    row = with_state(Entry.objects.all(), at).get(pk=entry.pk)  # type: ignore[arg-type]
    return row.desk_state, row.public_state  # type: ignore[attr-defined]


def test_a_draft_goes_from_desk_to_desk() -> None:
    writer, approver = make_writer(), make_approver()
    draft = make_draft(by=writer)
    assert states(draft.entry) == ("draft", "never")
    desk.submit(draft, by=writer, now=NOON)
    assert states(draft.entry) == ("waiting", "never")
    desk.return_(draft, "題", by=approver, now=NOON)
    assert states(draft.entry) == ("returned", "never")
    desk.submit(draft, by=writer, now=NOON)
    desk.approve(draft, draft.content_hash, by=approver, now=NOON)
    assert states(draft.entry) == ("approved", "never")
    desk.publish(draft, by=approver, now=NOON, visible_from=NOON + DAY, note=NOTE)
    assert states(draft.entry) == ("scheduled", "never")
    assert states(draft.entry, NOON + DAY) == ("done", "live")


def test_half_an_approval_still_waits() -> None:
    one, other = make_approver(), make_approver()
    draft = edit(make_draft(by=one), by=other, now=NOON, title_en="Another title")
    desk.submit(draft, by=one, now=NOON)
    desk.approve(draft, draft.content_hash, by=other, now=NOON)
    assert states(draft.entry) == ("waiting", "never")


def test_a_public_entry_with_a_new_draft_is_both() -> None:
    entry = make_live()
    assert entry.head
    edit(entry.head, now=LATER, title_ja="新")
    assert states(entry) == ("draft", "live")


def test_a_public_entry_ends_or_is_withdrawn() -> None:
    ended = make_draft()
    publish(ended, visible_until=LATER)
    assert states(ended.entry)[1] == "ended"
    withdrawn = make_live()
    desk.withdraw(withdrawn, NOTE, by=make_approver(), now=LATER)
    assert states(withdrawn)[1] == "withdrawn"


def test_a_cancelled_plan_is_approved_again() -> None:
    draft = make_draft()
    desk.cancel(publish(draft, at=NOON + DAY), by=make_approver(), now=LATER)
    assert states(draft.entry, NOON + DAY) == ("approved", "never")


def test_what_its_only_approver_restores_waits_for_somebody_else() -> None:
    person = make_approver()
    first = approve(make_draft(), by=person)
    desk.publish(first, by=person, now=NOON, note=NOTE)
    publish(edit(first, now=NOON, title_ja="次の題"), now=LATER)
    again = desk.restore(first, by=person, now=LATER)
    assert states(again.entry) == ("waiting", "live")
    desk.approve(again, again.content_hash, by=make_approver(), now=LATER)
    assert states(again.entry) == ("approved", "live")


def test_an_approved_text_that_a_colleague_restores_is_approved() -> None:
    first = approve(make_draft())
    edit(first, now=NOON, title_ja="次の題")
    again = desk.restore(first, by=make_writer(), now=LATER)
    assert states(again.entry) == ("approved", "never")


# The text counts, not the number of the version


def test_the_published_text_typed_again_is_the_same_as_published() -> None:
    entry = make_live(title_ja="題")
    assert entry.head
    changed = edit(entry.head, now=LATER, title_ja="新")
    again = edit(changed, now=LATER, title_ja="題")
    assert again.number == 3
    assert states(entry) == ("done", "live")


def test_a_scheduled_text_typed_again_is_scheduled() -> None:
    draft = make_draft(title_ja="題")
    publish(draft, at=NOON + DAY)
    edit(edit(draft, now=NOON, title_ja="新"), now=NOON, title_ja="題")
    assert states(draft.entry) == ("scheduled", "never")


def test_a_sealed_text_typed_again_is_not_what_is_published() -> None:
    entry = make_live(title_ja="題")
    first = entry.head
    assert first
    other = edit(first, now=NOON, title_ja="新")
    seal(first, now=NOON)
    edit(other, now=LATER, title_ja="題")
    assert states(entry) == ("draft", "sealed")


def test_the_published_text_under_a_new_number_is_not_published_twice() -> None:
    entry = make_live(title_ja="題")
    assert entry.head
    again = edit(edit(entry.head, now=NOON, title_ja="新"), now=NOON, title_ja="題")
    with refused(desk.Refused):
        desk.publish(again, by=make_approver(), now=LATER, note=NOTE)
