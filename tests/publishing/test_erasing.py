"""After a sealing nothing of the text is left in the database's own files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from tests.factories import HOUR, NOON, edit, make_approver, make_draft, make_writer, publish, seal
from tokutei_site.publishing import desk, erasing
from tokutei_site.publishing.models import Erasure, Revision

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("patient")]

NAME = "山田太郎左衛門"
LATER = NOON + HOUR
sqlite_only = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own files")
postgres_only = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's own")


def leaked_and_mended() -> Revision:
    """A name in a long public text, its review and its note; the newest version lacks it."""
    draft = make_draft(title_ja=f"{NAME}さん", body_ja=f"■ 手続\n{NAME}さん\n" * 500)
    desk.submit(draft, by=make_writer(), now=NOON, comment=NAME)
    desk.return_(draft, NAME, by=make_approver(), now=NOON, proposal={"body_ja": NAME * 900})
    publish(draft, note={"ja": NAME, "en": NAME})
    edit(draft, now=LATER, title_ja="手続", body_ja="窓口で受け付けます。")
    return draft


def bytes_of_the_files() -> bytes:
    """The main file, the write-ahead log and its index as they stand on the disk; or the files of
    every table and index, TOAST included."""
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        files = [Path(name + end) for end in ("", "-wal", "-shm")]
        return b"".join(file.read_bytes() for file in files if file.exists())
    with connection.cursor() as cursor:
        cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        if cursor.fetchone() != (True,):
            pytest.skip("Only a superuser of PostgreSQL may read its files.")
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class"
            " WHERE relkind IN ('r', 't', 'i') AND relfilenode <> 0 AND oid >= 16384"
        )
        return b"".join(bytes(content) for (content,) in cursor.fetchall())


def is_in_the_files(text: str) -> bool:
    """Of PostgreSQL's compressed values only the beginning can be found this way."""
    return text.encode() in bytes_of_the_files()


def holds_the_name() -> bool:
    return is_in_the_files(NAME)


def test_nothing_of_the_text_is_left_in_the_files() -> None:
    first = leaked_and_mended()
    assert holds_the_name()
    (row,) = seal(first, now=LATER)
    assert not holds_the_name()
    assert Erasure.objects.get().request == row.request
    assert not erasing.unerased()


def test_what_was_deleted_before_is_gone_too() -> None:
    """The rows of the working copy and of the lists were overwritten when the text was mended."""
    first = leaked_and_mended()
    for number in range(20):
        edit(Revision.objects.get(pk=first.pk), now=LATER, summary_ja=f"{NAME}{number}")
        head = first.entry.as_kind().head
        assert head
        edit(head, now=LATER, summary_ja=None)
    entry = first.entry.as_kind()
    with_name = [r for r in entry.revisions.all() if NAME in r.text]
    seal(*with_name, now=LATER)
    assert not holds_the_name()


@pytest.fixture
def reader() -> Iterator[Any]:
    """Somebody who began to read before the sealing and has not finished."""
    other = connections.create_connection("default")
    yield other
    other.close()


def begin_to_read(reader: Any) -> None:
    reader.set_autocommit(False, force_begin_transaction_with_broken_autocommit=False)
    with reader.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("BEGIN DEFERRED")
        else:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT count(*) FROM publishing_revision")


def test_while_somebody_reads_an_older_state_it_is_not_called_done(
    reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "PATIENCE", 1)
    first = leaked_and_mended()
    begin_to_read(reader)
    (row,) = seal(first, now=LATER)
    assert NAME not in Revision.objects.get(pk=first.pk).text
    assert list(erasing.unerased()) == [row.request]
    with pytest.raises(CommandError):
        call_command("erase_sealed")
    reader.rollback()
    monkeypatch.setattr(erasing, "PATIENCE", 300)
    call_command("erase_sealed")
    assert not holds_the_name()
    assert not erasing.unerased()


def test_the_command_says_when_there_is_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    seal(leaked_and_mended(), now=LATER)
    call_command("erase_sealed")
    assert "Nothing is left" in capsys.readouterr().out
    assert Erasure.objects.count() == 1


@sqlite_only
def test_every_connection_overwrites_what_it_deletes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)


@sqlite_only
def test_patience_is_as_before_afterwards() -> None:
    seal(leaked_and_mended(), now=LATER)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (20_000,)


@postgres_only
def test_every_table_of_the_entries_gets_a_new_file() -> None:
    with connection.cursor() as cursor:
        before = erasing.files(cursor)
        seal(leaked_and_mended(), now=LATER)
        assert not before & erasing.files(cursor)
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
