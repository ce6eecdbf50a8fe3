"""The public pages in やさしい日本語: offered beside the languages, with and without readings."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from announcements.models import Announcement, Faq
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    edit,
    make_approver,
    make_draft,
    make_live,
    make_source,
    publish,
    seal,
)
from tokutei_site.office.models import Office
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Entry, Listing

pytestmark = pytest.mark.django_db

RUBY = "<ruby>窓口<rp>（</rp><rt>まどぐち</rt><rp>）</rp></ruby>"
TITLE = "カードの 窓口《まどぐち》"
SAID = "■ どこ\n窓口《まどぐち》で 受《う》けつけます。\n・1階《かい》"


def make_easy(kind: type[Entry] = Announcement, **columns: Any) -> Entry:
    return make_live(kind, **{"title_easy": TITLE, f"{kind.RETOLD}_easy": SAID, **columns})


def address(entry: Entry, language: str = "ja", end: str = "easy/") -> str:
    part = "faq" if entry.kind == Faq.KIND else "announcements"
    return f"/{language}/{part}/{entry.slug}/{end}"


def html(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def head(page: str) -> str:
    return page[: page.index("</head>")]


def languages(page: str) -> str:
    found = re.search(r'<nav class="languages".*?</nav>', page, re.DOTALL)
    assert found
    return found[0]


KINDS = pytest.mark.parametrize("kind", [Announcement, Faq], ids=lambda kind: kind.KIND)


@KINDS
def test_the_page_reads_with_its_readings_and_without(client: Client, kind: type[Entry]) -> None:
    entry = make_easy(kind)
    page = html(client, address(entry))
    assert page.count("<h1") == 1 and f'<h1 class="in-phrases">カードの {RUBY}</h1>' in page
    assert RUBY + "で " in page and "<h2>どこ</h2>" in page
    plain = html(client, address(entry) + "?ruby=off")
    assert "<ruby" not in plain and "<rt" not in plain and "まどぐち" not in plain
    assert '<h1 class="in-phrases">カードの 窓口</h1>' in plain and "窓口で 受けつけます。" in plain


@KINDS
def test_a_plain_link_switches_the_readings(client: Client, kind: type[Entry]) -> None:
    entry = make_easy(kind)
    here = address(entry)
    assert f'href="{here}?ruby=off" lang="ja">ふりがなを なくす</a>' in html(client, here)
    off = client.get(here + "?ruby=off")
    assert f'href="{here}" lang="ja">ふりがなを つける</a>' in off.content.decode()
    assert not off.cookies and "public" in off["Cache-Control"]
    for query in ("?ruby=on", "?ruby=", "?page=2", "?ruby=OFF"):
        assert RUBY in html(client, here + query)


@KINDS
def test_the_head_has_no_reading_and_names_the_page_itself(
    client: Client, kind: type[Entry], settings: Any
) -> None:
    entry = make_easy(kind)
    for query in ("", "?ruby=off"):
        page = head(html(client, address(entry) + query))
        assert "<title>カードの 窓口（やさしい日本語）" in page
        assert "まどぐち" not in page and "<rt" not in page and "《" not in page
        assert f'<link rel="canonical" href="{settings.SITE_URL}{address(entry)}">' in page
        assert "hreflang" not in page


@KINDS
def test_it_is_offered_beside_the_languages_and_leads_back_to_them(
    client: Client, kind: type[Entry]
) -> None:
    entry = make_easy(kind)
    easy = f'<a href="{address(entry)}" lang="ja" hreflang="ja">やさしい日本語</a>'
    for language in ("ja", "en"):
        page = html(client, address(entry, language, ""))
        assert easy in languages(page)
        assert "easy" not in head(page)
    own = languages(html(client, address(entry)))
    assert own.count("aria-current") == 1
    assert 'lang="ja" hreflang="ja" aria-current="true">やさしい日本語</a>' in own
    for language in ("ja", "en"):
        assert f'href="{address(entry, language, "")}"' in own


@KINDS
def test_without_the_text_there_is_no_page_and_no_offer(client: Client, kind: type[Entry]) -> None:
    entry = make_live(kind, title_easy=TITLE)
    for language in ("ja", "en"):
        assert client.get(address(entry, language)).status_code == 404
        assert "やさしい日本語" not in html(client, address(entry, language, ""))


@KINDS
def test_another_language_leads_to_the_one_address(client: Client, kind: type[Entry]) -> None:
    entry = make_easy(kind)
    response = client.get(address(entry, "en"))
    assert (response.status_code, response["Location"]) == (301, address(entry))


@KINDS
def test_the_live_version_alone_decides(client: Client, kind: type[Entry]) -> None:
    entry = make_easy(kind)
    assert entry.head
    edit(entry.head, now=NOON, **{f"{kind.RETOLD}_easy": "ひみつの 下書《したが》き"})
    page = html(client, address(entry))
    assert "ひみつ" not in page and RUBY in page


@KINDS
def test_what_is_gone_is_gone_here_too(client: Client, kind: type[Entry]) -> None:
    withdrawn, sealed = make_easy(kind), make_easy(kind)
    desk.withdraw(withdrawn, NOTE, by=make_approver(), now=NOON + HOUR)
    assert sealed.head
    edit(sealed.head, now=NOON, title_ja="新")
    seal(sealed.head)
    for entry in (withdrawn, sealed):
        response = client.get(address(entry))
        assert response.status_code == 410
        assert "まどぐち" not in response.content.decode()


def test_a_former_address_leads_to_the_new_one(client: Client) -> None:
    entry = make_easy(slug="old")
    desk.rename(entry, "new", by=make_approver(), now=NOON)
    response = client.get("/ja/announcements/old/easy/")
    assert (response.status_code, response["Location"]) == (301, "/ja/announcements/new/easy/")


@KINDS
def test_a_text_that_is_behind_says_so_in_its_own_words(client: Client, kind: type[Entry]) -> None:
    entry = make_easy(kind)
    assert "behind-note" not in html(client, address(entry))
    assert entry.head
    late = edit(
        entry.head, now=NOON, **{f"{kind.RETOLD}_ja": "新しい文。", "title_ja": "新しい件名"}
    )
    publish(late, now=NOON + HOUR)
    page = html(client, address(entry))
    assert page.count('<p class="behind-note in-phrases" lang="ja">') == 2  # the title and the text
    assert "<rt>にほんご</rt>" in page and "くらべていません" in page
    assert "古《" not in page and "いかも しれません" in page
    off = html(client, address(entry) + "?ruby=off")
    assert "<ruby" not in off and "いまの 日本語の 文と まだ くらべていません" in off


def test_what_is_not_retold_yet_stands_in_plain_japanese(client: Client) -> None:
    entry = make_easy(body_ja="■ 場所\n一階\n", body_easy="■ どこ\n1階《かい》\n")
    assert entry.head
    longer = "■ 場所\n一階\n\n■ 手数料\n無料です《むりょう》。\n"
    publish(edit(entry.head, now=NOON, body_ja=longer), now=NOON + HOUR)
    page = html(client, address(entry))
    assert "ふつうの" in page and "無料です《むりょう》。" in page  # no reading of this text


def test_dates_sources_contact_and_office_stand_on_it(client: Client) -> None:
    make_live(Office, phone="0000-00-0000")
    make_source("law", title_ja="入管法")
    date = {"day": "2026-06-14", "label_ja": "制度の開始", "label_en": "Start"}
    dates = {f"key_dates__a__{name}": value for name, value in date.items()}
    contact = {"contact_ja": "国際係まで", "contact_en": "Ask us"}
    entry = make_easy(sources__law__order=0, **dates, **contact)
    page = html(client, address(entry))
    for words in ("制度の開始", "入管法", "国際係まで", "0000-00-0000", "まだ確認していません"):
        assert words in page, words


def test_an_uncertain_answer_says_so(client: Client) -> None:
    page = html(client, address(make_easy(Faq, is_to_be_confirmed=True)))
    assert "<rt>ようかくにん</rt>" in page


def test_a_code_typed_from_paper_finds_it(client: Client) -> None:
    entry = make_easy(Faq)
    response = client.get(address(entry).replace("FAQ", "faq"))
    assert (response.status_code, response["Location"]) == (301, address(entry))


@KINDS
def test_lists_mark_which_have_it(client: Client, kind: type[Entry]) -> None:
    entry, plain = make_easy(kind), make_live(kind)
    for language in ("ja", "en"):
        page = html(client, address(entry, language, "").replace(f"{entry.slug}/", ""))
        assert page.count(f'href="{address(entry)}"') == 1
        assert address(plain) not in page
        home = html(client, f"/{language}/")
        assert (address(entry) in home) == (kind is Announcement)


@KINDS
def test_no_reading_reaches_search_lists_and_summaries(client: Client, kind: type[Entry]) -> None:
    entry = make_easy(kind)
    assert Listing.objects.filter(revision__entry=entry.pk, has_easy=True).exists()
    for row in Listing.objects.values():
        assert "まどぐち" not in str(row) and "《" not in str(row)
    for language in ("ja", "en"):
        for end in ("", "history/"):
            response = client.get(address(entry, language, end))
            assert "まどぐち" not in response.content.decode()


def test_history_pages_do_not_offer_it(client: Client) -> None:
    page = html(client, address(make_easy(), end="history/1/"))
    assert "やさしい日本語" not in page


def test_without_a_title_of_its_own_it_has_the_japanese_one(client: Client) -> None:
    entry = make_easy(title_easy=None)
    assert "<h1>カードの受付</h1>" in html(client, address(entry))


def test_without_the_japanese_there_is_no_retelling(client: Client) -> None:
    draft = make_draft(source_language="en", title_ja=None, body_ja=None, body_easy=SAID)
    publish(draft, alternatives={"ja": {"by": "2099-01-01"}})
    assert client.get(address(draft.entry.as_kind())).status_code == 404


def test_markup_in_a_title_is_shown_as_typed(client: Client) -> None:
    page = html(client, address(make_easy(title_easy="<b>窓口《まどぐち》</b>")))
    assert f"<h1>&lt;b&gt;{RUBY}&lt;/b&gt;</h1>" in page


@KINDS
def test_it_writes_no_cookie_and_asks_for_none(client: Client, kind: type[Entry]) -> None:
    response = client.get(address(make_easy(kind)))
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_the_site_as_of_a_day_shows_it(client: Client) -> None:
    entry = make_easy()
    client.force_login(make_approver())
    with override("ja"):
        page = client.get(
            "/admin/site/", {"page": address(entry), "at": f"{NOON + DAY:%Y-%m-%dT%H:%M}"}
        )
    assert RUBY in page.content.decode()
