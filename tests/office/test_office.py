"""The office: an entry like any other, on every page."""

from datetime import date

import pytest
from django.test import Client

from tests.factories import HOUR, NOON, edit, make_draft, make_live, publish
from tokutei_site.office.addresses import in_language
from tokutei_site.office.models import Office
from tokutei_site.office.reading import PublishedOffice

HOURS = {
    "hours__mon__weekday": 0,
    "hours__mon__opens": "08:30:00",
    "hours__mon__closes": "17:15:00",
    "hours__mon__languages_ja": "英語・中国語",
    "hours__mon__languages_en": "English, Chinese",
}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "announcements/", "announcements/card/", "none/"])
def test_the_office_stands_on_every_page(client: Client, path: str) -> None:
    make_live(Office, slug="kokusai", phone="000-000-0000", **HOURS)
    make_live(slug="card")
    page = client.get(f"/en/{path}").content.decode()
    assert "International Affairs Division" in page
    assert 'href="tel:0000000000">000-000-0000<' in page
    assert "Monday" in page and "8:30–17:15" in page and "English, Chinese" in page


@pytest.mark.django_db
def test_a_change_of_the_office_waits_for_its_approval(client: Client) -> None:
    office = make_live(Office, slug="kokusai", phone="000-000-0000")
    assert office.head
    draft = edit(office.head, now=NOON + HOUR, phone="111-111-1111")
    assert "111-111-1111" not in client.get("/ja/").content.decode()
    publish(draft, now=NOON + HOUR, significance="minor", note={})
    assert "111-111-1111" in client.get("/ja/").content.decode()


@pytest.mark.django_db
def test_an_office_in_one_language_is_marked_as_such(client: Client) -> None:
    draft = make_draft(Office, slug="kokusai", title_en=None, address_en=None)
    publish(draft, alternatives={"en": {"by": "2099-01-01"}})
    assert '<a href="/en/" lang="ja">国際課</a>' in client.get("/en/").content.decode()


@pytest.mark.django_db
def test_a_site_without_an_office_still_has_its_pages(client: Client) -> None:
    make_live(slug="card")
    assert client.get("/en/announcements/card/").status_code == 200


def published(**content: object) -> PublishedOffice:
    hours = {
        f"d{day}": {"weekday": day, "opens": "08:30:00", "closes": "17:15:00"} for day in range(5)
    }
    return PublishedOffice.from_content({"hours": hours, **content}, "ja")


@pytest.mark.parametrize(
    ("day", "is_closed"),
    [
        (date(2026, 6, 12), False),  # Friday
        (date(2026, 6, 13), True),  # no hours on Saturdays
        (date(2026, 11, 3), True),  # 文化の日
        (date(2026, 5, 6), True),  # 振替休日
        (date(2026, 12, 28), False),
        (date(2026, 12, 29), True),  # the office's own closed days, from the first
        (date(2027, 1, 3), True),  # to the last
        (date(2027, 1, 4), False),
    ],
)
def test_the_counter_is_closed_without_hours_on_holidays_and_on_own_days(
    day: date, is_closed: bool
) -> None:
    office = published(closures={"year": {"first": "2026-12-29", "last": "2027-01-03"}})
    assert office.is_closed(day) is is_closed


def test_an_old_snapshot_without_the_later_fields_can_be_read() -> None:
    office = PublishedOffice.from_content({"title_ja": "国際課"}, "ja")
    assert (office.title, office.phone, office.hours, office.closures) == ("国際課", "", (), ())


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/ja/faq/FAQ-001/", "/en/faq/FAQ-001/"),
        ("/ja/", "/en/"),
        ("/ja/no/such/page/", "/en/no/such/page/"),
        ("/ja", "/en"),
    ],
)
def test_another_language_keeps_the_page_even_if_there_is_none(path: str, expected: str) -> None:
    assert in_language(path, "en") == expected
