"""Three versions of a sequence woven into one: what either side changed is changed, and only where
both changed the same place do they collide."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .edits import Budget, edges, hunks
from .sequences import filled

Items = Sequence[Hashable]
Edit = tuple[int, int, int, int]  # old[a1:a2] is replaced by new[b1:b2]
Known = dict[Hashable, list[int]]  # item → numbers of places
STEPS = 100_000
MOST_EDITS = 400
THEIRS, MINE = 0, 1


@dataclass(frozen=True)
class Strand:
    """A stretch of the woven sequence, and where it stands in each of the three: `kept` is in all,
    `theirs` and `mine` one side changed (`theirs` also both alike), a `clash` both."""

    kind: Literal["kept", "theirs", "mine", "clash"]
    base: range
    theirs: range
    mine: range


@dataclass
class Place:
    """base[lo:hi], and what each side did there."""

    lo: int
    hi: int
    edits: tuple[list[Edit], list[Edit]] = field(default_factory=lambda: ([], []))

    def add(self, other: "Place") -> None:
        self.hi = max(self.hi, other.hi)
        for mine, more in zip(self.edits, other.edits, strict=True):
            mine.extend(more)


def woven(base: Items, theirs: Items, mine: Items, *, steps: int = STEPS) -> list[Strand]:
    """The strands in their order. Edits of different items never collide, next to each other
    either; two different insertions at one place do, because only a person can tell whether they
    say the same, and so does an item that both sides put in at different places.

    The work is limited by `steps`: where they are used up, all that differs is one stretch.
    """
    sides = (theirs, mine)
    budget = Budget(steps)
    made = tuple(edits(base, side, budget) for side in sides)
    places = bridged(together(made), base, sides)
    keeps = tuple(kept(len(base), each) for each in made)
    strands: list[Strand] = []
    done = 0
    for place in [*places, Place(len(base), len(base))]:
        for index in range(done, place.lo):
            one, other = keeps[THEIRS][index], keeps[MINE][index]
            strands.append(Strand("kept", *(range(i, i + 1) for i in (index, one, other))))
        if any(place.edits):
            strands.append(strand(place, keeps, sides))
        done = place.hi
    return strands


def strand(place: Place, keeps: Sequence[dict[int, int]], sides: Sequence[Items]) -> Strand:
    one, other = (stretch(place, side, keeps[side]) for side in (THEIRS, MINE))
    base = range(place.lo, place.hi)
    if not all(place.edits):
        return Strand("theirs" if place.edits[THEIRS] else "mine", base, one, other)
    is_same = part(sides[THEIRS], one) == part(sides[MINE], other)
    return Strand("theirs" if is_same else "clash", base, one, other)


def part(items: Items, where: range) -> list[Hashable]:
    return list(items[where.start : where.stop])


def stretch(place: Place, side: int, keep: dict[int, int]) -> range:
    """Where a place stands in one side."""
    found = place.edits[side]
    if place.lo == place.hi and not found:
        return range(0)
    starts_so = found and found[0][0] == place.lo
    ends_so = found and found[-1][1] == place.hi
    return range(
        found[0][2] if starts_so else keep[place.lo],
        found[-1][3] if ends_so else keep[place.hi - 1] + 1,
    )


def kept(size: int, made: Iterable[Edit]) -> dict[int, int]:
    """Where the items that a side left alone stand in it."""
    found: dict[int, int] = {}
    index = shift = 0
    for a1, a2, _b1, b2 in [*made, (size, size, 0, 0)]:
        found |= {each: each + shift for each in range(index, a1)}
        index, shift = a2, b2 - a2
    return found


# What one side did


def edits(old: Items, new: Items, budget: Budget) -> list[Edit]:
    """As small as they can be told apart: an item by another, one gone, some put in."""
    found = hunks(old, new, budget, MOST_EDITS)  # type: ignore[arg-type]
    if found is None:
        start, old_end, new_end = edges(old, new)  # type: ignore[arg-type]
        return [(start, old_end, start, new_end)]
    return [edit for hunk in found for edit in apart(old, new, hunk)]


def apart(old: Items, new: Items, hunk: Edit) -> list[Edit]:
    a1, a2, b1, b2 = hunk
    links = filled(a2 - a1, b2 - b1, alike(old[a1:a2], new[b1:b2]))
    found: list[Edit] = []
    some, others = a1, b1
    for gone, come in [*((a1 + s, b1 + t) for s, t in sorted(links.items())), (a2, b2)]:
        if others == come:
            found += [(each, each + 1, come, come) for each in range(some, gone)]
        else:
            found.append((some, gone, others, come))
        found.append((gone, gone + 1, come, come + 1))
        some, others = gone + 1, come + 1
    return found[:-1]


MOST_PAIRS = 400
MOST_CHARACTERS = 200_000  # that all pairs may have together
LEAST_ALIKE = 0.4


def alike(old: Items, new: Items) -> dict[int, int]:
    """Which text became which other one, in their order: those with the most characters side by
    side in common. Nothing for what is no text, and for stretches that are long."""
    length = sum(len(text) for text in (*old, *new) if isinstance(text, str))
    many = len(old) * len(new)
    if len(old) == len(new) == 1 or many > MOST_PAIRS or many * length > MOST_CHARACTERS:
        return {}
    some, others = [neighbours(each) for each in old], [neighbours(each) for each in new]
    score = [[0.0] * (len(others) + 1) for _ in range(len(some) + 1)]
    for i in reversed(range(len(some))):
        for j in reversed(range(len(others))):
            both = likeness(some[i], others[j]) + score[i + 1][j + 1]
            score[i][j] = max(both, score[i + 1][j], score[i][j + 1])
    links: dict[int, int] = {}
    i = j = 0
    while i < len(some) and j < len(others):
        if score[i][j] == score[i + 1][j]:
            i += 1
        elif score[i][j] == score[i][j + 1]:
            j += 1
        else:
            links[i] = j
            i, j = i + 1, j + 1
    return links


def neighbours(item: Hashable) -> frozenset[str]:
    text = item if isinstance(item, str) else ""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 to 1; too little counts as nothing."""
    found = 2 * len(one & other) / ((len(one) + len(other)) or 1)
    return found if found >= LEAST_ALIKE else 0.0


