"""Markdown tables, without losing a cell: stock Markdown drops those beyond the head's columns."""

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as stock_table
from markdown_it.rules_block.table import escapedSplit

from .lists import line_text


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = len(state.tokens)
    if not stock_table(state, start, end, silent):
        return False
    columns = len(row_cells(line_text(state, start)))
    for index in range(first + 2, len(state.tokens)):
        last = state.tokens[index - 2]
        if state.tokens[index].type == "tr_close" and last.map:
            cells = row_cells(line_text(state, last.map[0]))
            if len(cells) > columns:
                last.content = " | ".join(cell.strip() for cell in cells[columns - 1 :])
    # Empty cells need no inline pass: markdown-it may add 65,000 of them to short rows.
    state.tokens[first:] = [
        token for token in state.tokens[first:] if token.type != "inline" or token.content
    ]
    return True


def row_cells(line: str) -> list[str]:
    cells: list[str] = escapedSplit(line.strip())
    return cells[cells[0] == "" : len(cells) - (cells[-1] == "" and len(cells) > 1)]
