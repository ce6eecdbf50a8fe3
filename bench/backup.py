"""Backups while other processes save through the desk without a pause: do all of them restore to
the rows they were taken from, and what do they cost?

script/bench backup [COUNT]    20 unless told; on SQLite, or on a new database beside the one that
                               DATABASE_URL names
"""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import django

WRITE = "write"
WRITERS = 3


@dataclass
class Figures:
    backup: list[float] = field(default_factory=list)  # seconds
    restore: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)  # bytes
    equal: int = 0
    complete: int = 0
    rate: float = 0  # saves a second


# A site of its own


def prepare(folder: Path) -> None:
    """The variables also reach the writing processes."""
    os.environ["VAR_DIR"] = str(folder)
    os.environ["SITE_URL"] = "http://127.0.0.1:8000"
    os.environ.setdefault("SECRET_KEY", "only-for-measuring-" + "x" * 40)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tokutei_site.settings")
    django.setup()


@contextmanager
def own_database() -> Iterator[None]:
    from django.db import connection

    if connection.vendor == "sqlite":
        yield
        return
    name = f"bench_backup_{secrets.token_hex(4)}"
    administer(f'CREATE DATABASE "{name}"')
    connection.settings_dict["NAME"] = name
    base, _slash, _old = os.environ["DATABASE_URL"].rpartition("/")
    os.environ["DATABASE_URL"] = f"{base}/{name}"
    yield
    connection.close()
    forget(name)


def administer(statement: str) -> None:
    from django.db import connection

    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def forget(name: str) -> None:
    """Deletes a database that was replaced."""
    from django.db import connection

    if connection.vendor == "sqlite":
        Path(name).unlink()
    else:
        administer(f'DROP DATABASE "{name}" WITH (FORCE)')


# The writers


def write() -> None:
    """Saves until it is ended; prints each revision's id as soon as it is committed."""
    django.setup()
    from django.utils import timezone

    from announcements.models import Announcement
    from tokutei_site.publishing import desk
    from tokutei_site.staff.models import User

    by, head = User.objects.get(username="demo-writer"), None
    entry = Announcement(slug=f"entry-{secrets.token_hex(4)}", owner=by.section)
    while True:
        changes = {"title_ja": f"件名 {secrets.token_hex(8)}"}
        head = desk.save(entry, head, changes, by=by, now=timezone.now())
        print(head.pk, flush=True)


@contextmanager
def writing(log: Path) -> Iterator[None]:
    with (
        log.open("w") as out,
        subprocess.Popen(  # noqa: S603
            [sys.executable, __file__, WRITE], stdout=out
        ) as writer,
    ):
        while len(acknowledged(log)) < 5:
            time.sleep(0.1)
        yield
        if writer.poll() is not None:
            sys.exit("A writer failed.")
        writer.terminate()


def acknowledged(log: Path) -> set[int]:
    lines = log.read_text().splitlines(keepends=True)
    return {int(line) for line in lines if line.endswith("\n")}


# The measurement


def back_up(files: list[Path], folder: Path, figures: Figures) -> dict[Path, set[int]]:
    """For each backup the revisions that were known to be committed when it began."""
    from django.utils import timezone

    from tokutei_site.backups.making import make

    logs = [folder / f"writer-{number}.log" for number in range(WRITERS)]
    known = {}

    def saved() -> set[int]:
        return set().union(*map(acknowledged, logs))

    with ExitStack() as writers:
        for log in logs:
            writers.enter_context(writing(log))
        began, first = time.perf_counter(), len(saved())
        for file in files:
            known[file] = saved()
            start = time.perf_counter()
            made = make(file, now=timezone.now())
            figures.backup.append(time.perf_counter() - start)
            figures.sizes.append(made.size)
            if not made.is_proven:
                sys.exit("The database account may not make databases.")
        figures.rate = (len(saved()) - first) / (time.perf_counter() - began)
    return known


def restore(file: Path, known: set[int], figures: Figures) -> None:
    from django.db import connection
    from django.utils import timezone

    from tokutei_site.backups import archive, restoring
    from tokutei_site.backups.engines import engine
    from tokutei_site.publishing.models import Revision

    connection.close()
    start = time.perf_counter()
    with archive.opened(file) as backup:
        done = restoring.restore(backup, now=timezone.now())
        figures.restore.append(time.perf_counter() - start)
        contents = engine().contents(str(connection.settings_dict["NAME"]))
        figures.equal += contents == backup.manifest.contents
    figures.complete += known <= set(Revision.objects.values_list("pk", flat=True))
    for name in done.aside:
        forget(name)


def measure(count: int, folder: Path) -> None:
    from django.core.management import call_command
    from django.db import connection

    call_command("createcachetable", verbosity=0)
    call_command("migrate", verbosity=0)
    with (folder / "told").open("w") as told:
        call_command("seed", stdout=told)
    figures = Figures()
    files = [folder / f"{number}.backup" for number in range(count)]
    for file, known in back_up(files, folder, figures).items():
        restore(file, known, figures)
    sizes = f"{figures.sizes[0]:,} to {figures.sizes[-1]:,}"
    print(f"{connection.vendor}: {count} backups under {figures.rate:.0f} saves a second")
    print(f"  restored to equal rows        {figures.equal} of {count}")
    print(f"  with every acknowledged save  {figures.complete} of {count}")
    print(f"  a backup with its proof       {median(figures.backup):.2f} s (median)")
    print(f"  a restore                     {median(figures.restore):.2f} s (median)")
    print(f"  bytes                         {sizes}")
    if (figures.equal, figures.complete) != (count, count):
        sys.exit(1)


def main() -> None:
    if sys.argv[1:] == [WRITE]:
        write()
        return
    folder = Path(tempfile.mkdtemp(prefix="bench-backup-"))
    try:
        prepare(folder)
        with own_database():
            measure(int(sys.argv[1]) if sys.argv[1:] else 20, folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
