"""Makes a table of the rows of a file: finds the columns by their headings and refuses whatever
cannot be taken as it stands."""

from collections.abc import Iterator, Sequence

from tokutei_site.sheets.cells import Cell, RawRow, letter, whole_number
from tokutei_site.sheets.columns import Column, SheetRow, Table
from tokutei_site.sheets.guard import guard
from tokutei_site.sheets.limits import Limits
from tokutei_site.sheets.problem import Problem, Refused

NAMED_AT_ONCE = 20  # problems; nobody mends more in one go


def tabulate(
    rows: Iterator[RawRow], sheet: str, columns: Sequence[Column], limits: Limits
) -> Table:
    """Raises Refused with every problem there is, but for the many."""
    placed = place(next(rows, RawRow(1, [])), columns)
    names = {column.name: letter(position) for position, column in placed.items()}
    problems: list[Problem] = []
    found: list[SheetRow] = []
    characters = 0
    for row in rows:
        cells, wrong = take(row, placed, limits)
        problems += wrong
        if len(problems) >= NAMED_AT_ONCE:
            break
        if any(map(str.strip, cells.values())):
            found.append(SheetRow(row.number, blank(columns) | cells))
        characters += sum(map(len, cells.values()))
        if len(found) > limits.rows:
            raise Refused(Problem("too_many_rows", row=row.number, limit=limits.rows))
        if characters > limits.unpacked:  # one text may stand in many cells
            raise Refused(Problem("unpacked", limit=limits.unpacked))
    if problems:
        raise Refused(*problems[:NAMED_AT_ONCE])
    return Table(sheet, names, tuple(found))


def blank(columns: Sequence[Column]) -> dict[str, str]:
    return dict.fromkeys((column.name for column in columns), "")


# Headings


def plain(heading: str) -> str:
    """However the program broke its line."""
    return " ".join(heading.split())


def place(header: RawRow, columns: Sequence[Column]) -> dict[int, Column]:
    """Which column stands where; in any order, but each once and no other."""
    known = {plain(column.heading): column for column in columns}
    written = known | {guard(heading): column for heading, column in known.items()}
    given = [(n, cell) for n, cell in header.cells if cell.kind != "text" or cell.value.strip()]
    if header.number != 1 or not given:
        raise Refused(Problem("no_headings", row=1))
    placed: dict[int, Column] = {}
    problems: list[Problem] = []
    for position, cell in given:
        column = written.get(plain(cell.value)) if cell.kind == "text" else None
        if column and column not in placed.values():
            placed[position] = column
            continue
        code = "double_heading" if column else "unknown_heading"
        code = code if cell.kind == "text" else cell.kind
        problems.append(Problem(code, 1, letter(position), value=cell.value))
    problems += [
        Problem("missing_heading", 1, value=heading)
        for heading, column in known.items()
        if column not in placed.values()
    ]
    if problems:
        raise Refused(*problems[:NAMED_AT_ONCE])
    return placed


# Cells


def take(
    row: RawRow, placed: dict[int, Column], limits: Limits
) -> tuple[dict[str, str], list[Problem]]:
    """The texts by the names of their columns, and what is wrong with the others."""
    taken: dict[str, str] = {}
    wrong: list[Problem] = []
    for position, cell in row.cells:
        if cell.kind == "text" and not cell.value.strip() and position not in placed:
            continue
        if position >= limits.columns:
            where = letter(position)
            raise Refused(Problem("too_many_columns", row.number, where, limit=limits.columns))
        column = placed.get(position)
        code = unfit(cell, column) if column else "beyond"
        if column and not code:
            taken[column.name] = value_of(cell, column)
        else:
            heading = column.heading if column else ""
            wrong.append(Problem(code, row.number, letter(position), heading, cell.value))
    return taken, wrong


def unfit(cell: Cell, column: Column) -> str:
    """Why this cell cannot stand in this column; "" if it can."""
    if cell.kind not in ("text", "number"):
        return cell.kind
    if column.is_number:
        is_fit = not cell.value.strip() or whole_number(cell) is not None
        return "" if is_fit else "not_whole"
    return "" if cell.kind == "text" else "number"


def value_of(cell: Cell, column: Column) -> str:
    return (whole_number(cell) or "") if column.is_number else cell.value
