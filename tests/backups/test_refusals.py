"""What a backup or a restore refuses, and that everything is as it was then."""

import errno
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection

from tests.backups.conftest import store_files
from tests.backups.state import refused, rows, run
from tests.backups.test_round_trip import change, fill, postgres_only, sqlite_only
from tokutei_site.backups import archive, making, restoring
from tokutei_site.backups.errors import BackupError
from tokutei_site.publishing import resealing


@pytest.fixture
def backup(var: Path, tmp_path: Path) -> Path:
    """A backup, and a site that has gone on since."""
    fill(var)
    run("backup", tmp_path / "b", "--no-proof")
    change(var)
    return tmp_path / "b"


def remade(backup: Path, **changed: Any) -> Path:
    """The backup with another manifest, whole in itself."""
    path = backup.with_name("remade")
    with archive.opened(backup) as old, archive.written(path) as writer:
        for name in old.manifest.members:
            member = backup.with_name("member")
            member.unlink(missing_ok=True)
            old.extract(name, member)
            writer.add(name, member)
        facts = {n: getattr(old.manifest, n) for n in ("taken_at", "engine", "contents", "files")}
        writer.finish(**{**facts, **changed})
    return path


# Restoring


def test_a_damaged_backup(var: Path, backup: Path) -> None:
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    backup.write_bytes(data)
    with refused(var, "damaged"):
        run("restore", backup, "--yes")


def test_a_backup_that_is_not_there(var: Path) -> None:
    with refused(var, "no such file"):
        run("restore", var / "none", "--yes")


def test_a_backup_of_the_other_database(var: Path, backup: Path) -> None:
    with refused(var, "The backup is of oracle"):
        run("restore", remade(backup, engine="oracle"), "--yes")


def test_a_backup_of_a_newer_version(var: Path, backup: Path) -> None:
    with archive.opened(backup) as old:
        found = old.manifest.contents
    newer = type(found)(found.tables, [*found.migrations, "staff.9999_later"])
    with refused(var, "newer version of this site, which has staff.9999_later"):
        run("restore", remade(backup, contents=newer), "--yes")


def test_a_backup_with_files_where_there_is_no_place_for_them(
    var: Path, backup: Path, settings: Any
) -> None:
    store_files(settings)
    with refused(var, "no folder for them"):
        run("restore", backup, "--yes")


def test_rows_that_are_not_those_of_the_manifest(var: Path, backup: Path) -> None:
    with archive.opened(backup) as old:
        found = old.manifest.contents
    other = type(found)({**found.tables, "staff_user": "0:00"}, found.migrations)
    with refused(var, "not those that went in: staff_user"):
        run("restore", remade(backup, contents=other), "--yes")


@sqlite_only
def test_a_database_that_is_damaged_inside_a_whole_backup(var: Path, backup: Path) -> None:
    with archive.opened(backup) as old:
        facts = {n: getattr(old.manifest, n) for n in ("taken_at", "engine", "contents", "files")}
        old.extract("database.sqlite3", backup.with_name("damaged"))
    damaged = bytearray(backup.with_name("damaged").read_bytes())
    damaged[4096:8192] = b"\x0d" + b"\xff" * 4095
    backup.with_name("damaged").write_bytes(damaged)
    with archive.written(backup.with_name("c")) as writer:
        writer.add("database.sqlite3", backup.with_name("damaged"))
        writer.finish(**facts)
    with refused(var, "damaged|malformed"):
        run("restore", backup.with_name("c"), "--yes")


@postgres_only
def test_a_dump_that_is_none_inside_a_whole_backup(var: Path, backup: Path) -> None:
    with archive.opened(backup) as old:
        facts = {n: getattr(old.manifest, n) for n in ("taken_at", "engine", "contents", "files")}
    backup.with_name("damaged").write_bytes(b"PGDMP-not")
    with archive.written(backup.with_name("c")) as writer:
        writer.add("database.dump", backup.with_name("damaged"))
        writer.finish(**facts)
    with refused(var, "pg_restore failed"):
        run("restore", backup.with_name("c"), "--yes")


@contextmanager
def somebody_else() -> Iterator[None]:
    """Another process with the database open, doing nothing."""
    if connection.vendor == "postgresql":
        parameters = connection.get_connection_params()
        with psycopg.connect(**parameters):
            yield
        return
    wait = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
        "c.execute('SELECT * FROM staff_user'); print('open', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", wait, connection.settings_dict["NAME"]]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout and other.stdout.readline() == b"open\n"
        yield


