"""The start page and every list ask the database as often for many entries as for a few."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from announcements.models import Announcement, Faq
from tests.desk_forms import login, url
from tests.factories import (
    NOON,
    approve,
    edit,
    make_approver,
    make_draft,
    make_live,
    make_source,
    make_user,
    make_writer,
    publish,
)
from tokutei_site.office.models import Banner, Office
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Entry
from tokutei_site.staff.models import User
from tokutei_site.staff.roles import Role

pytestmark = pytest.mark.django_db

FEW, MANY = 3, 30
UNTRANSLATED: dict[str, Any] = {"title_en": None, "body_en": None}


def statements(person: User, path: str) -> int:
    client = login(person)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def submitted(author: User) -> None:
    desk.submit(make_draft(by=author), by=author, now=NOON)


def returned(author: User) -> None:
    draft = make_draft(Faq, by=author)
    desk.submit(draft, by=author, now=NOON)
    desk.return_(draft, "直してください。", by=make_approver(), now=NOON)


def changed(author: User) -> None:
    entry = make_live()
    assert entry.head
    edit(entry.head, by=author, now=NOON, title_ja="変えた件名")


WAITING = {
    "drafts": lambda author: make_draft(by=author),
    "submitted": submitted,
    "returned": returned,
    "approved": lambda author: approve(make_draft(Faq, by=author)),
    "changed": changed,
    "untranslated": lambda author: make_draft(by=author, **UNTRANSLATED),
    "published": lambda author: make_live(Office),
    "late": lambda author: publish(
        make_draft(by=author, **UNTRANSLATED), alternatives={"en": {"by": "2026-10-02"}}
    ),
    "due": lambda author: make_live(review_by="2026-10-02"),
}


@pytest.mark.parametrize("group", WAITING)
def test_the_start_page_asks_as_often_for_thirty_as_for_three(group: str) -> None:
    author, approver, seen = make_writer(), make_approver(), []
    for number in (FEW, MANY - FEW):
        for _ in range(number):
            WAITING[group](author)
        seen.append([statements(person, "/admin/") for person in (author, approver)])
    assert seen[0] == seen[1]


@pytest.mark.parametrize("kind", [Announcement, Faq, Banner, Office])
def test_a_list_asks_as_often_for_thirty_as_for_three(kind: type[Entry]) -> None:
    seen = []
    for number in (FEW, MANY - FEW):
        for _ in range(number):
            make_draft(kind, by=make_writer())
        seen.append(statements(make_approver(), url("changelist", kind=kind) + "?all="))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("path", ["publishing/source/", "staff/user/", "publishing/officeword/"])
def test_the_other_lists_do_too(path: str) -> None:
    administrator, seen = make_user(Role.ADMINISTRATOR), []
    for number in (FEW, MANY - FEW):
        for _ in range(number):
            make_source()
            make_writer()
        seen.append(statements(administrator, f"/admin/{path}"))
    assert seen[0] == seen[1]
