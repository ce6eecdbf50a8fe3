"""What search engines are told, read as they do (sitemaps.org, RFC 9309)."""

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from announcements.models import Faq
from eligibility.models import Guide
from tests.factories import DAY, NOON, NOTE, edit, make_approver, make_draft, make_live, publish
from tokutei_site.publishing import desk
from tokutei_site.text.dates import in_japan

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def read(client: Client, **headers: str) -> dict[str, tuple[dict[str, str], str]]:
    """Address → (language → address, last change)."""
    response = client.get("/sitemap.xml", **headers)  # type: ignore[arg-type]
    assert response["Content-Type"] == "application/xml"
    root = ElementTree.fromstring(response.content)  # noqa: S314, our own
    assert root.tag == f"{LOC}urlset"
    found = {}
    for url in root.findall(f"{LOC}url"):
        alternates = {link.get("hreflang", ""): link.get("href", "") for link in url.iter(LINK)}
        address = url.findtext(f"{LOC}loc") or ""
        assert address not in found
        found[address] = (alternates, url.findtext(f"{LOC}lastmod") or "")
    return found


def test_every_public_page_is_there_in_every_language_with_all_of_them(client: Client) -> None:
    make_live(slug="card")
    make_live(Faq)
    make_live(Guide, slug="guide")
    found = read(client)
    paths = [
        "",
        "announcements/",
        "announcements/card/",
        "faq/",
        "faq/FAQ-001/",
        "check/",
        "accessibility/",
        "privacy/",
    ]
    paths += ["check/guide/"]
    assert set(found) == {f"{SITE}/{code}/{path}" for code in ("ja", "en") for path in paths}
    for address, (alternates, _last) in found.items():
        assert client.get(address.removeprefix(SITE)).status_code == 200
        assert alternates["x-default"] == alternates["ja"]
        assert address in (alternates["ja"], alternates["en"])
        assert all(found[other][0] == alternates for other in alternates.values())


def test_a_page_is_told_only_in_its_languages(client: Client) -> None:
    draft = make_draft(slug="card", title_en=None)
    publish(draft, alternatives={"en": {"by": "2099-01-01"}})
    found = read(client)
    japanese = f"{SITE}/ja/announcements/card/"
    assert f"{SITE}/en/announcements/card/" not in found
    assert found[japanese][0] == {"ja": japanese, "x-default": japanese}


def test_the_last_change_is_when_the_present_text_began(client: Client) -> None:
    entry = make_live(slug="card")
    assert entry.head
    publish(edit(entry.head, now=NOON, title_en="New"), at=NOON + DAY, significance="minor")
    last = read(client)[f"{SITE}/en/announcements/card/"][1]
    assert last == in_japan(NOON + DAY).isoformat()
    assert read(client)[f"{SITE}/ja/announcements/"][1] == last


def test_what_is_not_public_is_not_told(client: Client) -> None:
    make_draft(slug="draft")
    publish(make_draft(slug="later", now=NOON), at=NOON + 9999 * DAY)
    gone = make_live(slug="gone")
    desk.withdraw(gone, NOTE, by=make_approver(), now=NOON + DAY)
    assert not [each for each in read(client) if each.count("/") > 5]


def test_addresses_are_the_sites_own_whatever_host_is_asked(client: Client) -> None:
    assert set(read(client, HTTP_HOST="localhost")) == set(read(client))


def test_it_is_the_same_for_every_language_and_not_sent_twice(client: Client) -> None:
    first = client.get("/sitemap.xml", headers={"accept-language": "en"})
    assert first["Vary"] == "Accept-Encoding" and not first.has_header("Content-Language")
    assert first.content == client.get("/sitemap.xml").content
    again = client.get("/sitemap.xml", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again["Vary"]) == (304, "Accept-Encoding")


def test_robots_find_the_sitemap_and_keep_out_of_the_desk_and_of_searches(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain") and not response.has_header("Vary")
    robots = RobotFileParser()
    robots.parse(response.content.decode().splitlines())
    assert robots.site_maps() == [SITE + reverse("sitemap")]
    assert robots.can_fetch("*", "/ja/announcements/card/")
    for path in ("/admin/", "/ja/search/?q=x", "/en/search/"):
        assert not robots.can_fetch("*", path)


def test_a_page_in_easy_japanese_is_there_without_another_language(client: Client) -> None:
    easy = {"title_easy": "カード", "body_easy": "窓口《まどぐち》です。"}
    make_live(slug="card", **easy)
    make_live(Faq, title_easy="カード", answer_easy="窓口《まどぐち》です。")
    make_live(Guide, slug="guide")
    found = read(client)
    pages = {address: told for address, told in found.items() if address.endswith("/easy/")}
    assert set(pages) == {f"{SITE}/ja/announcements/card/easy/", f"{SITE}/ja/faq/FAQ-001/easy/"}
    for address, (alternates, last) in pages.items():
        page = client.get(address.removeprefix(SITE)).content.decode()
        assert alternates == {} and "hreflang=" not in page.partition("</head>")[0]
        assert f'rel="canonical" href="{address}"' in page and last
