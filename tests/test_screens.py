"""Every screen of the desk in a browser: axe finds nothing serious on it, it fits a phone, and the
handbook shows it as it is. `SCREENSHOTS=1 script/test tests/test_screens.py` makes the pictures."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.db import connection  # noqa: F401, the condition of a skip names it
from django.utils import timezone
from playwright.sync_api import Browser, Page, TimeoutError

from announcements.models import Announcement
from announcements.sheets import importing
from eligibility.models import Guide
from tests import axe
from tests.announcements.sheets.files import edited
from tests.factories import ask_seal
from tokutei_site.office.models import Banner, Office
from tokutei_site.publishing import desk
from tokutei_site.staff.models import User
from tokutei_site.text.dates import JST

pytestmark = pytest.mark.django_db(transaction=True)

HANDBOOK = project.BASE_DIR / "docs" / "handbook.ja.md"
IMAGES = project.BASE_DIR / "docs" / "images"
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=JST)
NOTICE = "/admin/announcements/announcement/{notice}/"
GUIDE = "/admin/eligibility/guide/{guide}/"
FAQ = "/admin/announcements/faq/"
FAULTS = """
async () => (await axe.run({resultTypes: ["violations"]})).violations
    .filter(found => ["serious", "critical"].includes(found.impact))
    .map(found => `${found.id}: ${found.nodes.map(node => node.target).join(" ")}`)
"""


@dataclass(frozen=True)
class Screen:
    name: str
    person: str
    path: str
    shows: str = ""  # the part that the handbook's picture begins with; "" for the whole page
    is_pictured: bool = True  # in the handbook


SCREENS = [
    Screen("start", "approver", "/admin/"),
    Screen("list", "writer", "/admin/announcements/announcement/"),
    Screen("edit", "writer", NOTICE + "change/"),
    Screen("files", "writer", NOTICE + "change/", "#attachments-group"),
    Screen("translation", "writer", NOTICE + "translation/en/", "#waiting"),
    Screen("review", "approver", NOTICE + "review/"),
    Screen("findings", "approver", NOTICE + "review/", "#findings"),
    Screen("history", "approver", NOTICE + "history/"),
    Screen("publish", "approver", NOTICE + "publish/{number}/"),
    Screen("sheet", "approver", NOTICE + "version/{number}/sheet/"),
    Screen("seal", "approver", NOTICE + "seal/"),
    Screen("source", "writer", "/admin/publishing/source/{source}/overview/"),
    Screen("site-as-of", "writer", "/admin/site/?at=2026-06-13T12:00"),
    Screen("faq-list", "writer", FAQ),
    Screen("faq-export", "writer", FAQ + "export/"),
    Screen("faq-preview", "writer", FAQ + "import/{upload}/"),
    Screen("faq-batch", "approver", FAQ + "batch/{batch}/"),
    Screen("guide-steps", "writer", GUIDE + "steps/"),
    Screen("guide-step", "writer", GUIDE + "steps/s7/", "#choices-title"),
    Screen("guide-chart", "writer", GUIDE + "chart/", "svg a:first-of-type"),
    Screen("guide-cases", "writer", GUIDE + "cases/"),
    Screen("guide-review", "approver", GUIDE + "review/", "#findings"),
    Screen("faq-order", "writer", FAQ + "order/", is_pictured=False),
    Screen("faq-import", "writer", FAQ + "import/", is_pictured=False),
    Screen("faq-edit", "writer", FAQ + "{faq}/change/", is_pictured=False),
    Screen("transfers", "writer", FAQ + "transfers/", is_pictured=False),
    Screen("proposal", "approver", NOTICE + "change/", is_pictured=False),
    Screen("withdraw", "approver", NOTICE + "withdraw/", is_pictured=False),
    Screen("seal-confirm", "admin", "/admin/office/office/{office}/seal/", is_pictured=False),
    Screen("source-edit", "admin", "/admin/publishing/source/{source}/change/", is_pictured=False),
    Screen("sign-in", "", "/admin/login/", is_pictured=False),
    Screen("banner", "writer", "/admin/office/banner/{banner}/change/", is_pictured=False),
    Screen("office-words", "writer", "/admin/publishing/officeword/", is_pictured=False),
    Screen("synonyms", "writer", "/admin/front/synonym/", is_pictured=False),
]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: Any) -> dict[str, Any]:
    """The sample office on a working day: a change of the notice waits for approval, and its
    English is partly behind; one choice of the questionnaire leads elsewhere."""
    settings.SESSION_COOKIE_AGE = 10**7
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    call_command("seed", stdout=StringIO())
    notice = Announcement.objects.get(slug="tokutei-zairyu-card")
    writer, before = User.objects.get(username="demo-writer"), NOW - timedelta(hours=1)
    assert notice.head
    body = notice.head.content["body_ja"]
    changed = (
        body.replace("2026年6月15日（月）", "2026年6月16日（火）") + "\n\n■ 手数料\n無料です。\n"
    )
    head = desk.save(notice, notice.head, {"body_ja": changed}, by=writer, now=before)
    desk.submit(head, by=writer, now=before)
    source, office = notice.citations.first(), Office.objects.get()
    assert source and office.head
    desk.save(office, office.head, {"phone": "000-123-4567"}, by=writer, now=before)
    ask_seal(office.head, by=User.objects.get(username="demo-approver"), now=before)
    data = edited(
        FAQ_002__answer_ja="窓口は2026年6月15日（月）からです。",
        FAQ_002__answer_en="Counters take applications from Monday, 15 June 2026.",
        NEW1__title_ja="カードの色は何色ですか",
        NEW1__answer_ja="決まっていません。",
        NEW1__category="特定在留カード",
    )
    upload, sent = (
        importing.receive(data, "よくある質問.xlsx", by=writer, now=before) for _ in range(2)
    )
    batch = importing.confirm(sent, sent.sha256, by=writer, now=before)
    for version in batch.revisions.all():
        desk.submit(version, by=writer, now=before)
    guide = Guide.objects.get()
    elsewhere = {"choices.s7g.next_step": "r12", "cases.k31.outcome": "r12"}
    assert guide.head
    led = desk.save(guide, guide.head, elsewhere, by=writer, now=before)
    desk.submit(led, by=writer, now=before)
    return {
        "guide": guide.pk,
        "upload": upload.key,
        "batch": batch.pk,
        "faq": batch.revisions.order_by("pk")[0].entry_id,
        "notice": notice.pk,
        "number": head.number,
        "source": source.source_id,
        "office": office.pk,
        "banner": Banner.objects.get().pk,
    }


@pytest.fixture
def person(browser: Browser, live_server: Any, sign_in: Any) -> Iterator[Any]:
    contexts = []

    def person(name: str, width: int) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}))
        page = contexts[-1].new_page()
        if name:
            sign_in(page, User.objects.get(username=f"demo-{name}"), live_server)
        return page

    yield person
    for context in contexts:
        context.close()


def faults(page: Page) -> list[str]:
    page.evaluate(axe.SCRIPT)
    found: list[str] = page.evaluate(FAULTS)
    return found


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the screens are the same")
def test_axe_finds_nothing_serious_and_every_screen_fits_a_phone(
    world: dict[str, Any], person: Any, live_server: Any, tmp_path: Path
) -> None:
    problems = []
    images = IMAGES if os.environ.get("SCREENSHOTS") == "1" else tmp_path
    for screen in SCREENS:
        path = screen.path.format(**world)
        for width in (1280, 360):
            page = person(screen.person, width)
            response = page.goto(live_server.url + path)
            assert response is not None and response.status == 200, path
            problems += [f"{screen.name} at {width}: {fault}" for fault in faults(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                problems.append(f"{screen.name} is wider than {width}")
            if width == 1280 and screen.is_pictured:
                take(page, screen, images)
            page.close()
    assert problems == []


# Writes into every field that can be written into; how many there are.
TYPE = """
() => {
    const fields = [...document.querySelectorAll("form[method=post] :is(input, textarea)")];
    const written = fields.filter(
        (field) => ["text", "textarea"].includes(field.type) && field.checkVisibility()
            && !field.closest("#changelist-form")
    );
    for (const field of written) field.value += "書きかけ";
    return written.length;
}
"""
# Whether all that was written goes with a button.
SENT = """
(button) => (button.matches("button, input") && !button.form)
    || [...document.querySelectorAll("input, textarea")]
    .every((field) => !field.value.endsWith("書きかけ") || field.form === button.form)
