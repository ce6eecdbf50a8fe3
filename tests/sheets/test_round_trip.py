"""What goes into a spreadsheet comes back code point for code point, whatever saved it between."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.sheets.books import (
    COLUMNS,
    OVERLAPPING,
    SAMPLES,
    SHEET,
    questions,
    rows_of,
    take,
    written,
)
from tokutei_site.sheets.csv_file import write_csv
from tokutei_site.sheets.guard import guard, unguard
from tokutei_site.sheets.limits import Limits
from tokutei_site.sheets.process import table_of
from tokutei_site.text.characters import TEXT_LIMIT, normalise, validate_text

TEXTS = [*SAMPLES.values(), OVERLAPPING]


def csv_of(texts: list[str]) -> bytes:
    file = io.BytesIO()
    write_csv(file, COLUMNS, rows_of(texts))
    return file.getvalue()


WRITERS = {"xlsx": lambda texts: written(rows_of(texts)), "csv": csv_of}


def kept(name: str, texts: list[str]) -> list[str]:
    """What stands in the cells: in CSV, some behind a quote sign."""
    return texts if name == "xlsx" else [guard(text) for text in texts]


@pytest.mark.parametrize("name", WRITERS)
def test_every_sample_comes_back(name: str) -> None:
    table = take(WRITERS[name](TEXTS))
    assert [row.cells["question_ja"] for row in table.rows] == kept(name, TEXTS)
    assert [row.cells["revision"] for row in table.rows] == [str(n) for n in range(len(TEXTS))]
    assert [row.number for row in table.rows] == list(range(2, len(TEXTS) + 2))
    assert {row.cells["status"] for row in table.rows} == {""}


@pytest.mark.parametrize("name", WRITERS)
def test_writing_what_was_read_changes_nothing(name: str) -> None:
    data = WRITERS[name](TEXTS)
    read = questions(data)
    if name == "csv":
        read = [unguard(cell, text) for cell, text in zip(read, TEXTS, strict=True)]
    assert WRITERS[name](read) == data


def storable(text: str) -> str:
    kept = normalise(text)
    assume(kept is not None)
    assert kept
    try:
        validate_text(kept)
    except ValidationError:
        assume(False)
    return kept


SIGNS = st.one_of(st.characters(codec="utf-8"), st.sampled_from("=+-@'＝\t\n _x05FD<r>/&"))
PIECES = st.one_of(SIGNS, st.sampled_from(["_x005F_", "_x000D_", "_xD83C_", "<r>", "</r>", "\r\n"]))


@settings(max_examples=300)
@given(st.lists(st.lists(PIECES, min_size=1).map("".join).map(storable), min_size=1, max_size=5))
@pytest.mark.parametrize("name", WRITERS)
def test_any_text_that_may_be_stored_comes_back(name: str, texts: list[str]) -> None:
    table = table_of(WRITERS[name](texts), SHEET, COLUMNS, Limits())
    assert [row.cells["question_ja"] for row in table.rows] == kept(name, texts)


def test_the_longest_text_of_the_site_fits_a_cell() -> None:
    assert questions(written(rows_of(["x" * TEXT_LIMIT]))) == ["x" * TEXT_LIMIT]


# Other programs


def test_openpyxl_gives_back_all_but_what_was_edited() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(rows_of(TEXTS))))
    book[SHEET]["C3"].value = "直した"
    file = io.BytesIO()
    book.save(file)
    assert questions(file.getvalue()) == [TEXTS[0], "直した", *TEXTS[2:]]


def test_libreoffice_gives_everything_back_and_sees_no_formula(
    office: Callable[[bytes], bytes],
) -> None:
    texts = list(SAMPLES.values())
    data = office(written(rows_of(texts)))
    assert questions(data) == texts
    book = openpyxl.load_workbook(io.BytesIO(data))
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert "f" not in kinds


# In CSV, the guard


def test_the_guard_takes_away_exactly_one_quote_sign() -> None:
    data = csv_of(["=1", "'=1", "''", "x'"])
    for guarded in ('"\'=1"', "\"''=1\"", "\"'''\"", '"x\'"'):
        assert guarded.encode() in data
    rows = [row.cells["question_ja"] for row in take(data).rows]
    texts = ["=1", "'=1", "''", "x'"]
    assert [unguard(cell, text) for cell, text in zip(rows, texts, strict=True)] == texts


@pytest.mark.parametrize(
    ("exported", "cell", "typed"),
    [
        ("- a", "'- b", "- b"),
        ("- a", "'b", "b"),  # ours, though what it guarded is gone
        ("- a", "- b", "- b"),
        ("'a' b", "''a' c", "'a' c"),
        ("'a' b", "'a' c", "'a' c"),  # somebody took ours away
        ("a", "'b' c", "'b' c"),
        ("", "'=b", "'=b"),
    ],
)
def test_a_quote_sign_is_ours_only_where_we_put_one(exported: str, cell: str, typed: str) -> None:
    assert unguard(cell, exported) == typed
