"""The verbs that write: each freezes the working copy as a new revision, or changes the entry's
address or the section in charge of it. The contract of all verbs is in desk.py."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tokutei_site.staff.models import Section, User

from . import gate, staleness
from .content import MISSING, Columns, apply, changed, columns, merge, nest
from .files import keeping
from .ledger import standing_publications
from .models import Entry, Review, Revision, SlugChange, Transfer
from .refusals import Conflict, Refused, locked, require, require_head, require_text
from .reviewing import discard


@transaction.atomic
def save(
    entry: Entry,
    base: Revision | None,
    changes: Mapping[str, Any],
    *,
    by: User,
    now: datetime,
    batch: Transfer | None = None,
    resolved: Mapping[str, Any] | None = None,
) -> Revision:
    """Merge `changes` (column path → value, MISSING removes) made on revision `base` into the
    working copy and freeze it. Without any change the head is returned as it is. `batch`: the
    import that brings the changes in. `resolved`: what the columns shall say that collide."""
    require(by, "write")
    if entry.pk:
        entry = locked(entry)
    values = merged_changes(entry, base, changes, resolved)
    if batch is None or (entry.head and values == entry.head.columns):
        return write(entry, values, by=by, now=now)
    return write(entry, values, by=by, now=now, batch=batch, origin=Revision.Origin.IMPORT)


def merged_changes(
    entry: Entry,
    base: Revision | None,
    changes: Mapping[str, Any],
    resolved: Mapping[str, Any] | None = None,
) -> Columns:
    """The columns of the locked entry's head with `changes` made on `base` put in."""
    theirs = entry.head.columns if entry.head else {}
    start = base.columns if base else {}
    if base and base.entry_id != entry.pk:
        raise Refused(_("This version belongs to another entry."))
    if base:
        require_text(base)
    merged, clashes = merge(start, theirs, apply(start, changes), entry.way)
    answers = {path: text for path, text in (resolved or {}).items() if path in clashes}
    if clashes.keys() != answers.keys() and entry.head:
        raise Conflict(entry.head, clashes)
    return apply(merged, answers)


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
    values = staleness.without_orphans({"source_language": settings.LANGUAGE_CODE} | values)
    content = nest(values)
    if problems := gate.draft_problems(type(entry), content):
        raise Refused(problems)
    try:
        entry.fill(content)
        clean(entry)
        entry.save()
        entry.fill_children(content)
    except ValidationError as error:
        raise Refused(error) from error
    frozen, head = entry.content(), entry.head
    if problems := gate.lent_problems(type(entry), frozen):
        raise Refused(problems)
    # By columns: a group that came after the head was frozen is empty, not a change.
    if head is not None and not fields and columns(frozen) == head.columns:
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
    keeping.record_uses(revision)
    entry.head = revision
    entry.save(update_fields=["head"])
    staleness.record(entry)
    return revision


def clean(entry: Entry) -> None:
    try:
        entry._meta.get_field("slug").run_validators(entry.slug)  # before the database is asked
    except ValidationError as error:
        raise Refused({"slug": error.messages}) from error
    if is_slug_taken(entry, entry.slug):
        raise Refused({"slug": _("This address is in use. Please choose another one.")})
    try:
        entry.full_clean(exclude=["head"])
    except ValidationError as error:
        raise Refused(error) from error


def rehearse(
    entry: Entry, base: Revision | None, changes: Mapping[str, Any], **step: Any
) -> Revision:
    """What `save` would freeze, for a preview: every rule applies and nothing is kept."""
    with transaction.atomic():
        revision = save(entry, base, changes, **step)
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
    require_text(revision)
    if entry.head and entry.head.content_hash == revision.content_hash:
        raise Refused(_("The working copy already has exactly this text."))
    return write(
        entry, revision.columns, by=by, now=now, merged=None, origin=Revision.Origin.RESTORE
    )


@transaction.atomic
def undo(revision: Revision, *, by: User, now: datetime) -> Revision | Review:
    """Take back what an import made of an entry: its text is again the one before, as a new
    version; an entry that the import brought in is discarded. Not once somebody worked on it."""
    require(by, "write")
    entry = locked(revision.entry.as_kind())
    if revision.batch_id is None:
        raise Refused(_("This version was not imported."))
    if entry.head_id != revision.pk:
        raise Refused(_("A newer version exists."))
    if any(row.revision_id == revision.pk for row in standing_publications(entry)):
        raise Refused(_("This version is published or scheduled."))
    if revision.parent is None:
        return discard(revision, by=by, now=now)
    require_text(revision.parent)
    return write(
        entry, revision.parent.columns, by=by, now=now, merged=None, origin=Revision.Origin.UNDO
    )


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


@transaction.atomic
def assign(entry: Entry, owner: Section | None, *, by: User, now: datetime) -> None:
    """Put a section in charge of the entry, or none."""
    require(by, "write")
    entry = locked(entry)
    entry.owner = owner
    entry.save(update_fields=["owner"])


def is_slug_taken(entry: Entry, slug: str) -> bool:
    others = Entry.objects.filter(kind=entry.KIND, slug=slug).exclude(pk=entry.pk)
    former = SlugChange.objects.filter(entry__kind=entry.KIND, slug=slug).exclude(entry=entry.pk)
    return others.exists() or former.exists()
