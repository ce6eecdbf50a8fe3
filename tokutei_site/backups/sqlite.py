"""Copying, checking and replacing a SQLite database."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from django.db import DatabaseError, OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from .contents import Contents, digest
from .errors import BackupError
from .moving import move

BESIDE = ("-wal", "-shm", "-journal")  # rows that the main file does not hold yet
HEADER = b"SQLite format 3\0"


class Sqlite:
    member = "database.sqlite3"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        """Raises BackupError for a database in memory."""
        if connection.is_in_memory_db():  # type: ignore[attr-defined]
            raise BackupError(_("The database is in memory only."))
        self.connection, self.path = connection, Path(connection.settings_dict["NAME"])

    @property
    def title(self) -> str:
        return str(self.path)

    @property
    def folder(self) -> Path:
        """Where a member is extracted to, so that it can be moved into place."""
        return self.path.parent

    def exists(self) -> bool:
        return self.path.exists()

    def may_stage(self) -> bool:
        return True

    def copy(self, target: Path) -> Contents:
        """A whole and compact copy, and the contents of the very moment it was taken at. Writers
        go on meanwhile."""
        raw = target.with_suffix(".raw")
        with closing(connect(self.path)) as source, closing(sqlite3.connect(raw)) as copy:
            source.execute("BEGIN")  # both reads below see one and the same moment
            found = read(source)
            source.backup(copy)
            # Without the remains of deleted rows: a text that was removed for good stays so.
            copy.execute("VACUUM INTO ?", [str(target)])
        raw.unlink()
        return found

    @contextmanager
    def staged(self, member: Path) -> Iterator[str]:
        """The name of a database made from an extracted member. Raises BackupError if it is
        damaged."""
        with closing(connect(member)) as database:
            faults = database.execute("PRAGMA integrity_check(3)").fetchall()
            if faults != [("ok",)] or database.execute("PRAGMA foreign_key_check").fetchone():
                raise BackupError(_("The database in the backup is damaged."))
        yield str(member)

    def contents(self, name: str) -> Contents:
        with closing(connect(Path(name))) as database:
            return read(database)

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Nobody else can use the database meanwhile; whether its rows can be read. Raises
        BackupError while somebody uses it."""
        self.connection.close()
        if not self.exists():
            yield False
            return
        try:
            yield self.lock()
        finally:
            self.connection.close()

    def lock(self) -> bool:
        with self.path.open("rb") as file:
            if file.read(len(HEADER)) not in (HEADER, b""):
                return False  # SQLite itself would throw away the -wal beside it
        try:
            with self.connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout=1000")
                # Leaving WAL needs the database for oneself, and empties the -wal into it.
                cursor.execute("PRAGMA journal_mode=DELETE")
                cursor.execute("PRAGMA locking_mode=EXCLUSIVE")
                cursor.execute("BEGIN EXCLUSIVE")
                cursor.execute("COMMIT")
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            raise BackupError(
                _("The database is in use. Stop the server, then try again.")
            ) from error
        except DatabaseError:  # damaged: perhaps the very reason for restoring
            return False
        return True

    def aside(self, stamp: str) -> str:
        return f"{self.path}.replaced-{stamp}"

    def replace(self, name: str, aside: str, undo: ExitStack) -> None:
        """Moves the database with everything beside it to `aside`, and `name` into its place."""
        for suffix in (*BESIDE, ""):
            move(Path(f"{self.path}{suffix}"), Path(f"{aside}{suffix}"), undo)
        move(Path(name), self.path, undo)


def connect(path: Path) -> sqlite3.Connection:
    """Never makes a database; undecodable text is kept apart instead of failing."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=20, isolation_level=None
    )
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    return connection


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def read(database: sqlite3.Connection) -> Contents:
    tables = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'"
        " ESCAPE '\\' ORDER BY name"
    ).fetchall()
    digests = {name: digest_of(database, name) for (name,) in tables}
    applied = "SELECT app || '.' || name FROM django_migrations"
    migrations = database.execute(applied) if "django_migrations" in digests else []
    return Contents(digests, sorted({name for (name,) in migrations}))


def digest_of(database: sqlite3.Connection, table: str) -> str:
    info = database.execute(f"PRAGMA table_info({quoted(table)})").fetchall()
    columns = [quoted(name) for _id, name, *_rest in info]
    key = [quoted(name) for place, name in sorted((row[5], row[1]) for row in info) if place]
    rows = database.execute(
        f"SELECT {', '.join(columns)} FROM {quoted(table)}"  # noqa: S608
        f" ORDER BY {', '.join(key or columns)}"
    )
    return digest(columns, rows)
