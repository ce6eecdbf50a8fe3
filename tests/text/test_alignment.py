import time
from collections.abc import Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tokutei_site.text.alignment import Alignment, Pairs, State, align, confirm

CURRENT, STALE, UNTRANSLATED = State.CURRENT, State.STALE, State.UNTRANSLATED


def prints(letters: str) -> list[str]:
    """ "A B" reads better in a test than two fingerprints."""
    return letters.split()


def aligned(source: str, target: str, basis: str) -> Alignment:
    pairs = [(each, each.lower()) for each in prints(basis)]
    return align(prints(source), prints(target), pairs)


def ticked(
    source: list[str], target: list[str], ticks: Iterable[int], basis: Pairs
) -> list[list[str]]:
    """The basis after ticks on the parts of these sections of the source, as they are aligned."""
    parts = align(source, target, basis).parts
    chosen = [part for part in parts if not {*ticks}.isdisjoint(part.sources)]
    return confirm(source, target, [(part.sources, part.targets) for part in chosen], basis)


def described(alignment: Alignment) -> list[tuple[State, tuple[int, ...], tuple[int, ...]]]:
    return [(part.state, part.sources, part.targets) for part in alignment.parts]


@pytest.mark.parametrize(
    ("source", "target", "states"),
    [
        ("A B C", "a b c", [CURRENT, CURRENT, CURRENT]),
        ("A B2 C", "a b c", [CURRENT, STALE, CURRENT]),
        ("A2 B2 C2", "a b c", [STALE, STALE, STALE]),
        ("A X B C", "a b c", [CURRENT, UNTRANSLATED, CURRENT, CURRENT]),
        ("X A B C", "a b c", [UNTRANSLATED, CURRENT, CURRENT, CURRENT]),
        ("A B C X Y", "a b c", [CURRENT, CURRENT, CURRENT, UNTRANSLATED, UNTRANSLATED]),
        ("A B C", "a c", [CURRENT, UNTRANSLATED, CURRENT]),
        ("A C", "a b c", [CURRENT, CURRENT]),
        ("C A B", "c a b", [CURRENT, CURRENT, CURRENT]),
        ("C A B", "a b c", [CURRENT, CURRENT, CURRENT]),
        ("B2 A C", "b a c", [STALE, CURRENT, CURRENT]),
        ("A X B C", "a x b c", [CURRENT, STALE, CURRENT, CURRENT]),
        ("A B C", "", [UNTRANSLATED, UNTRANSLATED, UNTRANSLATED]),
    ],
)
def test_states_after_an_edit(source: str, target: str, states: list[State]) -> None:
    assert aligned(source, target, "A B C").states == states


def test_an_edit_of_the_translation_neither_makes_stale_nor_clears() -> None:
    assert aligned("A B C", "a b2 c", "A B C").states == [CURRENT, CURRENT, CURRENT]
    assert aligned("A B2 C", "a b2 c", "A B C").states == [CURRENT, STALE, CURRENT]


def test_an_edit_of_the_translation_is_told() -> None:
    parts = aligned("A B2 C", "a2 b c", "A B C").parts
    assert [part.is_edited for part in parts] == [True, False, False]


def test_a_source_that_is_restored_is_current_again_even_after_a_typo_was_mended() -> None:
    assert aligned("A B", "a b2", "A B").states == [CURRENT, CURRENT]


def test_a_section_is_inserted_while_the_translation_beside_it_was_edited() -> None:
    assert aligned("A X B C", "a b2 c", "A B C").states == [CURRENT, UNTRANSLATED, CURRENT, CURRENT]


def test_a_translation_whose_source_is_gone_is_left_over() -> None:
    alignment = aligned("A C", "a b c", "A B C")
    assert alignment.leftover == (1,)
    assert described(alignment) == [(CURRENT, (0,), (0,)), (CURRENT, (1,), (2,))]


def test_sections_confirmed_together_lend_their_state_to_no_other() -> None:
    basis = ticked(["A", "B", "D"], ["a"], [1], [("A", "b"), ("C", "a")])
    assert align(["A", "B", "D"], ["a"], basis).states == [STALE, STALE, STALE]


def test_the_translation_of_another_section_is_never_taken_for_current() -> None:
    alignment = aligned("A", "b", "A B")
    assert described(alignment) == [(UNTRANSLATED, (0,), ())]
    assert alignment.leftover == (0,)


def test_sections_of_two_different_pairs_are_never_one() -> None:
    alignment = aligned("X A", "a2 b", "A B")
    assert described(alignment) == [(UNTRANSLATED, (0,), ()), (CURRENT, (1,), (0,))]
    assert alignment.leftover == (1,)


def test_a_copy_of_a_section_is_the_new_one_where_it_stands_out_of_order() -> None:
    assert aligned("A X A", "x a", "X A").states == [UNTRANSLATED, CURRENT, CURRENT]


def test_without_a_basis_equal_numbers_are_paired_and_stale() -> None:
    assert described(aligned("A B", "a b", "")) == [(STALE, (0,), (0,)), (STALE, (1,), (1,))]


