"""Putting a backup in the place of what is there, which is kept aside."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _

from . import archive, seals, stored_files
from .contents import require_equal
from .engines import Engine, engine, opened_as_staged
from .errors import BackupError, in_plain_words
from .manifest import Manifest
from .moving import move


@dataclass
class Restored:
    aside: list[str] = field(default_factory=list)  # what was replaced, under its new name
    is_migrated: bool = False  # from an older version of this site
    has_old_seals: bool = False  # whether the replaced database could be read for its seals


def require_fitting(manifest: Manifest) -> None:
    """Raises BackupError unless this site can take the backup in."""
    vendor = engine().connection.vendor
    if manifest.engine != vendor:
        raise BackupError(
            _("The backup is of %(theirs)s, this site's database is %(ours)s.")
            % {"theirs": manifest.engine, "ours": vendor}
        )
    if newer := set(manifest.contents.migrations) - known_migrations():
        raise BackupError(
            _("The backup was made by a newer version of this site, which has %(migrations)s.")
            % {"migrations": ", ".join(sorted(newer))}
        )
    if manifest.files == "included" and stored_files.kept()[1] is None:
        raise BackupError(_("The backup holds files, but this site has no folder for them."))


def known_migrations() -> set[str]:
    loader = MigrationLoader(None)
    squashed = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return {f"{app}.{name}" for app, name in {*loader.disk_migrations, *squashed}}


def restore(backup: archive.Archive, *, now: datetime) -> Restored:
    """Replaces the default database and the stored files; what was there is renamed with `now`
    (aware) in Japan time. Raises BackupError, and then everything is as it was."""
    require_fitting(backup.manifest)
    target, result = engine(), Restored()
    stamp = timezone.localtime(now).strftime("%Y%m%d-%H%M%S")
    with (
        in_plain_words(_("Nothing was restored:")),
        target.held() as is_readable,
        staged_files(backup) as files,
        staged_database(backup, target) as name,
    ):
        result.has_old_seals = is_readable
        result.is_migrated = bring_up_to_date(name, files, is_readable)
        with ExitStack() as undo:
            result.aside = swap(target, name, files, stamp, undo)
            undo.pop_all()
    return result


@contextmanager
def staged_files(backup: archive.Archive) -> Iterator[Path | None]:
    """The stored files of the backup, beside the folder that they will replace."""
    _kept, folder = stored_files.kept()
    if folder is None or backup.manifest.files != "included":
        yield None
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as work:
        files = Path(work, folder.name)
        files.mkdir()
        backup.extract_files(files)
        yield files


@contextmanager
def staged_database(backup: archive.Archive, target: Engine) -> Iterator[str]:
    """The name of a database that holds the very rows of the backup."""
    target.folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.folder, prefix=".restoring-") as work:
        member = Path(work, target.member)
        backup.extract(target.member, member)
        with target.staged(member) as name:
            require_equal(target.contents(name), backup.manifest.contents)
            yield name


def bring_up_to_date(name: str, files: Path | None, is_readable: bool) -> bool:
    """Migrates the staged database and applies the old one's seals; whether it was older."""
    with opened_as_staged(name) as staged:
        loader = MigrationLoader(connections[staged])
        is_older = bool(loader.disk_migrations.keys() - loader.applied_migrations.keys())
        if is_older:
            call_command("migrate", database=staged, interactive=False, verbosity=0)
        if is_readable:
            seals.carry("default", staged, files)
    return is_older


def swap(target: Engine, name: str, files: Path | None, stamp: str, undo: ExitStack) -> list[str]:
    """The names under which what was there is kept."""
    database = target.aside(stamp)
    aside = [database] if target.exists() else []
    _kept, folder = stored_files.kept()
    if files and folder:
        kept = folder.with_name(f"{folder.name}.replaced-{stamp}")
        aside += [str(kept)] if folder.exists() else []
        move(folder, kept, undo)
        move(files, folder, undo)
    target.replace(name, database, undo)
    return aside
