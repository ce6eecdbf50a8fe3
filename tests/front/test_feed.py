"""The Atom feed of each language, read as a feed reader does (RFC 4287)."""

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from announcements.models import Faq
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
    seal,
)
from tokutei_site.front import feed as feeds
from tokutei_site.front.sending import readable
from tokutei_site.office.models import Office
from tokutei_site.publishing import desk

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "http://127.0.0.1:8000"


def read(client: Client, language: str = "en") -> ElementTree.Element:
    """The feed, once it keeps what RFC 4287 asks of every feed and entry."""
    response = client.get(f"/{language}/feed.atom")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)  # noqa: S314, our own
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    for element in [root, *root.findall(f"{ATOM}entry")]:  # 4.1.1, 4.1.2
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        moment(element, "updated")
        links = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(links) == 1 and links[0].get("href", "").startswith(f"{SITE}/{language}/")
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    ids = [said(entry, "id") for entry in entries(root)]
    assert len(ids) == len(set(ids)) and said(root, "id") not in ids
    return root


def entries(root: ElementTree.Element) -> list[ElementTree.Element]:
    return root.findall(f"{ATOM}entry")


def said(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def moment(element: ElementTree.Element, name: str) -> datetime:
    found = datetime.fromisoformat(said(element, name))
    assert found.tzinfo is not None
    return found


def link(element: ElementTree.Element) -> str:
    found = element.find(f"{ATOM}link")
    assert found is not None
    return found.get("href", "")


class Html(HTMLParser):
    """The words and the elements of a summary."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.elements = "", set[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.add(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_feed_names_the_office_itself_and_its_page(client: Client) -> None:
    make_live(Office, slug="office")
    make_live(slug="card", summary_ja="概要", summary_en="In short")
    root = read(client)
    assert said(root, "title") == "International Affairs Division"
    own = [each for each in root.findall(f"{ATOM}link") if each.get("rel") == "self"]
    assert [each.get("href") for each in own] == [f"{SITE}/en/feed.atom"]
    (entry,) = entries(root)
    assert said(entry, "title") == "Counter for cards"
    assert link(entry) == f"{SITE}/en/announcements/card/"
    assert "In short" in said(entry, "summary") and NOTE["en"] in said(entry, "summary")
    assert moment(entry, "published") == moment(entry, "updated") == NOON
    assert moment(root, "updated") == NOON


def test_only_a_major_change_updates_an_entry_and_its_id_stays_for_ever(client: Client) -> None:
    entry = make_live(slug="card")
    assert entry.head
    first = said(entries(read(client))[0], "id")
    minor = edit(entry.head, now=NOON, title_en="A comma, put right")
    publish(minor, at=NOON + DAY, significance="correction", note=dict.fromkeys(NOTE, "Comma"))
    (found,) = entries(read(client))
    assert said(found, "title") == "A comma, put right"
    assert moment(found, "updated") == NOON and "Comma" not in said(found, "summary")
    major = edit(minor, now=NOON + DAY, body_en="From June.", body_ja="6月から。")
    told = {"ja": "6月からです。", "en": "It begins in June."}
    publish(major, now=NOON + 2 * DAY, note=told)
    desk.rename(entry, "new-address", by=make_approver(), now=NOON + 3 * DAY)
    (found,) = entries(read(client))
    assert said(found, "id") == first
    assert link(found) == f"{SITE}/en/announcements/new-address/"
    assert moment(found, "updated") == NOON + 2 * DAY and moment(found, "published") == NOON
    assert told["en"] in said(found, "summary") and told["ja"] not in said(found, "summary")


def test_the_latest_told_comes_first_and_the_oldest_fall_out(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "MOST", 2)
    for hours, slug in ((2, "second"), (1, "third"), (3, "first")):
        make_live(slug=slug, now=NOON + hours * HOUR)
    found = [link(entry).split("/")[-2] for entry in entries(read(client))]
    assert found == ["first", "second"]


def test_an_entry_stands_only_in_the_feeds_of_its_languages(client: Client) -> None:
    draft = make_draft(slug="card", title_en=None)
    publish(draft, alternatives={"en": {"by": "2099-01-01"}})
    assert entries(read(client, "en")) == []
    (japanese,) = entries(read(client, "ja"))
    make_live(slug="both")
    (english,) = entries(read(client, "en"))
    ids = {said(entry, "id") for entry in entries(read(client, "ja"))}
    assert said(japanese, "id") in ids and said(english, "id") not in ids


def test_an_answer_is_news_once_it_changed(client: Client) -> None:
    faq = make_live(Faq)
    assert faq.head and entries(read(client)) == []
    publish(
        edit(faq.head, now=NOON, answer_en="Elsewhere.", answer_ja="別の所です。"), at=NOON + DAY
    )
    (entry,) = entries(read(client))
    assert link(entry) == f"{SITE}/en/faq/FAQ-001/"
    assert "Elsewhere." in said(entry, "summary")


def test_what_is_withdrawn_or_sealed_leaves_the_feed(client: Client) -> None:
    gone, sealed = make_live(slug="gone"), make_live(slug="sealed", title_en="A leaked name")
    assert sealed.head
    desk.withdraw(gone, NOTE, by=make_approver(), now=NOON + HOUR)
    edit(sealed.head, now=NOON, title_ja="新")
    seal(sealed.head)
    root = read(client)
    assert entries(root) == [] and moment(root, "updated") == datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["<script>x</script>", "a & b", "]]>", "&lt;b&gt;", "髙﨑𠮷🏢"])
def test_what_is_typed_reads_as_typed_and_is_never_markup(client: Client, typed: str) -> None:
    make_live(slug="card", title_en=typed, summary_ja="概要", summary_en=typed)
    (entry,) = entries(read(client))
    summary = Html(said(entry, "summary"))
    assert said(entry, "title") == typed
    assert typed in summary.words and summary.elements <= {"p", "strong", "br"}


def test_control_characters_cannot_break_it() -> None:
    typed = "".join(map(chr, range(0x20))) + "\x7f\x84\ud800\ufffe\uffff𠮷。"
    text = readable(typed)
    assert text == "\t\n\r𠮷。"
    ElementTree.fromstring(f"<a>{text}</a>")  # noqa: S314


def test_the_same_bytes_are_not_sent_twice(client: Client) -> None:
    entry = make_live(slug="card")
    first = client.get("/en/feed.atom", headers={"accept-language": "ja"})
    assert "public" in first["Cache-Control"] and "max-age" in first["Cache-Control"]
    assert first["Vary"] == "Accept-Encoding" and not first.cookies
    known = {"if-none-match": first["ETag"]}
    for encoding in ("", "br"):
        again = client.get("/en/feed.atom", headers=known | {"accept-encoding": encoding})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"] and "max-age" in again["Cache-Control"]
    assert entry.head
    publish(edit(entry.head, now=NOON, title_en="Other words"), at=NOON + timedelta(minutes=1))
    assert client.get("/en/feed.atom", headers=known).status_code == 200
