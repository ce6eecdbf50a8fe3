"""Making a backup, and proving that it can be restored."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from . import archive, stored_files
from .contents import require_equal
from .engines import Engine, engine
from .errors import BackupError, in_plain_words
from .manifest import Manifest
from .moving import sync


@dataclass(frozen=True)
class Made:
    manifest: Manifest
    size: int  # bytes
    is_proven: bool


def make(target: Path, *, now: datetime, overwrite: bool = False, prove: bool = True) -> Made:
    """Writes one file with the default database and the stored files as they are.

    `now` is aware. The file appears whole or not at all; it is not proven if `prove` is false or
    the database account may not make a second database. Raises BackupError."""
    require_place(target, overwrite)
    source = engine()
    with (
        in_plain_words(_("The backup was not made:")),
        TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as work,
    ):
        draft = Path(work, "backup")
        write(draft, source, Path(work, source.member), now)
        with archive.opened(draft) as written:
            is_proven = prove and source.may_stage()
            if is_proven:
                prove_restorable(written, source, Path(work, "proof"))
            made = Made(written.manifest, draft.stat().st_size, is_proven)
        require_place(target, overwrite)
        draft.replace(target)
        sync(target.parent)
    return made


def require_place(target: Path, overwrite: bool) -> None:
    if target.exists() and not overwrite:
        raise BackupError(_("%(file)s exists already; --overwrite replaces it.") % {"file": target})
    if target.is_dir() or not target.parent.is_dir():
        raise BackupError(_("%(file)s is not a place for a file.") % {"file": target})
    _kept, folder = stored_files.kept()
    if folder and target.resolve().is_relative_to(folder.resolve()):
        raise BackupError(
            _("A backup cannot lie in the folder of stored files (%(folder)s).")
            % {"folder": folder}
        )


def write(draft: Path, source: Engine, member: Path, now: datetime) -> None:
    """The database comes first, so that every file it names is there when the files follow."""
    contents = source.copy(member)
    files, folder = stored_files.kept()
    with archive.written(draft) as writer:
        writer.add(source.member, member)
        member.unlink()
        if folder:
            writer.add_folder(folder)
        writer.finish(
            taken_at=now.astimezone(UTC).isoformat(timespec="seconds"),
            engine=source.connection.vendor,
            contents=contents,
            files=files,
        )


def prove_restorable(written: archive.Archive, source: Engine, member: Path) -> None:
    """Restores the database elsewhere and compares every row, as a real restore would."""
    written.extract(source.member, member)
    with source.staged(member) as name:
        require_equal(source.contents(name), written.manifest.contents)
