"""Reads a file from standard input, behind a line of JSON that says what to look for, and prints
the table or the problems as JSON. Runs by itself, without the site (confined.running).

An exception other than Refused ends it, and whoever started it takes the file for damaged: the
readers of zip and XML have too many ways to say so."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from tokutei_site.sheets.columns import Column, Table
from tokutei_site.sheets.csv_file import decode, read_csv
from tokutei_site.sheets.limits import Limits
from tokutei_site.sheets.package import parts_of
from tokutei_site.sheets.problem import Refused
from tokutei_site.sheets.table import tabulate
from tokutei_site.sheets.workbook import read_sheet

ZIP = b"PK\x03\x04"


def table_of(data: bytes, sheet: str, columns: Sequence[Column], limits: Limits) -> Table:
    """Raises Refused. What kind of file it is, its first bytes say."""
    if data.startswith(ZIP):
        rows = read_sheet(parts_of(data, limits), sheet)
        return tabulate(iter(rows), sheet, columns, limits)
    text, encoding = decode(data)
    return replace(tabulate(read_csv(text), "", columns, limits), encoding=encoding)


def answer(request: bytes) -> dict[str, Any]:
    head, _end, data = request.partition(b"\n")
    asked = json.loads(head)
    columns = [Column(**column) for column in asked["columns"]]
    try:
        return asdict(table_of(data, asked["sheet"], columns, Limits(**asked["limits"])))
    except Refused as refused:
        return {"problems": [asdict(problem) for problem in refused.problems]}


if __name__ == "__main__":
    text = json.dumps(answer(sys.stdin.buffer.read()), ensure_ascii=False)
    sys.stdout.buffer.write(text.encode())
