"""Readings beside kanji, and nothing else."""

import pytest

from tokutei_site.text.markup import plain, render, render_easy
from tokutei_site.text.ruby import without_readings

RUBY = "<ruby>在留<rp>（</rp><rt>ざいりゅう</rt><rp>）</rp></ruby>"


def test_a_reading_stands_over_its_kanji() -> None:
    assert render_easy("在留《ざいりゅう》カード") == f"<p>{RUBY}カード</p>\n"


def test_okurigana_stay_outside() -> None:
    html = render_easy("出《だ》します")
    assert html == "<p><ruby>出<rp>（</rp><rt>だ</rt><rp>）</rp></ruby>します</p>\n"


def test_bold_and_lists_keep_their_readings() -> None:
    assert RUBY in render_easy("・**在留《ざいりゅう》**カード")


@pytest.mark.parametrize(
    "text",
    [
        "カード《かーど》",  # no kanji in front
        "在留《zairyu》",  # no kana inside
        "在留《》",
        "在留 《ざいりゅう》",
        "《在留》",
        "在留《<b>ざ</b>》",
    ],
)
def test_other_brackets_stay_as_typed(text: str) -> None:
    assert "<ruby>" not in render_easy(text)


def test_other_texts_show_no_readings() -> None:
    assert "<ruby>" not in render("在留《ざいりゅう》")


def test_markup_in_a_reading_stays_text() -> None:
    html = render_easy('在留《ざいりゅう》<img src=x onerror="alert(1)">')
    assert "<img" not in html and RUBY in html


def test_an_address_is_left_alone() -> None:
    assert "<ruby>" not in render_easy("[a](https://example.jp/在留《ざいりゅう》)").split(">a<")[0]


def test_words_for_search_have_no_readings() -> None:
    text = "在留《ざいりゅう》カード"
    assert without_readings(text) == "在留カード"
    assert "ざいりゅう" not in plain(without_readings(text))
