"""Cells are read as they are meant, or refused by sheet, row, column and cause; none gets lost."""

import io
from datetime import date

import openpyxl
import pytest

from tests.sheets.books import (
    HEADER,
    HEADINGS,
    MAIN,
    SHEET,
    book,
    questions,
    refusal,
    row,
    rows_of,
    sheet_of,
    take,
    text,
    written,
)

QUESTION = f"Sheet “{SHEET}”, row 2, column C “{HEADINGS[2]}”: "
DAY = (
    '<numFmts><numFmt numFmtId="164" formatCode="&quot;day&quot; 0"/>'
    '<numFmt numFmtId="165" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>'
    "</cellXfs>"
)


def cell(inside: str, attributes: str = "", place: str = "C2") -> str:
    return row(2, text("A2", "a") + f'<c r="{place}" {attributes}>{inside}</c>')


# Read


READ = {
    "a string of its own": (cell("<is><t>質問</t></is>", 't="inlineStr"'), "質問"),
    "the result of nothing": (cell("<v>質問</v>", 't="str"'), "質問"),
    "a shared string": (cell("<v>1</v>", 't="s"'), "二"),
    "pieces of different looks": (cell("<v>2</v>", 't="s"'), "太い字"),
    "a reading (furigana)": (cell("<v>3</v>", 't="s"'), "漢字"),
    "a reading beside pieces": (
        cell(
            "<is><r><t>特</t></r><r><t>定</t></r><rPh><t>とくてい</t></rPh></is>", 't="inlineStr"'
        ),
        "特定",
    ),
    "spaces": (cell('<is><t xml:space="preserve"> a </t></is>', 't="inlineStr"'), " a "),
    "spaces without a word about them": (cell("<is><t> a </t></is>", 't="inlineStr"'), " a "),
    "an escaped line break": (cell("<is><t>a_x000D_\nb</t></is>", 't="inlineStr"'), "a\nb"),
    "an escaped escape": (cell("<is><t>_x005F_x000D_</t></is>", 't="inlineStr"'), "_x000D_"),
    "escaped halves": (cell("<is><t>_xD83C__xDFE2_</t></is>", 't="inlineStr"'), "🏢"),
    "no escape": (cell("<is><t>_x00_ _xZZZZ_</t></is>", 't="inlineStr"'), "_x00_ _xZZZZ_"),
    "CDATA": (cell("<is><t><![CDATA[<b>]]></t></is>", 't="inlineStr"'), "<b>"),
    "a comment in the text": (cell("<is><t>a<!-- x -->b</t></is>", 't="inlineStr"'), "ab"),
    "places left out": (
        f"<row>{'<c/>' * 2}<c t='inlineStr'><is><t>質問</t></is></c></row>",
        "質問",
    ),
    "text where only looks stand to the right": (
        row(2, text("C2", "質問") + '<c r="D2" s="1"/><c r="XFD2" s="1"/>'),
        "質問",
    ),
}
STRINGS = (
    "<si><t>一</t></si><si><t>二</t></si>"
    "<si><r><t>太い</t></r><r><rPr><b/></rPr><t>字</t></r></si>"
    '<si><t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh><phoneticPr fontId="1"/></si>'
)


@pytest.mark.parametrize("name", READ)
def test_a_text_is_read_as_it_is_meant(name: str) -> None:
    rows, expected = READ[name]
    assert questions(book(rows, strings=STRINGS, styles=DAY)) == [expected]


@pytest.mark.parametrize("dimension", ["A1", "A1:A1", "A1:XFD1048576", "nonsense"])
def test_what_the_sheet_says_of_its_size_is_ignored(dimension: str) -> None:
    rows = HEADER + "".join(row(n, text(f"C{n}", str(n))) for n in range(2, 42))
    data = book(sheet=sheet_of(rows, before=f'<dimension ref="{dimension}"/>'))
    assert questions(data) == [str(n) for n in range(2, 42)]


