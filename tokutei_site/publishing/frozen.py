"""Database triggers that keep append-only rows as they were written, on SQLite and PostgreSQL.

SQLite drops a table's triggers whenever a migration remakes the table, so they are installed
anew after every migrate; a system check counts them.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

MESSAGE = "frozen rows are append-only"

SQLITE = {
    "frozen_update": "BEFORE UPDATE ON {table}",
    "frozen_delete": "BEFORE DELETE ON {table}",
    # INSERT OR REPLACE would delete without firing the delete trigger.
    "frozen_replace": "BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})",
}


def frozen_tables() -> list[str]:
    from .models import Frozen

    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, Frozen))


def same_row(table: str) -> str:
    """The condition under which a new row would take the place of one that is there."""
    (meta,) = (model._meta for model in apps.get_models() if model._meta.db_table == table)
    columns = {field.name: field.column for field in meta.concrete_fields}
    alone = [(field.name,) for field in meta.concrete_fields if field.unique]
    together = [constraint.fields for constraint in meta.total_unique_constraints]
    return " OR ".join(
        " AND ".join(f"{columns[name]} = NEW.{columns[name]}" for name in names)
        for names in [*alone, *together]
    )


def install_sql(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_{name}"
            f" {event.format(table=table, same=same_row(table))}"
            f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            for name, event in SQLITE.items()
        ]
    return [
        "CREATE OR REPLACE FUNCTION refuse_frozen() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$",
        f"CREATE OR REPLACE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_frozen()",
        f"CREATE OR REPLACE TRIGGER {table}_frozen_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen()",
    ]


def names(vendor: str, table: str) -> list[str]:
    kinds = SQLITE if vendor == "sqlite" else ("frozen", "frozen_truncate")
    return [f"{table}_{kind}" for kind in kinds]


def install(connection: BaseDatabaseWrapper) -> None:
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in frozen_tables():
            if table in existing:
                for statement in install_sql(connection.vendor, table):
                    cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """For a data migration or a test's clean-up; install() afterwards."""
    with connection.cursor() as cursor:
        for table in frozen_tables():
            for name in names(connection.vendor, table):
                on_table = "" if connection.vendor == "sqlite" else f" ON {table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {name for (name,) in cursor.fetchall()}
    return {n for table in frozen_tables() for n in names(connection.vendor, table)} - found


def install_after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    install(connections[using])


@register(Tags.database)
def check_triggers(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,
) -> list[CheckMessage]:
    errors: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        tables = set(connection.introspection.table_names())
        if not set(frozen_tables()) <= tables:
            continue  # not migrated yet
        if gone := missing(connection):
            errors.append(
                Error(
                    _("Database triggers that protect the ledger are missing: %(names)s")
                    % {"names": ", ".join(sorted(gone))},
                    hint="manage.py migrate",
                    id="publishing.E001",
                )
            )
    return errors
