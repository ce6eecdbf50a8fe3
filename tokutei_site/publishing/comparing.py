"""What changes between two revisions, field by field and line by line, for the reviewing page."""

import difflib
from dataclasses import dataclass

from .content import MISSING, changed
from .labels import column_label, shown
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
    before, after = (old.columns if old else {}), new.columns
    rows = []
    for path in changed(before, after):
        was, now = (shown(side.get(path, MISSING)) for side in (before, after))
        if was != now:
            rows.append(
                ChangedColumn(
                    path, column_label(kind, path), path.rpartition("_")[2], lines(was, now)
                )
            )
    return rows


def lines(old: str, new: str) -> tuple[Line, ...]:
    """Removed, added and kept lines; of long kept stretches only the edges."""
    if not old:
        return tuple(Line("+", text) for text in new.split("\n"))
    a, b = old.split("\n"), new.split("\n")
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
