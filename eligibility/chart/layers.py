"""Columns of boxes. A step stands to the right of everything that leads to it; the words of a line
stand in the column between, and a line that passes columns has a bend in each, so that lines run
from column to column."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from eligibility.graph.structure import Graph

from .boxes import Box

Columns = list[list[str]]
Lines = dict[tuple[str, str], tuple[str, ...]]  # from step to step: the choices


@dataclass
class Layers:
    columns: Columns
    boxes: dict[str, Box]
    paths: list[tuple[str, ...]] = field(default_factory=list)  # the boxes of each line, in order

    def neighbours(self) -> dict[str, tuple[list[str], list[str]]]:
        """Of each box those before it and those after it."""
        found: dict[str, tuple[list[str], list[str]]] = {name: ([], []) for name in self.boxes}
        for path in self.paths:
            for before, after in itertools.pairwise(path):
                found[after][0].append(before)
                found[before][1].append(after)
        return found


def lines_of(graph: Graph) -> Lines:
    """The lines onwards, each with all choices that take it. A choice that closes a circle is
    left out: the checker names it."""
    closing = {way[-1][1] for way in graph.walk.cycles}
    found: dict[tuple[str, str], list[str]] = {}
    for key in graph.walk.order:
        for choice, target in graph.ways[key]:
            if choice.key not in closing:
                found.setdefault((key, target), []).append(choice.key)
    return {ends: tuple(choices) for ends, choices in found.items()}


def depths(order: Iterable[str], lines: Lines) -> dict[str, int]:
    """By the longest way from the start. Once around each circle is cut, the order of a walk has
    everything before all it leads to."""
    found = dict.fromkeys(order, 0)
    after: dict[str, list[str]] = {}
    for before, target in lines:
        after.setdefault(before, []).append(target)
    for key in found:
        for target in after.get(key, ()):
            found[target] = max(found[target], found[key] + 1)
    return found


def layered(steps: dict[str, Box], labels: dict[tuple[str, str], Box]) -> Layers:
    """`steps` in the order of a walk; `labels` by the ends of their line."""
    lines: Lines = dict.fromkeys(labels, ())
    depth = depths(steps, lines)
    columns: Columns = [[] for _ in range(2 * max(depth.values(), default=0) + 1)]
    layers = Layers(columns, dict(steps))
    for key in steps:
        columns[2 * depth[key]].append(key)
    for (before, after), label in labels.items():
        first = 2 * depth[before] + 1
        names = [before]
        for column, box in enumerate(between(label, 2 * depth[after] - first), first):
            layers.boxes[box.name] = box
            columns[column].append(box.name)
            names.append(box.name)
        layers.paths.append((*names, after))
    return layers


def between(label: Box, count: int) -> Iterator[Box]:
    yield label
    for number in range(1, count):
        yield Box(f"{label.name}.{number}")
