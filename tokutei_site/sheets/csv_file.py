"""A table as a CSV file: written for other systems, read as office programs save it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from tokutei_site.sheets.cells import Cell, RawRow, lines
from tokutei_site.sheets.columns import Column
from tokutei_site.sheets.guard import guard, unguard
from tokutei_site.sheets.problem import Problem, Refused

BOM_UTF8 = b"\xef\xbb\xbf"
BOMS_UTF16 = (b"\xff\xfe", b"\xfe\xff")
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


def read_csv(data: bytes) -> Iterator[RawRow]:
    """Every record that holds something, with its number. Raises Refused."""
    reader = csv.reader(io.StringIO(decode(data), newline=""), strict=True)
    csv.field_size_limit(len(data) + 1)
    number = 0
    try:
        for number, record in enumerate(reader, 1):
            cells = [
                (n, Cell("text", lines(unguard(text)))) for n, text in enumerate(record) if text
            ]
            if cells:
                yield RawRow(number, cells)
    except csv.Error:
        raise Refused(Problem("quotes", row=number + 1)) from None


def decode(data: bytes) -> str:
    """Strictly: what fits neither encoding is refused, never replaced."""
    if data.startswith(BOMS_UTF16):
        raise Refused(Problem("utf16"))
    if b"\0" in data:
        raise Refused(Problem("not_a_table"))
    body = data.removeprefix(BOM_UTF8)
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        if body != data:  # the mark says that it is nothing else
            raise unreadable(body, error.start) from None
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError as error:
        raise unreadable(data, error.start) from None
    if match := NO_CHARACTER.search(text):
        raise unreadable(data, len(text[: match.start()].encode("cp932")))
    return text


def unreadable(data: bytes, position: int) -> Refused:
    return Refused(Problem("encoding", value=str(data.count(b"\n", 0, position) + 1)))
