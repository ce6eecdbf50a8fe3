"""Files that cannot be imported, sent to the desk: each is refused in words that name the place and
the cause, and the database is as it was."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from announcements.models import Faq
from announcements.sheets.columns import SHEET
from tests.announcements.sheets.files import edited, export
from tests.desk_forms import login
from tests.factories import every_row, make_draft, make_writer

pytestmark = pytest.mark.django_db

IMPORT = "/admin/announcements/faq/import/"
ENGLISH = ("Traceback", "Error:", "Exception", "BadZipFile", "ValidationError", "Unfit")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def with_cell(value: Any, where: str = "I2") -> bytes:
    """As if somebody had typed something into a cell of the answers (column I)."""
    book = openpyxl.load_workbook(io.BytesIO(export()))
    book[SHEET][where].number_format = "General"
    book[SHEET][where] = value
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_book(change: Callable[[Any], Any]) -> Callable[[], bytes]:
    def made() -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(export()))
        change(book)
        return saved(book)

    return made


def with_parts(**more: bytes) -> bytes:
    """The export with parts added (a double underscore stands for the slash)."""
    file = io.BytesIO(export())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in more.items():
            archive.writestr(name.replace("__", "/") + ".bin", content)
    return file.getvalue()


def with_xml(old: bytes, new: bytes, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The export with something in one of its parts replaced."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(export())) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            after.writestr(name, content)
    return file.getvalue()


def double_code() -> bytes:
    lines = export("csv").split(b"\r\n")
    return b"\r\n".join([*lines[:2], lines[1], b""])


CASES: dict[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    "a formula": (lambda: with_cell("=1+1"), ("2行目 I列", "数式")),
    "an error": (lambda: with_cell("#N/A"), ("2行目 I列", "#N/A")),
    "a date": (lambda: with_cell(datetime(2026, 6, 14)), ("2行目 I列", "日付")),
    "a number": (lambda: with_cell(312345678), ("2行目 I列", "312345678")),
    "a truth value": (lambda: with_cell(True), ("2行目 I列", "論理値")),
    "half a place": (lambda: with_cell(1.5, "E2"), ("2行目 E列", "1.5")),
    "beyond the columns": (lambda: with_cell("x", "M2"), ("2行目 M列", "見出しのない列")),
    "merged cells": (with_book(lambda book: book[SHEET].merge_cells("G2:H2")), ("G2:H2",)),
    "another heading": (lambda: with_cell("備考", "G1"), ("1行目", "備考")),
    "a missing column": (with_book(lambda book: book[SHEET].delete_cols(7)), ("質問（日本語）",)),
    "a renamed sheet": (
        with_book(lambda book: setattr(book[SHEET], "title", "別の表")),
        (SHEET, "別の表"),
    ),
    "macros": (lambda: with_parts(xl__vbaProject=b"x"), ("マクロ",)),
    "a bomb": (lambda: with_parts(xl__media__bomb=bytes(40 << 20)), ("30 MB",)),
    "strict Open XML": (
        lambda: with_xml(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            "xl/workbook.xml",
        ),
        ("Strict Open XML",),
    ),
    "a DTD": (
        lambda: with_xml(b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "b">]><worksheet'),
        ("DTD",),
    ),
    "a row far below": (lambda: with_xml(b'r="2"', b'r="99999999"'), ("99999999",)),
    "broken XML": (lambda: with_xml(b"</sheetData>", b""), ("壊れて",)),
    "half a file": (lambda: export()[:-200], ("壊れて",)),
    "a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), ("パスワード",)),
    "an old workbook": (lambda: OLE, (".xls",)),
    "too large": (lambda: export() + bytes(6 << 20), ("5 MB",)),
    "UTF-16": (lambda: export("csv").decode("utf-8-sig").encode("utf-16"), ("UTF-16",)),
    "bytes that are no text": (lambda: export("csv")[3:] + b'"\x80\xfd"', ("CP932",)),
    "a NUL": (lambda: export("csv") + b"\0", ("CSV",)),
    "semicolons": (lambda: export("csv").replace(b'","', b'";"'), ("1行目", "引用符")),
    "an open quotation mark": (lambda: export("csv") + b'"x', ("引用符",)),
    "nothing": (bytes, ("空です",)),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(64), ("Excel",)),
    # Of the rows: told in the preview
    "an unknown code": (lambda: edited("csv", FAQ_777__order="1"), ("3行目", "FAQ-777")),
    "a code twice": (double_code, ("2行目", "3行目", "FAQ-001")),
    "an unknown category": (lambda: edited(FAQ_001__category="ない"), ("2行目", "ない")),
    "an unknown source": (lambda: edited(FAQ_001__sources="none"), ("2行目", "none")),
    "another version": (lambda: edited(FAQ_001__version=7), ("2行目", "版の番号")),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_in_words_and_changes_nothing(case: str) -> None:
    make_draft(Faq)
    make, told = CASES[case]
    data, client, before = make(), login(make_writer()), every_row()
    sent = {"file": SimpleUploadedFile("質問.xlsx", data)}
    response = client.post(IMPORT, sent, follow=True)
    page = response.content.decode()
    assert response.status_code == 200
    assert [words for words in told if words not in page] == []
    assert [words for words in ENGLISH if words in page] == []
    assert "下書きとして取り込む" not in page
    after = every_row()
    assert after.pop("publishing_upload") == [] or response.redirect_chain
    assert after == {name: rows for name, rows in before.items() if name != "publishing_upload"}


def test_more_rows_than_the_limit_are_refused(settings: Any) -> None:
    for _ in range(3):
        make_draft(Faq)
    data = export()
    settings.SHEET_ROWS = 2
    client, before = login(make_writer()), every_row()
    page = client.post(IMPORT, {"file": SimpleUploadedFile("q.xlsx", data)}).content.decode()
    assert "4行目" in page and "2行を超えます" in page
    assert every_row() == before


def test_what_staff_do_to_a_workbook_every_day_does_no_harm() -> None:
    make_draft(Faq)

    def rearrange(book: Any) -> None:
        book.create_sheet("メモ", 0)["A1"] = "=SUM(1,2)"
        book.active = 0
        sheet = book[SHEET]
        sheet.move_range("A1:A2", rows=0, cols=12)
        for row in (10, 5000):
            sheet.cell(row, 3).value = " "
        sheet.delete_cols(1)

    page = login(make_writer()).post(
        IMPORT, {"file": SimpleUploadedFile("q.xlsx", with_book(rearrange)())}, follow=True
    )
    assert '<strong class="row-unchanged">1件' in page.content.decode()


# What a cell of a workbook may hide (_xHHHH_ stands for a character that XML cannot hold).
HIDDEN = ("_xD842_", "_xDFB7_", "_x0000_", "_x001B_", "_xFFFE_", "\u202e", "\ufdd0")


def hiding(sign: str, row: int, columns: str = "ABCDEFGHIJK") -> bytes:
    """The export with the sign at the end of these cells of a row; the headings are row 1."""
    book = openpyxl.load_workbook(io.BytesIO(export()))
    for cell in (book[SHEET][f"{column}{row}"] for column in columns):
        cell.value, cell.data_type = f"{'' if cell.value is None else cell.value}{sign}", "s"
    return saved(book)


WITHOUT_NUMBERS = "ACDFGHIJK"


@pytest.mark.parametrize("place", [(1,), (2,), (2, WITHOUT_NUMBERS)])
@pytest.mark.parametrize("sign", HIDDEN)
def test_no_sign_in_any_cell_breaks_a_page_or_reaches_the_database(sign: str, place: Any) -> None:
    make_draft(Faq)
    data, client, before = hiding(sign, *place), login(make_writer()), every_row()
    sent = {"file": SimpleUploadedFile("質問.xlsx", data)}
    response = client.post(IMPORT, sent, follow=True)
    page = response.content.decode()
    assert response.status_code == 200 and "errornote" in page
    assert "下書きとして取り込む" not in page
    raw = re.sub("_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), sign)
    assert raw in ("\ufffe", "\ufdd0") or raw not in page
    assert every_row() | {"publishing_upload": []} == before


def test_a_broken_character_is_named_with_its_place() -> None:
    make_draft(Faq)
    sent = {"file": SimpleUploadedFile("質問.xlsx", hiding("_xD842_", 2))}
    page = login(make_writer()).post(IMPORT, sent).content.decode()
    for letter in "AEI":
        assert f"2行目 {letter}列" in page
    assert "U+D842" in page and "壊れた文字" in page
