"""One verb on many entries, one transaction each."""

from typing import Any

import pytest
from django.db import DatabaseError

from tests.factories import NOON, approve, edit, make_approver, make_draft, make_writer
from tokutei_site.publishing import desk
from tokutei_site.publishing.bulk import for_each
from tokutei_site.publishing.models import Review, Revision

pytestmark = pytest.mark.django_db


def submit(revision: Revision) -> Any:
    return desk.submit(revision, by=make_writer(), now=NOON)


def test_each_entry_is_told_apart() -> None:
    drafts = [make_draft() for _ in range(3)]
    outcomes = for_each(drafts, submit)
    assert [each.entry for each in outcomes] == [draft.entry for draft in drafts]
    assert all(each.is_done for each in outcomes)


def test_one_that_is_refused_leaves_the_others_alone() -> None:
    first, old, last = make_draft(), make_draft(), make_draft()
    edit(old, now=NOON, title_ja="新")
    outcomes = for_each([first, old, last], submit)
    assert [each.is_done for each in outcomes] == [True, False, True]
    assert "文章が変わりました" in outcomes[1].messages[0]
    assert Review.objects.count() == 2


def test_a_role_that_may_not_is_told_so_for_each() -> None:
    draft = approve(make_draft())
    writer = make_writer()
    (outcome,) = for_each([draft], lambda r: desk.approve(r, r.content_hash, by=writer, now=NOON))
    assert "権限" in outcome.messages[0]


def test_a_poisoned_one_is_undone_by_itself(caplog: pytest.LogCaptureFixture) -> None:
    first, poisoned, last = make_draft(), make_draft(), make_draft()

    def fail_after_writing(revision: Revision) -> None:
        submit(revision)
        if revision == poisoned:
            raise DatabaseError("disk full")

    outcomes = for_each([first, poisoned, last], fail_after_writing)
    assert [each.is_done for each in outcomes] == [True, False, True]
    assert "データベース" in outcomes[1].messages[0]
    assert not Review.objects.filter(revision=poisoned).exists()
    assert "disk full" in caplog.text


def test_approvals_name_the_text_that_was_seen() -> None:
    draft = make_draft()
    desk.submit(draft, by=make_writer(), now=NOON)
    (outcome,) = for_each([draft], lambda r: desk.approve(r, "0", by=make_approver(), now=NOON))
    assert not outcome.is_done
