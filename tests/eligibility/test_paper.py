"""How large a result is printed: as large as one sheet of A4 holds."""

from itertools import pairwise
from pathlib import Path

import pytest

from eligibility.paper import SIZES, largest

STYLE = Path(__file__).parents[2] / "tokutei_site" / "static" / "site.css"
NAMES = [size.name for size in SIZES]
LINE = "窓口で聞いてください。" * 5
WORDS = "Ask at the counter before you go there. " * 5


@pytest.mark.parametrize("line", [LINE, WORDS])
def test_a_short_result_is_printed_large_and_a_long_one_small(line: str) -> None:
    assert largest([line], [], []) == "13"
    assert largest([line] * 200, [], []) == "8"
    assert largest([], [line] * 200, []) == "8"
    assert largest([], [], [line] * 400) == "8"


@pytest.mark.parametrize("line", [LINE, WORDS])
def test_more_to_read_is_never_printed_larger(line: str) -> None:
    found = [NAMES.index(largest([line] * count, [line] * 5, [line])) for count in range(60)]
    assert found == sorted(found) and len({*found}) > 4


def test_what_everybody_reads_shrinks_last() -> None:
    for larger, smaller in pairwise(SIZES):
        assert (larger.core, larger.aside, larger.ground) > (
            smaller.core,
            smaller.aside,
            smaller.ground,
        )
    assert [size.core for size in SIZES].count(11) == 3


def test_text_with_readings_needs_more_room() -> None:
    easy = "聞《き》いて ください。" * 60
    plain = easy.replace("《", "（").replace("》", "）")
    assert NAMES.index(largest([easy] * 6, [], [])) >= NAMES.index(largest([plain] * 6, [], []))


def test_the_style_knows_every_size() -> None:
    style = STYLE.read_text()
    usual = "--core: 10pt; --aside: 8pt; --ground: 7pt;"
    assert usual in style
    for size in SIZES:
        rule = style.partition(f".paper-{size.name}:is(")[2].partition("}")[0]
        assert bool(rule) is (size.name != "10"), size
        values = dict(
            each.strip().split(": ") for each in rule.partition("{")[2].split(";") if "--" in each
        )
        for name in ("core", "aside", "ground"):
            usually = {"core": 10, "aside": 8, "ground": 7}[name]
            assert values.get(f"--{name}", f"{usually}pt") == f"{getattr(size, name):g}pt", size
