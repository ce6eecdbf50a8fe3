"""How two changes of a column become one, for every column of every kind."""

import pytest

from tests.factories import NOON, make_draft
from tokutei_site.publishing.content import Way, columns
from tokutei_site.publishing.models import Entry, localised

# Lists of which the order says nothing: what a choice holds for; and what a step cites and shows,
# because nobody can put ticks in an order. All others are one value.
SETS = {"choices.values", "steps.sources", "steps.blocks"}


def lists_of(kind: type[Entry]) -> set[str]:
    """The columns of a kind that hold a list, by group and name."""
    rows = {"": kind, **kind.CHILDREN}
    return {
        f"{group}.{name}".strip(".")
        for group, row in rows.items()
        for name in row.PLAIN
        if row._meta.get_field(name).get_default() == []
    }


def path_of(column: str) -> str:
    group, _dot, name = column.rpartition(".")
    return f"{group}.k1.{name}" if group else name


@pytest.mark.parametrize("kind", Entry.kinds().values(), ids=Entry.kinds().keys())
def test_only_lists_without_an_order_are_sets(kind: type[Entry]) -> None:
    found = {name for name in lists_of(kind) if kind.way(path_of(name)) is Way.SET}
    assert found == SETS & lists_of(kind)
    assert all(kind.way(path_of(name)) is Way.VALUE for name in lists_of(kind) - SETS)
    declared = {
        f"{g}.{n}".strip(".") for g, r in {"": kind, **kind.CHILDREN}.items() for n in r.SETS
    }
    assert declared <= lists_of(kind)


def test_every_list_that_exists_was_looked_at() -> None:
    found = {name for kind in Entry.kinds().values() for name in lists_of(kind)}
    assert found == SETS | {"cases.trail"}


@pytest.mark.parametrize("kind", Entry.kinds().values(), ids=Entry.kinds().keys())
def test_texts_of_several_lines_are_merged_by_passage(kind: type[Entry]) -> None:
    stems = [*kind.TEXTS, *(f"{g}.k1.{n}" for g, row in kind.CHILDREN.items() for n in row.TEXTS)]
    for stem in stems:
        wanted = Way.VALUE if kind.is_single_line(stem) else Way.TEXT
        assert {kind.way(path) for path in localised(stem)} == {wanted}
    for path in [
        *kind.EASY,
        *(f"{g}.k1.{n}" for g, row in kind.CHILDREN.items() for n in row.EASY),
    ]:
        wanted = Way.VALUE if kind.is_single_line(path) else Way.TEXT
        assert kind.way(path) is wanted
    assert kind.way("basis.en.body") is Way.RECORD
    assert kind.way("review_by") is kind.way("source_language") is kind.way("kind") is Way.VALUE


@pytest.mark.django_db
def test_the_lists_of_a_content_are_those_of_its_rows_and_what_was_compared() -> None:
    head = make_draft(now=NOON)
    lists = [path for path, value in columns(head.content).items() if isinstance(value, list)]
    assert all(path.startswith("basis.") for path in lists)
