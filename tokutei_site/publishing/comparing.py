"""What changes between two texts, field by field, line by line and word by word."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tokutei_site.text.changed import changed_facts
from tokutei_site.text.compare import STEPS, Change, differences
from tokutei_site.text.edits import Budget

from .attached import staff_link
from .content import MISSING, Columns, changed
from .labels import column_label, column_text, is_file, language_of, owner_of
from .models import Entry, Revision

CONTEXT = 2  # kept lines shown on each side of a change


@dataclass(frozen=True)
class Piece:
    text: str
    is_changed: bool = False


Side = list[list[Piece]]  # the lines of one text


@dataclass(frozen=True)
class Line:
    sign: str  # "−" removed, "+" added, "" kept: never by colour alone
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_new_throughout(self) -> bool:
        """Then marks inside it would say nothing."""
        return all(piece.is_changed for piece in self.pieces)


@dataclass(frozen=True)
class ChangedColumn:
    path: str
    label: str
    language: str
    lines: tuple[Line, ...]
    facts: tuple[tuple[str, str], ...]  # what was, what is; "" for none
    is_coarse: bool = False  # too long to compare closely
    links: tuple[tuple[str, str], ...] = ()  # sign and address, to look at the files themselves


def comparison(kind: type[Entry], old: Revision | None, new: Revision) -> list[ChangedColumn]:
    return column_comparison(kind, old.columns if old else {}, new.columns)


def column_comparison(kind: type[Entry], before: Columns, after: Columns) -> list[ChangedColumn]:
    """The columns that read differently, each with its lines."""
    rows = []
    any_side, any_side_before = before | after, after | before
    for path in sorted(changed(before, after), key=form_order(kind)):
        was = column_text(kind, path, before.get(path, MISSING), any_side_before)
        now = column_text(kind, path, after.get(path, MISSING), any_side)
        if was != now and path != "kind":
            label = column_label(kind, path, any_side)
            language = language_of(path)
            links = file_links(kind, path, before, after)
            is_text = was and now and language and not links
            facts = tuple(changed_facts(was, now)) if is_text else ()
            budget = Budget(STEPS)
            compared = lines(was, now, budget)
            rows.append(
                ChangedColumn(path, label, language, compared, facts, budget.is_used_up, links)
            )
    return rows


def file_links(
    kind: type[Entry], path: str, before: Columns, after: Columns
) -> tuple[tuple[str, str], ...]:
    if not is_file(owner_of(kind, path), path.rpartition(".")[2]):
        return ()
    sides = (("−", before), ("+", after))
    return tuple((sign, staff_link(side[path])) for sign, side in sides if side.get(path))


def form_order(kind: type[Entry]) -> Callable[[str], tuple[int, int, str, int]]:
    """Columns in the order of the form: the entry's own as declared, then row by row; last what
    was compared."""
    groups = ["", *kind.CHILDREN, "sources", "basis"]

    def place(path: str) -> tuple[int, int, str, int]:
        row, _dot, name = path.rpartition(".")
        group = row.partition(".")[0]
        model: Any = owner_of(kind, path)
        names = model.column_names() if hasattr(model, "column_names") else []
        return (
            groups.index(group) if group in groups else 0,
            len(row) if group in groups else 0,  # s2 before s10
            row if group in groups else "",
            names.index(name) if name in names else len(names),
        )

    return place


def text_stems(kind: type[Entry], flat: Columns, language: str) -> list[str]:
    """The texts of a content that have a column in `language`, in the order of the form."""
    suffix = f"_{language}"
    paths = (path for path in flat if path.endswith(suffix))
    stems = [path.removesuffix(suffix) for path in sorted(paths, key=form_order(kind))]
    return [stem for stem in stems if kind.is_text(stem)]


def lines(old: str, new: str, budget: Budget | None = None) -> tuple[Line, ...]:
    """Removed, added and kept lines, with the changed words marked; of long kept stretches only
    the edges. Where the budget is used up, whole stretches count as changed."""
    if not old or not new:
        sign, text = ("−", old) if old else ("+", new)
        return tuple(Line(sign, (Piece(each),)) for each in text.split("\n") if text)
    return tuple(near_changes(all_lines(differences(old, new, budget))))


def all_lines(changes: Iterable[Change]) -> Iterator[Line]:
    before: Side = [[]]
    after: Side = [[]]
    sides = {"equal": (before, after), "delete": (before,), "insert": (after,)}
    for op, text in changes:
        for number, part in enumerate(text.split("\n")):
            if number and op == "equal":
                yield from hunk(before, after)
                before[:], after[:] = [[]], [[]]
            elif number:
                sides[op][0].append([])
            if part:
                for side in sides[op]:
                    side[-1].append(Piece(part, op != "equal"))
    yield from hunk(before, after)


def hunk(before: Side, after: Side) -> Iterator[Line]:
    """The lines between two line breaks that both texts have; a change that began or ended with
    a break of its own leaves whole lines as they were at the edges."""
    head = before[0] == after[0] and is_kept(before[0])
    shortest = min(len(before), len(after))
    tail = shortest > head and before[-1] == after[-1] and is_kept(before[-1])
    if head:
        yield Line("", tuple(before[0]))
    for sign, side in (("−", before), ("+", after)):
        for pieces in side[head : len(side) - tail]:
            yield Line(sign, tuple(pieces))
    if tail:
        yield Line("", tuple(before[-1]))


def is_kept(pieces: Sequence[Piece]) -> bool:
    return not any(piece.is_changed for piece in pieces)


def near_changes(found: Iterable[Line]) -> Iterator[Line]:
    every = list(found)
    near = {
        place
        for number, line in enumerate(every)
        if line.sign
        for place in range(number - CONTEXT, number + CONTEXT + 1)
    }
    last = max(near, default=0)
    for place, line in enumerate(every):
        if place in near:
            yield line
        elif place - 1 in near and last > place:
            yield Line("", (Piece("…"),))
