"""Database triggers that keep append-only rows as they were written, on SQLite and PostgreSQL;
only what is sealed may be overwritten, once and with nothing.

SQLite drops a table's triggers whenever a migration remakes the table, so they are installed
anew after every migrate; a system check counts them.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.options import Options
from django.utils.translation import gettext as _

MESSAGE = "frozen rows are append-only"

SQLITE = {
    "frozen_update": "BEFORE UPDATE ON {table}{unless_sealing}",
    "frozen_delete": "BEFORE DELETE ON {table}",
    # INSERT OR REPLACE would delete without firing the delete trigger.
    "frozen_replace": "BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})",
}

# The one change that is let through: once the Seal row of a revision exists, what is written of
# it gives way to just this (content.sealed, with the two keys read from the old text).
SEALED = {
    "publishing_revision": {
        "text": '\'{{"kind":"\' || {kind}'
        ' || \'","sealed":true,"source_language":"\' || {source_language} || \'"}}\''
    },
    "publishing_review": {"comment": "''", "proposal": "'{{}}'"},
    "publishing_acknowledgement": {"reason": "''"},
    "publishing_publication": {"note": "'{{}}'", "alternatives": "'{{}}'", "reason": "''"},
}
SEAL_EXISTS = "EXISTS (SELECT 1 FROM publishing_seal WHERE revision_id = OLD.{key})"


def frozen_tables() -> list[str]:
    from .models import Frozen

    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, Frozen))


def meta_of(table: str) -> Options:
    (meta,) = (model._meta for model in apps.get_models() if model._meta.db_table == table)
    return meta


def same_row(table: str) -> str:
    """The condition under which a new row would take the place of one that is there."""
    meta = meta_of(table)
    columns = {field.name: field.column for field in meta.concrete_fields}
    alone = [(field.name,) for field in meta.concrete_fields if field.unique]
    together = [constraint.fields for constraint in meta.total_unique_constraints]
    return " OR ".join(
        " AND ".join(f"{columns[name]} = NEW.{columns[name]}" for name in names)
        for names in [*alone, *together]
    )


def is_sealing(vendor: str, table: str) -> str:
    """The condition under which an update is the overwriting of a sealed version; never null."""
    key = "id" if table == "publishing_revision" else "revision_id"
    read, same = {
        "sqlite": ("json_extract(OLD.text, '$.{name}')", "IS"),
        "postgresql": ("(OLD.text::json ->> '{name}')", "IS NOT DISTINCT FROM"),
    }[vendor]
    kept = {name: read.format(name=name) for name in ("kind", "source_language")}
    blank = {column: value.format(**kept) for column, value in SEALED[table].items()}
    conditions = [
        SEAL_EXISTS.format(key=key),
        *(f"NEW.{column} {same} {value}" for column, value in blank.items()),
        *(
            f"NEW.{field.column} {same} OLD.{field.column}"
            for field in meta_of(table).concrete_fields
            if field.column not in blank
        ),
    ]
    return " AND ".join(conditions)


def install_sql(vendor: str, table: str) -> list[str]:
    """Statements that put the triggers of a table in place, whatever an earlier release left."""
    if vendor == "sqlite":
        unless = f" WHEN NOT ({is_sealing(vendor, table)})" if table in SEALED else ""
        terms = {"table": table, "same": same_row(table), "unless_sealing": unless}
        return [
            statement
            for name, event in SQLITE.items()
            for statement in (
                f"DROP TRIGGER IF EXISTS {table}_{name}",
                f"CREATE TRIGGER {table}_{name} {event.format(**terms)}"
                f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
            )
        ]
    refuse = f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation';"
    make = "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {} END $$"
    statements, by_row = [make.format("refuse_frozen", refuse)], "refuse_frozen"
    if table in SEALED:
        by_row, allowed = f"{table}_seal", is_sealing(vendor, table)
        seal = f"IF TG_OP = 'UPDATE' THEN IF {allowed} THEN RETURN NEW; END IF; END IF; {refuse}"
        statements.append(make.format(by_row, seal))
    return [
        *statements,
        f"CREATE OR REPLACE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {by_row}()",
        f"CREATE OR REPLACE TRIGGER {table}_frozen_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen()",
    ]


def names(vendor: str, table: str) -> list[str]:
    kinds = SQLITE if vendor == "sqlite" else ("frozen", "frozen_truncate")
    return [f"{table}_{kind}" for kind in kinds]


def install(connection: BaseDatabaseWrapper) -> None:
    existing = set(connection.introspection.table_names())
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
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
