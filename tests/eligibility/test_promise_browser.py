"""No answer leaves the browser: every trail is walked while the wire, the browser's stores and the
server's files are watched, with scripts and without."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings as project
from django.core import mail
from django.core.cache import cache
from django.core.signals import request_started
from django.db import connection
from django.db.models import Model
from playwright.sync_api import Browser, Request

from tests.eligibility.driving import NOTHING, WALK, as_listed, open_page, steps_of, storage
from tests.eligibility.graph.random_graphs import every_trail
from tests.eligibility.published import make_real_guide
from tests.eligibility.seeded import SLUG, seed_guide

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "canary7k2x"  # an answer that nobody wrote into the guide
SENT = ("HTTP_", "CONTENT_", "PATH_", "QUERY_", "REQUEST_")  # the rest is the server's own
TRAILS = 54  # of the seeded questionnaire


@pytest.fixture
def received() -> Iterator[list[str]]:
    """Every request as the server gets it: address, query, headers and body."""
    found: list[str] = []

    def note(sender: Any, environ: dict[str, Any], **_more: Any) -> None:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length) if length else b""
        sent = {name: environ[name] for name in environ if name.startswith(SENT)}
        found.append(f"{sent} {body!r}")

    request_started.connect(note)
    yield found
    request_started.disconnect(note)


def rows() -> dict[str, list[Any]]:
    """Every table there is, those of sessions and of the cache too."""
    models: list[type[Model]] = apps.get_models(include_auto_created=True)
    found = {m._meta.db_table: list(m._base_manager.order_by("pk").values()) for m in models}
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache ORDER BY cache_key")
        return found | {"cache": cursor.fetchall()}


def files_with(word: str) -> list[Path]:
    """The database with its log, uploads, whatever lies in the folder of the site."""
    found = [path for path in project.VAR_DIR.rglob("*") if path.is_file()]
    assert found or connection.vendor != "sqlite"  # whose database is one of them
    return [path for path in found if word.encode() in path.read_bytes()]


@pytest.mark.parametrize("is_scripted", [True, False], ids=["scripted", "plain"])
def test_every_trail_is_walked_with_one_request_and_nothing_is_kept(
    browser: Browser,
    live_server: Any,
    received: list[str],
    caplog: pytest.LogCaptureFixture,
    is_scripted: bool,
) -> None:
    graph = seed_guide()
    trails = list(every_trail(graph))
    cache.clear()
    caplog.set_level(logging.DEBUG)
    before = rows()
    page = open_page(browser, is_scripted=is_scripted)
    wire: list[Request] = []
    page.on("request", lambda request: wire.append(request))
    page.goto(f"{live_server.url}/ja/check/{SLUG}/", wait_until="networkidle")
    assert [each.resource_type for each in wire].count("document") == 1
    assert len(wire) == len(received) <= 4
    loaded = len(wire)
    ways = [
        {"choices": [choice for _step, choice in way], "first": graph.start, "way": way, "end": end}
        for way, end in trails
    ]
    found = page.evaluate(WALK, [ways, is_scripted])
    assert len(trails) == len(found) == TRAILS
    for (way, end), seen in zip(trails, found, strict=True):
        assert seen["steps"] == steps_of(graph, way, end)
        assert seen["address"] == f"/ja/check/{SLUG}/#q-{end}"
        assert seen["focus"] == f"q-{end}"
        assert seen["title"] == found[0]["title"]
        expected = as_listed(graph, way) if is_scripted else ([], [])
        assert (seen["decisive"], seen["other"]) == expected
    page.evaluate(f"location.hash = '#q-{CANARY}'")
    page.wait_for_timeout(300)
    assert len(received) == loaded, "a request was made on the way"
    # Chromium looks the icon up in its cache at every step.
    assert {urlsplit(each.url).path for each in wire[loaded:]} <= {"/static/icon.svg"}
    assert storage(page) == NOTHING
    page.context.close()
    assert rows() == before and mail.outbox == []
    assert [each for each in received if "q-" in each or CANARY in each] == []
    assert files_with(CANARY) == [] and CANARY not in caplog.text
    assert "#q-" not in caplog.text and "s1b" not in caplog.text


def test_a_canary_in_the_address_is_found_where_it_would_be_sent(
    browser: Browser, live_server: Any, received: list[str]
) -> None:
    """The nets above hold: what is put into a query is seen by each of them."""
    make_real_guide()
    page = open_page(browser)
    page.goto(f"{live_server.url}/ja/check/card/?answer={CANARY}#q-{CANARY}")
    assert [each for each in received if CANARY in each]
    assert not [each for each in received if "q-" in each]
    page.context.close()


def test_a_language_or_a_source_is_asked_for_without_a_word_about_the_step(
    browser: Browser, live_server: Any, received: list[str]
) -> None:
    make_real_guide()
    page = open_page(browser)
    page.goto(f"{live_server.url}/ja/check/card/#q-r4")
    page.locator(".outcome.is-current .ways a[hreflang=en]").click()
    page.wait_for_url("**/en/check/card/#q-r4")
    pages = [each for each in received if "/check/card/" in each]
    assert len(pages) == 2
    assert not [each for each in received if "HTTP_REFERER" in each or "q-r4" in each]
    assert storage(page) == NOTHING
    page.context.close()
