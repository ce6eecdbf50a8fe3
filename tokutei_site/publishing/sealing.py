"""The verbs of sealing: two people remove the text of versions for good. The contract of all verbs
is in desk.py."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _

from tokutei_site.staff.models import User

from . import erasing, gate, ledger, settling
from .approval import NOTHING, differing
from .content import canonical, sealed
from .files import keeping
from .models import (
    Acknowledgement,
    Entry,
    FileUse,
    Publication,
    Review,
    Revision,
    Seal,
    SealRequest,
    Upload,
)
from .refusals import Refused, locked, require, require_text


@transaction.atomic
def ask_seal(
    revisions: Sequence[Revision], reason: Mapping[str, str], *, by: User, now: datetime
) -> SealRequest:
    """Ask for the removal of the text of these versions of one entry. Nothing happens to them
    until a second person seals. reason: language code → why, for readers, in every language."""
    require_sealer(by)
    if not revisions:
        raise Refused({"numbers": _("Please choose at least one version.")})
    entry = locked(revisions[0].entry.as_kind())
    if open_request(entry):
        raise Refused(_("The sealing of versions of this entry has already been asked for."))
    for revision in revisions:
        require_sealable(entry, revision)
    if problems := reason_problems(reason):
        raise Refused(problems)
    return SealRequest.objects.create(
        entry=entry.entry_ptr,  # type: ignore[attr-defined]
        numbers=sorted({revision.number for revision in revisions}),
        reason={code: reason[code] for code, _name in settings.LANGUAGES},
        by=by,
        at=now,
    )


@transaction.atomic
def seal(request: SealRequest, *, by: User, now: datetime) -> list[Seal]:
    """The second person's step. The text leaves every page, past and coming, at once and is
    overwritten in the store; after the commit the database's files are cleaned (erasing.py)."""
    require_sealer(by)
    entry = locked(request.entry.as_kind())
    require_open(request)
    require_second(request, by)
    revisions = list(entry.revisions.filter(number__in=request.numbers).order_by("number"))
    for revision in revisions:
        require_sealable(entry, revision)
    return carry_out(request, revisions, by, now)


@transaction.atomic
def drop_seal_request(request: SealRequest, *, by: User, now: datetime) -> SealRequest:
    """Take back what nobody has sealed yet; nothing has happened then. Anybody's step who might
    have asked or sealed."""
    require_sealer(by)
    locked(request.entry.as_kind())
    require_open(request)
    return SealRequest.objects.create(entry=request.entry, drops=request, by=by, at=now)


def require_sealer(by: User) -> None:
    require(by, "seal")
    if not any(by.has_perm(f"publishing.{verb}_entry") for verb in ("write", "view")):
        raise PermissionDenied(_("Your role does not include this step."))


def require_second(request: SealRequest, by: User) -> None:
    if by.pk == request.by_id:
        raise Refused(_("You asked for it yourself. A second person has to seal."))


def require_sealable(entry: Entry, revision: Revision) -> None:
    if revision.entry_id != entry.pk:
        raise Refused(_("This version belongs to another entry."))
    require_text(revision)
    if entry.head and entry.head.content_hash == revision.content_hash:
        raise Refused(
            _(
                "The newest text cannot be sealed. First save a version without what has to go, "
                "and publish it if the text is public; then seal the versions before it."
            )
        )


def sealable(entry: Entry) -> models.QuerySet[Revision]:
    """The versions that may be sealed, the newest first."""
    head_hash = entry.head.content_hash if entry.head else ""
    found = entry.revisions.filter(seal__isnull=True).exclude(content_hash=head_hash)
    return found.select_related("by").order_by("-number")


def reason_problems(reason: Mapping[str, str]) -> dict[str, list[str]]:
    """What is wrong with the reason, by the field it is typed in."""
    problems = {}
    for code, _name in settings.LANGUAGES:
        text = (reason.get(code) or "").strip()
        if found := gate.unreadable([text]) if text else [_("Please give readers the reason.")]:
            problems[f"reason_{code}"] = found
    return problems


def open_request(entry: Entry) -> SealRequest | None:
    """What waits for a second person, if anything does."""
    return open_requests().filter(entry=entry.pk).select_related("by").first()


def open_requests() -> models.QuerySet[SealRequest]:
    return SealRequest.objects.filter(
        drops__isnull=True, dropped_by__isnull=True, seals__isnull=True
    )


def require_open(request: SealRequest) -> None:
    if SealRequest.objects.filter(drops=request).exists() or request.drops_id:
        raise Refused(_("This request has been taken back. Nothing was sealed."))
    if request.seals.exists():
        raise Refused(_("These versions have already been sealed."))


def carry_out(
    request: SealRequest, revisions: list[Revision], by: User, now: datetime
) -> list[Seal]:
    """Without asking for anything: sealing, and sealing again after a backup was restored."""
    changes = [changes_beside(revision) for revision in revisions]
    seals = [
        Seal.objects.create(revision=revision, request=request, changes=found, by=by, at=now)
        for revision, found in zip(revisions, changes, strict=True)
    ]
    for row in ledger.scheduled(request.entry, now):
        if row.revision in revisions:
            settling.take_back(row, by, now)
    hashes = {use.file.sha256 for use in uses_of(revisions).select_related("file")}
    overwrite(revisions)
    ledger.rebuild(request.entry)
    transaction.on_commit(partial(keeping.remove_sealed, hashes))
    transaction.on_commit(erasing.erase)
    return seals


def changes_beside(revision: Revision) -> dict[str, list[str]]:
    """Where the text differs from the empty one and from the versions beside it that can still be
    read (Seal.changes)."""
    made_of_it = models.Q(parent=revision) | models.Q(merged=revision)
    beside = [revision.parent, revision.merged, *Revision.objects.filter(made_of_it)]
    texts = {r.number: r.columns for r in beside if r and not r.is_sealed}
    return {
        str(number): differing(columns, revision.columns)
        for number, columns in {NOTHING: {}, **texts}.items()
    }


def overwrite(revisions: list[Revision]) -> None:
    """Everything in the store that was written in these versions or about them. What else comes
    to hold the text of a revision, or belongs to it alone, goes here, before the overwriting:
    `revision.content` still says what it referred to."""
    for revision in revisions:
        text = canonical(sealed(revision.content))
        rows(Revision).filter(pk=revision.pk).update(text=text)
    uses_of(revisions).delete()
    Upload.objects.all().delete()  # any spreadsheet that waits to be confirmed may hold the text
    rows(Review).filter(revision__in=revisions).update(comment="", proposal={})
    rows(Acknowledgement).filter(revision__in=revisions).update(reason="")
    rows(Publication).filter(revision__in=revisions).update(note={}, alternatives={}, reason="")


def uses_of(revisions: list[Revision]) -> models.QuerySet[FileUse]:
    return FileUse.objects.filter(revision__in=revisions)


def rows(model: type[models.Model]) -> models.QuerySet[Any]:
    """Past the refusal of FrozenQuerySet; the triggers let exactly this through."""
    return models.QuerySet(model)
