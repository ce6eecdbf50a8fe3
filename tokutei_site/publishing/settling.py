"""What becomes of publications that stand scheduled when something else of their entry is published
or withdrawn before them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tokutei_site.staff.models import User

from . import gate, ledger, reviewing, writing
from .content import apply, merge
from .models import Publication, Review, Revision
from .refusals import Conflict, Refused, locked


@dataclass(frozen=True)
class Later:
    """What happens to publications of the same entry that stand scheduled for later: `carry`
    the change into them, `cancel` them, or `keep` them with a reason. `resolved` answers the
    columns in which a carry collides."""

    choice: str
    reason: str = ""
    resolved: Mapping[str, Any] = field(default_factory=dict)


def settle_later(
    publication: Publication,
    revision: Revision | None,
    later: Later | None,
    by: User,
    now: datetime,
) -> None:
    """Deal with what is scheduled after this publication, so that no correction gets lost when
    the clock passes and nothing comes back unasked."""
    if later and (problems := gate.unreadable([later.reason])):
        raise Refused(problems)
    waiting = [
        p
        for p in ledger.scheduled(publication.entry, now)
        if p.visible_from >= publication.visible_from
    ]
    if not waiting:
        return
    choice = later.choice if later else ""
    if later and choice == "keep" and later.reason.strip():
        return
    if choice == "cancel":
        for row in waiting:
            take_back(row, by, now)
    elif later and choice == "carry" and revision is not None:
        carry(waiting, revision, later, by, now)
    else:
        raise Refused(
            _(
                "Another version is scheduled for later. Carry this change into it, cancel it, "
                "or keep it and give the reason."
            ),
            code="later",
        )


def carry(
    waiting: list[Publication], revision: Revision, later: Later, by: User, now: datetime
) -> None:
    """Merge the change into the scheduled version: a new draft, submitted for approval, whose
    date is set again once somebody approves it. Until then the correction stays public."""
    entry = locked(revision.entry.as_kind())
    planned = waiting[-1].revision
    if planned is None:
        raise Refused(_("A withdrawal is scheduled; it can only be cancelled or kept."))
    if entry.head_id not in (revision.pk, planned.pk):
        raise Refused(_("A newer draft is open. Publish or restore it first, then carry over."))
    last = ledger.last_published(revision.entry, now)
    base = last.revision.columns if last and last.revision else {}
    merged, clashes = merge(base, planned.columns, revision.columns, entry.way)
    if unresolved := {path: c for path, c in clashes.items() if path not in later.resolved}:
        raise Conflict(planned, unresolved)
    draft = writing.write(
        entry,
        apply(merged, later.resolved),
        by=by,
        now=now,
        parent=revision,
        merged=planned,
        origin=Revision.Origin.CARRY,
    )
    reviewing.review(draft, Review.Verdict.SUBMIT, by, now)
    for row in waiting:
        take_back(row, by, now, carried_into=draft)


def take_back(row: Publication, by: User, now: datetime, **fields: Any) -> Publication:
    return Publication.objects.create(
        entry=row.entry,
        visible_from=now,
        significance=row.significance,
        cancels=row,
        by=by,
        at=now,
        **fields,
    )
