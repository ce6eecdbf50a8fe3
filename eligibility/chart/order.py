"""Who stands before whom in a column: each box goes near the boxes it is joined to, column after
column, to and fro, and the order with the fewest crossings is kept."""

from bisect import bisect_left, insort
from itertools import pairwise

from .layers import Columns, Layers

SWEEPS = 8


def put_in_order(layers: Layers) -> None:
    near = layers.neighbours()
    best, least = [list(column) for column in layers.columns], crossings(layers.columns, layers)
    for sweep in range(SWEEPS):
        is_onwards = sweep % 2 == 0
        order = (
            range(1, len(layers.columns)) if is_onwards else range(len(layers.columns) - 2, -1, -1)
        )
        for number in order:
            other = layers.columns[number - 1 if is_onwards else number + 1]
            sort_column(layers.columns[number], other, near, 0 if is_onwards else 1)
        if (found := crossings(layers.columns, layers)) < least:
            best, least = [list(column) for column in layers.columns], found
    layers.columns = best


def sort_column(
    column: list[str], other: list[str], near: dict[str, tuple[list[str], list[str]]], side: int
) -> None:
    """By the mean place of what each box is joined to; one that is joined to nothing stays."""
    places = {name: place for place, name in enumerate(other)}
    own = {name: place for place, name in enumerate(column)}

    def wish(name: str) -> float:
        found = [places[each] for each in near[name][side] if each in places]
        return sum(found) / len(found) if found else own[name]

    column.sort(key=lambda name: (wish(name), own[name]))


def crossings(columns: Columns, layers: Layers) -> int:
    places = {name: place for column in columns for place, name in enumerate(column)}
    level = {name: number for number, column in enumerate(columns) for name in column}
    joined: dict[int, list[tuple[int, int]]] = {}
    for path in layers.paths:
        for before, after in pairwise(path):
            joined.setdefault(level[before], []).append((places[before], places[after]))
    return sum(inversions(sorted(pairs)) for pairs in joined.values())


def inversions(pairs: list[tuple[int, int]]) -> int:
    """Of lines sorted by their first ends, how many pairs cross."""
    seen, found = list[int](), 0
    for _before, after in pairs:
        found += len(seen) - bisect_left(seen, after + 1)
        insort(seen, after)
    return found
