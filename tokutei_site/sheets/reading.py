"""Reads a workbook or a CSV file from a stranger. What needs parsing is done by process.py, in a
process of its own."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from tokutei_site.confined.running import Bounds, Broken, Exhausted, run_confined
from tokutei_site.sheets.columns import Column, SheetRow, Table
from tokutei_site.sheets.limits import Limits
from tokutei_site.sheets.problem import Problem, Refused
from tokutei_site.sheets.process import ZIP
from tokutei_site.sheets.unfit import Unfit

PROCESS = "tokutei_site.sheets.process"
OLE = b"\xd0\xcf\x11\xe0"  # .xls, and the envelope of an .xlsx with a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(
    data: bytes, columns: Sequence[Column], sheet_name: str, limits: Limits | None = None
) -> Table:
    """What stands below the headings. Raises Unfit, in the active language."""
    limits = limits or Limits()
    try:
        check_outside(data, limits)
        return inside(data, columns, sheet_name, limits)
    except Refused as refused:
        raise Unfit(refused.problems, sheet_name if data.startswith(ZIP) else "") from None


def check_outside(data: bytes, limits: Limits) -> None:
    """What can be told without opening anything."""
    if len(data) > limits.size:
        raise Refused(Problem("too_large", limit=limits.size))
    if data.startswith(OLE):
        raise Refused(Problem("password" if ENCRYPTED in data else "old_format"))


def inside(data: bytes, columns: Sequence[Column], sheet_name: str, limits: Limits) -> Table:
    asked = {
        "sheet": sheet_name,
        "columns": [asdict(column) for column in columns],
        "limits": asdict(limits),
    }
    bounds = Bounds(limits.seconds, limits.cpu_seconds, limits.memory)
    try:
        answer = run_confined(PROCESS, json.dumps(asked).encode() + b"\n" + data, bounds)
    except Exhausted:
        raise Refused(Problem("endless")) from None
    except Broken:
        raise Refused(Problem("damaged")) from None
    return table_from(json.loads(answer))


def table_from(answer: dict[str, Any]) -> Table:
    if problems := answer.get("problems"):
        raise Refused(*(Problem(**problem) for problem in problems))
    rows = tuple(SheetRow(**row) for row in answer["rows"])
    return Table(answer["sheet"], answer["letters"], rows, answer["encoding"])
