"""A backup's file by itself: no byte of it changes unnoticed, nothing in it climbs out."""

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tokutei_site.backups import archive, manifest
from tokutei_site.backups.contents import Contents
from tokutei_site.backups.errors import BackupError

FACTS = {
    "taken_at": "2026-10-01T03:00:00+00:00",
    "engine": "sqlite",
    "contents": Contents({"t": "1:00"}, ["staff.0001_initial"]),
    "files": "included",
}


def make(folder: Path) -> Path:
    source = folder / "source"
    (source / "ab").mkdir(parents=True)
    (source / "ab" / "案内.pdf").write_bytes(b"%PDF-" + bytes(range(256)))
    (folder / "database").write_bytes(b"rows")
    with archive.written(folder / "backup") as writer:
        writer.add("database.sqlite3", folder / "database")
        writer.add_folder(source)
        writer.finish(**FACTS)
    return folder / "backup"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("whole"))


def refusal(path: Path) -> str:
    with pytest.raises(BackupError) as raised, archive.opened(path):
        pass
    return str(raised.value)


def test_what_went_in_comes_out(whole: Path, tmp_path: Path) -> None:
    with archive.opened(whole) as backup:
        assert backup.manifest.contents == FACTS["contents"]
        backup.extract("database.sqlite3", tmp_path / "database")
        backup.extract_files(tmp_path / "files")
    assert (tmp_path / "database").read_bytes() == b"rows"
    kept = tmp_path / "files" / "ab" / "案内.pdf"
    assert kept.read_bytes() == b"%PDF-" + bytes(range(256))


def test_any_tar_program_reads_it(whole: Path) -> None:
    with tarfile.open(whole) as tar:
        assert tar.getnames() == ["database.sqlite3", "files/ab/案内.pdf", "manifest.json"]


def test_it_is_for_its_owner_alone(whole: Path) -> None:
    assert whole.stat().st_mode & 0o777 == 0o600


def test_a_file_that_goes_meanwhile_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_file = Path.is_file

    def gone_once_seen(path: Path) -> bool:
        was_there = is_file(path)
        if path.name == "draft":
            path.unlink()
        return was_there

    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "draft").write_bytes(b"half")
    (tmp_path / "source" / "kept").write_bytes(b"whole")
    monkeypatch.setattr(Path, "is_file", gone_once_seen)
    with archive.written(tmp_path / "backup") as writer:
        writer.add_folder(tmp_path / "source")
        writer.finish(**FACTS)
    with archive.opened(tmp_path / "backup") as backup:
        assert list(backup.manifest.members) == ["files/kept"]


# Damage

SIZE = 10_240 + archive.LAST_LINE_LENGTH


@given(position=st.integers(0, SIZE - 1), change=st.integers(1, 255))
@example(position=0, change=1)
@example(position=SIZE - 1, change=1)
@example(position=10_239, change=255)
def test_any_changed_byte_is_found(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, position: int, change: int
) -> None:
    data = bytearray(whole.read_bytes())
    assert len(data) == SIZE
    data[position] ^= change
    damaged = tmp_path_factory.mktemp("damaged") / "backup"
    damaged.write_bytes(data)
    assert "backup" in refusal(damaged)


@given(length=st.integers(0, SIZE - 1))
@example(length=10_240)
def test_any_missing_end_is_found(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, length: int
) -> None:
    cut = tmp_path_factory.mktemp("cut") / "backup"
    cut.write_bytes(whole.read_bytes()[:length])
    assert "its end is missing" in refusal(cut)


def test_something_appended_is_found(whole: Path, tmp_path: Path) -> None:
    longer = tmp_path / "backup"
    longer.write_bytes(whole.read_bytes() + b"\n")
    assert "its end is missing" in refusal(longer)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "none")
    assert "it is a folder" in refusal(tmp_path)


# Whole files that are no backup of ours