def test_blank_rows_are_skipped_and_numbers_are_those_of_the_program() -> None:
    blank = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 20_000))
    rows = row(2, text("C2", "一")) + blank + row(20_000, text("C20000", "二"))
    last = row(30_000, text("C30000", "  "))
    assert [r.number for r in take(book(rows + last)).rows] == [2, 20_000]


def test_a_number_column_takes_whole_numbers() -> None:
    values = ["<v>3</v>", "<v>3.0</v>", "<v>3E0</v>", "<v>-3</v>"]
    rows = "".join(
        row(n, text(f"A{n}", "a") + f'<c r="B{n}">{v}</c>') for n, v in enumerate(values, 2)
    )
    rows += row(9, text("A9", "a") + text("B9", " ３ ")) + row(10, text("A10", "a"))
    found = [r.cells["revision"] for r in take(book(rows)).rows]
    assert found == ["3", "3", "3", "-3", "3", ""]


# Refused


def in_b(inside: str, attributes: str = "") -> str:
    return cell(inside, attributes, "B2")


A_NUMBER = f"row 2, column B “{HEADINGS[1]}”: "
REFUSED = {
    "a formula": (cell("<f>1+1</f><v>2</v>"), QUESTION + "This cell holds a formula"),
    "a formula without a result": (cell("<f>1+1</f>"), QUESTION + "This cell holds a formula"),
    "a formula with a text": (cell("<f>A1</f><v>x</v>", 't="str"'), QUESTION + "This cell holds a"),
    "a shared formula": (cell('<f t="shared" si="0"/><v>2</v>'), QUESTION + "This cell holds a"),
    "an array formula": (
        cell('<f t="array" ref="C2:C9">A1:A9</f><v>2</v>'),
        QUESTION + "This cell holds a formula",
    ),
    "a formula in a number": (in_b("<f>1+1</f><v>2</v>"), A_NUMBER + "This cell holds a formula"),
    "half a character": (
        cell("<is><t>x_xD83C_x</t></is>", 't="inlineStr"'),
        QUESTION + "This cell holds a broken character (U+D83C)",
    ),
    "a NUL": (
        cell("<is><t>_x0000_</t></is>", 't="inlineStr"'),
        QUESTION + "This cell holds a broken",
    ),
    "half a number": (in_b("<v>_xDC00_</v>", 't="str"'), A_NUMBER + "This cell holds a broken"),
    "half an error": (cell("<v>_xDC00_</v>", 't="e"'), QUESTION + "This cell holds a broken"),
    "an error": (cell("<v>#N/A</v>", 't="e"'), QUESTION + "This cell holds the error #N/A"),
    "a number": (cell("<v>312345678</v>"), QUESTION + "This cell holds the number 312345678"),
    "a date": (cell("<v>46023</v>", 's="1"'), QUESTION + "The spreadsheet program has made a date"),
    "a date of an era": (cell("<v>46023</v>", 's="3"'), QUESTION + "The spreadsheet program has"),
    "a date in letters": (cell("<v>2026-01-02</v>", 't="d"'), QUESTION + "The spreadsheet program"),
    "no date": (cell("<v>46023</v>", 's="2"'), QUESTION + "This cell holds the number 46023"),
    "a truth": (cell("<v>1</v>", 't="b"'), QUESTION + "This cell holds a truth value"),
    "a truth as number": (in_b("<v>1</v>", 't="b"'), A_NUMBER + "This cell holds a truth value"),
    "a date as number": (in_b("<v>46023</v>", 's="1"'), A_NUMBER + "The spreadsheet program has"),
    "a half": (in_b("<v>1.5</v>"), A_NUMBER + "A whole number is needed here, but the cell holds"),
    "too large a number": (in_b("<v>1E300</v>"), A_NUMBER + "A whole number is needed here"),
    "no number": (in_b("<v>NaN</v>"), A_NUMBER + "A whole number is needed here"),
    "words as number": (in_b("<v>三</v>", 't="str"'), A_NUMBER + "A whole number is needed here"),
    "a string out of range": (cell("<v>9</v>", 't="s"'), QUESTION + "The text of this cell is"),
    "a negative string": (cell("<v>-1</v>", 't="s"'), QUESTION + "The text of this cell is"),
    "something beyond the headings": (
        cell("<is><t>x</t></is>", 't="inlineStr"', "E2"),
        f"Sheet “{SHEET}”, row 2, column E: There is something here",
    ),
    "a formula beyond the headings": (cell("<f>1</f>", "", "E2"), "row 2, column E: There is some"),
    "something far beyond": (cell("<v>1</v>", "", "AO2"), "row 2, column AO: There are more than"),
    "rows out of order": (row(5, text("A5", "a")) + row(3, text("A3", "a")), "row 5: The rows or"),
    "a row twice": (row(2, text("A2", "a")) * 2, "row 2: The rows or cells"),
    "a row beyond the last": (row(1048577, ""), "out of order here (“1048577”)"),
    "a row of no number": ('<row r="x"/>', "out of order here (“x”)"),
    "cells out of order": (row(2, text("C2", "a") + text("B2", "1")), "out of order here (“B2”)"),
    "a cell twice": (row(2, text("C2", "a") * 2), "row 2: The rows or cells"),
    "a cell of another row": (row(2, text("C3", "a")), "out of order here (“C3”)"),
    "a cell beyond the last": (row(2, text("XFE2", "a")), "out of order here (“XFE2”)"),
    "a cell of no place": (row(2, text("2C", "a")), "out of order here (“2C”)"),
    "an unknown kind": (cell("<v>1</v>", 't="x"'), "damaged"),
    "a value twice": (cell("<v>1</v><v>2</v>"), "damaged"),
    "a value of another kind": (cell("<v>1</v>", 't="inlineStr"'), "damaged"),
    "text that might get lost": (cell("<is><x>1</x><t>2</t></is>", 't="inlineStr"'), "damaged"),
    "a cell of another kind": (row(2, '<x r="A2"/>'), "damaged"),
    "a row outside": ("</sheetData><row/><sheetData>", "damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_doubtful_cell_is_refused_by_its_place_and_cause(name: str) -> None:
    rows, words = REFUSED[name]
    assert words in refusal(book(rows, strings=STRINGS, styles=DAY))


def test_merged_cells_are_refused() -> None:
    merged = '<mergeCells><mergeCell ref="B3:C4"/></mergeCells>'
    words = f"Sheet “{SHEET}”, row 3, column B: The cells B3:C4 are merged."
    assert words in refusal(book(row(3, text("B3", "1")), merged))


def test_what_people_put_into_cells_with_a_program_is_named() -> None:
    made = openpyxl.load_workbook(io.BytesIO(written(rows_of("abcdef"))))
    sheet = made[SHEET]
    sheet["C2"], sheet["C3"], sheet["C4"] = "=A1", date(2026, 1, 2), 3
    sheet["C5"], sheet["C6"] = True, "#N/A"
    file = io.BytesIO()
    made.save(file)
    found = refusal(file.getvalue()).splitlines()
    causes = ["a formula", "a date", "the number 3", "a truth value", "the error #N/A"]
    for number, (message, cause) in enumerate(zip(found, causes, strict=True), 2):
        assert f"row {number}, column C" in message and cause in message


def test_a_string_is_no_shared_string_without_a_list() -> None:
    assert "The text of this cell" in refusal(book(cell("<v>0</v>", 't="s"')))


def test_elements_of_other_languages_are_no_cells() -> None:
    other = row(2, text("A2", "a") + '<c xmlns="urn:x" r="C2"><v>1</v></c>')
    assert "damaged" in refusal(book(other)) and MAIN not in other
