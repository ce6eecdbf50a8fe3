"""The script and Python agree on random graphs, read from the page's own markup."""

from random import Random
from typing import Any

import pytest
from django.conf import settings as project
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import Page

from eligibility.graph.content import store
from eligibility.graph.decisive import decisive
from eligibility.graph.replay import replay
from eligibility.graph.structure import Graph
from eligibility.graph.trails import remaining
from eligibility.models import Guide
from eligibility.reading import PublishedGuide
from tests.eligibility.graph.factories import LANGUAGES
from tests.eligibility.graph.random_graphs import every_trail, make_random, seeded
from tests.eligibility.seeded import seed_guide
from tests.factories import NOON

SCRIPT = project.BASE_DIR / "tokutei_site" / "static" / "guide.js"
TRAILS = 10_000

AGREE = """
(graphs) => graphs.map(({ html, cases }) => {
    const root = document.createElement("div");
    root.innerHTML = html;
    const graph = readGraph(root);
    const steps = {};
    for (const [key, step] of Object.entries(graph.steps)) {
        if (step.isQuestion) steps[key] = [step.least, step.most];
    }
    return { start: graph.start, steps, cases: cases.map((answers) => {
        const done = walk(graph, answers, graph.start);
        const isDone = !graph.steps[done.step].isQuestion;
        return { ...done, decisive: isDone ? decisive(graph, done.way, done.step) : [] };
    }) };
})
"""


def markup(graph: Graph) -> str:
    content = {"source_language": "ja", "title_ja": "題", "title_en": "Title", "basis": {}}
    content |= store(graph, LANGUAGES) | {"sources": {}}
    guide = PublishedGuide.from_content(content, "en", NOON, kind=Guide)
    with translation.override("en"):
        return render_to_string("eligibility/_steps.html", {"guide": guide})


def expected(graph: Graph, answers: dict[str, str]) -> dict[str, Any]:
    done = replay(graph, answers)
    found = decisive(graph, answers)
    return {
        "way": [list(answer) for answer in done.way],
        "step": done.step,
        "decisive": [{"step": d.step, "choice": d.choice, "changes": d.changes} for d in found],
    }


def with_leftovers(random: Random, graph: Graph, answers: dict[str, str]) -> dict[str, str]:
    """One answer changed and some more given that may or may not apply."""
    kept = dict(answers)
    for step in random.sample(graph.questions, min(3, len(graph.questions))):
        kept[step.key] = random.choice([*(c.key for c in graph.offered[step.key]), "gone"])
    return kept


def compare(page: Page, graphs: list[tuple[Graph, list[dict[str, str]]]]) -> int:
    sent = [{"html": markup(graph), "cases": cases} for graph, cases in graphs]
    found = page.evaluate(AGREE, sent)
    for (graph, cases), seen in zip(graphs, found, strict=True):
        left = remaining(graph)
        assert seen["start"] == graph.start
        assert seen["steps"] == {
            step.key: [left[step.key].least, left[step.key].most]
            for step in graph.questions
            if step.key in left
        }
        assert seen["cases"] == [expected(graph, answers) for answers in cases]
    return sum(len(cases) for _graph, cases in graphs)


@pytest.fixture
def functions(page: Page) -> Page:
    page.evaluate(
        SCRIPT.read_text(encoding="utf-8") + "\n;Object.assign(globalThis, "
        "{ readGraph, walk, decisive });null"
    )
    return page


@pytest.mark.django_db(transaction=True)
def test_they_agree_on_every_trail_of_the_seeded_questionnaire(functions: Page) -> None:
    graph = seed_guide()
    answers = [dict(way) for way, _end in every_trail(graph)]
    assert compare(functions, [(graph, answers)]) == 54


def random_trail(random: Random, graph: Graph) -> dict[str, str]:
    answers, step = {}, graph.start
    while graph.step[step].is_question:
        choice, target = random.choice(graph.ways[step])
        answers[step], step = choice.key, target
    return answers


def test_they_agree_on_ten_thousand_trails_of_random_graphs(functions: Page) -> None:
    random = seeded(81)
    graphs = []
    for _ in range(TRAILS // 200):
        graph = make_random(random, questions=14, outcomes=6, has_facts=False)
        graphs.append((graph, [random_trail(random, graph) for _ in range(200)]))
    assert compare(functions, graphs) == TRAILS


def test_they_agree_on_answers_that_were_changed_or_belong_to_another_graph(
    functions: Page,
) -> None:
    random = seeded(82)
    graphs = []
    for _ in range(10):
        graph = make_random(random, questions=12, has_facts=False)
        some = [random_trail(random, graph) for _ in range(100)]
        graphs.append((graph, [with_leftovers(random, graph, each) for each in some]))
    assert compare(functions, graphs) == 1000
