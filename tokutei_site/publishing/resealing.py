"""A restored backup holds what was sealed after it was made. The seals of the later ledger are
exported before and applied to it afterwards."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tokutei_site.staff.models import User

from . import writing
from .models import Entry, Revision, Seal, SealRequest
from .refusals import locked
from .sealing import carry_out


def export_seals() -> list[dict[str, Any]]:
    """Every seal of this database as plain values for JSON, one dict a request."""
    found = []
    for request in SealRequest.objects.filter(seals__isnull=False).distinct().order_by("pk"):
        seals = list(request.seals.select_related("by", "revision").order_by("revision__number"))
        found.append(
            {
                "entry": request.entry_id,
                "kind": request.entry.kind,
                "slug": request.entry.slug,
                "reason": request.reason,
                "asked": person_and_time(request),
                "sealed": person_and_time(seals[0]),
                "versions": {str(s.revision.number): s.revision.content_hash for s in seals},
            }
        )
    return found


def person_and_time(row: SealRequest | Seal) -> dict[str, str]:
    names = {name: getattr(row.by, name) for name in ("username", "last_name", "first_name")}
    return {**names, "at": row.at.isoformat()}


@transaction.atomic
def apply_seals(rows: list[dict[str, Any]]) -> list[str]:
    """Seal the same versions in the database this process works with, migrated to this release.
    They are found by entry, number and content hash; what is sealed already stays as it is. Gives
    a line for each version that is not there."""
    return [line for row in rows for line in apply_one(row)]


def apply_one(row: dict[str, Any]) -> list[str]:
    place = f"{row['kind']}/{row['slug']}"
    entry = Entry.objects.filter(pk=row["entry"], kind=row["kind"]).first()
    if entry is None:
        return [f"{place}: no such entry"]
    kind = locked(entry.as_kind())
    versions = {int(number): text_hash for number, text_hash in row["versions"].items()}
    there = [
        revision
        for revision in Revision.objects.filter(entry=entry).order_by("number")
        if versions.get(revision.number) == revision.content_hash
    ]
    lacking = sorted(set(versions) - {revision.number for revision in there})
    if left := [revision for revision in there if not revision.is_sealed]:
        seal_again(kind, left, row)
    return [f"{place}: no version {number} with this text" for number in lacking]


def seal_again(entry: Entry, revisions: list[Revision], row: dict[str, Any]) -> None:
    asker, sealer = person(row["asked"]), person(row["sealed"])
    now = datetime.fromisoformat(row["sealed"]["at"])
    if entry.head in revisions:
        writing.write(entry, emptied(entry), by=sealer, now=now)
    request = SealRequest.objects.create(
        entry=Entry.objects.get(pk=entry.pk),
        numbers=[revision.number for revision in revisions],
        reason=row["reason"],
        by=asker,
        at=datetime.fromisoformat(row["asked"]["at"]),
    )
    carry_out(request, revisions, sealer, now)


def emptied(entry: Entry) -> dict[str, Any]:
    """What the working copy says instead, when the backup has nothing newer than the sealed
    text."""
    columns: dict[str, Any] = {"source_language": entry.source_language}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            columns[f"title_{code}"] = _("(Sealed after this backup was made)")
    return columns


def person(values: dict[str, str]) -> User:
    """Whoever it was; an account that the backup does not know yet is kept as a name only."""
    names = {name: values[name] for name in ("last_name", "first_name")}
    known, is_new = User.objects.get_or_create(
        username=values["username"], defaults={**names, "is_active": False}
    )
    if is_new:
        known.set_unusable_password()
        known.save(update_fields=["password"])
    return known
