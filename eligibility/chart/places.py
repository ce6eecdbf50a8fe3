"""Where the boxes of each row stand: near the middle of what they are joined to, in their order
and without touching."""

from itertools import accumulate, pairwise

from .layers import Layers

GAP = 20  # between two boxes of a row
ROUNDS = 12


def middles(layers: Layers) -> dict[str, float]:
    """The horizontal middle of each box, the leftmost edge at 0."""
    near = layers.neighbours()
    found: dict[str, float] = {}
    for row in layers.rows:
        offset = (sum(layers.boxes[name].width + GAP for name in row)) / -2
        for name in row:
            found[name] = offset + layers.boxes[name].width / 2
            offset += layers.boxes[name].width + GAP
    for number in range(ROUNDS):
        rows = layers.rows if number % 2 == 0 else layers.rows[::-1]
        for row in rows:
            place_row(row, layers, near, found)
    left = min((found[name] - layers.boxes[name].width / 2 for name in found), default=0)
    return {name: middle - left for name, middle in found.items()}


def place_row(
    row: list[str],
    layers: Layers,
    near: dict[str, tuple[list[str], list[str]]],
    found: dict[str, float],
) -> None:
    """As near as possible to where each box wants to stand, all deviations squared."""
    wishes = []
    for name in row:
        joined = [found[each] for side in near[name] for each in side]
        wishes.append(sum(joined) / len(joined) if joined else found[name])
    widths = [layers.boxes[name].width for name in row]
    steps = ((a + b) / 2 + GAP for a, b in pairwise(widths))
    apart = list(accumulate(steps, initial=0.0)) if row else []
    level = rising([wish - least for wish, least in zip(wishes, apart, strict=True)])
    for name, value, least in zip(row, level, apart, strict=True):
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
