"""What the head of a page tells programs: where it stands, in which languages, since when."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings as project
from django.test import Client
from PIL import Image

from announcements import views
from announcements.models import Faq
from eligibility.models import Guide
from tests.desk_forms import login
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    edit,
    make_approver,
    make_draft,
    make_live,
    publish,
)
from tokutei_site.office.models import Office
from tokutei_site.publishing import desk
from tokutei_site.text.dates import in_japan

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


class Head(HTMLParser):
    """`links`: (rel, hreflang or type) → address; `told`: name or property → content; `dated`:
    itemprop → time."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: dict[tuple[str, str], str] = {}
        self.told: dict[str, str] = {}
        self.dated: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "link":
            what = (values["rel"], values.get("hreflang") or values.get("type", ""))
            assert what not in self.links
            self.links[what] = values["href"]
        elif tag == "meta" and "content" in values:
            name = values.get("name") or values["property"]
            assert name not in self.told
            self.told[name] = values["content"]
        for name in values.get("itemprop", "").split():
            self.dated[name] = values["datetime"]

    @property
    def canonical(self) -> str:
        return self.links.get(("canonical", ""), "")

    @property
    def alternates(self) -> dict[str, str]:
        return {what: url for (rel, what), url in self.links.items() if what and rel == "alternate"}


def head(client: Client, path: str, status: int = 200) -> Head:
    response = client.get(path)
    assert response.status_code == status
    return Head(response.content.decode())


PAGES = ["", "announcements/", "announcements/card/", "faq/", "faq/FAQ-001/", "check/"]
PAGES += ["check/guide/"]


@pytest.fixture
def site() -> None:
    make_live(Office, slug="office")
    make_live(slug="card", summary_ja="概要「A」", summary_en='In "short" & <b>')
    make_live(Faq)
    make_live(Guide, slug="guide")


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("page", PAGES)
def test_each_language_of_a_page_names_all_of_them_and_itself(client: Client, page: str) -> None:
    pages = {code: f"{SITE}/{code}/{page}" for code in ("ja", "en")}
    for code, address in pages.items():
        found = head(client, f"/{code}/{page}?utm_source=x&page=1")
        feed = {"application/atom+xml": f"{SITE}/{code}/feed.atom"}
        assert found.canonical == found.told["og:url"] == address
        assert found.alternates == pages | {"x-default": pages["ja"]} | feed
        assert found.told["og:locale"] == {"ja": "ja_JP", "en": "en_US"}[code]
        assert found.told["og:locale:alternate"] == {"ja": "en_US", "en": "ja_JP"}[code]
        assert found.told["og:image"] == f"{SITE}/static/share.png"
        assert found.told["og:title"] and found.told["og:site_name"]
        assert found.told.get("description") == found.told.get("og:description")


@pytest.mark.usefixtures("site")
def test_the_head_says_what_the_page_says(client: Client) -> None:
    found = head(client, "/en/announcements/card/")
    assert found.told["og:title"] == "Counter for cards"
    assert found.told["og:description"] == 'In "short" & <b>'
    assert found.told["og:type"] == "article"
    assert found.told["og:site_name"] == "International Affairs Division"


@pytest.mark.parametrize(
    ("kind", "path"),
    [(None, "announcements/card/"), (Faq, "faq/FAQ-001/"), (Guide, "check/guide/")],
)
def test_a_page_tells_when_it_was_changed(client: Client, kind: type | None, path: str) -> None:
    slug = path.split("/")[1]
    entry = make_live(kind, slug=slug) if kind else make_live(slug=slug)
    first = in_japan(NOON).isoformat()
    dates = {"datePublished": first, "dateModified": first}
    found = head(client, f"/en/{path}")
    assert found.dated == dates and found.told["article:modified_time"] == first
    assert entry.head
    publish(edit(entry.head, now=NOON, title_en="New"), at=NOON + DAY, significance="minor")
    found, second = head(client, f"/en/{path}"), in_japan(NOON + DAY).isoformat()
    assert found.dated == dates | {"dateModified": second}
    assert found.told["article:modified_time"] == second
    assert found.told["article:published_time"] == first


def test_a_page_in_another_languages_text_points_to_that_language(client: Client) -> None:
    publish(make_draft(slug="card", title_en=None), alternatives={"en": {"by": "2099-01-01"}})
    japanese = f"{SITE}/ja/announcements/card/"
    for code in ("ja", "en"):
        found = head(client, f"/{code}/announcements/card/")
        assert found.canonical == japanese
        languages = {code: url for code, url in found.alternates.items() if "/" not in code}
        assert languages == {"ja": japanese, "x-default": japanese}


def test_each_page_of_a_list_is_its_own(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PAGE_SIZE", 1)
    for slug in ("one", "two"):
        make_live(slug=slug, category__key="news")
    for query in ("?page=2", "?category=news", "?category=news&page=2"):
        found = head(client, f"/en/announcements/{query}&x=1")
        assert found.canonical == f"{SITE}/en/announcements/{query}"
        assert list(found.alternates) == ["application/atom+xml"]


def test_what_no_search_engine_shall_keep_points_nowhere(client: Client) -> None:
    entry = make_live(slug="card")
    paths = {"history/": 200, "history/1/": 200, "none/": 404}
    for end, status in paths.items():
        assert_hidden(head(client, f"/en/announcements/card/{end}", status))
    desk.withdraw(entry, NOTE, by=make_approver(), now=NOON + HOUR)
    assert_hidden(head(client, "/en/announcements/card/", 410))
    staff = login(make_approver())
    make_live(slug="live")
    assert_hidden(head(staff, "/admin/site/?page=/en/announcements/live/"))


def assert_hidden(found: Head) -> None:
    assert found.told["robots"] == "noindex"
    assert {rel for rel, _what in found.links} == {"stylesheet", "icon", "apple-touch-icon"}
    assert not [name for name in found.told if name.startswith("og:url")]


def test_staff_get_the_feed_and_the_calendar_as_of_an_instant_uncached() -> None:
    make_live(slug="card")
    staff = login(make_approver())
    for page in ("/en/feed.atom", "/en/announcements/card/dates.ics"):
        response = staff.get("/admin/site/", {"page": page, "at": "2026-10-01T12:00"})
        assert response.status_code == 200 and "no-store" in response["Cache-Control"]
        assert not response.has_header("ETag")
        assert re.search(rb"Counter for cards|VCALENDAR", response.content)


@pytest.mark.parametrize(
    ("name", "size"), [("share.png", (1200, 630)), ("touch-icon.png", (180, 180))]
)
def test_what_stands_beside_a_link_or_on_a_home_screen_is_there(
    name: str, size: tuple[int, int]
) -> None:
    path = project.BASE_DIR / "tokutei_site" / "static" / name
    with Image.open(path) as picture:
        assert picture.size == size
    assert path.stat().st_size < 30_000
