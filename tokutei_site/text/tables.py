"""Tables: Markdown's, without losing a cell (stock Markdown drops those beyond the head's columns),
and the cells that a spreadsheet program copies, which stand with tabs between them."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit

from .lists import Marker, line_text

Row = tuple[int, int, list[str]]  # its first line, the one after it, its cells

UNDER_HEAD = re.compile(r"(?=..)(?!-[ \t])\|?[ \t]*:?-+:?(?:[ \t]*\|[ \t]*:?-+:?)*[ \t]*\|?")
# Short rows are filled up with empty cells, of which a few lines could ask for millions.
MOST_FILLED = 3_000
MOST_CELLS = 4_000
OTHER_BLOCK = re.compile(r"[ \t　]*(?:[■◆※>|]|#{1,6}[ \t　]|（注|\(注|```)")
FEWEST_PASTED = 2  # one line with a tab is a line
LONGEST_CELL = 20  # lines


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if start + 2 > end or state.sCount[start + 1] < state.blkIndent:
        return False
    head, under = line_text(state, start), line_text(state, start + 1).rstrip()
    if "|" not in head or not UNDER_HEAD.fullmatch(under):
        return False
    cells = row_cells(head)
    if len(cells) != len(row_cells(under)) or len(cells) > MOST_CELLS:
        return False
    if not silent:
        rows = [*piped_rows(state, start + 2, end, len(cells))]
        add_table(state, [(start, start + 2, cells), *rows])
    return True


def piped_rows(state: StateBlock, line: int, end: int, columns: int) -> Iterator[Row]:
    terminators = state.md.block.ruler.getRules("blockquote")
    filled, end = 0, min(end, line + MOST_CELLS // columns)
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        if any(rule(state, line, end, True) for rule in terminators):
            break
        cells = row_cells(line_text(state, line))
        lacking = columns - len(cells)
        if lacking < 0:
            cells[columns - 1 :] = [" | ".join(cell.strip() for cell in cells[columns - 1 :])]
        elif filled <= MOST_FILLED:
            filled += lacking
            cells += [""] * lacking
        yield line, (line := line + 1), cells


def row_cells(line: str) -> list[str]:
    cells: list[str] = escapedSplit(line.strip())
    return cells[cells[0] == "" : len(cells) - (cells[-1] == "" and len(cells) > 1)]


def pasted_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines with as many tabs each. The first one is the head, as in Markdown."""
    typed = typed_line(state, start)
    if state.blkIndent or not ("\t" in typed or typed[:1] == '"') or Marker.at(state, start):
        return False
    found = pasted_rows(state, start, end)
    rows = [*islice(found, FEWEST_PASTED)]
    if len(rows) < FEWEST_PASTED or not any(cells[0] for _line, _after, cells in rows):
        return False
    if not silent:
        add_table(state, [*rows, *found])
    return True


def pasted_rows(state: StateBlock, start: int, end: int) -> Iterator[Row]:
    line = start
    columns, most = 0, end
    while line < min(end, most) and not state.isEmpty(line):
        typed, after = pasted_row(state, line, end)
        cells = [unquoted(cell) for cell in typed.split("\t")]
        is_row = len(cells) == columns if columns else len(cells) > 1
        if not is_row or OTHER_BLOCK.match(typed):
            break
        columns, most = len(cells), start + MOST_CELLS // len(cells)
        yield line, after, cells
        line = after


def pasted_row(state: StateBlock, line: int, end: int) -> tuple[str, int]:
    """With the lines of a cell in which there are several: it stands in quotation marks."""
    typed, after = typed_line(state, line), line + 1
    begins_cell = typed[:1] == '"' or '\t"' in typed
    for last in range(after, min(end, line + LONGEST_CELL) if begins_cell else after):
        if typed.count('"') % 2 == 0:
            break
        typed, after = f"{typed}\n{typed_line(state, last)}", last + 1
    return (typed, after) if typed.count('"') % 2 == 0 else (typed_line(state, line), line + 1)


def unquoted(cell: str) -> str:
    is_quoted = "\n" in cell and cell[0] == cell[-1] == '"'
    return (cell[1:-1].replace('""', '"') if is_quoted else cell).strip()


def typed_line(state: StateBlock, line: int) -> str:
    """With the tabs before it: the first cells may be empty."""
    return state.src[state.bMarks[line] : state.eMarks[line]]


def add_table(state: StateBlock, rows: Sequence[Row]) -> None:
    (start, *_), (_line, state.line, _cells) = rows[0], rows[-1]
    opening = state.push("table_open", "table", 1)
    opening.map = [start, state.line]
    parts = [("thead", "th", rows[:1]), ("tbody", "td", rows[1:])]
    for part, cell, some in parts if len(rows) > 1 else parts[:1]:
        state.push(f"{part}_open", part, 1)
        for line, after, cells in some:
            add_row(state, cell, cells, [line, after])
        state.push(f"{part}_close", part, -1)
    state.push("table_close", "table", -1)


def add_row(state: StateBlock, tag: str, cells: Sequence[str], lines: list[int]) -> None:
    state.push("tr_open", "tr", 1).map = lines
    for cell in cells:
        state.push(f"{tag}_open", tag, 1)
        if words := cell.strip():
            inline = state.push("inline", "", 0)
            inline.content, inline.children, inline.map = words, [], lines
        state.push(f"{tag}_close", tag, -1)
    state.push("tr_close", "tr", -1)
