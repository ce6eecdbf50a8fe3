"""Nobody approves own words, column by column."""

import pytest

from tests.factories import (
    HOUR,
    NOON,
    NOTE,
    acknowledge,
    approve,
    edit,
    make_approver,
    make_draft,
    make_live,
    refused,
)
from tokutei_site.publishing import approval, desk

pytestmark = pytest.mark.django_db


def test_nobody_approves_own_words() -> None:
    writer = make_approver()
    draft = make_draft(by=writer)
    desk.submit(draft, by=writer, now=NOON)
    with pytest.raises(desk.Refused):
        desk.approve(draft, draft.content_hash, by=writer, now=NOON)


def test_an_office_of_two_who_wrote_one_language_each_gets_it_published() -> None:
    sato, smith = make_approver(), make_approver()
    japanese = make_draft(by=sato, title_en=None, body_en=None)
    both = edit(japanese, by=smith, now=NOON, title_en="Counter", body_en="The counter is open.")
    acknowledge(both)
    desk.submit(both, by=smith, now=NOON)
    first = desk.approve(both, both.content_hash, by=sato, now=NOON)
    assert not first.is_complete
    second = desk.approve(both, both.content_hash, by=smith, now=NOON)
    assert second.is_complete
    note = {"ja": "公開", "en": "Published"}
    assert desk.publish(both, by=sato, now=NOON, note=note).revision == both


def test_only_what_changed_since_the_published_text_needs_another_pair_of_eyes() -> None:
    entry = make_live()
    approver = make_approver()
    assert entry.head
    draft = edit(entry.head, now=NOON + HOUR, title_en="Another title")
    desk.submit(draft, by=approver, now=NOON + HOUR)
    assert desk.approve(draft, draft.content_hash, by=approver, now=NOON + HOUR).is_complete


def test_an_edit_after_the_approval_needs_another_one() -> None:
    approved = approve(make_draft())
    following = edit(approved, now=NOON, body_ja="別の文")
    acknowledge(following)
    by = make_approver()
    with refused(desk.Refused):
        desk.publish(following, by=by, now=NOON, note=NOTE)


def test_who_wrote_before_somebody_else_did_still_does_not_approve() -> None:
    first, second = make_approver(), make_approver()
    draft = edit(make_draft(by=first), by=second, now=NOON, body_ja="別の文")
    desk.submit(draft, by=second, now=NOON)
    desk.approve(draft, draft.content_hash, by=second, now=NOON)
    left = approval.open_columns(draft, NOON)
    assert left.keys() == {"body_ja"}
    assert left["body_ja"] == {first.pk, second.pk}
    with refused(desk.Refused):
        desk.approve(draft, draft.content_hash, by=first, now=NOON)
    assert desk.approve(draft, draft.content_hash, by=make_approver(), now=NOON).is_complete


def test_taking_a_text_out_is_writing() -> None:
    entry, approver = make_live(contact_ja="窓口", contact_en="Counter"), make_approver()
    assert entry.head
    draft = edit(entry.head, by=approver, now=NOON, contact_ja=None, contact_en=None)
    desk.submit(draft, by=approver, now=NOON)
    with refused(desk.Refused):
        desk.approve(draft, draft.content_hash, by=approver, now=NOON)


def test_a_draft_that_was_taken_back_leaves_no_writer_behind() -> None:
    """Or an approver who discarded a draft of their own could never approve this text again."""
    entry, approver = make_live(), make_approver()
    assert entry.head
    mistaken = edit(entry.head, by=approver, now=NOON + HOUR, body_ja="間違えた文")
    back = edit(mistaken, by=approver, now=NOON + HOUR, body_ja=entry.head.content["body_ja"])
    draft = edit(back, now=NOON + 2 * HOUR, body_ja="同僚の文")
    acknowledge(draft)
    desk.submit(draft, by=approver, now=NOON + 2 * HOUR)
    assert desk.approve(draft, draft.content_hash, by=approver, now=NOON + 2 * HOUR).is_complete
