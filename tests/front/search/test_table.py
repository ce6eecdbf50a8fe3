"""What people really type, on the sample content: the right page comes first, in both languages."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client

from tests.front.search.table import NEVER, TABLE
from tokutei_site.front.models import Synonym
from tokutei_site.office.models import Office
from tokutei_site.publishing.models import LANGUAGE_CODES, Listing
from tokutei_site.text.fold import fold, with_word_starts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]


def page(query: str, language: str = "ja") -> str:
    typed = quote(query, errors="surrogatepass")
    response = Client().get(f"/{language}/search/?q={typed}")
    assert response.status_code == 200, query
    return response.content.decode()


def found(query: str, language: str = "ja") -> list[str]:
    """The addresses of the results, without their language, in order."""
    main = page(query, language).partition("<main")[2].partition("</main>")[0]
    return re.findall(r'<h3><a href="/(?:ja|en)/([^"]*)"', main)


def test_every_query_of_the_table_finds_its_page_first_in_both_languages() -> None:
    missed = {}
    for item, queries in TABLE.items():
        for query in queries:
            for language in LANGUAGE_CODES:
                links = found(query, language)
                if links[:1] != [item]:
                    missed[language, query] = links[:3]
    assert missed == {}


def test_renewal_finds_no_row_without_the_word_or_a_listed_synonym() -> None:
    group = next(each.folded for each in Synonym.objects.all() if fold("更新") in each.folded)
    links = found("更新")
    assert len(links) > 5
    for link in links:
        slug, _hash, anchor = link.split("/")[1], *link.partition("#")[1:]
        rows = Listing.objects.filter(revision__entry__slug=slug, anchor=anchor)
        texts = [row.folded for row in rows]
        assert any(word in text for text in texts for word in map(with_word_starts, group)), link
    elsewhere = Listing.objects.exclude(revision__entry__kind=Office.KIND).values_list("folded")
    assert any(not any(with_word_starts(word) in text for word in group) for (text,) in elsewhere)


@pytest.mark.parametrize("query", NEVER)
def test_what_is_no_word_is_no_error_and_finds_nothing(query: str) -> None:
    for language in LANGUAGE_CODES:
        assert "<mark>" not in page(query, language) or fold("料") in fold(query)
        assert found(query, language) == [] or "料" in query


def test_a_typo_leads_on_with_the_phone_number_and_the_categories() -> None:
    shown = page("ざいりゅかーど")
    main = shown.partition("<main")[2].partition("</main>")[0]
    assert "見つかりませんでした" in main and 'href="tel:' in main
    assert "/ja/faq/?category=" in main and "/ja/check/" in main


@pytest.mark.parametrize(
    ("one", "other"),
    [("在留 更新", "更新　在留"), ("  手数料  ", "手数料"), ("CARD", "ｃａｒｄ")],
)
def test_order_width_and_spaces_make_no_difference(one: str, other: str) -> None:
    assert found(one) == found(other) != []


def test_every_word_has_to_be_there() -> None:
    both = set(found("写真 手数料"))
    assert both and both < set(found("写真")) and both < set(found("手数料"))
    assert found("写真 ざいりゅかーど") == []


def test_a_single_character_finds_what_holds_it() -> None:
    assert found("料")[0] == "faq/FAQ-018/"
    assert found("a") != []


def test_a_page_in_japanese_is_found_by_english_words_and_the_other_way_round() -> None:
    assert found("naturalisation", "ja") == found("naturalisation", "en") != []
    assert found("帰化", "en") == found("帰化", "ja") != []


def test_a_synonym_that_staff_add_finds_at_once_and_one_they_remove_no_longer() -> None:
    assert found("でんでんむし") == []
    added = Synonym.objects.create(words="でんでんむし\n手数料")
    assert found("デンデンムシ")[0] == "faq/FAQ-018/"
    added.delete()
    assert found("でんでんむし") == []


def test_a_latin_word_is_found_from_its_beginning_only() -> None:
    assert found("residen") != []
    assert found("esidence") == []
    assert "#office-title" not in found("lose")  # "closed" on its days
    assert set(found("fee")) == set(found("fees"))


def test_no_search_changes_a_row() -> None:
    before = list(Listing.objects.order_by("pk").values())
    with connection.execute_wrapper(only_reading):
        found("手数料")
    assert list(Listing.objects.order_by("pk").values()) == before


def only_reading(execute: Any, sql: str, *rest: Any) -> Any:
    assert sql.startswith("SELECT"), sql
    return execute(sql, *rest)
