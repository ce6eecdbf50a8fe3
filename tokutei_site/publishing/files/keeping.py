"""The bytes of files: kept under their hash, used by versions, removed when nobody needs them."""

import hashlib
import logging
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from tokutei_site.publishing.content import Content
from tokutei_site.publishing.models import Entry, FileUse, Revision, StoredFile
from tokutei_site.publishing.refusals import Refused
from tokutei_site.staff.models import User
from tokutei_site.text.file_names import public_name

from .checking import check

GRACE = timedelta(days=1)  # a form may stand open that long with a file nobody has saved
logger = logging.getLogger(__name__)


def keep(upload: UploadedFile, *, by: User, now: datetime) -> str:
    """Check a file and keep its bytes privately; gives its address (hash/name). Raises
    ValidationError in the active language, and nothing is kept then."""
    if hasattr(upload, "failure"):
        raise not_stored()
    if (upload.size or 0) > settings.FILE_LIMIT:
        raise ValidationError(
            _("This file is larger than %(limit)s. Please make it smaller."),
            params={"limit": filesizeformat(settings.FILE_LIMIT)},
        )
    upload.seek(0)
    checked = check(upload.read())
    file = StoredFile(
        sha256=hashlib.sha256(checked.data).hexdigest(),
        content_type=checked.kind,
        size=len(checked.data),
        width=checked.width,
        height=checked.height,
    )
    try:
        default_storage.save(file.path, ContentFile(checked.data))
    except OSError as error:
        logger.exception("A file could not be stored.")
        raise not_stored() from error
    known = {"content_type": file.content_type, "size": file.size, "by": by, "at": now}
    measures = {"width": file.width, "height": file.height}
    StoredFile.objects.get_or_create(sha256=file.sha256, defaults=known | measures)
    return f"{file.sha256}/{public_name(upload.name or '', file.kind.extension)}"


def not_stored() -> ValidationError:
    return ValidationError(
        _(
            "The file could not be stored: the server's disk may be full. Please tell whoever "
            "runs the server. What you typed stands in the form."
        )
    )


# Which version uses which file


def addresses_in(content: Content) -> Iterator[tuple[str, str]]:
    """Column path and address of every file in a content."""
    for key, row in content.get("attachments", {}).items():
        for name, address in row.items():
            if name.startswith("file_") and address:
                yield f"attachments.{key}.{name}", address


def record_uses(revision: Revision) -> None:
    """Note which files a new version carries. Raises Refused when the bytes of one are gone. The
    rows are held meanwhile, so that nothing is cleared away between the look and the note."""
    found = dict(addresses_in(revision.content))
    files = {file.sha256: file for file in held({a.partition("/")[0] for a in found.values()})}
    gone = {
        path: [_("This file is no longer there. Please choose it again.")]
        for path, address in found.items()
        if not default_storage.exists(files[address.partition("/")[0]].path)
    }
    if gone:
        raise Refused(gone)
    FileUse.objects.bulk_create(uses_of(revision, files))


def held(hashes: set[str]) -> list[StoredFile]:
    if not hashes:
        return []
    rows = StoredFile.objects.select_for_update().filter(sha256__in=hashes)
    return list(rows.order_by("sha256"))


def uses_of(revision: Revision, files: dict[str, StoredFile]) -> list[FileUse]:
    places = {address.partition("/")[::2] for _path, address in addresses_in(revision.content)}
    return [
        FileUse(revision=revision, file=files[sha256], name=name) for sha256, name in sorted(places)
    ]


def rebuild_uses(entry: Entry) -> None:
    """Make an entry's FileUse rows anew from the content of its versions."""
    FileUse.objects.filter(revision__entry=entry).delete()
    for revision in entry.revisions.order_by("pk"):
        found = {address.partition("/")[0] for _path, address in addresses_in(revision.content)}
        files = {file.sha256: file for file in StoredFile.objects.filter(sha256__in=found)}
        FileUse.objects.bulk_create(uses_of(revision, files))


# Removing


def remove_file(sha256: str) -> None:
    """Delete the bytes for good, whoever uses them; the row with hash and size stays. The address
    answers 410 from then on."""
    default_storage.delete(StoredFile.objects.get(sha256=sha256).path)


def remove_sealed(hashes: Collection[str]) -> None:
    """After a sealing: delete the bytes that only sealed versions carried. What a crash leaves of
    it goes with `remove_unused`."""
    for sha256 in hashes:
        if not FileUse.objects.filter(file__sha256=sha256).exists():
            remove_file(sha256)


def remove_unused(now: datetime) -> int:
    """Delete the bytes that no version refers to and that nobody sent within the last day; gives
    how many files that were."""
    return sum(remove_if_unused(path, now - GRACE) for path in list(stored_paths()))


def stored_paths() -> Iterator[str]:
    folders = default_storage.listdir("")[0] if default_storage.exists("") else []
    for folder in folders:
        yield from (f"{folder}/{name}" for name in default_storage.listdir(folder)[1])


@transaction.atomic
def remove_if_unused(path: str, before: datetime) -> bool:
    sha256, _dot, rest = path.rpartition("/")[2].partition(".")
    is_draft = "." in rest  # what a crash left of a file on its way in
    list(StoredFile.objects.select_for_update().filter(sha256=sha256))
    if not is_draft and FileUse.objects.filter(file__sha256=sha256).exists():
        return False
    if default_storage.get_modified_time(path) > before:
        return False
    default_storage.delete(path)
    return True
