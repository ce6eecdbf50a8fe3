from pathlib import Path

import pytest

from tokutei_site.backups import postgresql_tools
from tokutei_site.backups.errors import BackupError


@pytest.fixture
def debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path / "bin") + ":/usr/nowhere")
    monkeypatch.setattr(postgresql_tools, "DEBIAN", tmp_path / "postgresql")
    return tmp_path / "postgresql"


def install(folder: Path, version: str) -> Path:
    folder.mkdir(parents=True)
    program = folder / "pg_dump"
    program.write_text(f'#!/bin/sh\necho "pg_dump (PostgreSQL) {version}"\n')
    program.chmod(0o755)
    return program


def test_the_program_of_the_servers_version_is_taken(debian: Path) -> None:
    install(debian.parent / "bin", "17.1 (Debian 17.1-1)")
    same = install(debian / "15" / "bin", "15.20")
    install(debian / "14" / "bin", "14.2")
    assert postgresql_tools.find("pg_dump", 15) == same


def test_else_the_next_later_one(debian: Path) -> None:
    on_path = install(debian.parent / "bin", "16beta1")
    install(debian / "17" / "bin", "17.1")
    assert postgresql_tools.find("pg_dump", 15) == on_path


def test_the_one_on_the_path_comes_first(debian: Path) -> None:
    on_path = install(debian.parent / "bin", "15.1")
    install(debian / "15" / "bin", "15.2")
    assert postgresql_tools.find("pg_dump", 15) == on_path


def test_an_older_one_is_named(debian: Path) -> None:
    install(debian / "13" / "bin", "13.4")
    with pytest.raises(BackupError, match=r"(13).*(15)"):
        postgresql_tools.find("pg_dump", 15)


def test_a_missing_one_is_named(debian: Path) -> None:
    with pytest.raises(BackupError, match="pg_dump"):
        postgresql_tools.find("pg_dump", 15)
