"""Pages on paper: A4, black on white, with the way back to the page."""

from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

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
