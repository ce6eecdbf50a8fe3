"""CSV files as office programs save them are read; what is doubtful is refused."""

import io

import pytest

from tests.sheets.books import COLUMNS, HEADINGS, questions, refusal, take
from tokutei_site.sheets.csv_file import write_csv

HEADER = ",".join(f'"{heading}"' for heading in HEADINGS) + "\r\n"


def csv_text(*rows: str) -> str:
    return HEADER + "".join(f"{row}\r\n" for row in rows)


def test_it_is_written_with_a_mark_crlf_and_quotes() -> None:
    file = io.BytesIO()
    write_csv(file, COLUMNS, [["a", 3, '二"行\n目', None]])
    expected = "\ufeff" + csv_text('"a","3","二""行\n目",""')
    assert file.getvalue().decode() == expected
    file.write(b"still open")


READABLE = {
    "UTF-8": csv_text("a,1,質問,").encode(),
    "UTF-8 with a mark": csv_text("a,1,質問,").encode("utf-8-sig"),
    "CP932": csv_text("a,1,質問,").encode("cp932"),
    "LF alone": csv_text("a,1,質問,").replace("\r\n", "\n").encode(),
    "CR alone": csv_text("a,1,質問,").replace("\r\n", "\r").encode(),
    "columns in another order": (
        f'"{HEADINGS[2]}",{HEADINGS[3]},{HEADINGS[1]},{HEADINGS[0]}\n質問,,1,a\n'.encode()
    ),
    "blank rows": csv_text(",,,", "a,1,質問,", "", ",,,").encode(),
    "short rows": csv_text("a,1,質問").encode(),
    "blank cells on the right": csv_text("a,1,質問,,,").encode(),
}


@pytest.mark.parametrize("name", READABLE)
def test_what_programs_save_is_read(name: str) -> None:
    (row,) = take(READABLE[name]).rows
    assert row.cells == {"code": "a", "revision": "1", "question_ja": "質問", "status": ""}
    assert row.number == (3 if name == "blank rows" else 2)


def test_where_the_columns_stand_is_told() -> None:
    table = take(READABLE["columns in another order"])
    assert table.sheet == ""
    assert table.letters == {"code": "D", "revision": "C", "question_ja": "A", "status": "B"}


def test_line_breaks_in_a_cell_become_lf() -> None:
    assert questions(csv_text('a,1,"一\r\n二\r三\n",').encode()) == ["一\n二\n三\n"]


def test_signs_of_cp932_stay_as_they_are() -> None:
    data = csv_text("a,1,髙﨑～－①㈱,").encode("cp932")
    assert questions(data) == ["髙﨑～－①㈱"]


REFUSED = {
    "UTF-16": (csv_text().encode("utf-16"), "UTF-16"),
    "UTF-16, big end first": (b"\xfe\xff" + csv_text().encode("utf-16-be"), "UTF-16"),
    "UTF-16 without a mark": (csv_text().encode("utf-16-le"), "neither an Excel workbook"),
    "a NUL": (csv_text("a,1,\0,").encode(), "neither an Excel workbook"),
    "neither": (csv_text("a,1,質問,").encode("cp932") + b"b,1,\xff\xff,\r\n", "Line 3 "),
    "a byte that CP932 leaves free": (csv_text("a,1,\x80,").encode("cp932"), "Line 2 "),
    "a mark before what is not all UTF-8": (
        csv_text("a,1,質問,").encode("utf-8-sig") + "質".encode("cp932"),
        "Line 3 ",
    ),
    "a mark before CP932": (
        b"\xef\xbb\xbf" + csv_text("a,1,質問,").encode("cp932"),
        "Line 1 ",
    ),
    "EUC-JP": (csv_text("a,1,質問,").encode("euc-jp"), "Line 1 "),
    "a quote without end": (csv_text('a,1,"質問,').encode(), "Row 2: The quotation marks"),
    "text after a quote": (csv_text("a,1,x,", 'b,1,"x"y,').encode(), "Row 3: The quotation marks"),
    "nothing": (b"", "Row 1: This row must hold the headings"),
    "a blank first row": (("\r\n" + csv_text()).encode(), "Row 1: This row must hold"),
    "another separator": (
        ";".join(HEADINGS).encode(),
        "is not a heading",
    ),
    "more cells than headings": (csv_text("a,1,x,,y").encode(), "Row 2, column E: There is some"),
    "no whole number": (
        csv_text("a,1.5,x,").encode(),
        "Row 2, column B “版 / Revision”: A whole number is needed here, but the cell holds “1.5”",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_doubtful_is_refused_by_row_and_cause(name: str) -> None:
    data, words = REFUSED[name]
    assert words in refusal(data)
