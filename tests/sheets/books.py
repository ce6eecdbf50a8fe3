"""Columns, samples, and workbooks built by hand, part by part."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

import pytest
from django.utils.translation import override

from tokutei_site.sheets.columns import Column, Table
from tokutei_site.sheets.limits import Limits
from tokutei_site.sheets.reading import read
from tokutei_site.sheets.unfit import Unfit
from tokutei_site.sheets.xlsx import Guide, write_xlsx

SHEET = "よくある質問"
COLUMNS = (
    Column("code", "コード / Code", 12, is_locked=True),
    Column("revision", "版 / Revision", 8, is_locked=True, is_number=True),
    Column("question_ja", "質問（日本語）/ Question (Japanese)", 40, is_locked=False),
    Column("status", "状態 / Status", 10, is_locked=False, choices=("公開, 可", "=非公開")),
)
HEADINGS = [column.heading for column in COLUMNS]
GUIDE = Guide("記入の手引き", "記入のしかた", [["=列", "意味"], ["質問", "一行で"]])

# Kept code point for code point, in every direction.
SAMPLES = {
    "a formula": "=1+1",
    "a full-width formula": "＝1+1",
    "a telephone number": "+81-3-1234-5678",
    "a temperature": "-5度",
    "an at sign": "@市",
    "full-width signs": "＋－＠",
    "a quote sign": "'x",
    "two quote signs": "''=1",
    "a link": '=HYPERLINK("https://example.com","押す")',
    "zeros in front": "0312345678",
    "like a date": "1-2",
    "two lines": "一行目\n二行目\n\n四行目\n",
    "spaces around": "  a  ",
    "full-width spaces around": "\u3000全角\u3000",
    "a tab": "\tx\ty",
    "waves": "〜～−‐―",
    "beyond CP932": "🏢髙﨑𠮷葛󠄀",
    "no-break spaces": "\xa0a\xa0b\xa0",
    "an escape": "_x000D_",
    "an escape of an escape": "_x005F_",
    "an escape in small letters": "a_x000d_b",
    "nothing in words": "None",
    "null": "null",
    "truth": "TRUE",
    "nineteen digits": "1234567890123456789",
    "Markdown": "- 一つ\n- 二つ\n\n1. **太字**",
    "markup": "<script>alert('&amp;')</script>",
    "like rich text": "<r><t>x</t></r>",
    "quotation marks": '"a","b"',
    "long": "長" * 30_000,
}
# Excel reads escapes from left to right; LibreOffice 7.4 loses one of two that overlap.
OVERLAPPING = "_x005F_x000D_ _x000d_x000D_x_x41_"


def rows_of(texts: Iterable[str]) -> list[list[str | int | None]]:
    return [[f"c{n}", n, text, None] for n, text in enumerate(texts)]


def written(rows: Iterable[Sequence[str | int | None]]) -> bytes:
    file = io.BytesIO()
    write_xlsx(file, SHEET, COLUMNS, rows, GUIDE)
    return file.getvalue()


def take(data: bytes, limits: Limits | None = None) -> Table:
    return read(data, COLUMNS, SHEET, limits)


def questions(data: bytes) -> list[str]:
    return [row.cells["question_ja"] for row in take(data).rows]


def refusal(data: bytes, limits: Limits | None = None) -> str:
    """The sentences, in English."""
    with override("en"), pytest.raises(Unfit) as refused:
        take(data, limits)
    return "\n".join(refused.value.messages)


# Books by hand

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def text(reference: str, value: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


HEADER = "".join(text(f"{'ABCD'[n]}1", heading) for n, heading in enumerate(HEADINGS))
HEADER = f'<row r="1">{HEADER}</row>'


def row(number: int, cells: str) -> str:
    return f'<row r="{number}">{cells}</row>'


def sheet_of(rows: str, after: str = "", before: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def links(*targets: tuple[str, str]) -> str:
    found = "".join(
        f'<Relationship Id="rId{n}" Type="{RELS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{found}</Relationships>'


def parts(rows: str = "", after: str = "", **more: str) -> dict[str, str]:
    """Of a workbook whose named sheet has the headings and `rows`; strings= and styles= fill those
    parts, sheet= replaces the sheet."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/></Types>',
        "_rels/.rels": links(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>'
        f'<sheet name="前" sheetId="1" r:id="rId1"/><sheet name="{SHEET}" sheetId="2" r:id="rId2"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": links(
            ("worksheet", "worksheets/sheet1.xml"),
            ("worksheet", "/xl/worksheets/sheet2.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": sheet_of(row(1, text("A1", "別の表"))),
        "xl/worksheets/sheet2.xml": more.get("sheet") or sheet_of(HEADER + rows, after),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{more.get("strings", "")}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{more.get("styles", "")}</styleSheet>',
    }


def pack(members: Iterable[tuple[str, str | bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def book(rows: str = "", after: str = "", **more: str) -> bytes:
    return pack(parts(rows, after, **more).items())


def book_with(changed: dict[str, str | bytes]) -> bytes:
    """An empty table, some of whose parts are others or more."""
    return pack((parts() | changed).items())
