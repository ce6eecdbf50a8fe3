"""A workbook that we write is locked where it must be, holds no formula, and says nothing else."""

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from django.utils.translation import override

from tests.sheets.books import COLUMNS, GUIDE, HEADINGS, SAMPLES, SHEET, rows_of, take, written
from tokutei_site.sheets.unfit import Unfit


@pytest.fixture(scope="module")
def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(written(rows_of(SAMPLES.values()))))


def cells(book: Any, column: str) -> list[Any]:
    return list(book[SHEET][column][1:])


def test_it_has_the_table_the_guide_and_a_hidden_list(book: Any) -> None:
    assert book.sheetnames == [SHEET, GUIDE.sheet_name, "choices"]
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "hidden"]
    assert [cell.value for cell in book[SHEET][1]] == HEADINGS
    rows = [[c.value for c in row] for row in book[GUIDE.sheet_name].iter_rows()]
    assert rows == [[GUIDE.heading, None], [None, None], ["=列", "意味"], ["質問", "一行で"]]


def test_every_text_is_a_text_and_no_cell_is_a_formula(book: Any) -> None:
    assert {(c.data_type, c.number_format) for c in cells(book, "C")} == {("s", "@")}
    assert {c.data_type for sheet in book for row in sheet.iter_rows() for c in row} <= set("sn")


def test_what_a_program_would_change_is_marked_as_typed(book: Any) -> None:
    signs = tuple("=+-@\t\r＝＋－＠'")
    for cell, text in zip(cells(book, "C"), SAMPLES.values(), strict=True):
        assert bool(cell.quotePrefix) is text.startswith(signs), text


def test_numbers_are_numbers(book: Any) -> None:
    assert [cell.value for cell in cells(book, "B")] == list(range(len(SAMPLES)))
    assert {(cell.data_type, cell.number_format) for cell in cells(book, "B")} == {("n", "0")}


def test_locked_columns_are_locked_and_the_rest_is_open_down_to_the_last_row(book: Any) -> None:
    sheet = book[SHEET]
    assert sheet.protection.sheet and sheet.protection.password is None
    for letter, column in zip("ABCD", COLUMNS, strict=True):
        assert sheet.column_dimensions[letter].protection.locked is column.is_locked
        assert sheet.column_dimensions[letter].width >= column.width
        assert sheet[f"{letter}1"].protection.locked
    assert all(cell.protection.locked for cell in cells(book, "A"))
    assert not any(cell.protection.locked for cell in cells(book, "C"))


def test_people_may_sort_filter_format_and_insert_rows(book: Any) -> None:
    sheet = book[SHEET]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:D{len(SAMPLES) + 1}"
    forbidden = {name for name in dir(sheet.protection) if getattr(sheet.protection, name) is True}
    allowed = {"sort", "autoFilter", "formatCells", "formatColumns", "formatRows", "insertRows"}
    assert forbidden & allowed == set() and "deleteRows" in forbidden


def test_choices_are_offered_below_the_heading_whatever_signs_they_have(book: Any) -> None:
    (rule,) = book[SHEET].data_validations.dataValidation
    assert (rule.type, str(rule.sqref)) == ("list", "D2:D1048576")
    assert rule.formula1 == "choices!$A$1:$A$2"
    assert [cell.value for cell in book["choices"]["A"]] == list(COLUMNS[3].choices)


def test_equal_content_gives_equal_bytes_that_name_nobody() -> None:
    data = written(rows_of("a"))
    assert written(rows_of("a")) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        properties = archive.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in properties and "2000-01-01T00:00:00Z" in properties


def test_an_empty_table_can_be_filled_in() -> None:
    data = written([])
    assert take(data).rows == ()
    book = openpyxl.load_workbook(io.BytesIO(data))
    book[SHEET]["C2"] = "新しい質問"
    file = io.BytesIO()
    book.save(file)
    (row,) = take(file.getvalue()).rows
    assert (row.number, row.cells["question_ja"], row.cells["code"]) == (2, "新しい質問", "")


def test_a_number_that_programs_would_round_is_written_as_text() -> None:
    (row,) = take(written([["a", 123456789012345, 1234567890123456789, None]])).rows
    assert row.cells["revision"] == "123456789012345"
    assert row.cells["question_ja"] == "1234567890123456789"


def test_a_text_that_no_cell_can_hold_is_refused_not_cut() -> None:
    with override("en"), pytest.raises(Unfit) as refused:
        written([["a", 1, "short", None], ["b", 1, "🏢" * 20_000, None]])
    (message,) = refused.value.messages
    assert message.startswith(f"“b” (Sheet “{SHEET}”, row 3, column C)") and "32767" in message


def test_a_row_has_a_value_for_every_column() -> None:
    with pytest.raises(ValueError, match="zip"):
        written([["a", 1]])
