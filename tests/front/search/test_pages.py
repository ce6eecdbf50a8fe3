"""The page of the search: what it finds, and what it says of itself."""

import pytest
from django.test import Client

from announcements.models import Faq
from tests.factories import DAY, HOUR, NOON, NOTE, make_approver, make_draft, make_live, publish
from tokutei_site.front.search.query import MAX_TYPED
from tokutei_site.office.models import Office
from tokutei_site.publishing import desk

pytestmark = pytest.mark.django_db


def search(client: Client, query: str, language: str = "en") -> str:
    response = client.get(f"/{language}/search/", {"q": query})
    assert response.status_code == 200
    return response.content.decode()


def test_only_what_is_live_is_found(client: Client) -> None:
    make_live(slug="shown", body_en="A walrus.")
    make_draft(slug="draft", body_en="A walrus.")
    later = make_draft(slug="later", body_en="A walrus.")
    publish(later, at=later.at + 9999 * DAY)
    gone = make_live(slug="gone", body_en="A walrus.")
    desk.withdraw(gone, NOTE, by=make_approver(), now=NOON + HOUR)
    page = search(client, "walrus")
    assert "/announcements/shown/" in page
    assert not any(f"/announcements/{slug}/" in page for slug in ("draft", "later", "gone"))


def test_words_that_are_not_shown_find_an_entry_and_stay_hidden(client: Client) -> None:
    make_live(slug="found", keywords="せいうち\nwalrus")
    for query in ("セイウチ", "WALRUS"):
        main = search(client, query).partition("<ol")[2].partition("</ol>")[0]
        assert "/announcements/found/" in main
        assert "せいうち" not in main and "walrus" not in main


def test_the_title_comes_before_the_text_and_title_with_words_before_both(client: Client) -> None:
    make_live(slug="text", body_en="A walrus.")
    make_live(slug="title", title_en="Walrus one")
    make_live(slug="both", title_en="Walrus two", keywords="walrus")
    page = search(client, "walrus")
    order = sorted(("text", "title", "both"), key=lambda slug: page.index(f"/{slug}/"))
    assert order == ["both", "title", "text"]


def test_what_is_found_is_marked_and_nothing_of_it_is_markup(client: Client) -> None:
    make_live(slug="a", title_en="<b>Walrus</b>", body_en="See the `<i>walrus</i>` & co.")
    page = search(client, "walrus")
    assert "&lt;b&gt;<mark>Walrus</mark>&lt;/b&gt;" in page
    assert "&lt;i&gt;<mark>walrus</mark>&lt;/i&gt;" in page
    assert "<b>" not in page and "<i>" not in page


@pytest.mark.parametrize("query", ['"><script>alert(1)</script>', "<mark>", "'onfocus='"])
def test_what_is_typed_comes_back_as_text(client: Client, query: str) -> None:
    page = search(client, query)
    assert query not in page and "<script>" not in page


def test_the_other_language_searches_for_the_same(client: Client) -> None:
    page = search(client, "手数料 & fee")
    assert 'href="/ja/search/?q=%E6%89%8B%E6%95%B0%E6%96%99+%26+fee" lang="ja"' in page
    assert "?q=" not in search(client, " ").partition("<main")[0]


def test_it_is_neither_cached_nor_indexed_nor_said_to_exist_elsewhere(client: Client) -> None:
    for query in ("", "card"):
        response = client.get("/en/search/", {"q": query})
        assert response["Cache-Control"] == "no-store"
        page = response.content.decode()
        assert '<meta name="robots" content="noindex">' in page
        assert 'rel="alternate" hreflang' not in page
    assert "search" not in client.get("/sitemap.xml").content.decode()


def test_a_text_in_one_language_only_is_found_in_the_other_and_says_so(client: Client) -> None:
    draft = make_draft(slug="half", title_en=None, body_en=None, body_ja="せいうち")
    publish(draft, alternatives={"en": {"by": "2099-01-01"}})
    page = search(client, "せいうち")
    assert '<a href="/en/announcements/half/" lang="ja">' in page


def test_where_nothing_is_found_there_are_the_phone_and_the_categories(client: Client) -> None:
    make_live(Office, slug="office", phone="000-111-2222")
    make_live(Faq)
    main = search(client, "zzzz").partition("<main")[2].partition("</main>")[0]
    assert "000-111-2222" in main and "/en/faq/?category=procedures" in main


@pytest.mark.parametrize("path", ["/en/", "/ja/faq/", "/en/none/", "/en/search/"])
def test_the_box_stands_where_people_look_for_something(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert page.count('role="search"') == 1 and f'maxlength="{MAX_TYPED}"' in page
    assert '<label for="search-words">' in page and "/search/" in page.partition("</header>")[0]
