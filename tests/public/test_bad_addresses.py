"""Whatever is typed, guessed or forged: a correct page, never a fault, never kept by a cache."""

from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from announcements.models import Faq
from eligibility.models import Guide
from tests.factories import DAY, NOON, NOTE, make_approver, make_draft, make_live
from tests.public.pages import LANGUAGES
from tokutei_site.front import views
from tokutei_site.office.outside import READING
from tokutei_site.publishing import desk

pytestmark = pytest.mark.django_db

LISTS = ("announcements/", "faq/", "check/", "")
MANY = 25  # announcements: two pages


@pytest.fixture
def published() -> None:
    make_live(slug="card")
    make_live(Faq)
    make_live(Guide, slug="guide")


def is_kept(response: Any) -> bool:
    return "no-store" not in response.headers.get("Cache-Control", "")


NUMBERS = ("0", "-1", "1000000000", "9" * 5000, "abc", "1.0", "1e1", "", "%2B1", "%201", "3")
ODD_NUMBERS = ("%00", "%FF", "%ED%A0%80", "%D9%A1", "%EF%BC%91")  # the last two: Arabic, full-width


def test_only_the_number_of_a_page_that_is_there_is_one(client: Client) -> None:
    for number in range(MANY):
        make_live(slug=f"notice-{number}")
    wrong = dict.fromkeys((*NUMBERS, *ODD_NUMBERS), 404)
    for asked, status in {"1": 200, "2": 200, **wrong}.items():
        for code in LANGUAGES:
            with CaptureQueriesContext(connection) as queries:
                response = client.get(f"/{code}/announcements/?page={asked}")
            assert (response.status_code, is_kept(response)) == (status, status == 200), asked
            assert response["Content-Language"] == code and len(queries) < 12


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("asked", ["none", "%00", "%FF", "%ED%A0%80", "'", "x" * 5000])
def test_an_unknown_category_is_not_found(client: Client, asked: str) -> None:
    for path in ("/ja/announcements/", "/en/faq/"):
        response = client.get(f"{path}?category={asked}")
        assert response.status_code == 404 and not is_kept(response)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("/ja/announcements/CARD/", "/ja/announcements/card/"),
        ("/en/announcements/Card/history/", "/en/announcements/card/history/"),
        ("/en/announcements/CARD/history/1/", "/en/announcements/card/history/1/"),
        ("/ja/faq/faq-001/", "/ja/faq/FAQ-001/"),
        ("/en/faq/Faq-001/", "/en/faq/FAQ-001/"),
        ("/en/check/GUIDE/", "/en/check/guide/"),
    ],
)
def test_other_letters_lead_to_the_right_address_without_what_was_asked(
    client: Client, typed: str, right: str
) -> None:
    response = client.get(f"{typed}?x=1")
    assert (response.status_code, response["Location"]) == (301, right)
    assert client.get(right).status_code == 200
    assert response["Cache-Control"] == "public, max-age=60"


def test_other_letters_tell_nobody_that_there_is_a_draft(client: Client) -> None:
    make_draft(slug="secret")
    assert client.get("/ja/announcements/SECRET/").status_code == 404


def test_a_former_address_in_other_letters_leads_to_the_present_one(client: Client) -> None:
    entry = make_live(slug="old")
    desk.rename(entry, "new", by=make_approver(), now=NOON + DAY)
    assert client.get("/ja/announcements/OLD/")["Location"] == "/ja/announcements/new/"


