"""Saving and submitting: what a press does to the approvers' lists is said before and after."""

from typing import Any

import pytest

from announcements.models import Announcement
from eligibility.models import Guide
from tests.desk_forms import change, form_of, login, post, url
from tests.factories import NOON, approve, edit, make_draft, make_live, make_writer
from tests.publishing.test_desk_pages import ja, text_of
from tests.publishing.test_translation_pages import form_of as translation_form
from tests.publishing.test_translation_pages import path as translation_path
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Review, Revision

pytestmark = pytest.mark.django_db

TAKES_OFF = (
    "This text has been submitted and waits for the approvers. If you change and save it, what "
    "you save is a new draft: the approvers find it again only after it has been submitted anew."
)
NEEDS_ANEW = (
    "This text has been approved. If you change and save it, what you save is a new draft: it can "
    "be published only after it has been submitted and approved anew."
)
LEFT = "The approvers no longer find this text until it is submitted again."


def submitted(**columns: Any) -> Revision:
    draft = make_draft(**columns)
    desk.submit(draft, by=make_writer(), now=NOON)
    return draft


def followed(client: Any, response: Any) -> str:
    assert response.status_code == 302
    return text_of(client.get(response.url))


def pages_that_save(revision: Revision) -> list[str]:
    kind, pk = type(revision.entry.as_kind()), revision.entry_id
    found = [url("change", pk, kind=kind), url("translation", pk, "en", kind=kind)]
    if kind is Guide:
        parts = [("new_step", "question"), ("step_form", "q1"), ("remove_step", "r2")]
        parts += [("new_block",), ("block_form", "child"), ("new_case",)]
        found += [url(name, pk, *args, kind=kind) for name, *args in parts]
    return found


@pytest.mark.parametrize("kind", [Announcement, Guide])
def test_every_form_says_beforehand_what_saving_takes_away(kind: Any) -> None:
    draft, client = make_draft(kind), login(make_writer())
    pages = pages_that_save(draft)

    def told() -> list[str]:
        return [page for page in pages if ja(TAKES_OFF) in text_of(client.get(page))]

    assert told() == []
    desk.submit(draft, by=make_writer(), now=NOON)
    assert told() == pages


def test_an_approved_text_says_that_it_needs_a_new_approval() -> None:
    draft = approve(make_draft())
    assert ja(NEEDS_ANEW) in text_of(login(make_writer()).get(url("change", draft.entry_id)))


def test_after_saving_it_is_said_again() -> None:
    draft, client = submitted(), login(make_writer())
    form = form_of(client, draft.entry, title_ja="直した件名")
    assert ja(LEFT) in followed(client, change(client, draft.entry, form))
    unchanged = form_of(client, draft.entry)
    text = followed(client, change(client, draft.entry, unchanged))
    assert ja("Saved.") in text and ja(LEFT) not in text


def test_after_saving_a_translation_it_is_said_once() -> None:
    draft, client = submitted(), login(make_writer())
    for typed, is_told in (({"text.body.0": "Rewritten."}, True), ({}, False)):
        form = translation_form(client, draft) | typed
        text = followed(client, post(client, translation_path(draft), form))
        assert (ja(LEFT) in text) == is_told


def test_a_save_that_takes_nothing_away_says_nothing() -> None:
    entry, client = make_live(), login(make_writer())
    form = form_of(client, entry, title_ja="直した件名")
    assert ja(LEFT) not in followed(client, change(client, entry, form))


def test_the_approved_text_typed_again_is_saved_and_said_to_be_approved() -> None:
    first = approve(make_draft(title_ja="承認された件名"))
    edit(first, now=NOON, title_ja="書き直した件名")
    client = login(make_writer())
    form = form_of(client, first.entry, title_ja="承認された件名", _submit="1")
    text = followed(client, change(client, first.entry, form))
    assert ja("This text has been approved already. It can be published.") in text
    assert ja("approved, not yet published") in text
    assert Announcement.objects.get().title_ja == "承認された件名"
    assert Review.objects.filter(verdict="submit").count() == 1


def test_the_submitted_text_typed_again_is_saved_and_said_to_wait() -> None:
    first = submitted(title_ja="提出した件名")
    edit(first, now=NOON, title_ja="書き直した件名")
    client = login(make_writer())
    form = form_of(client, first.entry, title_ja="提出した件名", _submit="1")
    text = followed(client, change(client, first.entry, form))
    assert ja("This version has already been submitted.") in text
    assert ja("waiting for review") in text


def test_the_published_text_typed_again_is_saved_and_said_to_be_public() -> None:
    entry = make_live(title_ja="公開中の件名")
    assert entry.head
    edit(entry.head, now=NOON, title_ja="書き直した件名")
    client = login(make_writer())
    form = form_of(client, entry, title_ja="公開中の件名", _submit="1")
    text = followed(client, change(client, entry, form))
    assert ja("This version says the same as the published one.") in text
    assert ja("same as published") in text


def test_a_translation_typed_again_is_saved_too() -> None:
    first = approve(make_draft(body_en="Approved."))
    second = edit(first, now=NOON, body_en="Rewritten.")
    client = login(make_writer())
    back = translation_form(client, second) | {"text.body.0": "Approved.", "_submit": "1"}
    text = followed(client, post(client, translation_path(second), back))
    assert Announcement.objects.get().body_en == "Approved."
    assert ja("Saved.") in text or ja("Saved and submitted for review.") in text
