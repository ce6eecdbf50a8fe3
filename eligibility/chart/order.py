"""Who stands beside whom on a row: each box goes near the boxes it is joined to, row after row, to
and fro, and the order with the fewest crossings is kept."""

from bisect import bisect_left, insort
from itertools import pairwise

from .layers import Layers, Rows

SWEEPS = 8


def put_in_order(layers: Layers) -> None:
    near = layers.neighbours()
    best, least = [list(row) for row in layers.rows], crossings(layers.rows, layers)
    for sweep in range(SWEEPS):
        is_down = sweep % 2 == 0
        order = range(1, len(layers.rows)) if is_down else range(len(layers.rows) - 2, -1, -1)
        for number in order:
            other = layers.rows[number - 1 if is_down else number + 1]
            sort_row(layers.rows[number], other, near, 0 if is_down else 1)
        if (found := crossings(layers.rows, layers)) < least:
            best, least = [list(row) for row in layers.rows], found
    layers.rows = best


def sort_row(
    row: list[str], other: list[str], near: dict[str, tuple[list[str], list[str]]], side: int
) -> None:
    """By the mean place of what each box is joined to; one that is joined to nothing stays."""
    places = {name: place for place, name in enumerate(other)}
    own = {name: place for place, name in enumerate(row)}

    def wish(name: str) -> float:
        found = [places[each] for each in near[name][side] if each in places]
        return sum(found) / len(found) if found else own[name]

    row.sort(key=lambda name: (wish(name), own[name]))


def crossings(rows: Rows, layers: Layers) -> int:
    places = {name: place for row in rows for place, name in enumerate(row)}
    level = {name: number for number, row in enumerate(rows) for name in row}
    joined: dict[int, list[tuple[int, int]]] = {}
    for path in layers.paths:
        for above, below in pairwise(path):
            joined.setdefault(level[above], []).append((places[above], places[below]))
    return sum(inversions(sorted(pairs)) for pairs in joined.values())


def inversions(pairs: list[tuple[int, int]]) -> int:
    """Of lines sorted by their upper ends, how many pairs cross."""
    seen, found = list[int](), 0
    for _above, below in pairs:
        found += len(seen) - bisect_left(seen, below + 1)
        insort(seen, below)
    return found
