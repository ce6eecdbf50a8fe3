"""Nobody approves own words, column by column."""

import pytest

from tests.factories import HOUR, NOON, edit, make_approver, make_draft, make_live
from tokutei_site.publishing import desk

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
