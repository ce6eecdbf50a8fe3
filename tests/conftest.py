import os
import shutil
import subprocess
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db import connection, connections
from django.http import HttpRequest, HttpResponseBase
from django.test import Client
from django.test import client as django_client
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tokutei_site.front import door
from tokutei_site.front.search import places
from tokutei_site.publishing import erasing, frozen
from tokutei_site.staff.models import User

# Playwright's synchronous API runs an event loop in this thread; the ORM would refuse to work.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A slow machine is no fault of the code.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


class ClientHandler(django_client.ClientHandler):
    """As WSGI servers call the site: through its door."""

    def __call__(self, environ: dict[str, Any]) -> HttpResponseBase:
        refused = door.refusal(environ)
        if refused is None:
            return super().__call__(environ)
        refused.wsgi_request = HttpRequest()  # type: ignore[attr-defined]
        return refused


django_client.ClientHandler = ClientHandler

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FLUSHING = {
    "transactional_db",
    "live_server",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """What a test has logged may hold half a character, which no worker can hand on."""
    report = yield
    report.sections = [
        (name, text.encode(errors="backslashreplace").decode()) for name, text in report.sections
    ]
    return report


def pytest_report_header() -> str:
    return f"chromium: {CHROMIUM or 'NOT FOUND, the browser tests are skipped'}"


# The database

PURE = ("text/", "sheets/", "confined/", "eligibility/graph/", "eligibility/chart/")
FILES_ALONE = ("test_consistency.py", "test_locale.py")  # of this project
ITS_OWN_SQLITE = ("test_third_language.py",)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the database makes no difference to runs once: what knows none, what brings its own,
    and what looks at the pages in a browser, whose words other tests compare on both."""
    if connection.vendor == "sqlite":
        return
    once = pytest.mark.skip(reason="the same on every database, and ran on SQLite")
    here = Path(__file__).parent
    for item in items:
        path = item.path.relative_to(here).as_posix()
        is_same = path.startswith((*PURE, *FILES_ALONE, *ITS_OWN_SQLITE))
        if is_same or "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(once)


def flushes(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    return bool(FLUSHING & set(request.fixturenames)) or bool(
        marker and (marker.kwargs.get("transaction") or marker.kwargs.get("reset_sequences"))
    )


@pytest.fixture(autouse=True)
def frozen_rows(request: pytest.FixtureRequest) -> Iterator[None]:
    """The triggers that freeze rows refuse a flush too, so they go just before it. The flush
    emits post_migrate, which installs them anew and brings the role groups back."""
    if not flushes(request):
        yield
        return
    request.getfixturevalue("transactional_db")
    frozen.install(connection)
    yield
    frozen.remove(connection)


@pytest.fixture(autouse=True)
def in_japanese() -> Iterator[None]:
    """Every test begins in Japanese, whatever the page before it was in."""
    with translation.override("ja"):
        yield


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Rows that were rolled back have numbers and instants that come again."""
    places.kept.cache_clear()


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sealing waits for the transactions of the tests beside it on the same PostgreSQL."""
    monkeypatch.setattr(erasing, "PATIENCE", 300)


# Office programs


@pytest.fixture
def office(tmp_path: Path) -> Callable[..., bytes]:
    """office(workbook): the workbook as LibreOffice saves it; office(file, "csv", "xlsx"): a file
    of one kind saved as another. A CSV file is read as UTF-8, each text as a text."""
    found = shutil.which("soffice")
    if found is None:
        if os.environ.get("REQUIRE_OFFICE") == "1":
            pytest.fail("REQUIRE_OFFICE=1, but no LibreOffice was found.")
        pytest.skip("No LibreOffice was found.")

    def saved(data: bytes, kind: str = "xlsx", to: str = "xlsx") -> bytes:
        name = f"よくある質問.{kind}"  # which becomes the name of the sheet of a CSV file
        (tmp_path / name).write_bytes(data)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        convert = ["--headless", profile, "--convert-to", to, "--outdir", "out", name]
        convert += ["--infilter=CSV:44,34,76,1,,0,true"] if kind == "csv" else []
        subprocess.run(
            [found, *convert], cwd=tmp_path, check=True, capture_output=True, timeout=180
        )
        return (tmp_path / "out" / name).with_suffix(f".{to.partition(':')[0]}").read_bytes()

    return saved


# The browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("REQUIRE_BROWSER=1, but no Chromium was found.")
        pytest.skip("No Chromium was found.")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    connections.close_all()  # a running loop has its own, and nothing closes those of before
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*CHROMIUM_FLAGS, *sandbox]
        )
        yield browser
        connections.close_all()
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page in a fresh context; anything on its console as an error fails the test."""
    faults: list[str] = []
    page = context.new_page()
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    assert faults == [], "errors on the browser's console"


@pytest.fixture
def sign_in(settings: Any) -> Callable[[Page | BrowserContext, User, Any], None]:
    """sign_in(page_or_context, user, live_server): without the form and its limits."""

    def sign_in(browsing: Page | BrowserContext, user: User, live_server: Any) -> None:
        context = browsing.context if isinstance(browsing, Page) else browsing
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        context.add_cookies([cookie])  # type: ignore[list-item]

    return sign_in
