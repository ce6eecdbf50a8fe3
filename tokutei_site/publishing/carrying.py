"""Publishing with the answers of one form: when a change that is carried into scheduled versions
collides with them, the editor says of each passage what the scheduled version shall say."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from . import desk
from .clashing import Answers
from .models import Entry, Publication, Revision


class Carry:
    def __init__(
        self, kind: type[Entry], data: Mapping[str, str], scheduled: Iterable[Publication]
    ) -> None:
        self.answers = Answers(kind, data, only_passages=False)
        self.scheduled = {row.pk: row.revision_id for row in scheduled}

    def publish(
        self, revision: Revision, *, later: Mapping[int, desk.Later], **terms: Any
    ) -> Publication:
        """desk.publish; if it collides and every question is answered, once more with these
        answers."""
        try:
            return desk.publish(revision, later=later, **terms)
        except desk.Conflict as conflict:
            self.answers.ask(conflict)
            found = {
                head.pk: self.answers.resolved(head, clashes) for head, clashes in conflict.every
            }
            if any(found[head.pk].keys() != clashes.keys() for head, clashes in conflict.every):
                raise
            answered = {
                row: replace(choice, resolved=found.get(self.scheduled.get(row) or 0, {}))
                for row, choice in later.items()
            }
            return desk.publish(revision, later=answered, **terms)
