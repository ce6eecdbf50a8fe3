"""Rows that are append-only stay as they were written, whoever asks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    acknowledge,
    ask_seal,
    edit,
    every_row,
    make_administrator,
    make_approver,
    make_draft,
    make_import,
    make_live,
    make_source,
    make_writer,
    publish,
    seal,
)
from tests.files import keep
from tokutei_site.publishing import desk, frozen
from tokutei_site.publishing.models import (
    Erasure,
    Frozen,
    Publication,
    Review,
    Revision,
    Seal,
)

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
    draft = edit(entry.head, now=NOON, title_ja="案")
    acknowledge(draft)
    planned = publish(edit(draft, now=NOON, title_ja="新"), at=NOON + DAY, now=NOON)
    desk.cancel(planned, by=make_approver(), now=NOON)
    desk.rename(entry, "new-address", by=make_approver(), now=NOON)
    assert planned.revision
    mended = edit(planned.revision, now=NOON, title_ja="直")
    asked = ask_seal(planned.revision)
    desk.drop_seal_request(asked, by=asked.by, now=NOON)
    (row,) = seal(planned.revision)
    Erasure.objects.create(request=row.request, by=row.by, at=NOON)
    publish(mended)
    keep()
    make_import()
    make_source("law")
    cites = make_live(sources__law__order=0)
    source = cites.citations.get().source
    change = desk.check_source(source, "changed", note="x", by=make_administrator(), now=NOON)
    desk.keep_texts(change, [cites], by=make_writer(), now=NOON)


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
    assert {
        "Acknowledgement",
        "Erasure",
        "Publication",
        "Review",
        "Revision",
        "Seal",
        "SealRequest",
        "SlugChange",
        "SourceCheck",
        "SourceReview",
    } <= names
    assert frozen.missing(connection) == set()
    assert frozen.check_triggers(None, databases=["default"]) == []


def test_the_check_reports_triggers_that_are_gone() -> None:
    frozen.remove(connection)
    (error,) = frozen.check_triggers(None, databases=["default"])
    assert error.id == "publishing.E001"
    for name in ("revision", "review", "publication", "slugchange", "sourcecheck", "sourcereview"):
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


# The one change that the triggers let through

ENTRY_TEXT = '{"kind":"announcement","sealed":true,"source_language":"ja"}'
OVERWRITING: dict[type[models.Model], dict[str, Any]] = {
    Revision: {"text": ENTRY_TEXT},
    Review: {"comment": "", "proposal": {}},
    Publication: {"note": {}, "alternatives": {}, "reason": ""},
}
BESIDE: dict[type[models.Model], list[dict[str, Any]]] = {
    Revision: [
        {"content_hash": "0" * 64},
        {"number": 9},
        {"origin": "carry"},
        {"text": ENTRY_TEXT.replace("ja", "en")},
        {"text": ENTRY_TEXT.replace("announcement", "office")},
        {"text": ENTRY_TEXT.replace("true", "false")},
        {"text": "{}"},
        {"text": "山田太郎"},
    ],
    Review: [{"verdict": "submit"}, {"comment": "山田太郎"}, {"proposal": {"title_ja": "x"}}],
    Publication: [
        {"visible_from": NOON - DAY},
        {"significance": "minor"},
        {"is_forced": True},
        {"note": {"ja": "山田太郎"}},
        {"reason": "山田太郎"},
        {"alternatives": {"en": {"by": "2027-01-01"}}},
    ],
}
ATTEMPTS = [(model, attempt) for model, attempts in BESIDE.items() for attempt in attempts]


def rows_of(model: type[models.Model], revision: Revision) -> Any:
    key = "pk" if model is Revision else "revision"
    return models.QuerySet(model).filter(**{key: revision.pk})


@pytest.fixture
def leaked() -> Revision:
    """Public, with something written in every column that sealing takes away."""
    draft = make_draft(title_ja="山田太郎さん", title_en=None)
    desk.submit(draft, by=make_writer(), now=NOON, comment="山田太郎")
    proposal = {"body_ja": "山田太郎"}
    desk.return_(draft, "山田太郎", by=make_approver(), now=NOON, proposal=proposal)
    publish(draft, alternatives={"en": {"by": "2027-01-01"}})
    return draft


@pytest.mark.parametrize("model", OVERWRITING)
def test_without_a_seal_nothing_is_overwritten(model: Any, leaked: Revision) -> None:
    rows = rows_of(model, leaked)
    unchanged_by(lambda: rows.update(**OVERWRITING[model]), DatabaseError)


@pytest.mark.parametrize("model", OVERWRITING)
def test_with_its_seal_a_version_gives_way_to_the_sealed_form(model: Any, leaked: Revision) -> None:
    make_seal(leaked)
    assert rows_of(model, leaked).update(**OVERWRITING[model])
    found = rows_of(model, leaked).values(*OVERWRITING[model])
    assert all(row == OVERWRITING[model] for row in found)


@pytest.mark.parametrize("is_overwritten", [False, True])
@pytest.mark.parametrize(("model", "attempt"), ATTEMPTS)
def test_a_seal_lets_nothing_else_through(
    model: Any, attempt: dict[str, Any], is_overwritten: bool, leaked: Revision
) -> None:
    make_seal(leaked)
    rows, overwriting = rows_of(model, leaked), OVERWRITING[model]
    if is_overwritten:
        rows.update(**overwriting)
    unchanged_by(lambda: rows.update(**overwriting | attempt), DatabaseError)
    unchanged_by(lambda: rows.update(**attempt), DatabaseError)
    unchanged_by(lambda: rows._raw_delete("default"), DatabaseError)


@pytest.mark.parametrize("model", OVERWRITING)
def test_the_seal_of_one_version_opens_no_other(model: Any, leaked: Revision) -> None:
    make_seal(leaked)
    others = models.QuerySet(model).exclude(pk__in=rows_of(model, leaked))
    unchanged_by(lambda: others.update(**OVERWRITING[model]), DatabaseError)


def make_seal(revision: Revision) -> Seal:
    """The bare row, before anything is overwritten."""
    (row,) = Seal.objects.all()
    return Seal.objects.create(revision=revision, request=row.request, by=row.by, at=NOON)


def test_migrating_replaces_the_triggers_of_an_earlier_release(leaked: Revision) -> None:
    """Until sealing came, they refused every update."""
    stand_as_before_sealing()
    make_seal(leaked)
    rows = rows_of(Revision, leaked)
    unchanged_by(lambda: rows.update(text=ENTRY_TEXT), DatabaseError)
    call_command("migrate", verbosity=0)
    assert rows.update(text=ENTRY_TEXT) == 1


def stand_as_before_sealing() -> None:
    name = "publishing_revision_frozen"
    if connection.vendor == "sqlite":
        run(f"DROP TRIGGER {name}_update")
        refuse = f"SELECT RAISE(ABORT, '{frozen.MESSAGE}')"
        run(
            f"CREATE TRIGGER {name}_update BEFORE UPDATE ON publishing_revision BEGIN {refuse}; END"
        )
    else:
        run(
            f"CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE OR DELETE ON publishing_revision"
            " FOR EACH ROW EXECUTE FUNCTION refuse_frozen()"
        )