@pytest.mark.parametrize(
    "path",
    [
        "/fr/",
        "/fr/announcements/",
        "/FR/",
        "/none",
        "//",
        "//ja/",
        "//example.org/",
        "/%00",
        "/%FF/",
        "/%ED%A0%80/",
        "/..%2F..%2Fetc/passwd",
        "/" + "x" * 5000,
    ],
)
def test_an_address_of_no_language_is_not_found_in_every_language(
    client: Client, path: str
) -> None:
    # The test client takes //name for a host.
    response = client.get("/", PATH_INFO=path) if path.startswith("//") else client.get(path)
    page = response.content.decode()
    assert response.status_code == 404 and not is_kept(response)
    assert "There is no page at this address" in page and "このアドレスのページ" in page


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    "path",
    [
        "none/",
        "announcements/none/",
        "announcements/none/history/",
        "announcements/card/history/0/",
        "announcements/card/history/9/",
        "announcements/card/history/99999999999999999999/",
        "announcements//card/",
        "announcements/%00/",
        "announcements/%FF/",
        "announcements/%ED%A0%80/",
        "announcements/%E7%89%B9/",
        "announcements/" + "x" * 5000 + "/",
        "faq/FAQ-999/",
        "check/none/",
    ],
)
def test_an_unknown_page_is_not_found_in_its_language_and_not_kept(
    client: Client, code: str, path: str
) -> None:
    response = client.get(f"/{code}/{path}")
    assert response.status_code == 404 and not is_kept(response)
    assert f'<html lang="{code}">' in response.content.decode()


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("path", [*LISTS, "announcements/card/", "faq/FAQ-001/", "check/guide/"])
@pytest.mark.parametrize("query", ["?canary=0a1", "?%00=0a1", "?canary=%FF0a1", "?q&&==&0a1"])
def test_an_unknown_question_changes_nothing_and_is_not_repeated(
    client: Client, path: str, query: str
) -> None:
    plain, asked = client.get(f"/ja/{path}"), client.get(f"/ja/{path}{query}")
    assert asked.status_code == 200
    assert asked.content == plain.content and b"0a1" not in asked.content


HOSTILE = [
    "*",
    "*;q=0",
    ",",
    ";;;",
    "fr",
    "x" * 100_000,
    ",".join(["ja-" * 50] * 500),
    "ja;q=NaN, en;q=-1",
    "../../etc/passwd",
    "<script>",
    "\x7f\xff",
]


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("asked", HOSTILE, ids=range(len(HOSTILE)))
def test_no_wish_for_a_language_is_a_fault(client: Client, asked: str) -> None:
    headers = {"accept-language": asked}
    start = client.get("/", headers=headers)
    assert start.status_code == 302 and start["Location"] in ("/ja/", "/en/")
    assert start["Cache-Control"] == "private"
    assert client.get("/none", headers=headers).status_code == 404
    page = client.get("/en/announcements/card/", headers=headers)
    assert page.content == client.get("/en/announcements/card/").content
    assert "Accept-Language" not in page.headers.get("Vary", "")


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("page", ["/", "/none", "/files/x/y.pdf", *(f"/ja/{p}" for p in LISTS)])
def test_pages_are_only_read(client: Client, page: str) -> None:
    for method in ("post", "put", "patch", "delete", "options", "trace"):
        response = getattr(client, method)(page)
        assert response.status_code == 405 and response["Allow"] == ", ".join(READING)
        assert not is_kept(response) and not response.cookies
    head, full = client.head(page), client.get(page)
    assert (head.status_code, head.content) == (full.status_code, b"")
    assert set(head.headers) == set(full.headers)


@pytest.mark.parametrize(
    ("fault", "status"), [(RuntimeError("x"), 500), (SuspiciousOperation("x"), 400)]
)
def test_a_fault_is_told_to_nobody_and_not_kept(
    monkeypatch: pytest.MonkeyPatch, fault: Exception, status: int
) -> None:
    def fail(*_args: Any) -> None:
        raise fault

    monkeypatch.setattr(views, "listed", fail)
    response = Client(raise_request_exception=False).get("/ja/")
    assert response.status_code == status and not is_kept(response)
    assert response["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert not response.cookies and "Cookie" not in response.headers.get("Vary", "")


def test_what_is_gone_is_not_kept(client: Client) -> None:
    gone = make_live(slug="gone")
    assert is_kept(client.get("/ja/announcements/gone/"))
    desk.withdraw(gone, NOTE, by=make_approver(), now=NOON + DAY)
    response = client.get("/ja/announcements/gone/")
    assert response.status_code == 410 and not is_kept(response)


def test_a_file_or_a_feed_has_an_icon(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert response.status_code == 301 and response["Location"] == "/static/icon.svg"
