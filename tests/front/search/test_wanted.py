"""A term stands in a text however that is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei_site.front.search.wanted import Text, Wanted
from tokutei_site.publishing.ledger import comparable

ODD = st.text(st.sampled_from("ab1 -:?かー料\n"), max_size=12)


@given(ODD, st.lists(ODD.map(str.strip).filter(bool), min_size=1, max_size=4))
def test_looking_by_script_finds_what_looking_in_the_whole_does(
    text: str, words: list[str]
) -> None:
    wanted, kept = Wanted.of(tuple(words)), comparable(text)
    assert wanted.stands_in(Text.of(kept)) == wanted.is_in(kept)


@pytest.mark.parametrize(
    ("text", "spellings", "stands"),
    [
        ("手数料は16歳から", ["16歳"], True),
        ("手数料fee料金", ["fee"], True),
        ("1料6", ["16"], False),
        ("手fee数料", ["手数料"], False),
        ("closed", ["lose"], False),
        ("moving house", ["moving house"], True),
        ("何もない", ["moving", "16歳", "もない"], True),
    ],
)
def test_a_spelling_of_any_script_stands_where_it_is_in_one_piece(
    text: str, spellings: list[str], stands: bool
) -> None:
    assert Wanted.of(tuple(spellings)).stands_in(Text.of(comparable(text))) is stands
