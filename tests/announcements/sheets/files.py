"""The FAQ as files, made by the site's own export and edited as somebody at a desk would."""

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
from django.utils import timezone

from announcements.models import Faq
from announcements.sheets.columns import SHEET, headings
from announcements.sheets.exporting import Export, Format

Rows = dict[str, dict[str, str]]  # code → column → what is typed into the cell; "" for a new row


def export(format: str = "xlsx") -> bytes:
    file, made = io.BytesIO(), Export(Faq.objects.all(), Format(format), timezone.now())
    made.write(file, made.resource.rows(made.questions))
    return file.getvalue()


def place(name: str) -> int:
    return list(headings()).index(name)


def edited(format: str = "xlsx", data: bytes | None = None, **typed: Any) -> bytes:
    """An export with cells typed over: FAQ_001__answer_ja="…"; codes of new rows begin with NEW."""
    rows: Rows = {}
    for path, text in typed.items():
        code, _underscores, name = path.partition("__")
        rows.setdefault(code.replace("_", "-"), {})[name] = text
    change: Callable[[bytes, Rows], bytes] = edited_xlsx if format == "xlsx" else edited_csv
    return change(export(format) if data is None else data, rows)


def edited_xlsx(data: bytes, rows: Rows) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet, file = book[SHEET], io.BytesIO()
    at = {sheet.cell(n, 1).value: n for n in range(2, sheet.max_row + 1)}
    for code, cells in rows.items():
        number = at.get(code) or sheet.max_row + 1
        for name, text in cells.items():
            cell = sheet.cell(number, place(name) + 1)
            if isinstance(text, str):
                # openpyxl writes what looks like an escape as one.
                cell.value, cell.data_type = text.replace("_x", "_x005F_x"), "s"
            else:
                cell.value = text
    book.save(file)
    return file.getvalue()


def edited_csv(data: bytes, rows: Rows) -> bytes:
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    at = {line[0]: line for line in lines}
    for code, cells in rows.items():
        if code not in at:
            at[code] = ["" if code.startswith("NEW") else code, *[""] * (len(lines[0]) - 1)]
            lines.append(at[code])
        for name, text in cells.items():
            at[code][place(name)] = str(text)
    file = io.StringIO(newline="")
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows(lines)
    return file.getvalue().encode("utf-8-sig")


def cells(data: bytes) -> list[dict[str, str]]:
    """What a CSV export says, row by row."""
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    names = list(headings())
    return [
        {n: cell.removeprefix("'") for n, cell in zip(names, line, strict=True)}
        for line in lines[1:]
    ]
