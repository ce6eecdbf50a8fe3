"""The flow chart as numbers: nothing covers anything else, and every line leads onwards."""

from itertools import combinations

import pytest

from eligibility.chart.boxes import wrapped
from eligibility.chart.drawing import Drawing, draw
from eligibility.editing.choosing import places
from eligibility.graph.structure import Graph
from tests.eligibility.graph.factories import make_graph
from tests.eligibility.graph.guide import make_guide
from tests.eligibility.graph.test_decision_tree import GRAPH

CIRCLE = make_graph({"q1": ["q2", "r1"], "q2": ["q1", "r1"]})
SKIPPING = make_graph({"q1": ["q2", "r1"], "q2": ["q3", "r1"], "q3": ["r1", "r2"]})


def drawn(graph: Graph) -> Drawing:
    return draw(graph, places(graph), "ja", lambda key: f"/{key}/")


@pytest.mark.parametrize("graph", [make_guide(), GRAPH, CIRCLE, SKIPPING])
def test_no_box_covers_another(graph: Graph) -> None:
    for one, other in combinations(drawn(graph).nodes, 2):
        apart_x = one.x + one.width <= other.x or other.x + other.width <= one.x
        apart_y = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert apart_x or apart_y, (one.key, other.key)


@pytest.mark.parametrize("graph", [make_guide(), GRAPH, SKIPPING])
def test_every_step_stands_to_the_right_of_what_leads_to_it(graph: Graph) -> None:
    left = {node.key: node.x for node in drawn(graph).nodes}
    for key in graph.order:
        assert all(left[key] < left[target] for _choice, target in graph.ways[key])


@pytest.mark.parametrize("graph", [make_guide(), GRAPH, CIRCLE, SKIPPING])
def test_everything_lies_within_the_drawing(graph: Graph) -> None:
    drawing = drawn(graph)
    for node in drawing.nodes:
        assert node.x >= 0 <= node.y
        assert node.x + node.width <= drawing.width
        assert node.y + node.height <= drawing.height


def test_a_circle_is_drawn_without_the_choice_that_closes_it() -> None:
    drawing = drawn(CIRCLE)
    assert len(drawing.nodes) == 3
    assert len(drawing.arrows) == 3


def test_a_guide_without_a_start_draws_nothing() -> None:
    assert drawn(make_graph({"q1": ["r1"]}, start="none")).nodes == ()


def test_choices_to_the_same_step_share_a_line() -> None:
    (arrow,) = drawn(make_graph({"q1": ["r1", "r1"]})).arrows
    assert "".join(text.text for text in arrow.labels).startswith("Answer q1a")


def test_a_verdict_is_written_and_not_only_a_colour() -> None:
    notes = {n.key: [t.text for t in n.lines if t.is_note] for n in drawn(make_guide()).nodes}
    assert notes["q1"] == []
    assert len(notes["r1"]) == 1


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Yes", ("Yes",)),
        ("Do you have a resident record now", ("Do you have", "a resident", "record now")),
        ("いま持っているカードは何ですか", ("いま持っている", "カードは何です", "か")),
        ("", ()),
    ],
)
def test_a_text_is_broken_into_lines(text: str, lines: tuple[str, ...]) -> None:
    assert wrapped(text, 120, 14) == lines


def test_a_text_that_is_too_long_ends_with_dots() -> None:
    assert wrapped("あ" * 100, 120, 14)[-1].endswith("…")
