"""What was backed up comes back, row by row and file by file, and nothing else does."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection

from announcements.models import Announcement
from tests.backups.conftest import store_files
from tests.backups.state import databases, files, rows, run
from tests.factories import (
    DAY,
    NOON,
    edit,
    every_row,
    make_administrator,
    make_draft,
    make_live,
    make_source,
)
from tokutei_site.backups import archive, making, restoring
from tokutei_site.publishing import frozen
from tokutei_site.publishing.models import Revision
from tokutei_site.staff.models import User

sqlite_only = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="files of SQLite")
postgres_only = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's own")


def fill(var: Path) -> None:
    """Rows with every kind of value, and files."""
    make_source("law", text_as_of="2026-01-16")
    key_date = {"day": "2026-06-14", "time": "09:00:00", "label_ja": "開始", "label_en": "Start"}
    make_live(
        slug="card",
        body_ja="■ 窓口\n・神𠮷，“引用” \\ ' \t %s {}\n※ 注",
        summary_ja=None,
        sources__law__order=0,
        **{f"key_dates__a__{name}": value for name, value in key_date.items()},
    )
    make_draft(slug="draft", title_en=None)
    make_administrator(last_login=datetime(2026, 9, 1, 1, 2, 3, 456789, tzinfo=UTC))
    cache.set("counted", {"ja": 1, "none": None})
    (var / "files" / "ab").mkdir()
    (var / "files" / "ab" / "案内.pdf").write_bytes(b"%PDF-\x00\xff")


def change(var: Path) -> None:
    """Later work that a restore takes back."""
    edit(Revision.objects.get(entry__slug="draft"), now=NOON + DAY, title_en="Later")
    make_live(slug="later", now=NOON + DAY)
    (var / "files" / "ab" / "案内.pdf").unlink()
    (var / "files" / "later.pdf").write_bytes(b"later")


def test_every_row_and_file_comes_back(var: Path, tmp_path: Path) -> None:
    fill(var)
    before = every_row(), rows(), files(var / "files")
    assert "Proven" in run("backup", tmp_path / "b")
    change(var)
    assert "Restored" in run("restore", tmp_path / "b", "--yes")
    assert (every_row(), rows(), files(var / "files")) == before


def test_the_ledger_stays_frozen_and_goes_on(var: Path, tmp_path: Path) -> None:
    fill(var)
    run("backup", tmp_path / "b")
    run("restore", tmp_path / "b", "--yes")
    assert frozen.missing(connection) == set()
    change(var)
    assert Announcement.objects.count() == 3


def test_what_was_replaced_is_kept_whole(var: Path, tmp_path: Path) -> None:
    fill(var)
    run("backup", tmp_path / "b")
    change(var)
    later = rows(), files(var / "files")
    told = run("restore", tmp_path / "b", "--yes").splitlines()
    names = [line.rpartition(" ")[2] for line in told if "kept as" in line]
    assert len(names) == 2
    kept_files, kept_database = sorted(names, key=lambda name: "files.replaced-" not in name)
    assert rows(kept_database) == later[0]
    assert files(Path(kept_files)) == later[1]


def test_a_new_machine_has_nothing_to_keep(var: Path, tmp_path: Path) -> None:
    fill(var)
    expected = rows(), files(var / "files")
    run("backup", tmp_path / "b")
    (var / "files" / "ab" / "案内.pdf").unlink()
    (var / "files" / "ab").rmdir()
    (var / "files").rmdir()
    if connection.vendor == "sqlite":
        connection.close()
        for path in var.glob("site.sqlite3*"):
            path.unlink()
    told = run("restore", tmp_path / "b", "--yes")
    assert "files.replaced" not in told
    if connection.vendor == "sqlite":
        assert "kept as" not in told
    assert (rows(), files(var / "files")) == expected


def test_a_site_without_a_folder_of_files_leaves_them_out(
    var: Path, tmp_path: Path, settings: Any
) -> None:
    store_files(settings)
    run("backup", tmp_path / "b")
    with archive.opened(tmp_path / "b") as backup:
        assert backup.manifest.files == "none"
        assert list(backup.manifest.members) == [
            f"database.{'sqlite3' if connection.vendor == 'sqlite' else 'dump'}"
        ]
    run("restore", tmp_path / "b", "--yes")


def test_files_that_live_elsewhere_are_named(var: Path, tmp_path: Path, settings: Any) -> None:
    store_files(settings, "InMemoryStorage")
    assert "stored elsewhere" in run("backup", tmp_path / "b")
    with archive.opened(tmp_path / "b") as backup:
        assert backup.manifest.files == "elsewhere"


def test_the_backup_says_what_it_holds(var: Path, tmp_path: Path) -> None:
    fill(var)
    expected = rows()
    making.make(tmp_path / "b", now=NOON)
    with archive.opened(tmp_path / "b") as backup:
        manifest = backup.manifest
    assert manifest.taken_at == "2026-10-01T03:00:00+00:00"
    assert manifest.engine == connection.vendor
    assert manifest.contents == expected
    assert "publishing.0001_initial" in manifest.contents.migrations
    assert set(connection.introspection.table_names()) == set(manifest.contents.tables)
    assert "files/ab/案内.pdf" in manifest.members


def test_a_backup_is_one_file_for_its_owner_alone(var: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    run("backup", place / "b")
    assert [path.name for path in place.iterdir()] == ["b"]
    assert (place / "b").stat().st_mode & 0o777 == 0o600


def test_an_existing_file_is_replaced_only_when_told(var: Path, tmp_path: Path) -> None:
    (tmp_path / "b").write_text("kept")
    with pytest.raises(making.BackupError, match="exists already"):
        run("backup", tmp_path / "b")
    assert (tmp_path / "b").read_text() == "kept"
    run("backup", tmp_path / "b", "--overwrite")
    run("restore", tmp_path / "b", "--yes")


def test_a_proof_may_be_left_out(var: Path, tmp_path: Path) -> None:
    assert "NOT proven" in run("backup", tmp_path / "b", "--no-proof")
    run("restore", tmp_path / "b", "--yes")


def test_an_account_that_may_not_make_databases_cannot_prove_or_restore(
    var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = type(making.engine())
    monkeypatch.setattr(kind, "may_stage", lambda self: False)
    told = run("backup", tmp_path / "b")
    assert "NOT proven" in told and "CREATEDB" in told


def test_text_removed_for_good_is_not_in_the_file(var: Path, tmp_path: Path) -> None:
    """Deleted rows leave their bytes in a database's free pages."""
    secret = "漏れた氏名" * 2000
    user = User.objects.create(username="gone", last_name="x", email="")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA secure_delete=OFF")  # Debian's SQLite has it on
        cursor.execute("CREATE TABLE leaked (id integer PRIMARY KEY, text text)")
        cursor.execute("INSERT INTO leaked VALUES (1, %s)", [secret])
        cursor.execute("DELETE FROM leaked")
    user.delete()
    run("backup", tmp_path / "b")
    assert "漏れた氏名".encode() not in (tmp_path / "b").read_bytes()


