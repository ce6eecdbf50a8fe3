"""How often a public page asks the database, and that its template never does."""

from typing import Any

import pytest
from django.db import connection
from django.shortcuts import render
from django.test import Client
from django.test.utils import CaptureQueriesContext

from announcements.models import Faq
from tests.factories import HOUR, NOON, NOTE, edit, make_approver, make_live, make_source, seal
from tests.files import attached, keep
from tokutei_site.office import public
from tokutei_site.office.models import Office
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Entry, Listing, Publication, Revision, Window

pytestmark = pytest.mark.django_db

PAGES = {
    "/en/": 10,
    "/en/announcements/": 6,
    "/en/announcements/first/": 6,
    "/en/announcements/first/history/": 7,
    "/en/announcements/first/history/1/": 8,
    "/en/faq/": 9,
    "/en/faq/FAQ-001/": 6,
    "/en/search/": 5,
    "/en/search/?q=counter+card": 8,
    "/en/search/?q=none": 8,
    "/en/feed.atom": 5,
    "/en/dates.ics": 5,
    "/en/announcements/first/dates.ics": 5,
    "/sitemap.xml": 3,
}


@pytest.fixture
def first() -> Entry:
    make_live(Office, slug="office")
    make_source("law")
    key_date = {"day": "2099-01-05", "precision": "day", "kind": "starts", "label_en": "Start"}
    columns = {f"key_dates__a__{name}": value for name, value in key_date.items()}
    columns |= attached(keep())
    entry = make_live(slug="first", sources__law__order=0, key_dates__a__label_ja="開始", **columns)
    make_live(Faq, sources__law__order=0, related__a__slug="first", place_on_home=1)
    return entry


def copy(entry: Entry, count: int) -> None:
    """`count` more public entries like this one, as rows: the verbs would take minutes."""
    head = entry.head
    assert head
    start = Entry.objects.count()
    entries = Entry.objects.bulk_create(
        Entry(kind=entry.kind, slug=f"copy-{start + n}") for n in range(count)
    )
    frozen: dict[str, Any] = {"by_id": head.by_id, "at": NOON}
    revisions = Revision.objects.bulk_create(
        Revision(entry=e, number=1, text=head.text, content_hash=head.content_hash, **frozen)
        for e in entries
    )
    rows = Publication.objects.bulk_create(
        Publication(entry=r.entry, revision=r, visible_from=NOON, significance="major", **frozen)
        for r in revisions
    )
    at = dict.fromkeys(("begins", "first_at", "news_at"), NOON)
    Window.objects.bulk_create(
        Window(entry=row.entry, revision=row.revision, publication=row, **at) for row in rows
    )
    for listing in Listing.objects.filter(revision=head).values():
        shared = {name: listing[name] for name in listing if name not in ("id", "revision_id")}
        Listing.objects.bulk_create(Listing(revision=r, **shared) for r in revisions)


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize(("path", "expected"), PAGES.items())
def test_a_page_asks_as_often_with_a_thousand_entries_as_with_ten(
    client: Client, first: Entry, path: str, expected: int
) -> None:
    faq = Faq.objects.get()
    copy(first, 9)
    copy(faq, 9)
    assert queries(client, path) == expected
    copy(first, 990)
    copy(faq, 90)  # what fits on one page of the list
    assert queries(client, path) == expected


@pytest.fixture
def no_database_in_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(execute: Any, sql: str, *args: Any) -> Any:
        raise AssertionError(f"a template asked the database: {sql}")

    def render_cut_off(*args: Any, **kwargs: Any) -> Any:
        with connection.execute_wrapper(refuse):
            return render(*args, **kwargs)

    monkeypatch.setattr(public, "render", render_cut_off)


@pytest.mark.usefixtures("no_database_in_templates")
@pytest.mark.parametrize("path", [*PAGES, "/en/none/", "/ja/announcements/?category="])
def test_templates_render_with_the_database_cut_off(
    client: Client, first: Entry, path: str
) -> None:
    assert client.get(path).status_code in (200, 404)


@pytest.mark.usefixtures("no_database_in_templates")
def test_the_page_of_a_withdrawn_entry_renders_so_too(client: Client, first: Entry) -> None:
    desk.withdraw(first, NOTE, by=make_approver(), now=NOON + HOUR)
    assert client.get("/en/announcements/first/").status_code == 410


@pytest.mark.usefixtures("no_database_in_templates")
def test_the_pages_of_a_sealed_text_render_so_too(client: Client, first: Entry) -> None:
    assert first.head
    edit(first.head, now=NOON, title_ja="新")
    seal(first.head)
    statuses = {"": 410, "history/": 200, "history/1/": 410}
    for end, status in statuses.items():
        assert client.get(f"/en/announcements/first/{end}").status_code == status
