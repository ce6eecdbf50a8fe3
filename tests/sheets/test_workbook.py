"""The named sheet is found whatever lies around it; a file that is no such workbook is refused."""

import io
import zipfile

import openpyxl
import pytest

from tests.sheets.books import (
    COLUMNS,
    KIND,
    SHEET,
    book,
    book_with,
    pack,
    parts,
    refusal,
    row,
    rows_of,
    take,
    text,
    written,
)

TYPES = parts()["[Content_Types].xml"]
ONE = row(2, text("A2", "a") + text("C2", "質問"))


def renamed(part: str, old: str, new: str) -> bytes:
    content = parts()[part]
    assert old in content
    return book_with({part: content.replace(old, new)})


def ole(*marks: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "".join(marks).encode("utf-16-le") + bytes(512)


def strict() -> bytes:
    """As “Strict Open XML Spreadsheet” is saved: the same names in other namespaces."""
    transitional, purl = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    return pack(
        (
            name,
            content.replace(f"{transitional}spreadsheetml/2006/", f"{purl}spreadsheetml/").replace(
                f"{transitional}officeDocument/2006/", f"{purl}officeDocument/"
            ),
        )
        for name, content in parts(ONE).items()
    )


def other_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    return file.getvalue()


REFUSED = {
    "an old workbook": (ole("Workbook"), "old kind (.xls)"),
    "a workbook with a password": (ole("EncryptionInfo", "EncryptedPackage"), "password"),
    "macros": (book_with({"xl/vbaProject.bin": b"x"}), "macros"),
    "macros by type": (
        book_with(
            {
                "[Content_Types].xml": TYPES.replace(
                    f"{KIND}.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
                )
            }
        ),
        "macros",
    ),
    "macros by a type for all": (
        renamed(
            "[Content_Types].xml",
            "<Override",
            '<Default Extension="x" ContentType="application/vnd.ms-office.vbaProject"/><Override',
        ),
        "macros",
    ),
    "a binary workbook": (
        renamed("[Content_Types].xml", KIND, "application/vnd.ms-excel.sheet.binary.macroEnabled"),
        "not an Excel workbook",
    ),
    "another archive": (other_zip(), "not an Excel workbook"),
    "another document": (
        book_with({"xl/workbook.xml": '<w:document xmlns:w="urn:word"/>'}),
        "not an Excel workbook",
    ),
    "a strict workbook": (strict(), "Strict Open XML"),
    "a strict sheet": (
        renamed(
            "xl/worksheets/sheet2.xml",
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        "Strict Open XML",
    ),
    "no such sheet": (
        renamed("xl/workbook.xml", f'name="{SHEET}"', 'name="Sheet1"'),
        f"no sheet with the name “{SHEET}”, only: 前 / Sheet1.",
    ),
    "two sheets of one name": (renamed("xl/workbook.xml", "前", SHEET), "damaged"),
    "a sheet that is none": (
        renamed("xl/_rels/workbook.xml.rels", "worksheets/sheet2.xml", "styles.xml"),
        "damaged",
    ),
    "a sheet elsewhere": (
        renamed(
            "xl/_rels/workbook.xml.rels",
            'Target="/xl/worksheets/sheet2.xml"',
            'TargetMode="External" Target="http://127.0.0.1/sheet.xml"',
        ),
        "damaged",
    ),
    "a missing part": (
        renamed("xl/_rels/workbook.xml.rels", "sheet2.xml", "sheet3.xml"),
        "damaged",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_such_workbook_is_refused(name: str) -> None:
    data, words = REFUSED[name]
    assert words in refusal(data)


def test_it_is_told_by_its_bytes_and_read_by_the_name_of_the_sheet() -> None:
    table = take(book(ONE))
    assert table.sheet == SHEET
    assert table.letters == dict(zip([c.name for c in COLUMNS], "ABCD", strict=True))
    assert [(r.number, r.cells["question_ja"]) for r in table.rows] == [(2, "質問")]


def test_a_sheet_in_front_and_another_one_open_do_no_harm() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(rows_of(["質問"]))))
    front = book.create_sheet("メモ", 0)
    front["A1"], front["A2"] = "=1+1", 3
    front.merge_cells("B2:C3")
    book.active = 0
    file = io.BytesIO()
    book.save(file)
    assert [r.cells["question_ja"] for r in take(file.getvalue()).rows] == ["質問"]
