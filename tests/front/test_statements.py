"""What the site says of itself is so: no cookie, nothing kept, nobody else asked, nothing noted."""

import logging
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser

from announcements.models import Faq
from eligibility.models import Guide
from tests import axe
from tests.eligibility.driving import NOTHING, storage
from tests.factories import NOON, NOTE, make_approver, make_live, make_source
from tests.files import attached, keep
from tokutei_site.front import statements
from tokutei_site.front.management.commands import serve
from tokutei_site.office.models import Banner, Office
from tokutei_site.publishing import desk

PUBLIC = """
/
/none
/ja/
/en/accessibility/
/en/announcements/
/en/announcements/card/
/en/announcements/card/history/
/en/announcements/card/history/1/
/en/announcements/gone/
/en/check/
/en/check/guide/
/en/faq/
/en/faq/FAQ-001/
/en/none/
/en/privacy/
/ja/privacy/
/ja/search/
"""
PATHS = PUBLIC.split()
CANARY = "canary7k2x"


@pytest.fixture
def published(db: None) -> str:
    """Something on every page. The address of a file."""
    make_live(Office, slug="office", phone="000-000-0000", email="desk@example.jp")
    make_live(Banner, now=timezone.now(), body_ja="https://example.jp/ をご覧ください。")
    make_source("law")
    address = keep()
    make_live(slug="card", sources__law__order=0, **attached(address))
    make_live(Faq, sources__law__order=0)
    make_live(Guide, slug="guide")
    desk.withdraw(make_live(slug="gone"), NOTE, by=make_approver(), now=NOON)
    return f"/files/{address}"


# The privacy page


def test_no_page_for_residents_sets_or_reads_a_cookie(client: Client, published: str) -> None:
    for path in [*PATHS, *(f"{path}?q={CANARY}" for path in PATHS)]:
        response = client.get(path)
        assert not response.cookies and "Set-Cookie" not in response, path
        assert "Cookie" not in response.get("Vary", ""), path


def test_a_file_sets_no_cookie(client: Client, published: str) -> None:
    response = client.get(published)
    assert b"".join(response) and not response.cookies  # type: ignore[arg-type]


class Asked(HTMLParser):
    """What a browser fetches by itself for a page, and where its forms lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        names = ["src", "srcset", "action", "poster", "data", *(["href"] if tag == "link" else [])]
        self.addresses += [value for name in names if (value := values.get(name))]
        if tag == "a" and (values.get("href") or "").startswith("http"):
            self.links.append(values)


def test_everything_on_a_page_comes_from_this_site(client: Client, published: str) -> None:
    here = (settings.SITE_URL, "/", "#")
    for path in PATHS[1:]:
        response = client.get(path)
        asked = Asked(response.content.decode())
        strange = [a for a in asked.addresses if not a.startswith(here) or a.startswith("//")]
        assert asked.addresses and strange == [], path
        assert "http" not in response["Content-Security-Policy"]
        assert response["Referrer-Policy"] in ("same-origin", "no-referrer")
        for link in asked.links:
            is_ours = (link["href"] or "").startswith(settings.SITE_URL)
            assert is_ours or "noreferrer" in (link["rel"] or "").split(), path


def test_a_script_of_the_public_pages_writes_into_no_storage() -> None:
    scripts = {
        name
        for template in (settings.BASE_DIR / "templates").rglob("*.html")
        if "admin" not in template.parts
        for name in re.findall(r"static '([\w.]+\.js)'", template.read_text(encoding="utf-8"))
    }
    assert scripts
    for name in scripts:
        code = Path(settings.STATICFILES_DIRS[0], name).read_text(encoding="utf-8")
        for word in ("localStorage", "sessionStorage", "indexedDB", "caches.", "document.cookie"):
            assert word not in code, name
        for word in ("fetch(", "XMLHttpRequest", "sendBeacon", "WebSocket", "EventSource"):
            assert word not in code, name


@pytest.mark.django_db(transaction=True)
def test_after_every_page_the_browser_holds_nothing(
    browser: Browser, live_server: Any, published: str
) -> None:
    page = browser.new_context().new_page()
    hosts = set()
    page.on("request", lambda request: hosts.add("/".join(request.url.split("/")[:3])))
    for path in PATHS:
        page.goto(live_server.url + path)
    assert storage(page) == NOTHING
    assert hosts == {live_server.url}
    page.context.close()


@pytest.mark.parametrize("path", ["/en/none/", "/none", "/en/announcements/none/"])
def test_a_missing_page_is_noted_without_words_of_a_search_and_without_an_address(
    client: Client, published: str, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    caplog.set_level(logging.DEBUG)
    client.get(f"{path}?q={CANARY}", REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Canary/1")
    assert path in caplog.text
    assert not any(word in caplog.text for word in (CANARY, "203.0.113.77", "Canary/1"))


def test_a_fault_is_noted_the_same_way(
    published: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the disk is gone")

    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(statements, "render_page", fail)
    client = Client(raise_request_exception=False)
    client.get(f"/en/privacy/?q={CANARY}", REMOTE_ADDR="203.0.113.77")
    assert "/en/privacy/" in caplog.text
    assert CANARY not in caplog.text and "203.0.113.77" not in caplog.text


def test_the_server_keeps_no_list_of_visits(monkeypatch: pytest.MonkeyPatch) -> None:
    made: dict[str, Any] = {}
    monkeypatch.setattr(serve, "Granian", lambda *args, **chosen: made.update(chosen))
    serve.granian("127.0.0.1", serve.Options("127.0.0.1", 8000, 1, "none"))
    assert made["log_access"] is False


# Both pages


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["accessibility", "privacy"])
def test_every_page_leads_to_both_and_both_say_when_they_were_checked(
    client: Client, name: str
) -> None:
    make_live(Office, slug="office", phone="000-000-0000", email="desk@example.jp")
    for path in ("/ja/", "/en/none/"):
        language = path.split("/")[1]
        assert f'<a href="/{language}/{name}/">' in client.get(path).content.decode()
    response = client.get(f"/en/{name}/")
    page = response.content.decode()
    day = {"accessibility": statements.TESTED.on, "privacy": statements.PRIVACY_CHECKED_ON}[name]
    assert f'<time datetime="{day.isoformat()}">' in page and day <= date.today()
    assert "public" in response["Cache-Control"]
    main = page[page.index("<main") : page.index("</main>")]
    assert "000-000-0000" in main and "desk@example.jp" in main
    assert 'hreflang="ja"' in page and 'href="#office-title"' in main


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["accessibility", "privacy"])
def test_both_stand_without_an_office(client: Client, name: str) -> None:
    assert client.get(f"/ja/{name}/").status_code == 200


def test_the_version_named_is_the_one_that_tests() -> None:
    found = re.search(r"axe v([\d.]+)", axe.SCRIPT)
    assert found and found[1].startswith(f"{statements.TESTED.axe}.")


AXE = "async () => (await axe.run({resultTypes: ['violations']})).violations.map((v) => v.id)"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    browser: Browser, live_server: Any, published: str, width: int
) -> None:
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    for path in ("accessibility", "privacy"):
        for language in ("ja", "en"):
            page.goto(f"{live_server.url}/{language}/{path}/")
            page.evaluate(f"{axe.SCRIPT};null")
            assert page.evaluate(AXE) == []
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.context.close()
