"""Where the boxes of each column stand: near the middle of what they are joined to, in their order
and without touching."""

from itertools import accumulate, pairwise

from .layers import Layers

GAP = 16  # between two boxes of a column
ROUNDS = 12


def middles(layers: Layers) -> dict[str, float]:
    """The vertical middle of each box, the topmost edge at 0."""
    near = layers.neighbours()
    found: dict[str, float] = {}
    for column in layers.columns:
        offset = (sum(layers.boxes[name].height + GAP for name in column)) / -2
        for name in column:
            found[name] = offset + layers.boxes[name].height / 2
            offset += layers.boxes[name].height + GAP
    for number in range(ROUNDS):
        columns = layers.columns if number % 2 == 0 else layers.columns[::-1]
        for column in columns:
            place_column(column, layers, near, found)
    top = min((found[name] - layers.boxes[name].height / 2 for name in found), default=0)
    return {name: middle - top for name, middle in found.items()}


def place_column(
    column: list[str],
    layers: Layers,
    near: dict[str, tuple[list[str], list[str]]],
    found: dict[str, float],
) -> None:
    """As near as possible to where each box wants to stand, all deviations squared."""
    wishes = []
    for name in column:
        joined = [found[each] for side in near[name] for each in side]
        wishes.append(sum(joined) / len(joined) if joined else found[name])
    heights = [layers.boxes[name].height for name in column]
    steps = ((a + b) / 2 + GAP for a, b in pairwise(heights))
    apart = list(accumulate(steps, initial=0.0)) if column else []
    level = rising([wish - least for wish, least in zip(wishes, apart, strict=True)])
    for name, value, least in zip(column, level, apart, strict=True):
        found[name] = value + least


def rising(wishes: list[float]) -> list[float]:
    """The nearest numbers that never fall: neighbours in the wrong order meet in their middle."""
    groups: list[tuple[float, int]] = []
    for wish in wishes:
        total, count = wish, 1
        while groups and groups[-1][0] / groups[-1][1] >= total / count:
            before, number = groups.pop()
            total, count = total + before, count + number
        groups.append((total, count))
    return [total / count for total, count in groups for _ in range(count)]
