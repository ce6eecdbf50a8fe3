from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from tests.factories import make_live
from tokutei_site.front import views
from tokutei_site.publishing.ledger import next_boundary

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("en-GB,en;q=0.9", "/en/"), ("ja", "/ja/"), ("pt-BR", "/ja/"), ("fr,en;q=0.5", "/en/")],
)
def test_the_root_leads_to_a_language_the_browser_asks_for(
    client: Client, asked: str, expected: str
) -> None:
    response = client.get("/", headers={"accept-language": asked})
    assert (response.status_code, response["Location"]) == (302, expected)
    assert "private" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize("path", ["/ja/", "/ja/announcements/"])
def test_a_content_page_is_in_its_paths_language_whatever_the_browser_asks(
    client: Client, path: str
) -> None:
    page = client.get(path, headers={"accept-language": "en"})
    assert '<html lang="ja">' in page.content.decode()
    assert "Accept-Language" not in page.get("Vary", "")


def test_home_shows_what_is_new_and_what_is_coming(client: Client) -> None:
    day = (timezone.now() + timedelta(days=40)).date().isoformat()
    dates = {"day": day, "kind": "starts", "precision": "day", "label_ja": "開始"}
    make_live(
        slug="card",
        key_dates__a__label_en="Start of something",
        **{f"key_dates__a__{name}": value for name, value in dates.items()},
    )
    page = client.get("/en/").content.decode()
    assert "Counter for cards" in page
    assert "Start of something" in page and "(scheduled)" in page
    assert 'href="/en/announcements/card/#date-a"' in page


def test_a_date_that_has_passed_is_not_coming(client: Client) -> None:
    dates = {"day": "2026-10-05", "kind": "starts", "precision": "day", "label_en": "Bygone"}
    make_live(
        slug="card",
        key_dates__a__label_ja="過去",
        **{f"key_dates__a__{name}": value for name, value in dates.items()},
    )
    assert "Bygone" not in client.get("/en/").content.decode()


@pytest.mark.parametrize(
    ("path", "languages"),
    [("/ja/none/", ["ja"]), ("/en/none/", ["en"]), ("/none", ["ja", "en"]), ("/fr/", ["ja", "en"])],
)
def test_an_unknown_address_is_not_found_in_the_paths_language(
    client: Client, path: str, languages: list[str]
) -> None:
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == 404
    assert ("There is no page at this address" in page) is ("en" in languages)
    assert ("このアドレスのページはありません" in page) is ("ja" in languages)


def test_a_missing_staff_page_is_a_page_of_the_desk(client: Client) -> None:
    response = client.get("/admin/none/")
    assert response.status_code in (302, 404)


def test_a_fault_shows_a_page_in_every_language_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*args: Any) -> None:
        raise DatabaseError("the disk is gone")

    monkeypatch.setattr(views, "listed", fail)
    response = Client(raise_request_exception=False).get("/ja/")
    page = response.content.decode()
    assert response.status_code == 500
    assert "Something went wrong on our side" in page and 'lang="ja"' in page
    assert "the disk is gone" not in page and "Traceback" not in page


def test_a_form_without_its_token_is_refused_in_every_language() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"login": "x"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "The form is no longer valid" in page and '<section lang="ja">' in page


def test_a_request_that_cannot_be_read_is_refused_in_every_language(
    client: Client, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    page = client.post("/admin/login/", {"login": "x" * 20, "password": "x"})
    assert page.status_code == 400
    assert "This request could not be read" in page.content.decode()


def test_the_next_boundary_is_at_most_the_next_midnight_in_japan() -> None:
    now = timezone.now()
    assert timedelta() < next_boundary(now) - now <= timedelta(days=1)
