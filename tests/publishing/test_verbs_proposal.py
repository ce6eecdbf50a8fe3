"""A reviewer's proposal, adopted by a writer; and restoring an old version."""

import pytest

from tests.factories import (
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
from tokutei_site.publishing import approval, desk, ledger
from tokutei_site.publishing.models import Review, Revision
from tokutei_site.staff.models import User

pytestmark = pytest.mark.django_db

LATER = NOON + HOUR


def returned(draft: Revision, by: User, **proposal: str) -> Review:
    desk.submit(draft, by=make_writer(), now=NOON)
    return desk.return_(draft, "読点を", by=by, now=NOON, proposal=proposal)


def test_a_proposal_changes_nothing_by_itself() -> None:
    draft = make_draft()
    returned(draft, make_approver(), title_ja="新しい題")
    entry = draft.entry.as_kind()
    assert entry.head == draft
    assert entry.content() == draft.content


def test_who_adopts_a_proposal_is_its_writer_and_the_reviewer_may_approve_it() -> None:
    writer, reviewer = make_approver(), make_approver()
    draft = make_draft(by=writer)
    proposal = returned(draft, reviewer, title_ja="新しい題")
    adopted = desk.adopt(proposal, by=writer, now=LATER)
    assert adopted.content == draft.content | {"title_ja": "新しい題"}
    assert adopted.by == writer
    desk.submit(adopted, by=writer, now=LATER)
    with refused():
        desk.approve(adopted, adopted.content_hash, by=writer, now=LATER)
    assert desk.approve(adopted, adopted.content_hash, by=reviewer, now=LATER).is_complete


def test_a_reviewer_who_adopts_the_own_proposal_is_its_writer() -> None:
    reviewer = make_approver()
    proposal = returned(make_draft(), reviewer, title_ja="新しい題")
    adopted = desk.adopt(proposal, by=reviewer, now=LATER)
    desk.submit(adopted, by=reviewer, now=LATER)
    assert not desk.approve(adopted, adopted.content_hash, by=reviewer, now=LATER).is_complete
    assert list(approval.open_columns(adopted, LATER)) == ["title_ja"]


def test_a_proposal_is_adopted_once_and_only_on_the_version_it_was_made_for() -> None:
    draft = make_draft()
    proposal = returned(draft, make_approver(), title_ja="新しい題")
    desk.adopt(proposal, by=make_writer(), now=LATER)
    with refused():
        desk.adopt(proposal, by=make_writer(), now=LATER)


def test_a_return_without_a_proposal_has_nothing_to_adopt() -> None:
    proposal, by = returned(make_draft(), make_approver()), make_writer()
    with refused():
        desk.adopt(proposal, by=by, now=LATER)


@pytest.mark.parametrize("text", ["題\x00", "題\u202e", "題" * 201, ""])
def test_an_unfit_proposal_is_refused_at_once(text: str) -> None:
    draft, by = make_draft(), make_approver()
    desk.submit(draft, by=make_writer(), now=NOON)
    with refused(desk.Refused):
        desk.return_(draft, "題", by=by, now=NOON, proposal={"title_ja": text})


def test_restoring_makes_a_new_version_with_the_old_text() -> None:
    first = make_draft()
    edit(first, now=NOON, title_ja="次の題")
    again = desk.restore(first, by=make_writer(), now=LATER)
    assert (again.number, again.origin) == (3, "restore")
    assert again.content_hash == first.content_hash
    entry = again.entry.as_kind()
    assert entry.content() == again.content


def test_restoring_counts_as_writing() -> None:
    restorer = make_approver()
    first = make_draft()
    publish(edit(first, now=NOON, title_ja="次の題"))
    again = desk.restore(first, by=restorer, now=LATER)
    desk.submit(again, by=restorer, now=LATER)
    with refused():
        desk.approve(again, again.content_hash, by=restorer, now=LATER)
    assert desk.approve(again, again.content_hash, by=make_approver(), now=LATER).is_complete


def test_an_own_approval_of_old_does_not_cover_what_the_same_person_restores() -> None:
    person = make_approver()
    first = approve(make_draft(), by=person)
    desk.publish(first, by=person, now=NOON, note=NOTE)
    publish(edit(first, now=NOON, title_ja="次の題"), now=LATER)
    again = desk.restore(first, by=person, now=LATER)
    with refused():
        desk.publish(again, by=person, now=LATER, note=NOTE)


def test_restoring_works_while_public_and_leaves_the_public_text_alone() -> None:
    entry = make_live()
    first = entry.head
    assert first
    publish(edit(first, now=NOON, title_ja="次の題"), now=NOON)
    windows = every_row()["publishing_window"]
    desk.restore(first, by=make_writer(), now=LATER)
    assert every_row()["publishing_window"] == windows
    assert ledger.live(LATER).get().revision.content["title_ja"] == "次の題"