def packed(path: Path, members: dict[str, bytes], manifest: Any, **info: Any) -> Path:
    """A tar with a valid last line, whatever is in it."""
    with path.open("x+b") as stream:
        writer = archive.Writer(stream)
        for name, data in members.items():
            (path.parent / "member").write_bytes(data)
            writer.add(name, path.parent / "member")
        facts = {"members": writer.members, **manifest}
        text = json.dumps(facts).encode()
        member = tarfile.TarInfo(archive.MEMBER)
        member.size = len(text)
        writer.tar.addfile(member, io.BytesIO(text))
        for name, kind in info.items():
            link = tarfile.TarInfo(name)
            link.type, link.linkname = kind, "/etc/passwd"
            writer.tar.addfile(link)
        writer.tar.close()
        size = stream.tell()
        stream.write(archive.LAST_LINE.format(archive.sha256(stream, size)).encode())
    return path


OURS = {
    **FACTS,
    "application": manifest.APPLICATION,
    "format": manifest.FORMAT,
    "contents": {"tables": {}, "migrations": []},
}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"application": "another"}, "not a backup of this site"),
        ({"format": manifest.FORMAT + 1}, "newer version"),
        ({"format": "one"}, "not a backup of this site"),
        ({"contents": None}, "not a backup of this site"),
        ({"members": 1}, "not a backup of this site"),
        ({"further": 1}, "not a backup of this site"),
        ({"members": {}}, "what its manifest says"),
        ({"members": {"database.sqlite3": "00", "files/a": "00"}}, "what its manifest says"),
    ],
)
def test_a_foreign_or_newer_manifest_is_refused(
    tmp_path: Path, change: dict[str, Any], words: str
) -> None:
    path = packed(tmp_path / "b", {"database.sqlite3": b""}, {**OURS, **change})
    assert words in refusal(path)


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"\xff", b'"tokutei-site"'], ids=["empty", "list", "bytes", "text"]
)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, text: bytes) -> None:
    with pytest.raises(BackupError, match="not a backup of this site"):
        manifest.Manifest.from_json(text)


def with_last_line(path: Path, data: bytes) -> Path:
    with path.open("x+b") as stream:
        stream.write(data)
        stream.write(archive.LAST_LINE.format(archive.sha256(stream, len(data))).encode())
    return path


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\0" * 10_240, b"x" * 10_240])
def test_a_file_that_is_no_tar_is_refused(tmp_path: Path, data: bytes) -> None:
    assert "not a backup of this site" in refusal(with_last_line(tmp_path / "b", data))


@pytest.mark.parametrize(
    "name",
    [
        "/etc/cron.d/evil",
        "../evil",
        "files/../../evil",
        "files/a/../../../evil",
        "files//evil",
        "./files/evil",
        "other/evil",
        "..",
    ],
)
def test_a_path_that_climbs_out_is_refused(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / "b", {"database.sqlite3": b"", name: b"evil"}, OURS)
    assert "does not belong there" in refusal(path)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_a_member_that_is_no_plain_file_is_refused(tmp_path: Path, kind: bytes) -> None:
    manifest = {**OURS, "members": {"files/link": "00"}}
    path = packed(tmp_path / "b", {}, manifest, **{"files/link": kind})
    assert "does not belong there" in refusal(path)


def test_a_name_given_twice_is_refused(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "b",
        {"files/a": b""},
        {**OURS, "members": {"files/a": "00"}},
        **{"files/a": b"0"},
    )
    assert "what its manifest says" in refusal(path)


def test_a_member_that_is_not_what_the_manifest_says_is_not_taken_out(tmp_path: Path) -> None:
    path = packed(tmp_path / "b", {"files/a": b"x"}, {**OURS, "members": {"files/a": "00"}})
    with (
        archive.opened(path) as backup,
        pytest.raises(BackupError, match="files/a has changed"),
    ):
        backup.extract("files/a", tmp_path / "a")


def test_a_database_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = packed(tmp_path / "b", {"files/a": b"x"}, OURS)
    with archive.opened(path) as backup, pytest.raises(BackupError, match="does not hold"):
        backup.extract("database.sqlite3", tmp_path / "a")
