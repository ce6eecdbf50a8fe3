"""A table as a CSV file: written for other systems, read as office programs save it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from tokutei_site.sheets.cells import Cell, RawRow, lines
from tokutei_site.sheets.columns import Column
from tokutei_site.sheets.guard import guard
from tokutei_site.sheets.problem import Problem, Refused

BOM_UTF8 = b"\xef\xbb\xbf"
BOMS_UTF16 = (b"\xff\xfe", b"\xfe\xff")
UTF8, CP932 = "utf-8", "cp932"
# Python's cp932 takes bytes that are none of its characters: 80, A0, FD, FE and FF.
NO_CHARACTER = re.compile("[\x80\xa0\uf8f0-\uf8f3]")


def write_csv(
    file: IO[bytes], columns: Sequence[Column], rows: Iterable[Sequence[str | int | None]]
) -> None:
    """The headings and the rows. With a byte order mark, without which Excel shows Japanese as
    rubbish."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow([guard(column.heading) for column in columns])
    writer.writerows([written(value) for value in row] for row in rows)
    text.detach()


def written(value: str | int | None) -> str | int:
    return guard(value) if isinstance(value, str) else "" if value is None else value


def read_csv(text: str) -> Iterator[RawRow]:
    """Every record that holds something, with its number. What is guarded stays so: only who knows
    the exported texts can tell our quote sign from the writer's. Raises Refused."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    csv.field_size_limit(len(text) + 1)
    number = 0
    try:
        for number, record in enumerate(reader, 1):
            cells = [(n, Cell("text", lines(text))) for n, text in enumerate(record) if text]
            if cells:
                yield RawRow(number, cells)
    except csv.Error:
        raise Refused(Problem("quotes", row=number + 1)) from None


def decode(data: bytes) -> tuple[str, str]:
    """The text and its encoding, UTF8 or CP932. Strictly: what fits neither is refused, never
    replaced."""
    if data.startswith(BOMS_UTF16):
        raise Refused(Problem("utf16"))
    if b"\0" in data:
        raise Refused(Problem("not_a_table"))
    body = data.removeprefix(BOM_UTF8)
    try:
        return body.decode(), UTF8
    except UnicodeDecodeError as error:
        if body != data:  # the mark says that it is nothing else
            raise unreadable(body, error.start) from None
    try:
        text = data.decode(CP932)
    except UnicodeDecodeError as error:
        raise unreadable(data, error.start) from None
    if match := NO_CHARACTER.search(text):
        raise unreadable(data, len(text[: match.start()].encode(CP932)))
    return text, CP932


def unreadable(data: bytes, position: int) -> Refused:
    return Refused(Problem("encoding", value=str(data.count(b"\n", 0, position) + 1)))
