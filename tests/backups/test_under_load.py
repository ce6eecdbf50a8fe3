"""Backups while others work: each holds every row of one moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

from django.db import connection
from django.db.models import Max

from tests.backups.state import rows, run
from tests.factories import NOON, make_draft, make_writer
from tokutei_site.backups import archive
from tokutei_site.backups.engines import engine, standing_in
from tokutei_site.backups.restoring import restore
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Revision


@contextmanager
def somebody_writing(first: Revision) -> Iterator[list[int]]:
    """The numbers of the revisions that were saved so far, one after the other without a pause."""
    committed, stop, begun = [first.number], Event(), Event()
    by, entry = make_writer(), first.entry.as_kind()

    def write() -> None:
        head = first
        try:
            while not stop.is_set():
                changes = {"title_ja": f"件名{head.number}"}
                head = desk.save(entry, head, changes, by=by, now=head.at)
                committed.append(head.number)
                begun.set()
        finally:
            begun.set()
            connection.close()

    writer = Thread(target=write)
    writer.start()
    begun.wait()
    try:
        yield committed
    finally:
        stop.set()
        writer.join()


def newest_revision(file: Path, folder: Path) -> int:
    target = engine()
    member = folder / f"{file.name}.member"
    with archive.opened(file) as backup:
        backup.extract(target.member, member)
    with target.staged(member) as name, standing_in(name):
        newest = Revision.objects.aggregate(Max("number"))["number__max"]
    return int(newest)


def test_backups_under_write_load_restore_to_equal_rows(var: Path, tmp_path: Path) -> None:
    before: dict[Path, int] = {}
    after: dict[Path, int] = {}
    with somebody_writing(make_draft()) as committed:
        for number in range(3):
            file = tmp_path / f"b{number}"
            before[file] = committed[-1]
            assert "Proven" in run("backup", file)
            after[file] = committed[-1]
    assert after[file] > before[file], "nobody wrote meanwhile"
    for seconds, file in enumerate(before):
        # At most one more was committed than the writer has told.
        assert before[file] <= newest_revision(file, tmp_path) <= after[file] + 1
        with archive.opened(file) as backup:
            restore(backup, now=NOON + timedelta(seconds=seconds))
            assert rows() == backup.manifest.contents
