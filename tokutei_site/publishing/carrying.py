"""When a change that is carried into a scheduled version collides with it: the editor sees base,
theirs and mine, and says for each column which one the scheduled version shall say."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from . import desk
from .labels import column_label, column_text
from .models import Entry, Publication, Revision


class Carry:
    """Publishing with the answers of one form. `rows` are the questions that are still open."""

    def __init__(self, kind: type[Entry], data: Mapping[str, str]) -> None:
        self.kind, self.data = kind, data
        self.planned: Revision | None = None
        self.rows: list[tuple[str, ...]] = []

    def publish(self, revision: Revision, *, later: desk.Later | None, **terms: Any) -> Publication:
        """desk.publish; if it collides and every question is answered, once more with these
        answers. They name the scheduled version they were given for."""
        try:
            return desk.publish(revision, later=later, **terms)
        except desk.Conflict as conflict:
            self.ask(conflict)
            answers = self.answers(conflict)
            if later is None or answers.keys() != conflict.clashes.keys():
                raise
            return desk.publish(revision, later=replace(later, resolved=answers), **terms)

    def ask(self, conflict: desk.Conflict) -> None:
        self.planned = conflict.head
        self.rows = [
            (
                self.field(path),
                self.data.get(self.field(path), ""),
                column_label(self.kind, path, conflict.head.columns),
                *(
                    column_text(self.kind, path, value, conflict.head.columns)
                    for value in (clash.base, clash.theirs, clash.mine)
                ),
            )
            for path, clash in conflict.clashes.items()
        ]

    def field(self, path: str) -> str:
        return f"take-{self.planned.pk if self.planned else 0}-{path}"

    def answers(self, conflict: desk.Conflict) -> dict[str, Any]:
        return {
            path: clash.theirs if choice == "theirs" else clash.mine
            for path, clash in conflict.clashes.items()
            if (choice := self.data.get(self.field(path))) in ("theirs", "mine")
        }
