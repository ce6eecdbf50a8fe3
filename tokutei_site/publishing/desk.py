"""The verbs: each one transaction and the only way to do the thing, for the admin, commands and
tests alike. `by` is the staff member, `now` an aware datetime (UTC or with a zone).

Raises: PermissionDenied for the wrong role, Conflict for a collision, Refused for anything else
that the rules forbid; nothing is written then.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tokutei_site.staff.models import User

from . import gate, ledger
from .approval import approvers, open_columns, verdict
from .content import MISSING, Clash, Columns, apply, changed, merge, nest
from .models import Entry, Publication, Review, Revision, SlugChange


class Refused(ValidationError):
    """The rules forbid it; the messages say why in the person's language."""


class Conflict(Refused):
    """Somebody else changed the same columns meanwhile; nothing was written."""

    def __init__(self, head: Revision, clashes: dict[str, Clash]) -> None:
        self.head, self.clashes = head, clashes
        super().__init__(_("Somebody else changed the same part meanwhile. Nothing was saved."))


def require(by: User, permission: str) -> None:
    if not by.has_perm(f"publishing.{permission}_entry"):
        raise PermissionDenied(_("Your role does not include this step."))


def locked(entry: Entry) -> Entry:
    """The entry as it stands, held until the transaction ends (SQLite holds all of it)."""
    kind = type(entry)
    Entry.objects.select_for_update().get(pk=entry.pk)
    return kind.objects.get(pk=entry.pk)


# Writing


@transaction.atomic
def save(
    entry: Entry,
    base: Revision | None,
    changes: Mapping[str, Any],
    *,
    by: User,
    now: datetime,
) -> Revision:
    """Merge `changes` (column path → value, MISSING removes) made on revision `base` into the
    working copy and freeze it. Without any change the head is returned as it is."""
    require(by, "write")
    if entry.pk:
        entry = locked(entry)
    theirs = entry.head.columns if entry.head else {}
    start = base.columns if base else {}
    if base and base.entry_id != entry.pk:
        raise Refused(_("This version belongs to another entry."))
    merged, clashes = merge(start, theirs, apply(start, changes))
    if clashes and entry.head:
        raise Conflict(entry.head, clashes)
    return write(entry, merged, by=by, now=now)


def write(
    entry: Entry,
    values: Columns,
    *,
    by: User,
    now: datetime,
    parent: Revision | None = None,
    **fields: Any,
) -> Revision:
    """Put values into the working copy and freeze it as the new head."""
    content = nest({"source_language": settings.LANGUAGE_CODE} | values)
    if problems := gate.draft_problems(type(entry), content):
        raise Refused(problems)
    try:
        entry.fill(content)
        clean(entry)
        entry.save()
        entry.fill_children(content)
    except ValidationError as error:
        raise Refused(error) from error
    frozen = entry.content()
    head = entry.head
    if head is not None and not fields and frozen == head.content:
        return head
    revision = Revision.freeze(
        frozen,
        entry=entry.entry_ptr,  # type: ignore[attr-defined]
        number=next_number(entry),
        parent=parent or head,
        by=by,
        at=now,
        **fields,
    )
    entry.head = revision
    entry.save(update_fields=["head"])
    return revision


def clean(entry: Entry) -> None:
    if is_slug_taken(entry, entry.slug):
        raise Refused({"slug": _("This address is in use. Please choose another one.")})
    try:
        entry.full_clean(exclude=["head"])
    except ValidationError as error:
        raise Refused(error) from error


def rehearse(
    entry: Entry, base: Revision | None, changes: Mapping[str, Any], *, by: User, now: datetime
) -> Revision:
    """What `save` would freeze, for a preview: every rule applies and nothing is kept."""
    with transaction.atomic():
        revision = save(entry, base, changes, by=by, now=now)
        transaction.set_rollback(True)
    return revision


def next_number(entry: Entry) -> int:
    newest = entry.revisions.order_by("-number").values_list("number", flat=True).first()
    return (newest or 0) + 1


@transaction.atomic
def restore(revision: Revision, *, by: User, now: datetime) -> Revision:
    """An old revision becomes the working copy again, as a new draft. It counts as writing."""
    require(by, "write")
    entry = locked(revision.entry.as_kind())
    if entry.head and entry.head.content_hash == revision.content_hash:
        raise Refused(_("The working copy already has exactly this text."))
    return write(
        entry, revision.columns, by=by, now=now, merged=None, origin=Revision.Origin.RESTORE
    )


@transaction.atomic
def rename(entry: Entry, slug: str, *, by: User, now: datetime) -> None:
    """Give the entry another address; a public one keeps leading here. An approver's step once
    the entry has been published, because it changes what residents use."""
    require(by, "approve" if entry.publications.exists() else "write")
    entry = locked(entry)
    if slug == entry.slug:
        return
    former, entry.slug = entry.slug, slug
    clean(entry)
    if entry.publications.exists():
        SlugChange.objects.create(entry=entry.entry_ptr, slug=former, by=by, at=now)  # type: ignore[attr-defined]
    entry.save(update_fields=["slug"])


