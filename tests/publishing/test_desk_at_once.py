"""The same press arriving twice at the very same moment: one effect, and no error page."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from announcements.models import Announcement
from tests.desk_forms import form_of, login, post, publish_form, url
from tests.factories import (
    approve,
    ask_seal,
    edit,
    make_administrator,
    make_approver,
    make_draft,
    make_writer,
)
from tokutei_site.publishing.models import Erasure, Publication, Review, Revision, Seal, SealRequest
from tokutei_site.staff.models import User

pytestmark = pytest.mark.django_db(transaction=True)


def twice(person: User, path: str, form: dict[str, Any]) -> list[int]:
    """The statuses of two requests that start together."""
    barrier, statuses = Barrier(2), []
    clients = [login(person), login(person)]

    def press(client: Any) -> Callable[[], None]:
        def run() -> None:
            try:
                barrier.wait()
                statuses.append(post(client, path, form).status_code)
            finally:
                connection.close()

        return run

    threads = [Thread(target=press(client)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def test_a_new_entry() -> None:
    person = make_writer()
    form = form_of(login(person)) | {"title_ja": "件名", "slug": "new"}
    assert twice(person, url("add"), form) == [302, 302]
    assert (Announcement.objects.count(), Revision.objects.count()) == (1, 1)


def test_a_save_with_submission() -> None:
    person, draft = make_writer(), make_draft()
    form = form_of(login(person), draft.entry, title_ja="新しい件名", _submit="1")
    assert twice(person, url("change", draft.entry_id), form) == [302, 302]
    assert (Revision.objects.count(), Review.objects.count()) == (2, 1)


def test_an_approval() -> None:
    person, draft = make_approver(), make_draft()
    post(login(make_writer()), url("step", draft.entry_id, "submit"), {"number": 1})
    form = {"number": 1, "hash": draft.content_hash}
    assert twice(person, url("step", draft.entry_id, "approve"), form) == [302, 302]
    assert Review.objects.filter(verdict="approve").count() == 1


def test_a_publication() -> None:
    person, revision = make_approver(), approve(make_draft())
    form = publish_form(login(person), revision)
    assert twice(person, url("publish", revision.entry_id, 1), form) == [302, 302]
    assert Publication.objects.count() == 1


def test_a_request_to_seal() -> None:
    person, first = make_approver(), mended()
    form = {"numbers": "1", "reason_ja": "理由", "reason_en": "Reason"}
    assert set(twice(person, url("seal", first.entry_id), form)) <= {200, 302}
    assert SealRequest.objects.count() == 1


@pytest.mark.usefixtures("patient")
def test_a_sealing() -> None:
    first = mended()
    form = {"request": ask_seal(first).pk, "has_looked": "on"}
    assert twice(make_administrator(), url("seal", first.entry_id), form) == [302, 302]
    assert Seal.objects.count() == 1
    assert call_command("erase_sealed") is None
    assert Erasure.objects.count() == 1


def mended() -> Revision:
    first = make_draft()
    edit(first, now=first.at, title_ja="新")
    return first
