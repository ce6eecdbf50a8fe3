"""A site of its own for each test: a copy of the test database that may be replaced, and a folder
of stored files."""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import translation


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What the operator's terminal speaks."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    with translation.override("en"):
        yield


def drop_copies(name: str) -> None:
    """On PostgreSQL, where nobody deletes a test's folder."""
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{name}%"])
            for (copy,) in cursor.fetchall():
                cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


def make_copy(source: str, folder: Path) -> str:
    """The name of a new database with the rows of `source`."""
    if connection.vendor == "sqlite":
        name = str(folder / "site.sqlite3")
        with closing(sqlite3.connect(source)) as database:
            database.execute("VACUUM INTO ?", [name])
        return name
    name = f"test_copy_{secrets.token_hex(6)}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    return name


def store_files(settings: Any, backend: str = "FileSystemStorage", **options: Any) -> None:
    """Where uploaded files go from here on."""
    default = {"BACKEND": f"django.core.files.storage.{backend}", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": default}


@pytest.fixture
def var(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """The site's folder, with `files` in it; the site's database is a copy that a test may
    replace."""
    settings.VAR_DIR = tmp_path / "var"
    files = settings.VAR_DIR / "files"
    files.mkdir(parents=True)
    store_files(settings, location=files)
    original = connection.settings_dict["NAME"]
    connection.close()
    name = make_copy(original, settings.VAR_DIR)
    connection.settings_dict["NAME"] = name
    yield settings.VAR_DIR
    connection.close()
    connection.settings_dict["NAME"] = original
    drop_copies(name)
