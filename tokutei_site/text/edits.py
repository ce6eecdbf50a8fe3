"""The fewest edits that make one sequence another (Myers' algorithm), within a budget."""

from collections.abc import Sequence
from dataclasses import dataclass

# Stretches that differ: old[a1:a2] is replaced by new[b1:b2]; what lies between is equal.
Hunk = tuple[int, int, int, int]


@dataclass
class Budget:
    """Steps that are left. Counted, not timed: a busy server compares no worse."""

    steps: int

    @property
    def is_used_up(self) -> bool:
        return self.steps < 0


def hunks(old: Sequence[str], new: Sequence[str], budget: Budget, most: int) -> list[Hunk] | None:
    """None if more than `most` edits are needed or the budget is used up."""
    start, old_end, new_end = edges(old, new)
    some, others = old[start:old_end], new[start:new_end]
    if not some or not others:
        return [(start, old_end, start, new_end)] if some or others else []
    trace = search(some, others, budget, most)
    if trace is None:
        return None
    return [
        (start + a1, start + a2, start + b1, start + b2)
        for a1, a2, b1, b2 in backtrack(trace, len(some), len(others))
    ]


def edges(old: Sequence[str], new: Sequence[str]) -> tuple[int, int, int]:
    """Where the two begin to differ, and where each stops differing."""
    start, shorter = 0, min(len(old), len(new))
    while start < shorter and old[start] == new[start]:
        start += 1
    old_end, new_end = len(old), len(new)
    while min(old_end, new_end) > start and old[old_end - 1] == new[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
    return start, old_end, new_end


# For a number of edits: how far into the old each diagonal (old index - new index) reaches.
Reach = dict[int, int]
UNREACHED = -2
WALKED = 4  # equal ones that are passed in the time of one step


def search(old: Sequence[str], new: Sequence[str], budget: Budget, most: int) -> list[Reach] | None:
    trace: list[Reach] = [{1: 0}]
    for edits in range(most + 1):
        reach: Reach = {}
        walked = 0
        for diagonal in diagonals(edits, len(old), len(new)):
            x, _is_insertion = step(trace[-1], diagonal)
            y = x - diagonal
            walked -= x
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
            walked += x
            reach[diagonal] = x
            if x >= len(old) and y >= len(new):
                return trace
        budget.steps -= len(reach) + walked // WALKED
        if budget.is_used_up:
            return None
        trace.append(reach)
    return None


def diagonals(edits: int, old: int, new: int) -> range:
    """Every other one, as far as they lie inside both sequences."""
    lowest = -edits + 2 * max(0, edits - new)
    highest = edits - 2 * max(0, edits - old)
    return range(lowest, highest + 1, 2)


def step(before: Reach, diagonal: int) -> tuple[int, bool]:
    """One edit on, the farther of the two: an insertion or a deletion."""
    inserted, deleted = before.get(diagonal + 1, UNREACHED), before.get(diagonal - 1, UNREACHED)
    return (inserted, True) if inserted > deleted else (deleted + 1, False)


def backtrack(trace: list[Reach], x: int, y: int) -> list[Hunk]:
    """From the end to the beginning; edits that touch are one hunk."""
    found: list[Hunk] = []
    for before in reversed(trace[1:]):
        diagonal = x - y
        x, is_insertion = step(before, diagonal)
        y = x - diagonal
        a, b = (x, y - 1) if is_insertion else (x - 1, y)
        if found and (x, y) == (found[-1][0], found[-1][2]):
            _a1, a2, _b1, b2 = found.pop()
            found.append((a, a2, b, b2))
        else:
            found.append((a, x, b, y))
        x, y = a, b
    return found[::-1]