def is_slug_taken(entry: Entry, slug: str) -> bool:
    others = Entry.objects.filter(kind=entry.KIND, slug=slug).exclude(pk=entry.pk)
    former = SlugChange.objects.filter(entry__kind=entry.KIND, slug=slug).exclude(entry=entry.pk)
    return others.exists() or former.exists()


# Reviewing


def review(revision: Revision, verdict: str, by: User, now: datetime, **fields: Any) -> Review:
    return Review.objects.create(
        revision=revision,
        content_hash=revision.content_hash,
        verdict=verdict,
        by=by,
        at=now,
        **fields,
    )


def require_head(revision: Revision, content_hash: str | None = None) -> None:
    entry = locked(revision.entry.as_kind())
    if entry.head_id != revision.pk or content_hash not in (None, revision.content_hash):
        raise Refused(
            _("The text has changed since you opened this page. Please look at the new version.")
        )


@transaction.atomic
def submit(revision: Revision, *, by: User, now: datetime, comment: str = "") -> Review:
    require(by, "write")
    require_head(revision)
    last = verdict(revision)
    if last and last.verdict in (Review.Verdict.SUBMIT, Review.Verdict.APPROVE):
        raise Refused(_("This version has already been submitted."))
    if not open_columns(revision, now):
        raise Refused(_("This version says the same as the published one."))
    return review(revision, Review.Verdict.SUBMIT, by, now, comment=comment)


@transaction.atomic
def approve(
    revision: Revision, content_hash: str, *, by: User, now: datetime, comment: str = ""
) -> Review:
    """Approve the text with this hash: the columns that `by` did not write. Others stay open."""
    require(by, "approve")
    require_head(revision, content_hash)
    last = verdict(revision)
    if last is None or last.verdict == Review.Verdict.RETURN:
        raise Refused(_("This version has not been submitted."))
    if by.pk in approvers(revision):
        raise Refused(_("You have already approved this version."))
    before = open_columns(revision, now)
    left = {path: who for path, who in before.items() if by.pk in who}
    if before and left.keys() == before.keys():
        raise Refused(_("These are your own words. Somebody else has to approve them."))
    return review(revision, Review.Verdict.APPROVE, by, now, comment=comment, is_complete=not left)


@transaction.atomic
def return_(
    revision: Revision,
    comment: str,
    *,
    by: User,
    now: datetime,
    proposal: Mapping[str, Any] | None = None,
) -> Review:
    """Send the text back to its writers, with a comment; earlier approvals end. `proposal` (column
    path → value, as in `save`) is what the reviewer would rather see: nothing changes by it until
    a writer adopts it and so becomes its writer."""
    require(by, "approve")
    require_head(revision)
    last = verdict(revision)
    if last is None or last.verdict == Review.Verdict.RETURN:
        raise Refused(_("This version has not been submitted."))
    if not comment.strip():
        raise Refused({"comment": _("Please say what should be changed.")})
    proposed = apply(revision.columns, proposal) if proposal else {}
    if proposed and (
        problems := gate.draft_problems(type(revision.entry.as_kind()), nest(proposed))
    ):
        raise Refused(problems)
    return review(revision, Review.Verdict.RETURN, by, now, comment=comment, proposal=proposed)


@transaction.atomic
def adopt(returned: Review, *, by: User, now: datetime) -> Revision:
    """Take over the text that a reviewer proposed. Who adopts it is its writer, so the reviewer
    may then approve it."""
    if not returned.proposal:
        raise Refused(_("No text was proposed."))
    revision = returned.revision
    require_head(revision)
    changes = {
        path: returned.proposal.get(path, MISSING)
        for path in changed(revision.columns, returned.proposal)
    }
    return save(revision.entry.as_kind(), revision, changes, by=by, now=now)


@transaction.atomic
def check(revision: Revision, *, by: User, now: datetime, comment: str = "") -> Review:
    """A second person stands for a text that was published by force."""
    require(by, "approve")
    locked(revision.entry.as_kind())
    forced_by = {p.by_id for p in revision.publications.filter(is_forced=True)}
    if not forced_by:
        raise Refused(_("This version was not published by force."))
    if revision.reviews.filter(verdict=Review.Verdict.CHECKED).exists():
        raise Refused(_("You have already approved this version."))
    if by.pk in forced_by.union(*open_columns(revision, now).values()):
        raise Refused(_("These are your own words. Somebody else has to approve them."))
    return review(revision, Review.Verdict.CHECKED, by, now, comment=comment)


# Publishing


