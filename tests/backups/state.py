"""What a site holds, for comparing before and after."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from tokutei_site.backups.contents import Contents
from tokutei_site.backups.engines import engine
from tokutei_site.backups.errors import BackupError


def run(*arguments: Any, **options: Any) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=out, **options)
    return out.getvalue()


def rows(name: str = "") -> Contents:
    return engine().contents(name or connection.settings_dict["NAME"])


def databases() -> set[str]:
    if connection.vendor == "sqlite":
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        names = {name for (name,) in cursor.fetchall()}
    own = connection.settings_dict["NAME"]
    return {name for name in names if name.startswith(own)}


def files(folder: Path) -> dict[str, bytes]:
    """Every file below but the database, which has parts that come and go."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith((".sqlite3", "-wal", "-shm"))
    }


@contextmanager
def refused(folder: Path, match: str) -> Iterator[None]:
    """Within, a command refuses and changes nothing below `folder` and in the database."""
    before = rows(), databases(), files(folder)
    with pytest.raises(BackupError, match=match):
        yield
    assert (rows(), databases(), files(folder)) == before
    assert not list(folder.rglob(".*")), "something temporary was left"
