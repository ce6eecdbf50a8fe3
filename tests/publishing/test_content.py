"""Content as plain values: columns, nesting, changes, the three-way merge. No database."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei_site.publishing.content import (
    MISSING,
    Clash,
    Way,
    apply,
    canonical,
    changed,
    columns,
    fingerprint,
    merge,
    missing_texts,
    nest,
)

TREE = {"title_ja": "題", "basis": [["a", "b"]], "days": {"k1": {"label_ja": "初日", "order": 1}}}
FLAT = {"title_ja": "題", "basis": [["a", "b"]], "days.k1.label_ja": "初日", "days.k1.order": 1}

values = st.sampled_from([None, "", "a", "b", 0, 1])
names = st.sampled_from(["title_ja", "title_en", "days.k1.label", "days.k1.order", "days.k2.label"])
sides = st.dictionaries(names, values)


def test_columns_are_the_paths_to_the_leaves() -> None:
    assert columns(TREE) == FLAT
    assert nest(FLAT) == TREE


def test_an_empty_group_has_no_columns() -> None:
    assert columns({"days": {}, "title_ja": None}) == {"title_ja": None}


@given(sides)
def test_nesting_undoes_columns(flat: dict[str, Any]) -> None:
    assert columns(nest(flat)) == flat


def test_the_canonical_text_sorts_keys_and_keeps_characters_as_typed() -> None:
    assert canonical({"b": "神", "a": None}) == '{"a":null,"b":"神"}'
    assert fingerprint("\ufa19") != fingerprint("\u795e")  # 神 looks like 神 and is another


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({"title_ja": "新"}, {"title_ja": "新", "days.k1.a": 1, "days.k10.a": 2}),
        ({"days.k1": MISSING}, {"title_ja": "旧", "days.k10.a": 2}),
        ({"days.k1.a": MISSING}, {"title_ja": "旧", "days.k10.a": 2}),
        ({"days": MISSING, "days.k2.a": 3}, {"title_ja": "旧", "days.k2.a": 3}),
        ({}, {"title_ja": "旧", "days.k1.a": 1, "days.k10.a": 2}),
    ],
)
def test_changes_go_on_top_and_missing_removes_all_below(
    changes: dict[str, Any], left: dict[str, Any]
) -> None:
    base = {"title_ja": "旧", "days.k1.a": 1, "days.k10.a": 2}
    assert apply(base, changes) == left
    assert base == {"title_ja": "旧", "days.k1.a": 1, "days.k10.a": 2}


def test_a_column_that_is_gone_counts_as_changed_and_comes_last() -> None:
    assert changed({"a": 1, "b": None, "c": 3}, {"c": 4, "a": 1}) == ["c", "b"]


def test_a_false_value_is_not_a_missing_one() -> None:
    assert changed({"a": None}, {}) == ["a"]
    assert changed({}, {"a": ""}) == ["a"]


def test_japanese_and_english_changed_at_once_are_both_kept() -> None:
    base = {"title_ja": "旧", "title_en": "old"}
    merged, clashes = merge(base, base | {"title_ja": "新"}, base | {"title_en": "new"})
    assert merged == {"title_ja": "新", "title_en": "new"}
    assert not clashes


def test_one_column_changed_on_both_sides_clashes_and_shows_all_three() -> None:
    merged, clashes = merge({"a": 0, "b": 0}, {"a": 1, "b": 0}, {"a": 2, "b": 3})
    assert clashes == {"a": Clash(base=0, theirs=1, mine=2)}
    assert merged["b"] == 3


def test_the_same_change_on_both_sides_is_no_clash() -> None:
    assert merge({"a": 0}, {"a": 1}, {"a": 1}) == ({"a": 1}, {})
    assert merge({"a": 0}, {}, {}) == ({}, {})


def test_children_added_on_both_sides_are_both_there() -> None:
    merged, clashes = merge({}, {"days.k1.a": 1}, {"days.k2.a": 2})
    assert merged == {"days.k1.a": 1, "days.k2.a": 2}
    assert not clashes


def test_a_child_removed_on_one_side_is_gone() -> None:
    base = {"title": 0, "days.k1.a": 1}
    assert merge(base, {"title": 0}, base | {"title": 5}) == ({"title": 5}, {})
    assert merge(base, base | {"title": 5}, {"title": 0}) == ({"title": 5}, {})


def test_a_child_removed_on_one_side_and_changed_on_the_other_clashes() -> None:
    base = {"days.k1.a": 1}
    assert merge(base, {}, {"days.k1.a": 2})[1] == {"days.k1.a": Clash(1, MISSING, 2)}
    assert merge(base, {"days.k1.a": 2}, {})[1] == {"days.k1.a": Clash(1, 2, MISSING)}


@given(sides, sides)
def test_a_merge_with_one_unchanged_side_is_the_other_side(
    base: dict[str, Any], side: dict[str, Any]
) -> None:
    assert merge(base, base, side) == (side, {})
    assert merge(base, side, base) == (side, {})


@given(sides, sides, sides)
def test_a_merge_clashes_for_both_sides_or_gives_both_the_same(
    base: dict[str, Any], one: dict[str, Any], other: dict[str, Any]
) -> None:
    merged, clashes = merge(base, one, other)
    mirrored, mirrored_clashes = merge(base, other, one)
    assert clashes.keys() == mirrored_clashes.keys()
    if not clashes:
        assert merged == mirrored


def way(path: str) -> Way:
    return {"trail": Way.VALUE, "values": Way.SET, "basis": Way.RECORD}.get(path, Way.TEXT)


def test_a_list_whose_order_says_something_is_one_value() -> None:
    base, one, other = ({"trail": trail} for trail in (["c1", "c3"], ["c1", "c4"], ["c2", "c5"]))
    assert merge(base, one, other, way)[1]["trail"] == Clash(
        *(s["trail"] for s in (base, one, other))
    )
    assert merge(base, one, base, way) == (one, {})


def test_of_a_set_what_either_side_put_in_or_took_out_is_in_or_out() -> None:
    merged, clashes = merge(
        {"values": ["a", "b"]}, {"values": ["b", "c"]}, {"values": ["a", "d"]}, way
    )
    assert (merged, clashes) == ({"values": ["c", "d"]}, {})


def test_what_both_sides_compared_stays_confirmed_in_its_order() -> None:
    base = {"basis": [["1", "a"], ["2", "b"], ["3", "c"]]}
    one = {"basis": [["1x", "ax"], ["2", "b"], ["3", "c"]]}
    other = {"basis": [["1y", "ay"], ["2", "b"], ["2b", "bb"], ["3", "c"]]}
    merged, clashes = merge(base, one, other, way)
    assert merged["basis"] == [["1x", "ax"], ["1y", "ay"], ["2", "b"], ["2b", "bb"], ["3", "c"]]
    assert not clashes


def test_passages_of_a_text_are_merged_and_the_clash_tells_those_that_are_not() -> None:
    base, one, other = {"t": "甲\n\n乙"}, {"t": "甲1\n\n乙"}, {"t": "甲\n\n乙2"}
    assert merge(base, one, other, way) == ({"t": "甲1\n\n乙2"}, {})
    clash = merge(base, one, {"t": "甲3\n\n乙2"}, way)[1]["t"]
    assert clash.merge
    assert [each.mine for each in clash.merge.collisions] == ["甲3"]
    assert clash.merge.text(["甲4"]) == "甲4\n\n乙2"


@pytest.mark.parametrize("sides", [(None, "甲", "乙"), ("甲", None, "乙"), ("甲", "乙", MISSING)])
def test_a_text_that_one_side_lacks_is_one_value(sides: tuple[Any, Any, Any]) -> None:
    columns_ = [{"t": value} for value in sides if value is not MISSING]
    base, theirs, mine = [*columns_, {}][:3]
    assert merge(base, theirs, mine, way)[1] == {"t": Clash(*sides)}


def is_text(path: str) -> bool:
    return path in ("title", "body", "days.k1.label", "days.k2.label")


@pytest.mark.parametrize(
    ("content", "missing"),
    [
        ({"title_ja": "題", "title_en": "T"}, []),
        ({"title_ja": "題"}, ["title_en"]),
        ({"title_ja": "題", "title_en": ""}, ["title_en"]),
        ({}, ["title_en"]),
        ({"title_en": "T", "body_ja": "文"}, ["body_en"]),
        ({"title_en": "T", "body_ja": None}, []),
        ({"title_en": "T", "phone_ja": "03"}, []),
        ({"title_en": "T", "days": {"k1": {"label_ja": "初日"}}}, ["days.k1.label_en"]),
        ({"title_en": "T", "days": {"k1": {"label_ja": "初日", "label_en": "first"}}}, []),
    ],
)
def test_a_language_lacks_what_is_required_and_what_the_source_language_has(
    content: dict[str, Any], missing: list[str]
) -> None:
    content = {"source_language": "ja"} | content
    assert missing_texts(content, ["title"], "en", is_text) == missing
