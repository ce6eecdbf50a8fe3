"""What a cell holds, before anybody asks whether it may stand in its column."""

import re
from typing import NamedTuple

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]+)?")
WHOLE = re.compile(r"-?\d{1,15}")  # also full-width digits; programs keep 15 exactly
EXACT = 10**15
# NUL and halves of characters: databases do not hold them, and no page can be sent with them.
BROKEN = re.compile("[\0\ud800-\udfff]")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Cell(NamedTuple):
    kind: str  # text, number, or why it is neither: a key of unfit.SENTENCES
    value: str


class RawRow(NamedTuple):
    number: int
    cells: list[tuple[int, Cell]]  # with the column, counted from 0


def whole(cell: Cell) -> Cell:
    """The cell, or one of the kind "broken" that names what no text can hold."""
    match = BROKEN.search(cell.value)
    return Cell("broken", f"U+{ord(match[0]):04X}") if match else cell


def letter(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = LETTERS[rest] + name
    return name


def column_of(name: str) -> int:
    """A → 0; the reverse of letter()."""
    column = 0
    for sign in name:
        column = column * 26 + LETTERS.index(sign) + 1
    return column - 1


def whole_number(cell: Cell) -> str | None:
    """In digits, from a number or from digits typed as text; None if it is anything else."""
    if cell.kind == "text":
        text = cell.value.strip()
        return str(int(text)) if WHOLE.fullmatch(text) else None
    if not NUMBER.fullmatch(cell.value):
        return None
    number = float(cell.value)
    return str(int(number)) if number.is_integer() and abs(number) < EXACT else None


def lines(text: str) -> str:
    """Line breaks as the site keeps them."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
