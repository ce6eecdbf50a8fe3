"""Copying, checking and replacing a PostgreSQL database."""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _
from psycopg.sql import SQL, Composed, Identifier

from . import postgresql_tools
from .contents import Contents
from .errors import BackupError
from .postgresql_rows import read

NAME_LENGTH = 63  # bytes; PostgreSQL cuts off the rest
PROVIDERS = {"i": "icu", "b": "builtin"}  # besides the C library

OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
# Later versions have more columns, under other names.
LOCALE = """
SELECT pg_encoding_to_char(encoding), datcollate, datctype, to_jsonb(d) ->> 'datlocprovider',
  coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale')
FROM pg_database d WHERE datname = %s
"""


class PostgreSQL:
    member = "database.dump"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.name: str = connection.settings_dict["NAME"]

    @property
    def title(self) -> str:
        return self.name

    @property
    def folder(self) -> Path:
        """Where a member is extracted to for pg_restore to read."""
        return Path(settings.VAR_DIR)

    @property
    def server(self) -> int:
        return int(self.connection.pg_version) // 10_000  # type: ignore[attr-defined]

    def exists(self) -> bool:
        return True

    def may_stage(self) -> bool:
        """Whether the account may make the second database that a backup is restored into."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            )
            return bool(cursor.fetchone()[0])

    def copy(self, target: Path) -> Contents:
        """A dump, and the contents of the very moment it was taken at. Writers go on meanwhile."""
        with self.connect(self.name) as source:
            source.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            (snapshot,) = source.execute("SELECT pg_export_snapshot()").fetchone() or [""]
            self.run("pg_dump", self.name, "-Fc", f"--snapshot={snapshot}", f"--file={target}")
            return read(source)

    @contextmanager
    def staged(self, member: Path) -> Iterator[str]:
        """The name of a database made from an extracted member; dropped afterwards, unless it
        was renamed. Raises BackupError if it cannot be made."""
        if not self.may_stage():
            raise BackupError(
                _("The database account may not make databases: ALTER ROLE … CREATEDB.")
            )
        name = self.named(f"_restored_{secrets.token_hex(4)}")
        try:
            self.administer(self.creation(name))
            self.run(
                "pg_restore",
                name,
                "--exit-on-error",
                "--single-transaction",
                "--no-owner",
                "--no-privileges",
                str(member),
            )
            yield name
        finally:
            self.administer(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))

    def contents(self, name: str) -> Contents:
        with self.connect(name) as database:
            database.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            return read(database)

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Raises BackupError while somebody else uses the database. Who comes later is noticed by
        replace()."""
        self.require_alone()
        yield True

    def require_alone(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(OTHERS)
            if cursor.fetchone()[0]:
                raise BackupError(_("The database is in use. Stop the server, then try again."))

    def aside(self, stamp: str) -> str:
        return self.named("_replaced_" + stamp.replace("-", "_"))

    def replace(self, name: str, aside: str, undo: ExitStack) -> None:
        """Renames the database to `aside` and `name` to its place, both or none."""
        self.require_alone()
        self.connection.close()
        there_and_back = [(self.name, aside), (name, self.name)]
        try:
            self.rename(there_and_back)
        except OperationalError as error:
            raise BackupError(
                _("The database is in use. Stop the server, then try again.")
            ) from error
        undo.callback(self.rename, [(new, old) for old, new in reversed(there_and_back)])

    def rename(self, pairs: list[tuple[str, str]]) -> None:
        self.administer(
            SQL("; ").join(
                SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(old), Identifier(new))
                for old, new in pairs
            )
        )

    # How the server is spoken to

    def named(self, suffix: str) -> str:
        kept = self.name.encode()[: NAME_LENGTH - len(suffix)].decode(errors="ignore")
        return kept + suffix

    def connect(self, name: str) -> psycopg.Connection[tuple[Any, ...]]:
        parameters = self.connection.get_connection_params() | {"dbname": name}
        database = psycopg.connect(**parameters, autocommit=True)
        database.execute("SET TIME ZONE 'UTC'; SET datestyle TO ISO; SET extra_float_digits TO 1")
        return database

    def run(self, program: str, name: str, *arguments: str) -> None:
        found = {**self.connection.settings_dict, "NAME": name}
        postgresql_tools.run(program, found, self.server, *arguments)

    def administer(self, statement: Composed) -> None:
        """Several statements are one transaction."""
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(statement)

    def creation(self, name: str) -> Composed:
        """CREATE DATABASE with the encoding and the order of texts of the one in use."""
        with self.connection.cursor() as cursor:
            cursor.execute(LOCALE, [self.name])
            encoding, collate, ctype, provider, locale = cursor.fetchone()
        options = {"ENCODING": encoding, "LC_COLLATE": collate, "LC_CTYPE": ctype}
        if provider in PROVIDERS:
            options["LOCALE_PROVIDER"] = PROVIDERS[provider]
            options[f"{PROVIDERS[provider].upper()}_LOCALE"] = locale
        pairs = [SQL(key + " {}").format(options[key]) for key in options]
        return SQL("CREATE DATABASE {} TEMPLATE template0 {}").format(
            Identifier(name), SQL(" ").join(pairs)
        )
