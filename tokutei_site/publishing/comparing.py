"""What changes between two texts, field by field and line by line, for the reviewing page."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .content import MISSING, Columns, changed
from .labels import column_label, column_text, language_of, owner_of
from .models import Entry, Revision


@dataclass(frozen=True)
class Line:
    sign: str  # "−" removed, "+" added, "" kept: never by colour alone
    text: str


@dataclass(frozen=True)
class ChangedColumn:
    path: str
    label: str
    language: str
    lines: tuple[Line, ...]


def comparison(kind: type[Entry], old: Revision | None, new: Revision) -> list[ChangedColumn]:
    return column_comparison(kind, old.columns if old else {}, new.columns)


def column_comparison(kind: type[Entry], before: Columns, after: Columns) -> list[ChangedColumn]:
    """The columns that read differently, each with its lines."""
    rows = []
    for path in sorted(changed(before, after), key=form_order(kind)):
        was, now = (column_text(kind, path, side.get(path, MISSING)) for side in (before, after))
        if was != now and path != "kind":
            label = column_label(kind, path, before | after)
            rows.append(ChangedColumn(path, label, language_of(path), lines(was, now)))
    return rows


def form_order(kind: type[Entry]) -> Callable[[str], tuple[int, str, int]]:
    """Columns in the order of the form: the entry's own as declared, then row by row."""
    groups = ["", *kind.CHILDREN, "sources"]

    def place(path: str) -> tuple[int, str, int]:
        row, _dot, name = path.rpartition(".")
        group = row.partition(".")[0]
        model: Any = owner_of(kind, path)
        names = model.column_names() if hasattr(model, "column_names") else []
        return (
            groups.index(group) if group in groups else 0,
            row if group in groups else "",
            names.index(name) if name in names else len(names),
        )

    return place


def lines(old: str, new: str) -> tuple[Line, ...]:
    """Removed, added and kept lines; of long kept stretches only the edges."""
    a, b = split_lines(old), split_lines(new)
    found: list[Line] = []
    for group in difflib.SequenceMatcher(None, a, b, autojunk=False).get_grouped_opcodes(2):
        if found:
            found.append(Line("", "…"))
        for tag, a1, a2, b1, b2 in group:
            if tag == "equal":
                found += [Line("", text) for text in a[a1:a2]]
            else:
                found += [Line("−", text) for text in a[a1:a2]]
                found += [Line("+", text) for text in b[b1:b2]]
    return tuple(found)


def split_lines(text: str) -> list[str]:
    return text.split("\n") if text else []
