"""Reads the cells of one worksheet, in one walk. It says what stands in them; whether it may is
table.py's question."""

import re
from typing import NamedTuple

from tokutei_site.sheets.cells import Cell, RawRow, column_of, whole
from tokutei_site.sheets.elements import Attributes, main
from tokutei_site.sheets.problem import Problem, Refused
from tokutei_site.sheets.strings import IS, TextWalk, V

SHEET, DATA, ROW, C, F = map(main, ("worksheet", "sheetData", "row", "c", "f"))
MERGED = main("mergeCell")
PLACES = {ROW: [SHEET, DATA, ROW], C: [SHEET, DATA, ROW, C]}
INSIDE = {
    DATA: {ROW},
    ROW: {C, main("extLst")},
    C: {F, V, IS, main("extLst")},
}
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
ROWS, COLUMNS = 1 << 20, 1 << 14  # of any sheet
KINDS = {"b": "boolean", "d": "date", "e": "error", "n": "number", "str": "text"}


class Book(NamedTuple):
    """What the sheets of a workbook share."""

    strings: list[str]
    dates: frozenset[int]  # styles of cells


class Worksheet(TextWalk):
    def __init__(self, book: Book) -> None:
        super().__init__()
        self.book = book
        self.rows: list[RawRow] = []
        self.row, self.column = 0, -1
        self.cells: list[tuple[int, Cell]] = []
        self.cell: Attributes = {}
        self.texts: dict[str, str] = {}  # of the cell, by the name of the element

    def opened(self, name: str, attributes: Attributes) -> None:
        super().opened(name, attributes)
        parent = self.path[-2] if len(self.path) > 1 else ""
        is_astray = name in PLACES and self.path != PLACES[name]
        if is_astray or (parent in INSIDE and name not in INSIDE[parent]):
            raise Refused(Problem("damaged"))
        if name == ROW:
            self.start_row(attributes)
        elif name == C:
            self.start_cell(attributes)
        elif name == MERGED:
            match = REFERENCE.match(attributes["ref"])
            where = (int(match[2]), match[1]) if match else (0, "")
            raise Refused(Problem("merged", *where, value=attributes["ref"]))

    def start_row(self, attributes: Attributes) -> None:
        """Rows and cells may leave out where they stand; then they follow the one before."""
        number = attributes.get("r", str(self.row + 1))
        if not re.fullmatch("[1-9][0-9]{0,6}", number) or not self.row < int(number) <= ROWS:
            raise Refused(Problem("order", self.row, value=number))
        self.row, self.column, self.cells = int(number), -1, []

    def start_cell(self, attributes: Attributes) -> None:
        self.cell, self.texts = attributes, {}
        self.pieces.clear()
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
            return
        match = REFERENCE.fullmatch(reference)
        column = column_of(match[1]) if match and int(match[2]) == self.row else -1
        if not self.column < column < COLUMNS:
            raise Refused(Problem("order", self.row, value=reference))
        self.column = column

    def closed(self, name: str) -> None:
        super().closed(name)
        if name in (F, V, IS):
            if name in self.texts:
                raise Refused(Problem("damaged"))
            self.texts[name] = self.taken()
        elif name == C and (cell := self.finished()):
            self.cells.append((self.column, whole(cell)))
        elif name == ROW and self.cells:
            self.rows.append(RawRow(self.row, self.cells))

    def finished(self) -> Cell | None:
        kind = self.cell.get("t", "n")
        if F in self.texts:
            return Cell("formula", "")
        if (IS if kind == "inlineStr" else V) not in self.texts:
            if self.texts:
                raise Refused(Problem("damaged"))
            return None
        if kind == "inlineStr":
            return Cell("text", self.texts[IS])
        value = self.texts[V]
        if kind == "s":
            return self.shared(value)
        if kind == "n" and self.is_date():
            kind = "d"
        return Cell(KINDS[kind], value) if value else None

    def shared(self, index: str) -> Cell:
        is_there = re.fullmatch("[0-9]{1,9}", index) and int(index) < len(self.book.strings)
        return Cell("text", self.book.strings[int(index)]) if is_there else Cell("lost", index)

    def is_date(self) -> bool:
        return int(self.cell.get("s", "0")) in self.book.dates


def read_worksheet(part: bytes, book: Book) -> list[RawRow]:
    sheet = Worksheet(book)
    sheet.through(part)
    return sheet.rows
