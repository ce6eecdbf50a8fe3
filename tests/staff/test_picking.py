"""Lists that search, and how much work a form may ask for."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from announcements.models import Announcement, Faq
from tests.desk_forms import login, url
from tests.factories import (
    edit,
    make_administrator,
    make_draft,
    make_source,
    make_user,
    make_writer,
)
from tests.full_entries import opened
from tokutei_site.publishing.models import Entry

pytestmark = pytest.mark.django_db

SOURCES = "/admin/publishing/source/find/"
ANNOUNCEMENTS = "/admin/announcements/announcement/find/"


def found(path: str, term: str, page: str = "") -> tuple[list[tuple[str, str]], bool]:
    answer = login(make_writer()).get(path, {"term": term, "page": page}).json()
    results = [(each["id"], each["text"]) for each in answer["results"]]
    return results, answer["pagination"]["more"]


def test_it_finds_by_every_name_and_answers_in_pages() -> None:
    laws = [make_source(f"law-{number:02}") for number in range(21)]
    other = make_source("other", publisher_en="Ministry")
    assert found(SOURCES, "Ministry") == ([(str(other.pk), "出典 other")], False)
    first, has_more = found(SOURCES, "law-")
    assert [key for key, _name in first] == [str(law.pk) for law in laws[:20]] and has_more
    assert found(SOURCES, "law-", "2") == ([(str(laws[20].pk), "出典 law-20")], False)
    make_draft(slug="card", title_en="How to apply")
    assert found(ANNOUNCEMENTS, "apply") == ([("card", "カードの受付")], False)


@pytest.mark.parametrize("term", ["\x00", "x" * 201, "%", "_"])
@pytest.mark.parametrize("page", ["", "0", "-1", "x", "9" * 30, "1001"])
def test_what_cannot_be_looked_for_finds_nothing(term: str, page: str) -> None:
    make_source("law")
    assert found(SOURCES, term, page) == ([], False)


def test_only_who_may_read_the_list_searches_it() -> None:
    for path in (SOURCES, ANNOUNCEMENTS):
        assert login(make_administrator()).get(path).status_code == 200
        assert login(make_user(None)).get(path).status_code == 403


# In a form


def chosen(kind: type[Entry], count: int) -> dict[str, Any]:
    if kind is Faq:
        slugs = [make_draft().entry.slug for _ in range(count)]
        return {f"related__r{n}__slug": slug for n, slug in enumerate(slugs)}
    return {f"sources__{make_source().key}__order": n for n in range(count)}


@pytest.mark.parametrize("kind", [Faq, Announcement])
def test_a_form_holds_only_what_is_chosen(kind: type[Entry]) -> None:
    draft = make_draft(kind, **chosen(kind, 2))
    chosen(kind, 3)
    form = opened(login(make_writer()), url("change", draft.entry_id, kind=kind))
    name = "related-1-slug" if kind is Faq else "citations-1-source"
    assert [option.is_on for option in form[name].options] == [False, True]


@pytest.mark.parametrize("kind", [Faq, Announcement])
def test_a_form_asks_the_database_as_often_for_fifty_rows_as_for_two(kind: type[Entry]) -> None:
    client, counts = login(make_writer()), []
    for count in (2, 50):
        draft = make_draft(kind, **chosen(kind, count))
        with CaptureQueriesContext(connection) as queries:
            client.get(url("change", draft.entry_id, kind=kind))
        counts.append(len(queries))
    assert counts[1] <= counts[0]  # the first page of a session asks once more


def test_an_announcement_that_moved_stays_chosen_under_its_former_address() -> None:
    draft = make_draft(Faq, related__a__slug=make_draft(slug="card").entry.slug)
    Announcement.objects.update(slug="moved")
    form = opened(login(make_writer()), url("change", draft.entry_id, kind=Faq))
    assert form["related-0-slug"].values == ["card"]


@pytest.mark.parametrize("group", ["key_dates", "attachments", "citations"])
@pytest.mark.parametrize("sent", [101, 1000, 10**9])
def test_a_form_does_not_say_how_much_work_it_is(group: str, sent: int) -> None:
    draft, client = make_draft(), login(make_writer())
    path = url("change", draft.entry_id)
    typed = {f"{group}-TOTAL_FORMS": sent, "title_ja": "新しい件名"}
    for address in (path, url("preview", draft.entry_id, "ja")):
        with CaptureQueriesContext(connection) as queries:
            response = client.post(address, opened(client, path).sent(**typed))
        assert response.status_code in (200, 422)
        most = 20 if group == "attachments" else 100
        assert f"{most}行" in response.content.decode()
        assert len(queries) < 60
    assert edit(draft, now=draft.at, title_en="x").columns["title_ja"] != "新しい件名"
