"""Writes a table as a workbook that office programs show, guard and give back as it was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import IO, Any, NamedTuple

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from tokutei_site.sheets.cells import EXACT, letter
from tokutei_site.sheets.columns import Column
from tokutei_site.sheets.guard import is_risky
from tokutei_site.sheets.problem import Problem
from tokutei_site.sheets.text_sheet import TextSheet
from tokutei_site.sheets.unfit import Unfit
from tokutei_site.sheets.worksheet import ROWS

Row = Sequence[str | int | None]

FONT = {"font_name": "Yu Gothic", "font_size": 11}  # made for Japanese, on Windows and on Mac
TEXT = {"num_format": "@", "text_wrap": True, "valign": "top"}
NUMBER = {"num_format": "0", "valign": "top"}
HEADING = TEXT | {"bold": True, "bg_color": "#DDEBF7", "border": 1}
HEADING_HEIGHT = 36  # points: two lines, where a program does not fit the row itself
# Equal content gives equal bytes, which say nothing of the machine.
CREATED = datetime(2000, 1, 1)
ALLOWED = ("sort", "autofilter", "format_cells", "format_columns", "format_rows", "insert_rows")
CHOICES = "choices"


@dataclass(frozen=True)
class Guide:
    """The second sheet, which explains how to fill in the first."""

    sheet_name: str
    heading: str
    rows: Sequence[Sequence[str]]
    widths: Sequence[int] = (30, 90)


class Look(NamedTuple):
    """The formats of a column's cells."""

    plain: Any
    quoted: Any  # so that a program keeps =1+1 a text even when somebody edits it
    is_number: bool


def write_xlsx(
    file: IO[bytes], sheet_name: str, columns: Sequence[Column], rows: Iterable[Row], guide: Guide
) -> None:
    """The headings, the rows and the guide, row after row without keeping them. Raises Unfit if
    a text is longer than a cell may be, or if there are more rows than a sheet may have."""
    options = {"constant_memory": True, "default_format_properties": FONT}
    with Workbook(file, options) as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet(sheet_name, TextSheet)
        looks = [look(book, column) for column in columns]
        lay_out(book, sheet, columns, looks)
        last = 0
        for last, row in enumerate(rows, 1):
            write_row(sheet, last, row, looks)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        write_guide(book, guide)
        offer_choices(book, sheet, columns)


def look(book: Any, column: Column) -> Look:
    basis = (NUMBER if column.is_number else TEXT) | {"locked": column.is_locked}
    quoted = book.add_format(TEXT | basis | {"quote_prefix": True})
    return Look(book.add_format(basis), quoted, column.is_number)


def lay_out(book: Any, sheet: Any, columns: Sequence[Column], looks: Sequence[Look]) -> None:
    heading = book.add_format(HEADING)
    sheet.set_row(0, HEADING_HEIGHT)
    for n, (column, look) in enumerate(zip(columns, looks, strict=True)):
        sheet.set_column(n, n, column.width, look.plain)  # for the blank rows below
        sheet.write_string(0, n, column.heading, heading)
    sheet.freeze_panes(1, 0)
    sheet.protect("", dict.fromkeys(ALLOWED, True))
    everywhere = f"A1:{letter(len(columns) - 1)}{ROWS}"
    sheet.ignore_errors({"number_stored_as_text": everywhere})


def write_row(sheet: Any, number: int, row: Row, looks: Sequence[Look]) -> None:
    """The rows count from 0 here, which is that of the headings."""
    for position, (value, look) in enumerate(zip(row, looks, strict=True)):
        if value is None or value == "":
            continue
        if look.is_number and isinstance(value, int) and abs(value) < EXACT:
            failed = sheet.write_number(number, position, value, look.plain)
        else:
            text = str(value)
            format = look.quoted if is_risky(text) else look.plain
            failed = sheet.write_string(number, position, text, format)
        if failed:
            code = "too_long" if number < ROWS else "too_many_rows"
            limit = sheet.xls_strmax if number < ROWS else ROWS - 1
            problem = Problem(code, number + 1, letter(position), value=str(row[0]), limit=limit)
            raise Unfit([problem], sheet.name)


def write_guide(book: Any, guide: Guide) -> None:
    sheet = book.add_worksheet(guide.sheet_name, TextSheet)
    look = Look(book.add_format(TEXT), book.add_format(TEXT | {"quote_prefix": True}), False)
    for n, width in enumerate(guide.widths):
        sheet.set_column(n, n, width, look.plain)
    sheet.write_string(0, 0, guide.heading, book.add_format({"bold": True, "font_size": 14}))
    for n, row in enumerate(guide.rows, 2):
        write_row(sheet, n, row, [look] * len(row))


def offer_choices(book: Any, sheet: Any, columns: Sequence[Column]) -> None:
    """From a hidden sheet: a list inside the rule may have only 255 characters and no commas."""
    offering = [(n, column.choices) for n, column in enumerate(columns) if column.choices]
    if not offering:
        return
    hidden = book.add_worksheet(CHOICES, TextSheet)
    hidden.hide()
    for number, row in enumerate(zip_longest(*(choices for _n, choices in offering))):
        for position, choice in enumerate(row):
            hidden.write_string(number, position, choice or "")
    for place, (n, choices) in enumerate(offering):
        rule = {
            "validate": "list",
            "source": f"={CHOICES}!${letter(place)}$1:${letter(place)}${len(choices)}",
            "error_title": _("Not in the list"),
            "error_message": _("Please choose one of the words in the list."),
        }
        sheet.data_validation(1, n, ROWS - 1, n, rule)
