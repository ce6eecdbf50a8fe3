"""A sheet as the caller knows it: its columns, and what a file says below their headings."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    name: str  # an identifier, such as title_ja
    heading: str  # what row 1 says
    width: int  # characters
    is_locked: bool
    choices: tuple[str, ...] = ()  # offered to choose from in a workbook
    is_number: bool = False


@dataclass(frozen=True)
class SheetRow:
    number: int  # as the spreadsheet program shows it; the headings are row 1
    cells: dict[str, str]  # by the name of the column; "" where nothing stands


@dataclass(frozen=True)
class Table:
    sheet: str  # "" for a CSV file, which has no sheets
    letters: dict[str, str]  # where each column stands, by its name: "title_ja" → "B"
    rows: tuple[SheetRow, ...]
    encoding: str = ""  # of a CSV file: csv_file.UTF8 or CP932
