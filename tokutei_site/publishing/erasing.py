"""What was sealed is overwritten in its rows; here it leaves the database's own files as well:
free pages, the write-ahead log, dead rows. Outside stay backups, replicas and the archive of a
PostgreSQL's write-ahead log (docs/operations.md)."""

import logging
import time

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.utils import timezone

from .models import Entry, Erasure, SealRequest

logger = logging.getLogger(__name__)

PATIENCE = 2  # seconds for which other readers and writers are waited for

# Whether no snapshot, taken or yet to be taken, reaches back before the transaction `ours`.
OLDEST = """
    SELECT coalesce(max(age(oldest)) <= age(%(ours)s::xid), true) FROM (
        SELECT pg_snapshot_xmin(pg_current_snapshot())::xid
        UNION ALL SELECT backend_xmin FROM pg_stat_activity
            WHERE pid <> pg_backend_pid()
            AND (datname = current_database() OR datname IS NULL)
        UNION ALL SELECT xmin FROM pg_replication_slots
    ) held (oldest)
"""


def unerased() -> QuerySet[SealRequest]:
    """Requests that were sealed, while the files of the database may still hold the text."""
    return SealRequest.objects.filter(seals__isnull=False, erasure__isnull=True).distinct()


def erase() -> bool:
    """Clean the files, and record it for every request sealed before. False: somebody is still
    reading an older state, or a transaction is open; to be tried again."""
    if connection.in_atomic_block:
        return False
    waiting = list(unerased())
    if not waiting:
        return True
    try:
        with connection.cursor() as cursor:
            is_clean = {"sqlite": clean_sqlite, "postgresql": clean_postgresql}[connection.vendor]
            if not is_clean(cursor):
                return False
    except DatabaseError as error:
        logger.warning("What was sealed could not be erased from the files yet: %s", error)
        return False
    for request in waiting:
        by = request.seals.order_by("pk")[0].by
        values = {"by": by, "at": timezone.now()}
        Erasure.objects.get_or_create(request=request, defaults=values)
    return True


def clean_sqlite(cursor: CursorWrapper) -> bool:
    cursor.execute("PRAGMA busy_timeout")
    (usual,) = cursor.fetchone()
    try:
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (is_blocked, _frames, _moved) = cursor.fetchone()
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {usual}")
    return not is_blocked


def clean_postgresql(cursor: CursorWrapper) -> bool:
    """VACUUM FULL writes each table into a new file, dead rows included that an older snapshot
    might still read: nobody may have one."""
    if not older_readers_are_gone(cursor):
        return False
    before = files(cursor)
    names = ", ".join(connection.ops.quote_name(table) for table in tables())
    try:
        cursor.execute(f"SET lock_timeout = '{PATIENCE}s'")
        cursor.execute(f"VACUUM (FULL, ANALYZE) {names}")
    finally:
        cursor.execute("RESET lock_timeout")
    return not before & files(cursor)


def older_readers_are_gone(cursor: CursorWrapper) -> bool:
    """Whether everybody now sees what was committed before this call. A transaction that writes,
    in whichever database of the server, holds back what others see."""
    cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::xid::text")
    (ours,) = cursor.fetchone()
    for _attempt in range(PATIENCE * 10):
        cursor.execute(OLDEST, {"ours": ours})
        if cursor.fetchone() == (True,):
            return True
        time.sleep(0.1)
    return False


def tables() -> list[str]:
    """All that hold, or once held, words of an entry."""
    labels = {"publishing", *(kind._meta.app_label for kind in Entry.kinds().values())}
    return sorted(m._meta.db_table for m in apps.get_models() if m._meta.app_label in labels)


def files(cursor: CursorWrapper) -> set[int]:
    cursor.execute(
        "SELECT pg_relation_filenode(name::regclass) FROM unnest(%s::text[]) name", [tables()]
    )
    return {node for (node,) in cursor.fetchall()}
