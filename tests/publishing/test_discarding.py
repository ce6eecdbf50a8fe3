"""A mistaken draft is let go, once its writer has read what happens then."""

from typing import Any

import pytest
from django.utils import timezone

from announcements.models import Announcement, Faq
from tests.desk_forms import LIST, login, post, url
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    edit,
    make_administrator,
    make_approver,
    make_draft,
    make_live,
    make_writer,
    publish,
    seal,
)
from tests.publishing.test_desk_pages import ja, text_of, waiting
from tokutei_site.office.models import Banner, Office
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Entry, Review, Revision
from tokutei_site.staff.models import User

pytestmark = pytest.mark.django_db

BUTTON = "Discard the draft…"


def path(entry: Entry) -> str:
    return url("discard", entry.pk, kind=type(entry))


def is_offered(person: User, entry: Entry) -> bool:
    """On the form and on the review; the page itself leads back otherwise."""
    pages = [
        login(person).get(url(name, entry.pk, kind=type(entry))) for name in ("change", "review")
    ]
    found = {ja(BUTTON) in text_of(page) for page in pages}
    opened = login(person).get(path(entry)).status_code == 200
    assert found == {opened}
    return opened


def discard(person: User, revision: Revision, **typed: Any) -> Any:
    form = {"hash": revision.content_hash} | typed
    return post(login(person), path(revision.entry.as_kind()), form)


@pytest.mark.parametrize("kind", [Announcement, Faq, Banner, Office])
def test_a_draft_that_was_never_public_leaves_the_lists(kind: type[Entry]) -> None:
    author = make_writer()
    draft = make_draft(kind, by=author)
    assert is_offered(author, draft.entry.as_kind())
    discard(author, draft, comment="書き間違い")
    assert waiting(author) == {}
    assert not login(author).get(url("changelist", kind=kind)).context["cl"].result_list
    assert Review.objects.get().comment == "書き間違い"
    assert not is_offered(author, draft.entry.as_kind())


def test_it_asks_first_and_says_what_happens() -> None:
    draft, author = make_draft(), make_writer()
    page = login(author).get(path(draft.entry.as_kind()))
    assert ja(
        "The entry leaves the lists and the start page. It has never been public, and "
        "nothing changes for residents."
    ) in text_of(page)
    assert not Review.objects.exists()


def test_a_draft_on_a_public_text_gives_way_to_it() -> None:
    entry = make_live(title_ja="公開中の件名")
    assert entry.head
    mistaken = edit(entry.head, now=NOON, title_ja="書き間違い")
    author = make_writer()
    assert is_offered(author, entry)
    discard(author, mistaken)
    assert Announcement.objects.get().title_ja == "公開中の件名"
    assert ja("same as published") in text_of(login(author).get(LIST))
    assert not is_offered(author, entry)


def test_a_draft_on_a_scheduled_text_gives_way_to_it() -> None:
    planned = make_draft(title_ja="予定の件名")
    publish(planned, at=NOON + DAY * 36_000)
    discard(make_writer(), edit(planned, now=NOON, title_ja="書き間違い"))
    assert Announcement.objects.get().title_ja == "予定の件名"


def test_a_draft_on_a_scheduled_text_over_a_public_one_gives_way_to_the_scheduled_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, author = timezone.now(), make_writer()
    public = make_live(now=now - DAY, title_ja="公開中の件名").head
    assert public
    friday = edit(public, now=now, title_ja="金曜日の件名")
    publish(friday, at=now + HOUR, now=now)
    discard(author, edit(friday, now=now, title_ja="書き間違い"))
    assert Announcement.objects.get().title_ja == "金曜日の件名"
    assert ja("scheduled") in text_of(login(author).get(LIST))
    monkeypatch.setattr(timezone, "now", lambda: now + 2 * HOUR)
    assert ja("same as published") in text_of(login(author).get(LIST))


def test_a_publication_that_was_cancelled_holds_no_draft() -> None:
    draft, approver = make_draft(), make_approver()
    desk.cancel(publish(draft, at=NOON + DAY), by=approver, now=NOON)
    assert is_offered(approver, draft.entry.as_kind())
    discard(approver, draft)
    assert waiting(approver) == {}


def test_nothing_is_offered_where_there_is_no_way_back() -> None:
    author, entry = make_writer(), make_live()
    first = entry.head
    assert first
    assert not is_offered(author, entry)
    edit(first, now=NOON, title_ja="新しい件名")
    seal(first)
    assert not is_offered(author, entry)


def test_only_a_writer_is_asked() -> None:
    draft = make_draft()
    administrator = login(make_administrator())
    assert administrator.get(path(draft.entry.as_kind())).status_code == 403
    assert ja(BUTTON) not in text_of(administrator.get(url("review", draft.entry_id)))


def test_what_a_colleague_saved_meanwhile_is_not_discarded_unseen() -> None:
    draft = make_draft()
    edit(draft, now=NOON, title_ja="同僚の件名")
    page = discard(make_writer(), draft, comment="書き間違い")
    assert ja(
        "The text has changed since you opened this page. Please look at the new version."
    ) in (text_of(page))
    assert "書き間違い" in page.content.decode()
    assert not Review.objects.exists()
