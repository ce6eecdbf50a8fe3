"""Marks stand where the folded words stand, and the text stays as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei_site.text.excerpts import LENGTH, excerpt
from tokutei_site.text.fold import fold
from tokutei_site.text.marking import Run, mark

ODD = st.text(st.sampled_from("aAＡｱﾞアがか\u3099ぱﾊﾟ①㍿ﷺİßΐ 　\n\u200b\U000e0100葛<&>料"))


def shown(runs: tuple[Run, ...]) -> str:
    return "".join(f"[{run.text}]" if run.is_match else run.text for run in runs)


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("手数料はいくらですか", ["手数料"], "[手数料]はいくらですか"),
        ("手数料はいくらですか", ["手数料", "いくら"], "[手数料]は[いくら]ですか"),
        ("マイナンバー", ["なんばー"], "マイ[ナンバー]"),
        ("ﾅﾝﾊﾞｰ", ["なんば"], "[ﾅﾝﾊﾞ]ｰ"),
        ("ＣＡＲＤ card", ["card"], "[ＣＡＲＤ] [card]"),
        ("か\u3099くせい", ["が"], "[か\u3099]くせい"),
        ("my  number\ncard", ["my number card"], "[my  number\ncard]"),
        ("在\u200b留", ["在留"], "[在\u200b留]"),
        ("㍿", ["式"], "[㍿]"),
        ("あああ", ["ああ"], "[あああ]"),
        ("closed, lose", ["lose"], "closed, [lose]"),
        ("fees", ["fee"], "[fee]s"),
        ("16歳", ["6歳"], "1[6歳]"),
        ("在留期間", ["在留期", "期間"], "[在留期間]"),
        ("期間", ["在留"], "期間"),
        ("期間", [], "期間"),
        ("期間", [""], "期間"),
        ("", ["在"], ""),
        ("<b>&", ["b"], "<[b]>&"),
    ],
)
def test_marks_stand_where_the_words_stand(text: str, words: list[str], marked: str) -> None:
    assert shown(mark(text, words)) == marked


@given(ODD | st.text(), st.lists(ODD | st.text()))
def test_marking_changes_no_character_and_leaves_no_empty_run(text: str, words: list[str]) -> None:
    runs = mark(text, map(fold, words))
    assert "".join(run.text for run in runs) == text
    assert all(run.text for run in runs)


@given(ODD, ODD, ODD)
def test_a_word_that_stands_in_the_text_by_itself_is_marked(
    before: str, word: str, after: str
) -> None:
    folded = fold(word)
    runs = mark(f"{before}\n{word}\n{after}", [folded])
    assert any(run.is_match for run in runs) == bool(folded)
    assert all(folded in fold(run.text) for run in runs if run.is_match)


# Excerpts

LONG = "はじめの文です。" * 30


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("短い文です。", [], "短い文です。"),
        ("短い\n文です。", ["文"], "短い [文]です。"),
        ("", ["文"], ""),
        (
            f"{LONG}手数料は未定です。",
            ["手数料"],
            f"… {'はじめの文です。' * 4}[手数料]は未定です。",
        ),
        (f"{'あ' * 100}手数料", ["手数料"], f"… {'あ' * 40}[手数料]"),
        (f"{'word ' * 40}fee", ["fee"], f"… {'word ' * 8}[fee]"),
    ],
)
def test_an_excerpt_begins_with_a_sentence_or_a_word_shortly_before_the_first_match(
    text: str, words: list[str], found: str
) -> None:
    assert shown(excerpt(text, words)) == found


def test_a_long_text_is_cut_after_about_two_lines_and_says_so() -> None:
    assert shown(excerpt(LONG, [])) == LONG[:LENGTH] + " …"
    latin = shown(excerpt("number " * 100, []))
    assert latin == "number " * (LENGTH * 2 // 7 - 1) + "number …"


@given(ODD | st.text(), st.lists(ODD.map(fold)))
def test_an_excerpt_is_a_piece_of_the_text(text: str, words: list[str]) -> None:
    told = "".join(run.text for run in excerpt(text, words))
    assert told.removeprefix("… ").removesuffix(" …").strip() in " ".join(text.split())
    assert len(told) <= LENGTH * 2 + 4
