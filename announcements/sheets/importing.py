"""From a file to drafts: the file is read and looked at, kept as rows for whoever sent it, and
taken over whole or not at all once that person has confirmed it."""

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from announcements.models import Faq
from tokutei_site.publishing import desk
from tokutei_site.publishing.content import Columns
from tokutei_site.publishing.labels import language_of, refusal_messages
from tokutei_site.publishing.models import LANGUAGE_CODES, Entry, Transfer, Upload
from tokutei_site.publishing.staleness import basis_path
from tokutei_site.sheets.columns import SheetRow
from tokutei_site.sheets.limits import MEGABYTE, Limits
from tokutei_site.sheets.reading import read
from tokutei_site.staff.models import User
from tokutei_site.text.file_names import name_on_record

from .columns import SHEET, columns
from .plan import Kind, Plan
from .planning import plans
from .resource import FaqResource

COUNTED = (Kind.NEW, Kind.CHANGED, Kind.UNCHANGED, Kind.MOVED, Kind.REFUSED)


class NotConfirmed(desk.Refused):
    """What was confirmed is not what would be taken over now; nothing was written."""


def limits() -> Limits:
    return Limits(size=settings.SHEET_MEGABYTES * MEGABYTE, rows=settings.SHEET_ROWS)


def require_import(by: User) -> None:
    if not (by.has_perm("announcements.import_faq") and by.has_perm("publishing.write_entry")):
        raise PermissionDenied(_("Your role does not include this step."))


def receive(data: bytes, file_name: str, *, by: User, now: datetime) -> Upload:
    """Read a file and keep its rows. Raises sheets.unfit.Unfit with everything that is wrong in
    it; then nothing is kept."""
    require_import(by)
    table = read(data, columns(), SHEET, limits())
    rows = [{"number": row.number, "cells": row.cells} for row in table.rows]
    sent = {"encoding": table.encoding, "rows": rows}
    Upload.objects.filter(at__lt=now - Upload.KEPT).delete()
    return Upload.objects.create(
        key=secrets.token_urlsafe(32),
        by=by,
        at=now,
        kind=Faq.KIND,
        file_name=name_on_record(file_name),
        sha256=hashlib.sha256(data).hexdigest(),
        rows=json.dumps(sent, ensure_ascii=False),
    )


def kept(key: str, *, by: User, now: datetime) -> Upload | None:
    """What this person sent under this key, as long as it is kept."""
    mine = Upload.objects.filter(key=key, by=by, kind=Faq.KIND, at__gt=now - Upload.KEPT)
    return mine.first()


def rows_of(upload: Upload) -> tuple[list[SheetRow], str]:
    """With the encoding of the file."""
    sent = json.loads(upload.rows)
    if isinstance(sent, list):  # to an older version of the site, within the last two hours
        sent = {"encoding": "", "rows": sent}
    return [SheetRow(row["number"], row["cells"]) for row in sent["rows"]], sent["encoding"]


def planned(upload: Upload) -> list[Plan]:
    return plans(FaqResource(), *rows_of(upload))


def counts(found: Iterable[Plan]) -> dict[str, int]:
    kinds = [plan.kind for plan in found]
    return {kind.value: kinds.count(kind) for kind in COUNTED}


@transaction.atomic
def confirm(
    upload: Upload, sha256: str, compared: Collection[int] = (), *, by: User, now: datetime
) -> Transfer:
    """Make drafts of the rows of an upload, all or none. `sha256`: of the file that the person
    looked at; `compared`: numbers of the rows whose languages that person compared. Raises
    NotConfirmed if the upload is gone or another one, or if a row cannot be taken any more."""
    require_import(by)
    mine = Upload.objects.select_for_update().filter(pk=upload.pk, by=by).first()
    if mine is None or mine.sha256 != sha256:
        raise NotConfirmed(_("This is not the file that you looked at. Nothing was imported."))
    # In one order, so that two imports never wait for each other.
    rows, _encoding = rows_of(mine)
    codes = [code for row in rows if (code := row.cells["code"].strip())]
    wanted = Entry.objects.filter(kind=Faq.KIND, slug__in=codes).order_by("pk")
    list(wanted.select_for_update().values_list("pk"))
    found = planned(mine)
    if any(plan.kind is Kind.REFUSED for plan in found):
        raise NotConfirmed(_("Some rows cannot be taken over. Nothing was imported."))
    batch = record(mine, found, by=by, now=now)
    for plan in found:
        if plan.kind in (Kind.NEW, Kind.CHANGED):
            write(plan, plan.row.number in compared, batch, by=by, now=now)
    mine.delete()
    return batch


def record(upload: Upload, found: list[Plan], *, by: User, now: datetime) -> Transfer:
    if not any(plan.kind in (Kind.NEW, Kind.CHANGED) for plan in found):
        raise NotConfirmed(_("The file changes nothing."))
    return Transfer.objects.create(
        direction=Transfer.Direction.IMPORT,
        kind=Faq.KIND,
        file_name=upload.file_name,
        sha256=upload.sha256,
        counts=counts(found),
        upload=upload.key,
        by=by,
        at=now,
    )


def write(plan: Plan, is_compared: bool, batch: Transfer, *, by: User, now: datetime) -> None:
    changes = plan.changes | (basis_of(plan) if is_compared else {})
    faq = plan.faq or Faq(slug=Faq.next_slug())
    try:
        desk.save(faq, faq.head, changes, by=by, now=now, batch=batch)
    except desk.Refused as refusal:
        texts = refusal_messages(Faq, refusal)
        told = _("Row %(number)d: %(problems)s") % {
            "number": plan.row.number,
            "problems": " ".join(texts),
        }
        raise NotConfirmed(told) from refusal


def basis_of(plan: Plan) -> Columns:
    """Somebody compared the languages of the texts that this row changes."""
    stems = {path.rpartition("_")[0] for path in plan.changes if language_of(path)}
    wanted = {basis_path(code, stem) for code in LANGUAGE_CODES for stem in stems}
    found: dict[str, Any] = desk.all_confirmed(Faq, plan.after)
    return {path: value for path, value in found.items() if path in wanted}
