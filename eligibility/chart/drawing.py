"""The flow chart as numbers: a template turns them into SVG without any inline style."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from eligibility import naming
from eligibility.graph.structure import Graph

from .boxes import LABEL_SIZE, LABEL_WIDTH, LINE, PADDING, STEP_SIZE, STEP_WIDTH, Box, wrapped
from .layers import Layers, layered, lines_of
from .order import put_in_order
from .places import middles

MARGIN, COLUMN_GAP = 12, 34


@dataclass(frozen=True)
class Text:
    x: int
    y: int
    text: str
    is_note: bool = False


@dataclass(frozen=True)
class Node:
    key: str
    title: str
    url: str
    kind: str
    verdict: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Arrow:
    path: str
    labels: tuple[Text, ...]


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


def draw(
    graph: Graph, numbers: dict[str, int], language: str, url: Callable[[str], str]
) -> Drawing:
    """What can be reached from the first question."""
    steps = {key: step_box(graph, key, numbers, language) for key in graph.walk.order}
    labels = {
        ends: label_box(graph, ends, choices, language) for ends, choices in lines_of(graph).items()
    }
    layers = layered(steps, labels)
    put_in_order(layers)
    places = Places(layers)
    return Drawing(
        width=places.width,
        height=places.height,
        nodes=tuple(node(graph, layers.boxes[key], places, url(key)) for key in steps),
        arrows=tuple(arrow(layers, path, places) for path in layers.paths),
    )


class Places:
    """The left and right edge of each box, and its vertical middle. A bend is as wide as its
    column, so that a line passes between the boxes."""

    def __init__(self, layers: Layers) -> None:
        self.left: dict[str, int] = {}
        self.right: dict[str, int] = {}
        edge = MARGIN
        for number, column in enumerate(layers.columns):
            self.left |= dict.fromkeys(column, edge)
            edge += LABEL_WIDTH if number % 2 else STEP_WIDTH
            self.right |= dict.fromkeys(column, edge)
            edge += COLUMN_GAP
        self.width = edge - COLUMN_GAP + MARGIN
        found = middles(layers)
        self.middle = {name: round(place) + MARGIN for name, place in found.items()}
        ends = (self.middle[name] + box.height // 2 for name, box in layers.boxes.items())
        self.height = max(ends, default=0) + MARGIN


def step_box(graph: Graph, key: str, numbers: dict[str, int], language: str) -> Box:
    step = graph.step[key]
    title = f"{numbers[key]}. {graph.title(key, language)}"
    note = str(naming.VERDICT_NAMES[step.verdict]) if step.verdict else ""
    if not note and not step.is_question:
        note = _("no verdict")
    return Box(key, wrapped(title, STEP_WIDTH, STEP_SIZE), note, is_step=True)


def label_box(graph: Graph, ends: tuple[str, str], choices: tuple[str, ...], language: str) -> Box:
    text = _(" / ").join(graph.label(key, language) for key in choices)
    return Box("→".join(ends), wrapped(text, LABEL_WIDTH + 2 * PADDING, LABEL_SIZE))


def node(graph: Graph, box: Box, places: Places, url: str) -> Node:
    step, left = graph.step[box.name], places.left[box.name]
    top = places.middle[box.name] - box.height // 2
    return Node(
        key=box.name,
        title=" ".join(box.lines),
        url=url,
        kind=step.kind,
        verdict=step.verdict or "",
        x=left,
        y=top,
        width=box.width,
        height=box.height,
        lines=texts(box, left, top + PADDING),
    )


def texts(box: Box, left: int, top: int) -> tuple[Text, ...]:
    shown = [*box.lines, *([box.note] if box.note else [])]
    height = box.size * LINE
    return tuple(
        Text(left + box.width // 2, round(top + height * number + box.size), text, text is box.note)
        for number, text in enumerate(shown)
    )


def arrow(layers: Layers, path: tuple[str, ...], places: Places) -> Arrow:
    """From the right of a box to the words, and from there through the bends to the next box."""
    first, label, *bends, last = path
    left, right, middle = places.left, places.right, places.middle
    points = [(right[label], middle[label])]
    for name in bends:
        points += [(left[name], middle[name]), (right[name], middle[name])]
    points.append((left[last], middle[last]))
    start = (right[first], middle[first])
    box = layers.boxes[label]
    return Arrow(
        curve([start, (left[label], middle[label])]) + curve(points),
        texts(box, left[label], middle[label] - box.height // 2),
    )


def curve(points: list[tuple[int, int]]) -> str:
    (x, y), *rest = points
    path = f"M{x} {y}"
    for to_x, to_y in rest:
        if to_y == y:
            path += f"H{to_x}"
        else:
            half = (x + to_x) // 2
            path += f"C{half} {y} {half} {to_y} {to_x} {to_y}"
        x, y = to_x, to_y
    return path
