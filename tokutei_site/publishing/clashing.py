"""What two versions change differently, as questions on a page: each passage, or each column that
is no text of several lines, with both sides marked and to be edited; and the answers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tokutei_site.text.characters import normalise
from tokutei_site.text.merging import Collision

from . import desk
from .comparing import Line, form_order, lines
from .content import MISSING, Clash, fingerprint
from .easy import SOURCE, is_easy
from .labels import column_label, column_text, language_of
from .models import Entry, Revision

SIDES = ("theirs", "mine")
MARK_LENGTH = 8


@dataclass(frozen=True)
class Side:
    """One of two answers: what it says, how that differs from what stood there, and what was typed
    into its field; no field for what is chosen, not written."""

    name: str
    lines: tuple[Line, ...]
    field: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Question:
    path: str
    name: str
    label: str
    number: int
    count: int  # of the questions about this column
    language: str
    base: str
    sides: tuple[Side, Side]
    is_text: bool

    @property
    def rows(self) -> int:
        longest = max(side.text.count("\n") + len(side.text) // 40 for side in self.sides)
        return min(longest + 2, 16)

    @property
    def chosen(self) -> Side | None:
        return next((side for side in self.sides if side.is_chosen), None)


class Answers:
    """The answers that one form sent. Each names the version it was given against and, of a text,
    the passage as it stood: once these have changed, it answers nothing."""

    def __init__(self, kind: type[Entry], data: Mapping[str, str], *, only_passages: bool) -> None:
        self.kind, self.data, self.only_passages = kind, data, only_passages
        self.asked: list[tuple[Revision, list[Question]]] = []

    def saved(
        self, verb: Callable[..., Revision], *step: Any, seen: Revision | None = None, **terms: Any
    ) -> Revision:
        """`desk.save` or `desk.rehearse`; if it collides and every question is answered, once more
        with these answers. `seen`: the version whose other columns somebody looked at and leaves as
        the form has them."""
        try:
            return verb(*step, **terms)
        except desk.Conflict as conflict:
            self.ask(conflict)
            resolved = {
                path: clash.mine
                for path, clash in conflict.clashes.items()
                if seen and clash.merge is None and is_seen(seen, path, clash)
            }
            resolved |= self.resolved(conflict.head, conflict.clashes)
            if resolved.keys() != conflict.clashes.keys():
                raise
            return verb(*step, resolved=resolved, **terms)

    def ask(self, conflict: desk.Conflict) -> None:
        order = form_order(self.kind)
        self.asked = [
            (
                head,
                [
                    question
                    for path in sorted(clashes, key=order)
                    for question in self.questions(head, path, clashes[path])
                ],
            )
            for head, clashes in conflict.every
        ]

    def resolved(self, head: Revision, clashes: Mapping[str, Clash]) -> dict[str, Any]:
        """What the columns say of which every question is answered."""
        found: dict[str, Any] = {}
        for path, clash in clashes.items():
            chosen = [question.chosen for question in self.questions(head, path, clash)]
            texts = [side.text for side in chosen if side]
            if not chosen or len(texts) < len(chosen):
                continue
            if clash.merge:
                found[path] = clash.merge.text(texts)
            elif chosen[0]:
                found[path] = self.value(path, clash, chosen[0])
        return found

    def value(self, path: str, clash: Clash, side: Side) -> Any:
        """Of a column that is no text of several lines: as the side has it, or as typed."""
        stands = clash.theirs if side.name == "theirs" else clash.mine
        is_as_it_stands = not side.field or side.text == (stands or "")
        return stands if is_as_it_stands else normalise(side.text)

    def questions(self, head: Revision, path: str, clash: Clash) -> list[Question]:
        if clash.merge is None and self.only_passages:
            return []
        is_text = is_written(self.kind, path) and MISSING not in (clash.theirs, clash.mine)
        if clash.merge:
            collisions = clash.merge.collisions
        else:
            shown = (
                self.shown(head, path, value) for value in (clash.base, clash.theirs, clash.mine)
            )
            collisions = (Collision(*shown),)
        return [
            self.question(head, path, collision, number, len(collisions), is_text)
            for number, collision in enumerate(collisions, 1)
        ]

    def question(
        self, head: Revision, path: str, each: Collision, number: int, count: int, is_text: bool
    ) -> Question:
        print_ = fingerprint("\0".join((each.base, each.theirs, each.mine)))[:MARK_LENGTH]
        name = f"{head.pk}-{path}-{number}-{print_}"
        taken = self.data.get(f"take-{name}")
        side = [
            Side(
                name=one,
                lines=lines(each.base, text),
                field=(field := f"text-{one}-{name}") if is_text else "",
                text=self.data.get(field, text).replace("\r\n", "\n") if is_text else text,
                is_chosen=taken == one,
            )
            for one, text in zip(SIDES, (each.theirs, each.mine), strict=True)
        ]
        return Question(
            path=path,
            name=f"take-{name}",
            label=column_label(self.kind, path, head.columns),
            number=number,
            count=count,
            language=SOURCE if is_easy(path) else language_of(path),
            base=each.base,
            sides=(side[0], side[1]),
            is_text=is_text,
        )

    def shown(self, head: Revision, path: str, value: Any) -> str:
        return column_text(self.kind, path, value, head.columns)

    def lost(self) -> Iterator[str]:
        """What was typed for passages that are asked about no more."""
        known = {question.name for _head, some in self.asked for question in some}
        for name, side in self.data.items():
            if name.startswith("take-") and name not in known:
                text = self.data.get(f"text-{side}-{name.removeprefix('take-')}", "")
                if text.strip():
                    yield text


def is_written(kind: type[Entry], path: str) -> bool:
    stem = path.rpartition("_")[0] if language_of(path) else path
    return kind.is_text(stem) or bool(kind.retold(path))


def is_seen(seen: Revision, path: str, clash: Clash) -> bool:
    return bool(seen.columns.get(path, MISSING) == clash.theirs)
