"""What people come for, from where they come in to where they have it: once by keyboard alone, once
with scripts off, in both languages, on a phone."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.public.reader import Reader

PHONE = {"width": 360, "height": 740}
WORDS = {
    "ja": {"fee": "手数料", "what": "特定在留カードとは何ですか", "phone": "電話"},
    "en": {"fee": "fee", "what": "What is the Specified Residence Card?", "phone": "Phone"},
}


@pytest.fixture(params=["keyboard", "plain"])
def reader(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Reader]:
    has_keyboard_only = request.param == "keyboard"
    context = browser.new_context(
        viewport=PHONE, java_script_enabled=has_keyboard_only, accept_downloads=True
    )
    yield Reader(context.new_page(), site, has_keyboard_only)
    assert context.cookies() == []
    context.close()


@pytest.fixture(params=["ja", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_from_home_to_an_answer(reader: Reader, language: str) -> None:
    reader.open(f"/{language}/")
    reader.follow(".first-questions a[href*='/faq/']")
    assert reader.address == f"/{language}/faq/FAQ-001/"
    assert reader.title == WORDS[language]["what"]
    assert reader.page.locator(".sources time").first.is_visible()


def test_the_three_answers_begin_above_the_fold_of_a_phone(reader: Reader, language: str) -> None:
    reader.open(f"/{language}/")
    cards = reader.page.locator(".first-questions > li")
    assert cards.count() == 3
    for card in cards.all():
        box = card.locator("h2 + p").bounding_box()
        assert box and box["y"] < PHONE["height"], card.inner_text()


def test_from_a_search_to_an_answer(reader: Reader, language: str) -> None:
    reader.open(f"/{language}/")
    reader.follow("a[href$='/search/']")
    reader.write("input[name=q]", WORDS[language]["fee"])
    assert "q=" in reader.address
    reader.follow("main h2 a, main h3 a")
    assert reader.address == f"/{language}/faq/FAQ-018/"


def test_from_the_questionnaire_to_a_printed_result(reader: Reader, language: str) -> None:
    reader.open(f"/{language}/")
    reader.follow(".first-questions a[href*='/check/']")
    for _ in range(10):
        if reader.page.locator(".step.outcome").locator("visible=true").count():
            break
        reader.follow(".step .choices a")
    assert reader.address.startswith(f"/{language}/check/can-i-apply/#q-r")
    sheets = PdfReader(BytesIO(reader.page.pdf(format="A4"))).pages
    assert len(sheets) == 1


@pytest.mark.parametrize(
    "path",
    [
        "",
        "announcements/",
        "announcements/?category=notice",
        "announcements/tokutei-zairyu-card/",
        "announcements/tokutei-zairyu-card/history/",
        "announcements/tokutei-zairyu-card/history/1/",
        "faq/",
        "faq/FAQ-001/",
        "check/",
        "check/can-i-apply/",
        "search/?q=%E6%89%8B%E6%95%B0%E6%96%99",
        "accessibility/",
        "privacy/",
        "no-such-page/",
    ],
)
def test_the_language_changes_and_the_page_stays(reader: Reader, path: str) -> None:
    reader.open(f"/ja/{path}")
    reader.follow(".languages a[hreflang=en]")
    assert reader.address.partition("#")[0] == f"/en/{path}"
    assert reader.page.locator("html").get_attribute("lang") == "en"
    reader.follow(".languages a[lang=ja]:not([href*=easy])")
    assert reader.address.partition("#")[0] == f"/ja/{path}"


def test_from_an_announcement_to_the_calendar_and_the_phone(reader: Reader, language: str) -> None:
    reader.open(f"/{language}/announcements/tokutei-zairyu-card/")
    with reader.page.expect_download() as download:
        reader.press(".dates a[href$='dates.ics']")
    events = Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
    assert len(events) == 2
    phone = reader.page.locator("footer a[href^='tel:']")
    assert WORDS[language]["phone"] in phone.locator("xpath=..").inner_text()
    if reader.has_keyboard_only:
        reader.reach(phone)
