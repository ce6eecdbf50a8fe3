"""Rows that are append-only stay as they were written, whoever asks."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    edit,
    every_row,
    make_administrator,
    make_approver,
    make_live,
    make_source,
    publish,
)
from tests.files import keep
from tokutei_site.publishing import desk, frozen
from tokutei_site.publishing.models import Frozen, SourceCheck

pytestmark = pytest.mark.django_db

KINDS = sorted(
    (model for model in apps.get_models() if issubclass(model, Frozen)), key=lambda m: m.__name__
)
postgres_only = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="PostgreSQL's own way around"
)
sqlite_only = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own way around")


@pytest.fixture(autouse=True)
def _one_row_of_each() -> None:
    entry = make_live()
    assert entry.head
    planned = publish(edit(entry.head, now=NOON, title_ja="新"), at=NOON + DAY, now=NOON)
    desk.cancel(planned, by=make_approver(), now=NOON)
    desk.rename(entry, "new-address", by=make_approver(), now=NOON)
    keep()
    SourceCheck.objects.create(
        source=make_source(), kind="live", outcome="unchanged", by=make_administrator(), at=NOON
    )


def first(model: type[Frozen]) -> Frozen:
    row = model._default_manager.order_by("pk").first()
    assert row is not None, f"no row of {model.__name__} to try it on"
    return row


def unchanged_by(step: Callable[[], object], error: type[Exception]) -> None:
    before = every_row()
    with pytest.raises(error), transaction.atomic():
        step()
    assert every_row() == before


@pytest.mark.parametrize("model", KINDS)
def test_python_refuses_with_a_clear_message(model: type[Frozen]) -> None:
    row = first(model)
    unchanged_by(row.save, TypeError)
    unchanged_by(row.delete, TypeError)
    unchanged_by(lambda: model._default_manager.update(at=NOON + HOUR), TypeError)
    unchanged_by(model._default_manager.all().delete, TypeError)


@pytest.mark.parametrize("model", KINDS)
def test_the_database_refuses_a_query_that_goes_around_python(model: type[Frozen]) -> None:
    rows = models.QuerySet(model)
    unchanged_by(lambda: rows.update(at=NOON + HOUR), DatabaseError)
    unchanged_by(lambda: rows.filter(pk=first(model).pk)._raw_delete("default"), DatabaseError)
    unchanged_by(lambda: models.QuerySet(model).bulk_update([first(model)], ["at"]), DatabaseError)


@pytest.mark.parametrize("model", KINDS)
def test_the_database_refuses_raw_sql(model: type[Frozen]) -> None:
    table = model._meta.db_table
    unchanged_by(lambda: run(f"UPDATE {table} SET by_id = by_id"), DatabaseError)
    unchanged_by(lambda: run(f"DELETE FROM {table}"), DatabaseError)


@postgres_only
@pytest.mark.parametrize("model", KINDS)
def test_the_database_refuses_to_empty_a_table(model: type[Frozen]) -> None:
    unchanged_by(lambda: run(f"TRUNCATE {model._meta.db_table} CASCADE"), DatabaseError)


@sqlite_only
@pytest.mark.parametrize("model", KINDS)
def test_the_database_refuses_to_replace_a_row(model: type[Frozen]) -> None:
    table = model._meta.db_table
    copy = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
    unchanged_by(lambda: run(copy), DatabaseError)
    unchanged_by(lambda: run(f"UPDATE OR REPLACE {table} SET at = at"), DatabaseError)


@sqlite_only
def test_the_database_refuses_to_replace_a_version_under_its_number() -> None:
    names = "entry_id, number, origin, text, content_hash, by_id, at"
    copy = f"INSERT OR REPLACE INTO publishing_revision ({names}) SELECT {names}"
    unchanged_by(lambda: run(f"{copy} FROM publishing_revision"), DatabaseError)


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_every_frozen_table_is_guarded() -> None:
    names = {model.__name__ for model in KINDS}
    assert {"Publication", "Review", "Revision", "SlugChange", "SourceCheck"} <= names
    assert frozen.missing(connection) == set()
    assert frozen.check_triggers(None, databases=["default"]) == []


def test_the_check_reports_triggers_that_are_gone() -> None:
    frozen.remove(connection)
    (error,) = frozen.check_triggers(None, databases=["default"])
    assert error.id == "publishing.E001"
    for name in ("revision", "review", "publication", "slugchange", "sourcecheck"):
        assert f"publishing_{name}_frozen" in error.msg


def test_migrating_puts_the_triggers_back() -> None:
    frozen.remove(connection)
    call_command("migrate", verbosity=0)
    assert frozen.missing(connection) == set()


def test_without_a_database_named_nothing_is_checked() -> None:
    frozen.remove(connection)
    assert frozen.check_triggers(None) == []


def test_a_withdrawal_is_as_frozen_as_a_publication() -> None:
    entry = make_live()
    row = desk.withdraw(entry, NOTE, by=make_approver(), now=NOON + HOUR)
    unchanged_by(lambda: models.QuerySet(type(row)).update(revision=entry.head), DatabaseError)
