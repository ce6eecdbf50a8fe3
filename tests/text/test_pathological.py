"""No text keeps its readers waiting: what a tool does grows as the text does, whatever it is.

The limit is a generous one. What is slow on a busy machine is several times faster, what goes over
the whole text again for each of its parts several times slower.
"""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tokutei_site.text.easy_hints import hints

from .pathological import FRAGMENTS, LONGEST, OFFICE_WORDS, TEXTS, TOOLS, text_of

MOST = 2.0  # seconds
SHARE = 10


def seconds(tool: str, text: str) -> float:
    start = process_time()
    TOOLS[tool](text)
    return process_time() - start


@pytest.mark.parametrize("tool", TOOLS)
def test_no_text_is_slow_to_read(tool: str) -> None:
    """A tenth of the text tells which ones to read in full: a square takes a hundredth of it."""
    doubtful = [
        name for name in TEXTS if seconds(tool, text_of(name, LONGEST // SHARE)) > MOST / SHARE**2
    ]
    assert {name for name in doubtful if seconds(tool, text_of(name)) > MOST} == set()


MOST_TOLD = 20  # characters of hints for each of the text


@pytest.mark.parametrize("name", TEXTS)
def test_hints_do_not_repeat_the_text_for_each_of_its_words(name: str) -> None:
    found = hints(text_of(name), OFFICE_WORDS)
    assert sum(len(each.sentence) + len(each.words) for each in found) <= MOST_TOLD * LONGEST


PIECES = st.lists(st.sampled_from([*FRAGMENTS.values()]), min_size=1, max_size=4).map("".join)


@settings(max_examples=25, deadline=None)
@given(pieces=PIECES, opening=PIECES, tool=st.sampled_from([*TOOLS]))
def test_nor_any_pieces_over_and_over(pieces: str, opening: str, tool: str) -> None:
    text = (opening + pieces * LONGEST)[:LONGEST]
    assert seconds(tool, text) < MOST
