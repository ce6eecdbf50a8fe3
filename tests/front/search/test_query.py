"""What is typed becomes terms; any spelling of a term will do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei_site.front.search.query import MAX_TERMS, MAX_TYPED, Query, Term, parse, shortest
from tokutei_site.text.fold import fold

GROUPS = [
    ["引越し", "引っ越し", "転入"],
    ["my number card", "まいなんばーかーど"],
    ["fee", "手数料", "いくら"],
    ["転入", "moving in"],
]
MOVE = ("引っ越し", "引越し", "転入")
FEE = ("fee", "いくら", "手数料")
CARD = ("my number card", "まいなんばーかーど")


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", []),
        (" 　\n", []),
        ("%", []),
        ("。 _ \" ' \\", []),
        ("\0\ud800\u200b", []),
        ("写真", [("写真",)]),
        ("写真　写真 しゃしん", [("写真",), ("しゃしん",)]),
        ("カード ｶｰﾄﾞ", [("かーど",)]),
        ("引っ越し", [MOVE]),
        ("引越し 引っ越し", [MOVE]),
        ("引越し手続き", [MOVE, ("手続き",)]),
        ("引越しの手続き", [MOVE, ("の手続き",)]),
        ("手数料はいくら", [FEE]),
        ("いくら？", [FEE]),
        ("FEE", [FEE]),
        ("coffee", [("coffee",)]),
        ("fees", [("fees",)]),
        ("My Number Card", [CARD]),
        ("the my  number\u3000card fee", [("the",), CARD, FEE]),
        ("my number", [("my",), ("number",)]),
        ("転入", [("moving in", "引っ越し", "引越し", "転入")]),
        ("料\0金", [("料",), ("金",)]),
        ("' OR 1=1 --", [("or",), ("1=1",)]),
    ],
)
def test_what_is_typed_becomes_terms(typed: str, terms: list[Term]) -> None:
    assert list(parse(typed, GROUPS).terms) == terms


def test_at_most_ten_terms_of_two_hundred_characters_are_looked_for() -> None:
    assert len(parse(" ".join(f"t{n}" for n in range(20)), []).terms) == MAX_TERMS
    query = parse("あ" * 300, [])
    assert query.typed == "あ" * MAX_TYPED and query.terms == (("あ" * 100,),)


def test_what_is_shown_again_is_what_was_typed_without_what_nobody_can_read() -> None:
    assert parse("  ＣＡＲＤ\0 \ud800カード ", GROUPS).typed == "ＣＡＲＤ カード"


@given(st.text(), st.lists(st.lists(st.text(max_size=8).map(fold).filter(bool), min_size=1)))
def test_anything_may_be_typed_and_every_term_is_folded(
    typed: str, groups: list[list[str]]
) -> None:
    query = parse(typed, groups)
    assert len(query.terms) <= MAX_TERMS
    assert all(term and spelling for term in query.terms for spelling in term)
    assert all(fold(spelling) == spelling for spelling in query.spellings)


def test_without_words_there_are_no_spellings() -> None:
    assert Query().spellings == frozenset()


@pytest.mark.parametrize(
    ("term", "kept"),
    [
        (("転入", "転入届"), ["転入"]),
        (("転入届", "転入", "move", "moved"), ["転入", "move"]),
        (("a", "b"), ["a", "b"]),
        (("a",), ["a"]),
    ],
)
def test_a_spelling_that_another_one_is_part_of_is_not_asked_for(
    term: Term, kept: list[str]
) -> None:
    assert shortest(term) == kept