# What both sides did


def together(made: Sequence[Sequence[Edit]]) -> list[Place]:
    """The edits of both sides by place; those that touch the same items share one."""
    found: list[Place] = []
    every = [(edit, side) for side, some in enumerate(made) for edit in some]
    for edit, side in sorted(every, key=lambda each: each[0][:2]):
        a1, a2, _b1, _b2 = edit
        last = found[-1] if found else None
        if last is None or not (a1 < last.hi or a1 == a2 == last.lo == last.hi):
            last = Place(a1, a2)
            found.append(last)
        last.hi = max(last.hi, a2)
        last.edits[side].append(edit)
    return found


def bridged(places: list[Place], base: Items, sides: Sequence[Items]) -> list[Place]:
    """Places between which an item moved are one, if both sides had to do with it: decided apart,
    it would be there twice, or nowhere."""
    while True:
        found = joined(places, spans(places, base, sides))
        if len(found) == len(places):
            return found
        places = found


def spans(places: list[Place], base: Items, sides: Sequence[Items]) -> list[list[int]]:
    """The numbers of places that belong together."""
    gone: tuple[Known, Known] = ({}, {})
    come: tuple[Known, Known] = ({}, {})
    for number, place in enumerate(places):
        for side in (THEIRS, MINE):
            for a1, a2, b1, b2 in place.edits[side]:
                note(gone[side], base[a1:a2], number)
                note(come[side], sides[side][b1:b2], number)
    found = moved_and_gone(gone, come)
    found += [come[THEIRS][item] + come[MINE][item] for item in come[THEIRS] if item in come[MINE]]
    colliding = {number for number, place in enumerate(places) if collide(place, sides)}
    for left in gone:
        for arrived in come:
            moves = [left[item] + arrived[item] for item in left if item in arrived]
            found += [move for move in moves if not colliding.isdisjoint(move)]
    return found


def moved_and_gone(gone: tuple[Known, Known], come: tuple[Known, Known]) -> list[list[int]]:
    """Where an item left on both sides and arrived on one: deleted there, it would come back."""
    found = []
    for item in gone[THEIRS]:
        one, other = (side.get(item, []) for side in come)
        if item in gone[MINE] and one != other:
            found.append(gone[THEIRS][item] + gone[MINE][item] + one + other)
    return found


def note(known: Known, items: Items, number: int) -> None:
    for item in items:
        known.setdefault(item, []).append(number)


def joined(places: list[Place], belonging: list[list[int]]) -> list[Place]:
    ends = {min(numbers): max(numbers) for numbers in sorted(belonging, key=max)}
    found: list[Place] = []
    end = -1
    for number, place in enumerate(places):
        if number <= end:
            found[-1].add(place)
        else:
            found.append(place)
        end = max(end, ends.get(number, -1))
    return found


def collide(place: Place, sides: Sequence[Items]) -> bool:
    """Whether both sides changed a place, each in its own way."""
    one, other = (
        [(a1, a2, [*items[b1:b2]]) for a1, a2, b1, b2 in made]
        for made, items in zip(place.edits, sides, strict=True)
    )
    return bool(one and other and one != other)
