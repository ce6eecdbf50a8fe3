"""What becomes of publications that stand scheduled when something else of their entry is published
or withdrawn before them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tokutei_site.staff.models import User

from . import carried, ledger, reviewing, writing
from .approval import approvers, open_columns
from .content import Clash, Columns, apply, merge
from .models import Entry, Publication, Review, Revision
from .refusals import Conflict, Refused, locked


@dataclass(frozen=True)
class Later:
    """What happens to a publication of the same entry that stands scheduled for later: `carry`
    the change into it, `cancel` it, or `keep` it with a reason. `resolved` answers the columns in
    which a carry collides."""

    choice: str
    reason: str = ""
    resolved: Mapping[str, Any] = field(default_factory=dict)


Choices = Later | Mapping[int, Later] | None  # for each scheduled row by its id, or one for all


def choice_for(row: Publication, later: Choices) -> Later:
    found = later.get(row.pk) if isinstance(later, Mapping) else later
    return found or Later("")


def reasons(later: Choices, *, of_kept: bool = True) -> list[str]:
    """Why what is kept is kept; or every reason that was typed."""
    every = later.values() if isinstance(later, Mapping) else [later]
    told = (each.reason for each in every if each and (each.choice == "keep" or not of_kept))
    return [text for text in dict.fromkeys(told) if text.strip()]


def settle_later(
    publication: Publication,
    public: Revision | None,
    later: Choices,
    by: User,
    now: datetime,
) -> None:
    """Deal with what is scheduled after this publication, each by its own choice, so that no
    correction gets lost when the clock passes and nothing comes back unasked. `public`: the text
    that was published last before."""
    waiting = [
        p
        for p in ledger.scheduled(publication.entry, now)
        if p.visible_from >= publication.visible_from and p.pk != publication.pk
    ]
    require_choices(publication, waiting, later)
    chosen = {p: choice_for(p, later) for p in waiting}
    for row, choice in chosen.items():
        if choice.choice == "cancel":
            take_back(row, by, now)
    into = {p: choice for p, choice in chosen.items() if choice.choice == "carry"}
    if into and publication.revision:
        carry(publication.revision, into, {p.revision_id for p in waiting}, public, by, now)


def require_choices(publication: Publication, waiting: list[Publication], later: Choices) -> None:
    for row in waiting:
        choice = choice_for(row, later)
        may = {"cancel": True, "keep": bool(choice.reason.strip())}
        may["carry"] = publication.revision_id is not None
        if not may.get(choice.choice):
            raise Refused(
                _(
                    "Another version is scheduled for later. Carry this change into it, cancel it, "
                    "or keep it and give the reason."
                ),
                code="later",
            )
        if choice.choice == "carry" and row.revision_id is None:
            raise Refused(_("A withdrawal is scheduled; it can only be cancelled or kept."))


def carry(
    revision: Revision,
    into: Mapping[Publication, Later],
    planned: set[int | None],
    public: Revision | None,
    by: User,
    now: datetime,
) -> None:
    """Merge the change into each scheduled version: new drafts, whose dates are set again once
    somebody approves them. Until then the correction stays public. The first of them is the newest
    version and submitted; each of the others follows when the one before it is published."""
    entry = locked(revision.entry.as_kind())
    if entry.head_id not in (revision.pk, *planned):
        raise Refused(_("A newer draft is open. Publish or restore it first, then carry over."))
    base = public.columns if public else {}
    found = {row: woven(entry, base, row, revision, later) for row, later in into.items()}
    every = [
        (row.revision, clashes)
        for row, (_values, clashes) in found.items()
        if clashes and row.revision
    ]
    if every:
        raise Conflict(*every[0], every=every)
    for row, (values, _clashes) in reversed(found.items()):
        draft = None
        if values != revision.columns or entry.head_id != revision.pk:
            draft = written(entry, values, revision, row.revision, by, now)
        take_back(row, by, now, carried_into=draft)
    if entry.head_id != revision.pk:
        submit(entry.head, by, now)


def bring_forward(
    publication: Publication, public: Revision | None, by: User, now: datetime
) -> Revision | None:
    """Once any version is published, the carried one that waits next becomes the newest version:
    with what has been made public since it was merged. None if there is none, if a newer draft is
    open, or if it collides; then it stands in the history, and the panel names its date."""
    entry = locked(publication.entry.as_kind())
    revision = publication.revision
    waiting = carried.waiting(entry)
    if revision is None or not waiting:
        return None
    _row, draft = waiting[0]
    if entry.head_id not in (revision.pk, draft.pk):
        return None
    start = carried.rests_on(draft)
    if carried.taken_from(revision) is None:
        public = revision
    if not (start and public) or (entry.head_id == draft.pk and start == public):
        return None
    values, clashes = merge(start.columns, draft.columns, public.columns, entry.way)
    if clashes or any(each.is_sealed for each in (start, draft, public)):
        return None
    following = written(entry, values, public, draft, by, now)
    submit(following, by, now)
    return following


def woven(
    entry: Entry, base: Columns, row: Publication, revision: Revision, later: Later
) -> tuple[Columns, dict[str, Clash]]:
    planned = row.revision.columns if row.revision else {}
    merged, clashes = merge(base, planned, revision.columns, entry.way)
    left = {path: clash for path, clash in clashes.items() if path not in later.resolved}
    return apply(merged, {path: later.resolved[path] for path in clashes if path not in left}), left


def written(
    entry: Entry,
    values: Columns,
    parent: Revision,
    merged: Revision | None,
    by: User,
    now: datetime,
) -> Revision:
    origin = Revision.Origin.CARRY
    return writing.write(entry, values, by=by, now=now, parent=parent, merged=merged, origin=origin)


def submit(draft: Revision | None, by: User, now: datetime) -> None:
    """Ask for its approval, unless this very text has got it and says more than the public one."""
    if draft and (not approvers(draft) or open_columns(draft, now)):
        reviewing.review(draft, Review.Verdict.SUBMIT, by, now)


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