def test_without_a_basis_different_numbers_make_one_section_of_the_body() -> None:
    assert described(aligned("A B C", "a b", "")) == [(STALE, (0, 1, 2), (0, 1))]


def test_only_the_stretch_that_the_basis_does_not_explain_is_one_section() -> None:
    assert described(aligned("A X B2 C", "a b c", "A B C")) == [
        (CURRENT, (0,), (0,)),
        (STALE, (1, 2), (1,)),
        (CURRENT, (3,), (2,)),
    ]


def test_equal_sections_are_told_apart_by_their_place() -> None:
    basis = [("A", "a"), ("N", "n"), ("B", "b"), ("N", "n2")]
    alignment = align(prints("A B N"), prints("a b n2"), basis)
    assert described(alignment) == [(CURRENT, (each,), (each,)) for each in range(3)]


def test_a_tick_makes_a_stale_section_current_and_leaves_the_others() -> None:
    source, target = prints("A2 B2 C"), prints("a b c")
    basis = ticked(source, target, [0], [("A", "a"), ("B", "b"), ("C", "c")])
    assert basis == [["A2", "a"], ["B", "b"], ["C", "c"]]
    assert align(source, target, basis).states == [CURRENT, STALE, CURRENT]


def test_a_source_restored_after_another_text_was_confirmed_is_stale() -> None:
    basis = ticked(prints("A B2"), prints("a2 b2"), [1], [("A", "a"), ("B", "b")])
    assert align(prints("A B"), prints("a2 b2"), basis).states == [CURRENT, STALE]


def test_a_tick_on_a_section_without_translation_means_nothing() -> None:
    assert ticked(prints("A X"), prints("a"), [0, 1], [("A", "a")]) == [["A", "a"]]


@pytest.mark.parametrize(("source", "target"), [("A B C", "a b"), ("A", "a b"), ("A B", "a")])
def test_a_part_of_several_sections_is_confirmed_as_one(source: str, target: str) -> None:
    basis = ticked(prints(source), prints(target), [0], [])
    states = align(prints(source), prints(target), basis).states
    assert states == [CURRENT] * len(prints(source))
    assert align(prints(source), [*prints(target), "t"], basis).parts[0].is_edited
    changed = [*prints(source)[:-1], "Z"]
    assert align(changed, prints(target), basis).states == [STALE] * len(changed)


def test_a_section_deleted_from_a_part_of_several_makes_the_part_stale() -> None:
    basis = ticked(prints("A B C"), prints("a b"), [0], [])
    assert align(prints("A B"), prints("t"), basis).states == [STALE, STALE]
    assert align(prints("B C"), prints("a"), basis).states == [STALE, STALE]


def test_an_empty_source_leaves_everything_over() -> None:
    assert aligned("", "a b", "A B") == Alignment((), (0, 1))


def test_one_of_two_new_sections_is_confirmed_alone() -> None:
    source, target = prints("A X Y B"), prints("a y b")
    basis = confirm(source, target, [((2,), (1,))], [("A", "a"), ("B", "b")])
    assert basis == [["A", "a"], ["Y", "y"], ["B", "b"]]
    states = align(source, target, basis).states
    assert states == [CURRENT, UNTRANSLATED, CURRENT, CURRENT]


def test_a_confirmation_replaces_what_was_confirmed_of_both_its_sides() -> None:
    basis = confirm(prints("A B2"), prints("a b2"), [((1,), (1,))], [("A", "a"), ("B", "b")])
    assert basis == [["A", "a"], ["B2", "b2"]]


@pytest.mark.parametrize(
    ("source", "target", "confirmed"),
    [
        ("A B2 C", "a b c", [("A",), ("B",), ("C",)]),
        ("A B2 C", "a b2 c", [("A",), ("B",), ("C",)]),
        ("A X B C", "a x b c", [("A",), (), ("B",), ("C",)]),
        ("A B2 X C", "a b c", [("A",), ("B",), ("C",)]),
    ],
)
def test_each_part_knows_the_source_it_was_confirmed_against(
    source: str, target: str, confirmed: list[tuple[str, ...]]
) -> None:
    parts = aligned(source, target, "A B C").parts
    assert [part.confirmed for part in parts] == confirmed


@st.composite
def bodies(draw: st.DrawFn) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """A source of which some sections were changed since all were confirmed, with its basis."""
    size = draw(st.integers(1, 8))
    changed = draw(st.sets(st.integers(0, size - 1)))
    edited = draw(st.sets(st.integers(0, size - 1)))
    basis = [(f"S{each}", f"t{each}") for each in range(size)]
    source = [s + "*" if index in changed else s for index, (s, _) in enumerate(basis)]
    target = [t + "*" if index in edited else t for index, (_, t) in enumerate(basis)]
    return source, target, basis


Bodies = tuple[list[str], list[str], list[tuple[str, str]]]


def by_name(source: list[str], target: list[str], basis: list[tuple[str, str]]) -> dict[str, State]:
    return dict(zip(source, align(source, target, basis).states, strict=True))