@dataclass(frozen=True)
class Later:
    """What happens to publications of the same entry that stand scheduled for later: `carry`
    the change into them, `cancel` them, or `keep` them with a reason. `resolved` answers the
    columns in which a carry collides."""

    choice: str
    reason: str = ""
    resolved: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def publish(
    revision: Revision,
    *,
    by: User,
    now: datetime,
    visible_from: datetime | None = None,
    visible_until: datetime | None = None,
    significance: str = Publication.Significance.MAJOR,
    note: Mapping[str, str] | None = None,
    alternatives: Mapping[str, Any] | None = None,
    later: Later | None = None,
    force_reason: str = "",
) -> Publication:
    """Make an approved revision visible from an instant (default: now) until another one.

    note: language code → what changed, for readers, in every language (a minor change needs
    none). alternatives: absent language → {"by": ISO day} or {"reason": {language: text}}.
    """
    require(by, "force" if force_reason else "approve")
    entry = locked(revision.entry.as_kind())
    start, note, alternatives = visible_from or now, dict(note or {}), dict(alternatives or {})
    is_forced = require_approved(revision, by, now, force_reason)
    kind, content = type(entry), revision.content
    absent = gate.absent_languages(kind, content)
    messages = [
        *gate.window_problems(start, visible_until, now),
        *(text for texts in gate.draft_problems(kind, content).values() for text in texts),
        *gate.alternative_problems(absent, alternatives, content["source_language"], start),
        *note_problems(note, significance),
    ]
    if messages:
        raise Refused(messages)
    publication = Publication(
        entry=revision.entry,
        revision=revision,
        visible_from=start,
        visible_until=visible_until,
        significance=significance,
        note=note,
        alternatives={code: alternatives[code] for code in absent},
        reason=force_reason or (later.reason if later else ""),
        is_forced=is_forced,
        by=by,
        at=now,
    )
    if says_nothing_new(publication):
        raise Refused(_("This version says the same as the published one."))
    settle_later(publication, revision, later, by, now)
    publication.save()
    ledger.rebuild(revision.entry)
    return publication


def require_approved(revision: Revision, by: User, now: datetime, force_reason: str) -> bool:
    """Whether the publication is a forced one; raises when it is neither approved nor forced."""
    if approvers(revision) and not open_columns(revision, now):
        require(by, "approve")
        return False
    if not force_reason:
        raise Refused(_("This version has not been approved."))
    if not settings.FORCED_PUBLISH:
        raise PermissionDenied(_("Publishing without approval is switched off here."))
    require(by, "force")
    return True


def says_nothing_new(publication: Publication) -> bool:
    """Whether the ledger already says just this for that moment: a button pressed twice."""
    rows = ledger.standing_publications(publication.entry)
    before = [p for p in rows if p.visible_from <= publication.visible_from]
    terms = ("revision_id", "visible_until", "significance", "note", "alternatives", "is_forced")
    return bool(before) and all(getattr(before[-1], t) == getattr(publication, t) for t in terms)


def note_problems(note: Mapping[str, str], significance: str) -> list[str]:
    if problems := gate.unreadable(note.values()):
        return problems
    if significance == Publication.Significance.MINOR or all(
        (note.get(code) or "").strip() for code, _name in settings.LANGUAGES
    ):
        return []
    return [_("Please tell readers what changed, in every language.")]


def settle_later(
    publication: Publication,
    revision: Revision | None,
    later: Later | None,
    by: User,
    now: datetime,
) -> None:
    """Deal with what is scheduled after this publication, so that no correction gets lost when
    the clock passes and nothing comes back unasked."""
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
    merged, clashes = merge(base, planned.columns, revision.columns)
    if unresolved := {path: c for path, c in clashes.items() if path not in later.resolved}:
        raise Conflict(planned, unresolved)
    draft = write(
        entry,
        apply(merged, later.resolved),
        by=by,
        now=now,
        parent=revision,
        merged=planned,
        origin=Revision.Origin.CARRY,
    )
    review(draft, Review.Verdict.SUBMIT, by, now)
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


@transaction.atomic
def cancel(publication: Publication, *, by: User, now: datetime) -> Publication:
    """Take back a publication or withdrawal that has not begun."""
    require(by, "approve")
    locked(publication.entry.as_kind())
    if publication.cancels_id or publication.cancelled_by.exists():
        raise Refused(_("This publication has already been cancelled."))
    if publication.visible_from <= now:
        raise Refused(_("This publication has already begun. Withdraw it instead."))
    row = take_back(publication, by, now)
    ledger.rebuild(publication.entry)
    return row


@transaction.atomic
def withdraw(
    entry: Entry,
    note: Mapping[str, str],
    *,
    by: User,
    now: datetime,
    later: Later | None = None,
) -> Publication:
    """Take the live text off the site; readers are told why, in every language."""
    require(by, "approve")
    entry = locked(entry)
    if ledger.standing(entry, now).state != "live":
        raise Refused(_("Nothing of this entry is public now."))
    if problems := note_problems(note, Publication.Significance.MAJOR):
        raise Refused(problems)
    row = Publication(
        entry=entry.entry_ptr,  # type: ignore[attr-defined]
        visible_from=now,
        significance=Publication.Significance.MAJOR,
        note=dict(note),
        reason=later.reason if later else "",
        by=by,
        at=now,
    )
    settle_later(row, None, later, by, now)
    row.save()
    ledger.rebuild(row.entry)
    return row
