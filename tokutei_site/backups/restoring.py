"""Putting a backup in the place of what is there, which is kept aside."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from tokutei_site.publishing import resealing
from tokutei_site.publishing.files import keeping
from tokutei_site.publishing.models import Seal

from . import archive, stored_files
from .contents import require_equal
from .engines import Engine, engine, standing_in
from .errors import BackupError, in_plain_words
from .manifest import Manifest
from .moving import move


@dataclass
class Restored:
    aside: list[str] = field(default_factory=list)  # what was replaced, under its new name
    is_migrated: bool = False  # from an older version of this site
    not_sealed: list[str] = field(default_factory=list)  # a line for each version


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


def restore(backup: archive.Archive, *, now: datetime, with_seals: bool = True) -> Restored:
    """Replaces the default database and the stored files; what was there is renamed with `now`
    (aware) in Japan time. What was sealed there is sealed again, unless `with_seals` is false.
    Raises BackupError, and then everything is as it was."""
    require_fitting(backup.manifest)
    target, done = engine(), Restored()
    stamp = timezone.localtime(now).strftime("%Y%m%d-%H%M%S")
    with in_plain_words(_("Nothing was restored:")), target.held() as is_readable:
        later_seals = seals_in_place(target, is_readable) if with_seals else []
        with (
            staged_files(backup) as files,
            staged_database(backup, target) as name,
            ExitStack() as undo,
        ):
            bring_up_to_date(name, later_seals, done)
            done.aside = swap(target, name, files, stamp, undo)
            undo.pop_all()
    if later_seals:
        keeping.remove_unused(now + keeping.GRACE)  # what only sealed versions carried
    return done


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


def seals_in_place(target: Engine, is_readable: bool) -> list[dict[str, Any]]:
    """Of the database that is about to be replaced. Raises BackupError if it cannot be read."""
    try:
        if is_readable:
            is_empty = not MigrationRecorder(target.connection).applied_migrations()
            has_seals = Seal._meta.db_table in target.connection.introspection.table_names()
            return resealing.export_seals() if has_seals and not is_empty else []
    except DatabaseError:
        is_readable = False
    if target.exists():
        raise BackupError(
            _(
                "The seals of the database in place cannot be read. --without-seals restores all"
                " the same; then seal again what was sealed after the backup was made."
            )
        )
    return []


def bring_up_to_date(name: str, later_seals: list[dict[str, Any]], done: Restored) -> None:
    """Migrates the staged database and applies the seals to it."""
    with standing_in(name):
        loader = MigrationLoader(connection)
        done.is_migrated = bool(loader.disk_migrations.keys() - loader.applied_migrations.keys())
        if done.is_migrated:
            call_command("migrate", interactive=False, verbosity=0, no_backup=True)
        done.not_sealed = resealing.apply_seals(later_seals)


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
