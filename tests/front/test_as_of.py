"""The public site as of an instant, for staff."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.desk_forms import login
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    edit,
    make_approver,
    make_live,
    make_source,
    make_user,
    publish,
    seal,
)
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import SourceCheck

pytestmark = pytest.mark.django_db

AS_OF = "/admin/site/"


def see(page: str, at: str, status: int = 200) -> str:
    response = login(make_approver()).get(AS_OF, {"page": page, "at": at})
    assert response.status_code == status
    assert "no-store" in response["Cache-Control"]
    return response.content.decode()


@pytest.fixture
def story() -> None:
    """Published at noon on 1 October, corrected a day later, withdrawn after another."""
    entry = make_live(slug="card", title_en="First words")
    assert entry.head
    publish(edit(entry.head, now=NOON, title_en="Second words"), at=NOON + DAY, note=NOTE)
    desk.withdraw(entry, NOTE, by=make_approver(), now=NOON + 2 * DAY)


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("at", "status", "words"),
    [
        ("2026-10-01T11:59", 404, "Page not found"),
        ("2026-10-01T12:00", 200, "First words"),
        ("2026-10-02T11:59:59", 200, "First words"),
        ("2026-10-02T12:00", 200, "Second words"),
        ("2026-10-03T12:00", 410, "no longer public"),
    ],
)
def test_a_page_reads_as_it_did_to_the_second(at: str, status: int, words: str) -> None:
    assert words in see("/en/announcements/card/", at, status)


@pytest.mark.usefixtures("story")
def test_lists_and_home_are_of_that_instant_too() -> None:
    assert "First words" in see("/en/", "2026-10-01T13:00")
    assert "Second words" in see("/en/announcements/", "2026-10-02T13:00")
    assert "words" not in see("/en/announcements/", "2026-10-04T13:00")


@pytest.mark.parametrize("at", ["2026-10-01T13:00", "2026-10-02T11:59", "2026-10-09T12:00"])
def test_a_sealed_text_is_shown_as_of_no_instant(at: str) -> None:
    first = make_live(slug="card", title_en="Mr Yamada").head
    assert first
    head = edit(first, now=NOON, title_en="Second words")
    publish(head, now=NOON + DAY)
    seal(first, now=NOON + 2 * DAY)
    is_later = at > "2026-10-02T12:00"
    assert "Yamada" not in see("/en/announcements/card/", at, 200 if is_later else 410)
    for page in ("/en/", "/en/announcements/", "/en/announcements/card/history/"):
        assert "Yamada" not in see(page, at)
    assert "Yamada" not in see("/en/announcements/card/history/1/", at, 410)


def test_what_is_scheduled_can_be_walked_before_its_day() -> None:
    entry = make_live(slug="card")
    assert entry.head
    publish(edit(entry.head, now=NOON, title_en="Coming words"), at=NOON + 9999 * DAY, note=NOTE)
    assert "Coming words" in see("/en/announcements/card/", "2060-01-01T00:00")
    assert "Coming words" not in see("/en/announcements/card/", "")


@pytest.mark.usefixtures("story")
def test_every_link_stays_at_the_instant() -> None:
    page = see("/en/announcements/card/", "2026-10-01T13:00")
    links = {unescape(link) for link in re.findall(r'<a[^>]* href="([^"]+)"', page)}
    inside = {link for link in links if not link.startswith(("http", "#", "tel:", "mailto:"))}
    assert f"{AS_OF}?at=2026-10-01T13%3A00%3A00&page=%2Fja%2Fannouncements%2Fcard%2F" in inside
    assert all(link.startswith((AS_OF, "/admin/")) for link in inside)


def test_pages_of_a_list_stay_too() -> None:
    for number in range(21):
        make_live(slug=f"n{number}", title_en=f"News {number:02}", now=NOON + number * HOUR)
    page = see("/en/announcements/", "2026-12-01T00:00")
    (following,) = re.findall(r'rel="next" href="([^"]+)"', page)
    second = login(make_approver()).get(unescape(following)).content.decode()
    assert "News 00" in second and "News 20" not in second


def test_a_source_says_when_it_had_been_checked_by_then() -> None:
    source = make_source("law")
    make_live(slug="card", sources__law__order=0)
    for at in (NOON, NOON + 9 * DAY):
        SourceCheck.objects.create(
            source=source, kind="live", outcome="unchanged", by=make_approver(), at=at
        )
    page = "/en/announcements/card/"
    assert "10 October" not in see(page, "2026-10-05T00:00")
    assert "10 October" in see(page, "2026-10-11T00:00")


def test_an_old_address_leads_on_at_the_same_instant() -> None:
    entry = make_live(slug="card")
    desk.rename(entry, "new-card", by=make_approver(), now=NOON)
    path = {"page": "/en/announcements/card/", "at": "2026-10-01T13:00"}
    response = login(make_approver()).get(AS_OF, path, follow=True)
    assert "Counter for cards" in response.content.decode()


@pytest.mark.parametrize("at", ["x", "2026-13-01T00:00", "0001-01-01T00:00", "9999-12-31T23:59"])
def test_an_instant_that_is_none_is_refused_in_words(at: str) -> None:
    response = login(make_approver()).get(AS_OF, {"at": at}, follow=True)
    assert response.redirect_chain == [("/admin/", 302)]
    assert "もう一度選んでください" in response.content.decode()


@pytest.mark.parametrize(
    "page", ["/admin/", "/", "//evil.example/", "https://evil.example/ja/", "/fr/", "x", "/none"]
)
def test_only_public_pages_are_shown(page: str) -> None:
    assert login(make_approver()).get(AS_OF, {"page": page}).status_code == 404


def test_it_is_for_staff_with_a_role() -> None:
    make_live(slug="card")
    assert Client().get(AS_OF).status_code == 302
    assert login(make_user(None)).get(AS_OF).status_code == 403
