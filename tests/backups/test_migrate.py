"""A migration is preceded by a backup of what it may break."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from tests.backups.conftest import drop_copies
from tests.backups.state import refused, rows, run
from tests.factories import NOON
from tokutei_site.backups import archive
from tokutei_site.backups.errors import BackupError
from tokutei_site.backups.management.commands import migrate


@pytest.fixture
def real(var: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that does not know that it is tested."""
    monkeypatch.delattr(mail, "outbox")
    return var


def backups(var: Path) -> list[Path]:
    return sorted((var / "backups").glob("*"))


def test_a_migration_with_something_to_apply_is_preceded_by_a_backup(real: Path) -> None:
    before = rows()
    told = run("migrate", "sessions", "zero", verbosity=0)
    (file,) = backups(real)
    assert re.fullmatch(r"before-migrate-\d{8}-\d{6}\.backup", file.name)
    assert f"Backed up to {file}" in told
    with archive.opened(file) as backup:
        assert backup.manifest.contents == before
    assert rows() != before
    run("restore", file, "--yes")
    assert rows().tables["django_session"] == before.tables["django_session"]


def test_nothing_to_apply_makes_no_backup(real: Path) -> None:
    run("migrate", verbosity=0)
    assert backups(real) == []


def test_only_looking_makes_no_backup(real: Path) -> None:
    run("migrate", "sessions", "zero", verbosity=0, no_backup=True)
    run("migrate", "--plan")
    with pytest.raises(SystemExit):
        run("migrate", "--check")
    assert backups(real) == []


def test_a_test_database_is_not_backed_up(var: Path) -> None:
    run("migrate", "sessions", "zero", verbosity=0)
    assert backups(var) == []


def test_a_first_migration_makes_no_backup(real: Path) -> None:
    name = connection.settings_dict["NAME"]
    connection.close()
    if connection.vendor == "sqlite":
        Path(name).unlink()
    else:
        drop_copies(name)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    run("migrate", verbosity=0)
    assert backups(real) == []
    assert "publishing_revision" in rows().tables


def fail(*arguments: Any, **options: Any) -> None:
    raise BackupError("The disk is full.")


def test_without_a_backup_nothing_is_migrated(real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "make", fail)
    with refused(real, r"The disk is full\.\nSo nothing was migrated; --no-backup"):
        run("migrate", "sessions", "zero", verbosity=0)


def test_a_folder_that_cannot_be_made(real: Path) -> None:
    (real / "backups").write_text("")
    with refused(real, "The backup was not made"):
        run("migrate", "sessions", "zero", verbosity=0)


def test_no_backup_migrates_all_the_same(real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "make", fail)
    run("migrate", "sessions", "zero", "--no-backup", verbosity=0)
    assert "django_session" not in rows().tables


def test_the_newest_ten_are_kept(real: Path) -> None:
    folder = real / "backups"
    folder.mkdir()
    (folder / "mine.backup").write_text("")
    for day in range(1, 13):
        (folder / f"before-migrate-202609{day:02}-120000.backup").write_text("")
    newest = migrate.back_up_before_migrating(NOON)
    assert newest.name == "before-migrate-20261001-120000.backup"
    kept = [file.name for file in backups(real)]
    assert kept == [
        *(f"before-migrate-202609{day:02}-120000.backup" for day in range(4, 13)),
        newest.name,
        "mine.backup",
    ]