"""
BUTTONS = "button:visible, input[type=submit]:visible"


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the screens are the same")
def test_every_button_of_every_screen_keeps_what_is_typed_or_asks(
    world: dict[str, Any], person: Any, live_server: Any
) -> None:
    silent, screens = [], 0
    for screen in [*SCREENS, Screen("discard", "writer", GUIDE + "discard/")]:
        page = person(screen.person, 1280)
        page.goto(live_server.url + screen.path.format(**world))
        page.on("dialog", lambda dialog: dialog.dismiss())
        if screen.person and page.evaluate(TYPE):
            screens += 1
            silent += [f"{screen.name}: {name}" for name in pressed(page)]
        page.close()
    assert silent == []
    assert screens > 15


def pressed(page: Page) -> Iterator[str]:
    """The buttons, and a link, that throw away without a word what was typed."""
    page.locator("h1, h2").first.click()  # a page that nobody touched may not ask
    buttons = page.locator(BUTTONS).all()
    for place in [*buttons, page.locator("#site-name a")]:
        if place.evaluate("(place) => place.type !== 'button'") and not place.evaluate(SENT):
            name = place.inner_text() or place.input_value()
            try:
                with page.expect_event("dialog", timeout=20_000):
                    place.click(no_wait_after=True)
            except TimeoutError:
                yield name
                return


def take(page: Page, screen: Screen, folder: Path) -> None:
    """The handbook's picture of a screen."""
    if screen.shows:
        page.locator(screen.shows).scroll_into_view_if_needed()
        page.evaluate(f"document.querySelector('{screen.shows}').scrollIntoView()")
    page.screenshot(path=folder / f"{screen.name}.png")


def test_the_handbook_shows_every_screen_and_no_picture_that_nobody_takes() -> None:
    shown = set(re.findall(r"\(images/([\w-]+)\.png\)", HANDBOOK.read_text(encoding="utf-8")))
    assert shown == {screen.name for screen in SCREENS if screen.is_pictured}
    assert {path.stem for path in IMAGES.glob("*.png")} == shown | {"home"}
