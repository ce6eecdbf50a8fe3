"""The public FAQ, as a browser without cookies gets it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from announcements.models import Category, Faq
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    edit,
    make_administrator,
    make_approver,
    make_category,
    make_draft,
    make_live,
    make_source,
    make_writer,
    publish,
)
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Entry, Source

pytestmark = pytest.mark.django_db


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def cited(**fields: Any) -> Source:
    source = make_source("law", **fields)
    desk.check_source(
        source, "unchanged", kind="collected", by=make_administrator(), now=NOON - DAY
    )
    return source


def test_a_question_is_read_in_both_languages_with_its_source_and_check(client: Client) -> None:
    cited()
    make_live(Faq, sources__law__order=0)
    japanese, english = (text(client, f"/{code}/faq/FAQ-001/") for code in ("ja", "en"))
    assert "カードはどこで申請しますか</h1>" in japanese and "窓口です。" in japanese
    assert "出典 law" in japanese and "2026年9月30日" in japanese
    assert "Where do I apply for the card?</h1>" in english and "At the counter." in english
    assert "Source law" in english and "30 September 2026" in english


def test_the_list_shows_every_question_with_its_source_and_check(client: Client) -> None:
    cited()
    make_live(Faq, sources__law__order=0)
    make_live(Faq, title_ja="出典のない質問")
    page = text(client, "/ja/faq/")
    assert page.count("<h3>") == 2
    assert "出典 law" in page and "2026年9月30日" in page and "出典なし" in page


def test_what_is_to_be_confirmed_says_so_in_the_list_and_on_its_page(client: Client) -> None:
    make_live(Faq, is_to_be_confirmed=True)
    for path in ("/ja/faq/", "/ja/faq/FAQ-001/"):
        assert "要確認" in text(client, path)
    assert "To be confirmed" in text(client, "/en/faq/FAQ-001/")


def test_a_changed_source_is_told_until_somebody_looked(client: Client) -> None:
    source = cited()
    entry = make_live(Faq, sources__law__order=0)
    change = desk.check_source(source, "changed", note="x", by=make_writer(), now=NOON + HOUR)
    for path in ("/ja/faq/", "/ja/faq/FAQ-001/"):
        assert "出典の更新を確認し" in text(client, path)
    desk.keep_texts(change, [entry], by=make_writer(), now=NOON + HOUR)
    for path in ("/ja/faq/", "/ja/faq/FAQ-001/"):
        assert "出典の更新を確認し" not in text(client, path)


def test_drafts_and_newer_drafts_stay_unseen(client: Client) -> None:
    entry = make_live(Faq)
    make_draft(Faq, title_ja="下書きの質問")
    assert entry.head
    edit(entry.head, now=NOON + HOUR, title_ja="直した質問", order=7)
    page = text(client, "/ja/faq/")
    assert "下書きの質問" not in page and "直した質問" not in page
    text(client, "/ja/faq/FAQ-002/", 404)


def test_categories_stand_in_their_order_and_questions_in_theirs(client: Client) -> None:
    make_category("late", order=2, name_ja="後の分類")
    make_category("early", order=1, name_ja="先の分類")
    for title, key, order in (("う", "late", 1), ("い", "early", 2), ("あ", "early", 1)):
        make_live(Faq, title_ja=f"質問{title}", category__key=key, order=order)
    page = text(client, "/ja/faq/")
    places = [page.index(each) for each in ('id="c-early"', "質問あ", "質問い", "質問う")]
    assert places == sorted(places)
    assert 'href="#c-late"' in page


def test_a_category_stays_one_while_only_some_of_its_questions_know_its_new_place(
    client: Client,
) -> None:
    make_category("moved", order=1)
    make_category("between", order=2)
    for key in ("moved", "between"):
        make_live(Faq, category__key=key)
    Category.objects.filter(key="moved").update(order=3)
    make_live(Faq, category__key="moved")
    assert text(client, "/ja/faq/").count('id="c-moved"') == 1


def test_one_category_has_an_address(client: Client) -> None:
    make_category("a", name_ja="あの分類")
    make_category("b")
    make_live(Faq, category__key="a", title_ja="あの質問")
    make_live(Faq, category__key="b", title_ja="別の質問")
    page = text(client, "/ja/faq/?category=a")
    assert "あの質問" in page and "別の質問" not in page
    assert 'href="/en/faq/?category=a"' in page
    text(client, "/ja/faq/?category=none", 404)


def test_beyond_a_hundred_the_list_is_one_category_at_a_time(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("announcements.faq.views.PAGE_SIZE", 2)
    make_category("a")
    make_category("b")
    for number in range(3):
        make_live(Faq, category__key="a", title_ja=f"あの質問{number}", order=number)
    make_live(Faq, category__key="b")
    page = text(client, "/ja/faq/")
    assert page.count("<h3>") == 0 and 'href="?category=a"' in page
    first, second = (text(client, f"/ja/faq/?category=a&page={n}") for n in (1, 2))
    assert first.count("<h3>") == 2 and second.count("<h3>") == 1
    assert 'href="?category=a&amp;page=2"' in first
    for wrong in ("0", "3", "-1", "abc", "9" * 9):
        text(client, f"/ja/faq/?category=a&page={wrong}", 404)


def test_related_announcements_are_those_that_are_public_now(client: Client) -> None:
    card, _gone = make_live(slug="card"), make_live(slug="gone")
    make_live(Faq, related__a__slug="gone", related__b__slug="card", related__b__order=1)
    desk.withdraw(_gone, NOTE, by=make_approver(), now=NOON + HOUR)
    page = text(client, "/ja/faq/FAQ-001/")
    assert 'href="/ja/announcements/card/"' in page and "announcements/gone" not in page
    desk.rename(card, "moved", by=make_approver(), now=NOON + HOUR)
    assert 'href="/ja/announcements/moved/"' in text(client, "/ja/faq/FAQ-001/")


def test_a_code_typed_in_small_letters_leads_to_the_page(client: Client) -> None:
    make_live(Faq)
    response = client.get("/en/faq/faq-001/")
    assert (response.status_code, response["Location"]) == (301, "/en/faq/FAQ-001/")


def test_a_withdrawn_question_says_why(client: Client) -> None:
    entry = make_live(Faq)
    desk.withdraw(entry, {"ja": "古い", "en": "Out of date"}, by=make_approver(), now=NOON + HOUR)
    assert "Out of date" in text(client, "/en/faq/FAQ-001/", 410)
    assert "FAQ-001" not in text(client, "/en/faq/")


def test_a_question_without_english_is_shown_in_japanese_and_stands_in_no_english_list(
    client: Client,
) -> None:
    draft = make_draft(Faq, answer_en=None)
    publish(draft, alternatives={"en": {"by": "2099-01-01"}})
    page = text(client, "/en/faq/FAQ-001/")
    assert 'lang="ja">窓口です。' in re.sub(r"<p>", "", page) or 'lang="ja"' in page
    assert "1 January 2099" in page
    assert "FAQ-001" not in text(client, "/en/faq/")


def test_a_stale_answer_stands_under_its_notice(client: Client) -> None:
    entry = make_live(Faq)
    assert entry.head
    later = NOON + timedelta(hours=1)
    publish(edit(entry.head, now=later, answer_ja="窓口か郵送です。"), now=later)
    assert "may differ" in text(client, "/en/faq/FAQ-001/")
    assert "may not be up to date" in text(client, "/en/faq/")


def test_public_pages_set_no_cookie(client: Client) -> None:
    make_live(Faq)
    for path in ("/ja/faq/", "/en/faq/FAQ-001/", "/en/faq/FAQ-999/"):
        response = client.get(path)
        assert not response.cookies and "Cookie" not in response.get("Vary", "")


def test_the_code_of_a_new_question_follows_the_highest(db: None) -> None:
    assert Faq.next_slug() == "FAQ-001"
    make_live(Faq)
    make_live(Faq, slug="FAQ-999")
    make_live(Faq, slug="other")
    assert Faq.next_slug() == "FAQ-1000"
    make_draft(Faq)
    assert Faq.next_slug() == "FAQ-1001"
    assert Entry.objects.filter(kind="faq").count() == 4


def test_behind_the_last_code_the_lowest_that_was_never_given_is_next(db: None) -> None:
    make_live(Faq, slug="FAQ-999999999")
    make_live(Faq, slug="FAQ-001")
    assert Faq.next_slug() == "FAQ-002"
    make_draft(Faq)
    assert Faq.next_slug() == "FAQ-003"
