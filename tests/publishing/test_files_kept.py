"""The bytes of files: kept under their hash, once, privately, whole or not at all."""

import errno
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.utils import timezone

from tests.factories import NOON, edit, make_draft, make_live, make_writer, seal
from tests.files import attached, keep, make_pdf, upload
from tokutei_site.publishing.content import MISSING
from tokutei_site.publishing.files import keeping
from tokutei_site.publishing.models import FileUse, StoredFile

pytestmark = pytest.mark.django_db
SOON = timezone.now() + timedelta(hours=1)
LATER = timezone.now() + timedelta(days=2)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """A storage of its own."""
    chosen = tmp_path / "files"
    default = settings.STORAGES["default"]
    options = {"OPTIONS": default["OPTIONS"] | {"location": chosen}}
    settings.STORAGES = settings.STORAGES | {"default": default | options}
    return chosen


def stored(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_a_file_lies_under_its_hash_for_nobody_else_on_the_machine(folder: Path) -> None:
    address = keep("申請書.pdf")
    sha256 = address[:64]
    assert address == f"{sha256}/申請書.pdf"
    path = folder / sha256[:2] / f"{sha256}.pdf"
    assert stored(folder) == [str(path.relative_to(folder))]
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_same_bytes_are_kept_once_under_any_name(folder: Path) -> None:
    first, second = keep("a.pdf"), keep("b.pdf")
    assert first[:64] == second[:64] and first != second
    assert StoredFile.objects.count() == len(stored(folder)) == 1


def test_what_is_refused_leaves_nothing(folder: Path) -> None:
    for data in (b"<html>", b"%PDF-1.4", b""):
        with pytest.raises(ValidationError):
            keep("a.pdf", data)
    assert not StoredFile.objects.exists() and not folder.exists()


def test_a_file_above_the_limit_is_refused_unread(settings: Any) -> None:
    settings.FILE_LIMIT = 100
    sent = upload("a.pdf", make_pdf())
    sent.file = None
    with pytest.raises(ValidationError, match="100"):
        keeping.keep(sent, by=make_writer(), now=NOON)


def test_a_full_disk_is_told_and_leaves_no_half(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tokutei_site.publishing.files.storage.os.fsync", full)
    with pytest.raises(ValidationError):
        keep()
    assert not StoredFile.objects.exists() and stored(folder) == []


def test_a_file_can_be_removed_for_good_and_its_row_stays(folder: Path) -> None:
    address = keep()
    make_live(**attached(address))
    keeping.remove_file(address[:64])
    assert stored(folder) == []
    row = StoredFile.objects.get()
    assert row.sha256 == address[:64] and row.size == len(make_pdf())
    keeping.remove_file(address[:64])  # a second time is no error


def test_what_no_version_carries_is_removed_after_a_day(folder: Path) -> None:
    used, unused = keep(), keep("b.pdf", make_pdf("b"))
    make_draft(**attached(used))
    assert keeping.remove_unused(SOON) == 0
    assert keeping.remove_unused(LATER) == 1
    assert [name[3:67] for name in stored(folder)] == [used[:64]]
    assert keep("b.pdf", make_pdf("b")) == unused
    assert len(stored(folder)) == 2


def test_what_a_crash_left_behind_is_removed_too(folder: Path) -> None:
    address = keep()
    make_draft(**attached(address))
    draft = folder / address[:2] / f"{address[:64]}.pdf.0123abcd"
    draft.write_bytes(b"half")
    assert keeping.remove_unused(LATER) == 1
    assert not draft.exists() and len(stored(folder)) == 1


def test_the_command_tells_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("remove_unused_files")
    assert capsys.readouterr().out == "Removed 0 files.\n"


def test_a_file_is_never_seen_half_written(folder: Path) -> None:
    """What stood under the name before stays whole until the new one takes its place."""
    default_storage.save("aa/x.pdf", ContentFile(b"old"))

    class Slow(ContentFile):
        def chunks(self, chunk_size: int | None = None) -> Any:
            yield b"ne"
            assert (folder / "aa/x.pdf").read_bytes() == b"old"
            yield b"w"

    default_storage.save("aa/x.pdf", Slow(b"new"))
    assert (folder / "aa/x.pdf").read_bytes() == b"new"
    assert stored(folder) == ["aa/x.pdf"]


@pytest.mark.django_db(transaction=True)
def test_eight_people_send_the_same_file_at_the_same_moment(folder: Path) -> None:
    people = [make_writer() for _ in range(8)]
    barrier = Barrier(len(people))

    def send(number: int) -> str:
        try:
            barrier.wait(timeout=20)
            sent = upload(f"{number}.pdf", make_pdf())
            return keeping.keep(sent, by=people[number], now=NOON)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as pool:
        addresses = list(pool.map(send, range(len(people))))
    assert [a.partition("/")[2] for a in addresses] == [f"{n}.pdf" for n in range(8)]
    assert StoredFile.objects.count() == len(stored(folder)) == 1


@pytest.mark.django_db(transaction=True)
def test_sealing_removes_the_files_that_only_sealed_versions_carried(folder: Path) -> None:
    leaked, kept = keep("山田花子.pdf"), keep("地図.pdf", make_pdf("地図"))
    first = make_draft(**attached(leaked, "form"), **attached(kept, "map"))
    edit(first, now=NOON, attachments__form=MISSING)
    seal(first)
    paths = {
        address: StoredFile.objects.get(sha256=address[:64]).path for address in (leaked, kept)
    }
    assert not default_storage.exists(paths[leaked]) and default_storage.exists(paths[kept])
    assert not FileUse.objects.filter(name="山田花子.pdf").exists()
    assert Client().get(f"/files/{leaked}").status_code in (404, 410)