def test_a_site_that_is_running(var: Path, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused before anything is prepared."""
    with somebody_else(), monkeypatch.context() as patch:
        patch.setattr(restoring, "staged_files", None)
        with refused(var, "Stop the server"):
            run("restore", backup, "--yes")
    run("restore", backup, "--yes")


@sqlite_only
def test_a_held_database_keeps_others_out_and_has_nothing_beside_it(var: Path) -> None:
    fill(var)
    held = making.engine()
    path = connection.settings_dict["NAME"]
    with held.held() as is_readable:
        assert is_readable
        assert rows_in_another_process(path) != 0
        assert not Path(f"{path}-wal").exists()
    assert rows_in_another_process(path) == 0


def rows_in_another_process(path: str) -> int:
    code = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=0);"
    code += "c.execute('SELECT * FROM staff_user')"
    return subprocess.run([sys.executable, "-c", code, path], capture_output=True).returncode


@postgres_only
def test_a_site_that_was_started_meanwhile(
    var: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The renaming itself refuses, and the files go back."""
    other = ExitStack()
    kind = type(making.engine())
    require_alone = kind.require_alone
    asked: list[None] = []

    def started_after(self: Any) -> None:
        require_alone(self)
        asked.append(None)
        if len(asked) == 2:
            other.enter_context(somebody_else())

    monkeypatch.setattr(kind, "require_alone", started_after)
    with other, refused(var, "Stop the server"):
        run("restore", backup, "--yes")
    assert len(asked) == 2


def test_nobody_to_ask(var: Path, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with refused(var, "--yes"):
        run("restore", backup)


def test_any_answer_but_yes(var: Path, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    for answer in ("", "no", "y"):
        monkeypatch.setattr("builtins.input", lambda prompt, answer=answer: answer)
        with refused(var, "Nothing was restored"):
            run("restore", backup)


def test_yes_restores_after_naming_what_is_replaced(
    var: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: "yes")
    told = run("restore", backup)
    assert connection.settings_dict["NAME"] in told
    assert str(var / "files") in told


def no_space(*arguments: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("failing", ["archive.os.fsync", "restoring.move"])
def test_a_disk_that_is_full_while_restoring(
    var: Path, backup: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    monkeypatch.setattr(f"tokutei_site.backups.{failing}", no_space)
    with refused(var, "the disk is full"):
        run("restore", backup, "--yes")


def test_a_failure_after_everything_is_in_place_puts_the_old_back(
    var: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = type(making.engine())
    replace = kind.replace

    def replace_and_fail(self: Any, *arguments: Any) -> None:
        replace(self, *arguments)
        no_space()

    monkeypatch.setattr(kind, "replace", replace_and_fail)
    with refused(var, "the disk is full"):
        run("restore", backup, "--yes")


def test_a_name_for_the_replaced_that_is_taken(var: Path, backup: Path) -> None:
    (var / "files.replaced-20261001-120000").mkdir()
    now = restoring.datetime.fromisoformat("2026-10-01T03:00:00+00:00")
    with refused(var, "exists"), archive.opened(backup) as opened:
        restoring.restore(opened, now=now)


# Seals


def test_seals_that_cannot_be_applied(
    var: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "apply_seals", no_space)
    with refused(var, "Nothing was restored"):
        run("restore", backup, "--yes")


def test_seals_that_cannot_be_read(
    var: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable() -> None:
        raise DatabaseError("no such column")

    monkeypatch.setattr(resealing, "export_seals", unreadable)
    with refused(var, "--without-seals"):
        run("restore", backup, "--yes")
    run("restore", backup, "--yes", "--without-seals")


# Backing up


def test_a_place_for_no_backup(var: Path) -> None:
    (var / "file").write_text("")
    for place in ("none/b", "file/b", "files/b"):
        with refused(var, "not a place|folder of stored files"):
            run("backup", var / place)


def test_a_place_that_may_not_be_written(
    var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*arguments: Any, **options: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(tmp_path))

    monkeypatch.setattr(making, "TemporaryDirectory", denied)
    with refused(var, f"The backup was not made: {tmp_path}: permission denied"):
        run("backup", tmp_path / "b")


def test_a_disk_that_is_full_while_backing_up(
    var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive.os, "fsync", no_space)
    place = tmp_path / "place"
    place.mkdir()
    with refused(var, "the disk is full"):
        run("backup", place / "b")
    assert list(place.iterdir()) == []


def test_a_copy_that_lost_a_row_is_no_backup(
    var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(var)
    kind = type(making.engine())
    copy = kind.copy

    def lossy(self: Any, target: Path) -> Any:
        found = copy(self, target)
        return type(found)({**found.tables, "staff_user": "9:00"}, found.migrations)

    monkeypatch.setattr(kind, "copy", lossy)
    with refused(var, "staff_user"):
        run("backup", tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_a_database_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        monkeypatch.setattr(connection, "is_in_memory_db", lambda: True)
        with pytest.raises(BackupError, match="in memory"):
            making.engine()


def test_the_operator_is_told_in_japanese(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    with pytest.raises(BackupError, match="ありません"):
        run("restore", var / "none", "--yes")
    assert rows()
