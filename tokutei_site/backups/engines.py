from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from .contents import Contents
from .postgresql import PostgreSQL
from .sqlite import Sqlite


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


def engine() -> Engine:
    """Of the default database. Raises BackupError for one that cannot be backed up."""
    connection = connections["default"]
    return Sqlite(connection) if connection.vendor == "sqlite" else PostgreSQL(connection)


@contextmanager
def standing_in(name: str) -> Iterator[None]:
    """Meanwhile models and commands of this thread work with the database `name`; the connection
    to the one in place stays as it is."""
    kept = connections["default"]
    connection = connections.create_connection("default")
    connection.settings_dict = {**connection.settings_dict, "NAME": name}
    connections["default"] = connection
    try:
        yield
    finally:
        connection.close()
        connections["default"] = kept
