"""Pages on paper: A4, black on white, with the way back to the page."""

from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from announcements.models import Faq
from tests.codes import code_on
from tests.factories import DAY, NOON, edit, make_live, make_source, publish
from tokutei_site.office.models import Office

pytestmark = pytest.mark.django_db(transaction=True)

SITE = "http://127.0.0.1:8000"
LINKS = "[役所](https://example.jp/a/b)と[内](/ja/faq/)"
BODY = f"■ 見出し\n{LINKS}\n\n| 列 | 列 |\n|---|---|\n| 1 | 2 |"


@pytest.fixture
def card(live_server: Any) -> None:
    make_live(Office, slug="office", phone="000-000-0000")
    make_source("law")
    dates = {"day": "2099-01-05", "precision": "day", "label_ja": "開始", "label_en": "Start"}
    first = make_live(
        slug="card",
        body_ja=BODY,
        body_en=BODY,
        sources__law__order=0,
        **{f"key_dates__a__{name}": value for name, value in dates.items()},
    ).head
    assert first
    publish(edit(first, now=NOON, title_ja="新しい題"), at=NOON + DAY)


def sheets(page: Page) -> list[str]:
    read = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    for sheet in read:  # A4 in points
        assert [round(side) for side in sheet.mediabox[2:]] == [595, 842]
    return ["".join(sheet.extract_text().split()) for sheet in read]


@pytest.mark.usefixtures("card")
@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/ja/announcements/card/", "/ja/announcements/card/"),
        ("/en/announcements/card/", "/en/announcements/card/"),
        ("/ja/announcements/card/history/1/", "/ja/announcements/card/"),
        ("/en/announcements/?x=1", "/en/announcements/"),
        ("/ja/", "/ja/"),
        ("/en/faq/", "/en/faq/"),
    ],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_code_and_the_words_lead_to_the_text_that_is_kept_up_to_date(
    page: Page, live_server: Any, path: str, address: str, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(live_server.url + path)
    text = "".join(sheets(page))
    assert SITE + address in text
    assert ("古くなっている" if address.startswith("/ja/") else "outofdate") in text
    assert code_on(page) == SITE + address


@pytest.mark.usefixtures("card")
def test_paper_says_where_links_lead_and_leaves_out_what_only_a_screen_can_use(
    page: Page, live_server: Any
) -> None:
    page.goto(f"{live_server.url}/ja/announcements/card/")
    text = "".join(sheets(page))
    assert "役所(https://example.jp/a/b)" in text and "内(/ja/faq/)" in text
    assert "(https://example.jp/law)" in text
    assert "000-000-0000" in text
    assert "よくある質問" not in text and "English" not in text and ".ics" not in text


@pytest.mark.usefixtures("card")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_black_on_white(page: Page, live_server: Any, scheme: Any) -> None:
    page.emulate_media(media="print", color_scheme=scheme)
    page.goto(f"{live_server.url}/ja/announcements/card/")
    colours = page.evaluate(
        """() => [...document.querySelectorAll("body, body *")].flatMap((each) => {
            const style = getComputedStyle(each);
            const isShown = each.getClientRects().length > 0;
            return isShown ? [style.color + " " + style.backgroundColor] : [];
        })"""
    )
    grounds = ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
    assert set(colours) <= {f"rgb(0, 0, 0) {ground}" for ground in grounds}


@pytest.mark.usefixtures("card")
def test_what_is_for_paper_is_not_on_the_screen(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/ja/announcements/card/")
    assert page.locator(".printed-foot").count() == 1
    assert not page.locator(".printed-foot").is_visible()


# Of every text on paper: its size in points, and whether it is a part that may be small.
SIZES = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!node.data.trim() || !parent.checkVisibility() || parent.closest("svg")) continue;
        const points = parseFloat(getComputedStyle(parent).fontSize) * .75;
        const isSmall = !!parent.closest(".sources, .site-footer, .printed-foot");
        found.push([Math.round(points * 10) / 10, isSmall]);
    }
    return found;
}"""
ANSWER = (
    "次のとおりです。\n\n・旅券 ※原本を持って来てください。\n・写真\n\n※注\n\n"
    "| 列 | 列 |\n|---|---|\n| 1 | 2 |"
)


def make_question(sources: int) -> None:
    keys = [make_source().key for _ in range(sources)]
    cited = {f"sources__{key}__order": number for number, key in enumerate(keys)}
    make_live(Faq, answer_ja=ANSWER, answer_en=ANSWER, **cited)


def sizes(page: Page) -> list[tuple[float, bool]]:
    page.emulate_media(media="print")
    found = [(points, is_small) for points, is_small in page.evaluate(SIZES)]
    page.emulate_media(media=None)
    return found


@pytest.mark.usefixtures("card")
@pytest.mark.parametrize("path", ["", "announcements/", "announcements/card/", "faq/FAQ-001/"])
def test_everything_on_paper_is_large_enough_to_read(
    page: Page, live_server: Any, path: str
) -> None:
    make_question(2)
    for code in ("ja", "en"):
        page.goto(f"{live_server.url}/{code}/{path}")
        assert min(points for points, _is_small in sizes(page)) >= 11


def test_a_question_is_one_sheet_however_many_sources_it_has(page: Page, live_server: Any) -> None:
    make_live(Office, slug="office", phone="03-5796-7112")
    make_question(9)
    for code in ("ja", "en"):
        page.goto(f"{live_server.url}/{code}/faq/FAQ-001/")
        assert len(sheets(page)) == 1
        found = sizes(page)
        assert min(points for points, is_small in found if not is_small) >= 11
        assert min(points for points, _is_small in found) >= 8


def test_a_note_in_a_list_is_no_larger_than_its_item(page: Page, live_server: Any) -> None:
    make_question(1)
    page.goto(f"{live_server.url}/ja/faq/FAQ-001/")
    page.emulate_media(media="print")
    size = "each => parseFloat(getComputedStyle(each).fontSize)"
    note, item = (
        page.locator(each).first.evaluate(size) for each in (".text li .note", ".text li")
    )
    assert note <= item
