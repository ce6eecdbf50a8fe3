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

MARGIN, ROW_GAP = 12, 14


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
    x, y = middles(layers), tops(layers)
    width = max((x[n] + box.width / 2 for n, box in layers.boxes.items()), default=0)
    return Drawing(
        width=round(width) + 2 * MARGIN,
        height=y[-1] + MARGIN,
        nodes=tuple(node(graph, layers, key, x, y, url(key)) for key in steps),
        arrows=tuple(arrow(layers, path, x, y) for path in layers.paths),
    )


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


def tops(layers: Layers) -> list[int]:
    """Where each row begins, and where the last one ends."""
    found = [MARGIN]
    for row in layers.rows:
        height = max((layers.boxes[name].height for name in row), default=0)
        found.append(found[-1] + height + ROW_GAP)
    return [*found[:-1], found[-1] - ROW_GAP]


def node(
    graph: Graph, layers: Layers, key: str, x: dict[str, float], y: list[int], url: str
) -> Node:
    box, step = layers.boxes[key], graph.step[key]
    row = next(number for number, names in enumerate(layers.rows) if key in names)
    middle, top = round(x[key]) + MARGIN, y[row]
    return Node(
        key=key,
        title=" ".join(box.lines),
        url=url,
        kind=step.kind,
        verdict=step.verdict or "",
        x=middle - box.width // 2,
        y=top,
        width=box.width,
        height=box.height,
        lines=texts(box, middle, top + PADDING),
    )


def texts(box: Box, middle: int, top: int) -> tuple[Text, ...]:
    shown = [*box.lines, *([box.note] if box.note else [])]
    height = box.size * LINE
    return tuple(
        Text(middle, round(top + height * number + box.size), text, number == len(box.lines))
        for number, text in enumerate(shown)
    )


def arrow(layers: Layers, path: tuple[str, ...], x: dict[str, float], y: list[int]) -> Arrow:
    """From the foot of a box, through the words and bends, to the head of the next."""
    rows = {name: number for number, names in enumerate(layers.rows) for name in names}
    first, *bends, last = path
    points = [(round(x[first]) + MARGIN, y[rows[first]] + layers.boxes[first].height)]
    for name in bends:
        middle, top = round(x[name]) + MARGIN, y[rows[name]]
        points += [(middle, top), (middle, y[rows[name] + 1] - ROW_GAP)]
    points.append((round(x[last]) + MARGIN, y[rows[last]]))
    label = layers.boxes[bends[0]]
    middle, top = round(x[bends[0]]) + MARGIN, y[rows[bends[0]]]
    return Arrow(curve(points), texts(label, middle, top))


def curve(points: list[tuple[int, int]]) -> str:
    (x, y), *rest = points
    path = f"M{x} {y}"
    for to_x, to_y in rest:
        if to_x == x:
            path += f"V{to_y}"
        else:
            half = (y + to_y) // 2
            path += f"C{x} {half} {to_x} {half} {to_x} {to_y}"
        x, y = to_x, to_y
    return path