@given(bodies())
def test_the_changed_are_stale_and_the_others_current(body: Bodies) -> None:
    expected = {each: STALE if each.endswith("*") else CURRENT for each in body[0]}
    assert by_name(*body) == expected


@given(bodies(), st.data())
def test_an_insertion_keeps_the_state_of_the_others(body: Bodies, data: st.DataObject) -> None:
    source, target, basis = body
    before = by_name(source, target, basis)
    place = data.draw(st.integers(0, len(source)))
    source = [*source[:place], "X", *source[place:]]
    after = by_name(source, target, basis)
    assert after.pop("X") is not CURRENT
    assert after == before
    target = [*target[:place], "x", *target[place:]]
    after = by_name(source, target, basis)
    assert after.pop("X") is STALE
    assert after == before


@given(bodies(), st.data())
def test_a_deletion_keeps_the_state_of_the_others(body: Bodies, data: st.DataObject) -> None:
    source, target, basis = body
    before = by_name(source, target, basis)
    place = data.draw(st.integers(0, len(source) - 1))
    del before[source.pop(place)]
    del target[place]
    assert by_name(source, target, basis) == before


@given(bodies(), st.data())
def test_a_move_keeps_every_state(body: Bodies, data: st.DataObject) -> None:
    source, target, basis = body
    before = by_name(source, target, basis)
    origin, place = (data.draw(st.integers(0, len(source) - 1)) for _ in range(2))
    source.insert(place, source.pop(origin))
    target.insert(place, target.pop(origin))
    assert by_name(source, target, basis) == before


LETTERS = st.lists(st.sampled_from("ABCDE"), max_size=7)
LOWER = st.lists(st.sampled_from("abcde"), max_size=7)
PAIRS = st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("abcde")), max_size=7)


@given(LETTERS, LOWER, PAIRS)
def test_every_section_has_one_place(
    source: list[str], target: list[str], basis: list[tuple[str, str]]
) -> None:
    alignment = align(source, target, basis)
    assert sorted(s for part in alignment.parts for s in part.sources) == [*range(len(source))]
    placed = [t for part in alignment.parts for t in part.targets] + [*alignment.leftover]
    assert sorted(placed) == [*range(len(target))]
    for part in alignment.parts:
        assert bool(part.targets) == (part.state is not UNTRANSLATED)
        if part.state is CURRENT:
            assert {source[each] for each in part.sources} <= {s for s, _ in basis}


def distinct(letters: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(letters), max_size=7, unique=True)


@given(distinct("ABCDEFG"), distinct("abcdefg"), distinct("ABCDEFG"), distinct("abcdefg"))
@example(["A", "C"], ["b", "a"], ["A", "B", "D"], ["a", "b", "c"])
@example(["E", "A", "C"], ["b", "a"], ["A", "D", "B", "E", "F"], ["a", "b", "c", "d", "e"])
def test_confirming_everything_makes_everything_current_that_has_a_translation(
    source: list[str], target: list[str], sources: list[str], targets: list[str]
) -> None:
    basis: Pairs = list(zip(sources, targets, strict=False))
    before = align(source, target, basis)
    confirmed = ticked(source, target, range(len(source)), basis)
    # Several that belong together are not recognised one by one: more may join them.
    if not any(part.targets and len(part.sources + part.targets) > 2 for part in before.parts):
        states = align(source, target, confirmed).states
        translated = [each for part in before.parts if part.targets for each in part.sources]
        assert [states[each] for each in translated] == [CURRENT] * len(translated)
    # With what is gone out of the basis, a section may find a place that it had not before.
    for _again in basis:
        confirmed = ticked(source, target, range(len(source)), confirmed)
    after = align(source, target, confirmed)
    assert STALE not in after.states
    assert not any(part.is_edited for part in after.parts if part.targets)
    assert ticked(source, target, range(len(source)), confirmed) == confirmed


def test_of_two_equal_sections_the_confirmed_one_keeps_its_translation() -> None:
    basis = ticked(["A"], ["a", "b"], [0], [("A", "a"), ("A", "b")])
    assert described(align(["A"], ["a", "b"], basis)) == [(CURRENT, (0,), (0,))]


@given(bodies(), st.data())
def test_a_tick_changes_no_other_state(body: Bodies, data: st.DataObject) -> None:
    source, target, basis = body
    ticks = data.draw(st.sets(st.integers(0, len(source) - 1)))
    confirmed = ticked(source, target, ticks, basis)
    expected = [
        CURRENT if index in ticks or not each.endswith("*") else STALE
        for index, each in enumerate(source)
    ]
    assert align(source, target, confirmed).states == expected
    assert ticked(source, target, [], confirmed) == confirmed


@pytest.mark.parametrize(
    ("source", "target"), [(["A", "B"] * 5_000, ["a"] * 9_000), (["A", "B"] * 100, ["a"] * 200)]
)
def test_many_equal_sections_are_aligned(source: list[str], target: list[str]) -> None:
    start = time.perf_counter()
    alignment = align(source, target, [("A", "a")] * len(target))
    print(f"aligned {len(source)} sections in {time.perf_counter() - start:.2f} s")
    assert len(alignment.states) == len(source)