# An older backup


def test_a_backup_of_an_older_version_is_migrated(var: Path, tmp_path: Path) -> None:
    run("migrate", "sessions", "zero", verbosity=0)
    fill(var)
    before = every_row()
    run("backup", tmp_path / "b")
    run("migrate", verbosity=0)
    change(var)
    assert "has been migrated" in run("restore", tmp_path / "b", "--yes")
    assert every_row() == before
    assert "django_session" in connection.introspection.table_names()
    assert frozen.missing(connection) == set()


# What lies beside a SQLite file

LATER_AND_GONE = """
import os, sqlite3, sys
later = sqlite3.connect(sys.argv[1], isolation_level=None)
later.execute("PRAGMA journal_mode=WAL")
later.execute("PRAGMA wal_autocheckpoint=0")
later.execute("CREATE TABLE later (id integer PRIMARY KEY)")
for number in range(500):
    later.execute("INSERT INTO later VALUES (?)", [number])
os._exit(0)  # as in a crash, nothing is tidied up
"""


@sqlite_only
def test_an_old_wal_does_not_bring_rows_back(var: Path, tmp_path: Path) -> None:
    fill(var)
    before = rows()
    run("backup", tmp_path / "b")
    connection.close()
    database = var / "site.sqlite3"
    subprocess.run([sys.executable, "-c", LATER_AND_GONE, str(database)], check=True)
    assert Path(f"{database}-wal").stat().st_size > 100_000
    run("restore", tmp_path / "b", "--yes")
    assert rows() == before
    (kept,) = var.glob("site.sqlite3.replaced-*[0-9]")
    assert rows(str(kept)).tables["later"].startswith("500:")


@sqlite_only
def test_a_damaged_database_is_kept_with_everything_beside_it(var: Path, tmp_path: Path) -> None:
    fill(var)
    before = rows()
    run("backup", tmp_path / "b")
    connection.close()
    database = var / "site.sqlite3"
    database.write_bytes(b"damaged" * 1000)
    Path(f"{database}-wal").write_bytes(b"later")
    with pytest.raises(making.BackupError, match="--without-seals"):
        run("restore", tmp_path / "b", "--yes")
    run("restore", tmp_path / "b", "--yes", "--without-seals")
    assert rows() == before
    (kept,) = var.glob("site.sqlite3.replaced-*[0-9]")
    assert kept.read_bytes() == b"damaged" * 1000
    assert Path(f"{kept}-wal").read_bytes() == b"later"


@postgres_only
def test_the_second_database_of_a_proof_is_gone_afterwards(var: Path, tmp_path: Path) -> None:
    run("backup", tmp_path / "b")
    assert databases() == {connection.settings_dict["NAME"]}


@postgres_only
def test_the_restored_database_sorts_as_the_old_one_did(var: Path, tmp_path: Path) -> None:
    order = (
        "SELECT encoding, datcollate, datctype FROM pg_database WHERE datname = current_database()"
    )

    def settings_of_database() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(order)
            return cursor.fetchone()

    before = settings_of_database()
    run("backup", tmp_path / "b")
    run("restore", tmp_path / "b", "--yes")
    assert settings_of_database() == before


def test_two_restores_keep_two_replaced_ones(var: Path, tmp_path: Path) -> None:
    run("backup", tmp_path / "b")
    for seconds in (0, 1):
        with archive.opened(tmp_path / "b") as backup:
            restoring.restore(backup, now=NOON + timedelta(seconds=seconds))
    if connection.vendor == "sqlite":
        assert len(list(var.glob("site.sqlite3.replaced-20261001-12000?"))) == 2
    else:
        assert len(databases()) == 3
    assert len(list(var.glob("files.replaced-20261001-12000?"))) == 2
