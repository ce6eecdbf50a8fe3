"""The digest tells any two lists of rows apart, and the rows of one moment together."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.backups.state import rows, run
from tests.factories import make_user, make_writer
from tokutei_site.backups import postgresql_tools, sqlite
from tokutei_site.backups.contents import digest
from tokutei_site.staff.models import User

VALUES = st.none() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
ROWS = st.lists(st.tuples(VALUES, VALUES))


def typed(rows: list[tuple[Any, ...]]) -> str:
    return repr(rows)  # 1 and 1.0 are two values


@given(ROWS, ROWS)
def test_equal_digests_are_equal_rows(one: list[Any], other: list[Any]) -> None:
    same = digest("ab", one) == digest("ab", other)
    assert same == (typed(one) == typed(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, "None"),
        (None, ""),
        (1, "1"),
        (1, 1.0),
        ("", b""),
        ("\u795e", "\ufa19"),  # U+795E and U+FA19 look alike
        ("が", "か\u3099"),
        ("a\0b", "a"),
        ("a\0b", "a\0c"),
        ("2026-10-01 03:00:00", "2026-10-01 03:00:00.000001"),
    ],
)
def test_values_that_look_alike_differ(one: Any, other: Any) -> None:
    assert digest("a", [(one,)]) != digest("a", [(other,)])


def test_columns_count() -> None:
    assert digest(["a", "b"], []) != digest(["b", "a"], [])


def test_a_changed_value_of_a_stored_row_is_seen(var: Path) -> None:
    user = make_writer(last_login="2026-10-01T12:00:00+09:00", last_name="\ufa19")
    for change in ({"last_name": "\u795e"}, {"last_login": None}, {"is_staff": False}):
        before = rows().tables
        User.objects.filter(pk=user.pk).update(**change)
        after = rows().tables
        assert {name for name in before if before[name] != after[name]} == {"staff_user"}


def test_text_that_is_not_unicode_is_told_apart(var: Path) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE odd (id integer PRIMARY KEY, t text)")
            cursor.execute("INSERT INTO odd VALUES (1, CAST(x'ff' AS text))")
            one = rows().tables["odd"]
            cursor.execute("UPDATE odd SET t = CAST(x'fe' AS text)")
        assert rows().tables["odd"] != one


def test_what_is_written_between_copying_and_comparing_disturbs_neither(
    var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_writer()
    before = rows()
    # SQLite's copy is made after its rows were read, PostgreSQL's before.
    module, name = (sqlite, "read") if connection.vendor == "sqlite" else (postgresql_tools, "run")
    step = getattr(module, name)

    def disturbed(*arguments: Any) -> Any:
        monkeypatch.setattr(module, name, step)
        if connection.vendor == "postgresql":
            make_user()
            return step(*arguments)
        found = step(*arguments)
        make_user()
        return found

    monkeypatch.setattr(module, name, disturbed)
    assert "Proven" in run("backup", tmp_path / "b")
    assert rows() != before
    run("restore", tmp_path / "b", "--yes")
    assert rows() == before
