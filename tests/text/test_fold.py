import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei_site.text.fold import fold, is_word, with_word_starts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("マイナンバー", "まいなんばー"),
        ("ﾏｲﾅﾝﾊﾞｰ", "マイナンバー"),
        ("ＣＡＲＤ", "card"),
        ("Straße", "STRASSE"),
        ("２０２６年", "2026年"),
        ("9〜5時", "9～5時"),
        ("9∼5時", "9~5時"),
        ("03−1234", "03-1234"),
        ("03–1234", "03—1234"),
        ("03‐1234", "03‑1234"),
        ("03‒1234", "03―1234"),
        ("窓口　案内", "窓口 案内"),
        ("  窓口\t\n案内 ", "窓口 案内"),
        ("か\u3099", "が"),
        ("ヴィザ", "ゔぃざ"),
        ("葛\U000e0100城", "葛城"),
        ("在留\u200bカード", "在留カード"),
        ("①", "1"),
        ("the worker’s “card”", 'the worker\'s "card"'),
        ("zairyū", "zairyu"),
        ("TŌROKU", "to\u0304roku"),
        ("神", "神"),
    ],
)
def test_two_spellings_are_found_by_one_another(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("申し込み", "申込"), ("カード", "カト"), ("一", "ー"), ("ハ", "バ")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "text", ["\u0345", "ΐ", "İ", "¨", "ワ\u3099", "ﷺ", "\u1e9b\u0323", "ǰ", "∼\u0338"]
)
def test_awkward_characters_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_a_part_between_words_is_still_found(one: str, other: str) -> None:
    assert all(word in fold(f"{one} {other}") for word in fold(one).split())


@pytest.mark.parametrize("text", ["料", "7", "￥", "😀", "-a-"])
def test_a_letter_a_digit_a_currency_or_a_pictogram_makes_a_word(text: str) -> None:
    assert is_word(fold(text))


@pytest.mark.parametrize("text", ["", " 　", "%", "_", '"', "\\", "。", "〜", "'--", "\u200b"])
def test_marks_alone_are_no_word(text: str) -> None:
    assert not is_word(fold(text))


@pytest.mark.parametrize(
    ("word", "text", "is_found"),
    [
        ("lose", "closed", False),
        ("fee", "fees", True),
        ("fee", "(fee)", True),
        ("move", "remove", False),
        ("card", "特定card", True),
        ("定card", "特定card", True),
        ("00", "9:00", True),
        ("6歳", "16歳", True),
        ("my number", "my number card", True),
    ],
)
def test_a_latin_word_is_found_where_it_begins(word: str, text: str, is_found: bool) -> None:
    assert (with_word_starts(word) in with_word_starts(text)) is is_found
