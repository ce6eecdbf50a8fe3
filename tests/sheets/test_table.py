"""Columns are found by their headings, in any order; what is missing or too much is refused."""

import pytest
from django.utils.translation import override

from tests.sheets.books import COLUMNS, HEADER, HEADINGS, SHEET, book, refusal, row, sheet_of, take
from tests.sheets.books import text as cell
from tokutei_site.sheets.limits import Limits
from tokutei_site.sheets.places import place


def headed(*headings: str, rows: str = "") -> bytes:
    cells = "".join(cell(f"{'ABCDEF'[n]}1", text) for n, text in enumerate(headings) if text)
    return book(sheet=sheet_of(row(1, cells) + rows))


FIRST = f"Sheet “{SHEET}”, row 1"
REFUSED = {
    "nothing at all": (book(sheet=sheet_of("")), FIRST + ": This row must hold the headings"),
    "headings in the second row": (
        book(sheet=sheet_of(HEADER.replace('r="1"', 'r="2"').replace('1"', '2"'))),
        FIRST + ": This row must hold the headings",
    ),
    "a missing column": (
        headed(*HEADINGS[:2], HEADINGS[3]),
        FIRST + f": The column “{HEADINGS[2]}” is missing.",
    ),
    "an unknown column": (
        headed(*HEADINGS, "備考"),
        FIRST + ", column E: “備考” is not a heading of this table.",
    ),
    "a column twice": (
        headed(*HEADINGS, HEADINGS[2]),
        FIRST + f", column E: The heading “{HEADINGS[2]}” stands here a second time.",
    ),
    "a number as heading": (
        book(sheet=sheet_of(HEADER.replace("</row>", '<c r="E1"><v>1</v></c></row>'))),
        FIRST + ", column E: This cell holds the number 1",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_wrong_headings_are_named(name: str) -> None:
    data, words = REFUSED[name]
    assert words in refusal(data)


def test_every_wrong_heading_is_named_at_once() -> None:
    assert len(refusal(headed("コード", *HEADINGS[1:3])).splitlines()) == 3


def test_columns_may_stand_in_any_order_with_gaps_and_broken_lines() -> None:
    broken = HEADINGS[2].replace("/ ", "/\n")
    rows = row(2, cell("A2", "質問") + cell("D2", "a"))
    table = take(headed(broken, HEADINGS[3], "", HEADINGS[0], HEADINGS[1], rows=rows))
    assert table.letters["question_ja"] == "A"
    assert (table.rows[0].cells["code"], table.rows[0].cells["question_ja"]) == ("a", "質問")
    assert set(table.rows[0].cells) == {column.name for column in COLUMNS}


def test_too_many_rows_are_refused_but_blank_ones_do_not_count() -> None:
    rows = [row(n, cell(f"A{n}", "a")) for n in range(2, 5)]
    blank = row(5, cell("A5", " "))
    limits = Limits(rows=3)
    assert len(take(book("".join(rows) + blank), limits).rows) == 3
    more = book("".join([*rows, blank, row(6, cell("A6", "a"))]))
    assert f"Sheet “{SHEET}”, row 6: From here on there are more than 3" in refusal(more, limits)


def test_one_long_text_in_many_cells_is_refused() -> None:
    shared = "".join(row(n, f'<c r="C{n}" t="s"><v>0</v></c>') for n in range(2, 5000))
    long = "<si><t>" + "長" * 30_000 + "</t></si>"
    assert "more than 30 MB" in refusal(book(shared, strings=long))


def test_the_first_twenty_problems_are_named() -> None:
    rows = "".join(row(n, f'<c r="C{n}"><v>1</v></c>') for n in range(2, 50))
    found = refusal(book(rows)).splitlines()
    assert len(found) == 20 and "row 21, column C" in found[-1]


@override("en")
def test_places_are_named_with_what_is_known() -> None:
    assert place("S") == "Sheet “S”"
    assert place("S", 2) == "Sheet “S”, row 2"
    assert place("S", 2, "C") == "Sheet “S”, row 2, column C"
    assert place("", 2, "C", "100%") == "Row 2, column C “100%”"
    assert (place("", 2, "C"), place("", 2), place("")) == ("Row 2, column C", "Row 2", "The file")
