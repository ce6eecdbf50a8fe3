from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from .contents import Contents
from .postgresql import PostgreSQL
from .sqlite import Sqlite

STAGED = "staged"  # the alias of a database that is not in its place yet


class Engine(Protocol):
    """What differs between the databases. A `name` is a NAME as in settings.DATABASES."""

    member: str
    connection: BaseDatabaseWrapper

    @property
    def title(self) -> str: ...
    @property
    def folder(self) -> Path: ...
    def exists(self) -> bool: ...
    def may_stage(self) -> bool: ...
    def copy(self, target: Path) -> Contents: ...
    def staged(self, member: Path) -> AbstractContextManager[str]: ...
    def contents(self, name: str) -> Contents: ...
    def held(self) -> AbstractContextManager[bool]: ...
    def aside(self, stamp: str) -> str: ...
    def replace(self, name: str, aside: str, undo: ExitStack) -> None: ...


def engine(alias: str = "default") -> Engine:
    """Raises BackupError for a database that cannot be backed up."""
    connection = connections[alias]
    return Sqlite(connection) if connection.vendor == "sqlite" else PostgreSQL(connection)


@contextmanager
def opened_as_staged(name: str) -> Iterator[str]:
    """An alias under which models and commands reach the database `name`."""
    connections.settings[STAGED] = {**connections.settings["default"], "NAME": name}
    try:
        yield STAGED
    finally:
        connections[STAGED].close()
        del connections[STAGED]
        del connections.settings[STAGED]
