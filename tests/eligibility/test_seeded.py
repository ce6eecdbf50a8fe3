"""The questionnaire of the sample content: whole, public, marked, and small on the wire."""

import brotli
import pytest
from django.conf import settings as project
from django.test import Client

from eligibility.graph.cases import follow, load_cases
from eligibility.graph.checker import check, compare_languages, is_sound
from eligibility.graph.covering import uncovered
from eligibility.models import Guide
from tests.eligibility.graph.factories import LANGUAGES, TODAY
from tests.eligibility.seeded import SLUG, seed_guide

pytestmark = pytest.mark.django_db

MARKS = (("ja", "要確認"), ("en", "to be confirmed"))
STATIC = project.BASE_DIR / "tokutei_site" / "static"


def test_nothing_forbids_its_publication_and_the_languages_say_the_same() -> None:
    graph = seed_guide()
    head = Guide.objects.get(slug=SLUG).head
    assert head
    cases = load_cases(head.content)
    found = check(graph, LANGUAGES, TODAY, cases)
    assert is_sound(found)
    assert {each.code for each in found} <= {"W05", "W10"}
    assert not compare_languages(graph, LANGUAGES, TODAY)
    assert not uncovered(graph, cases)
    for case in cases:
        assert follow(graph, case.trail).step == case.outcome, case.name


def test_every_outcome_cites_its_sources_and_marks_what_is_not_settled() -> None:
    graph = seed_guide()
    outcomes = [each for each in graph.steps if not each.is_question]
    assert len(outcomes) == 21
    for outcome in outcomes:
        assert outcome.sources and outcome.easy and outcome.texts["counter"]["ja"], outcome.key
        texts = outcome.texts.values()
        marks = [sum((text.get(code) or "").count(mark) for text in texts) for code, mark in MARKS]
        assert marks[0] == marks[1], outcome.key


@pytest.mark.parametrize("code", ["ja", "en"])
def test_the_page_with_its_style_and_script_is_small(client: Client, code: str) -> None:
    seed_guide()
    response = client.get(f"/{code}/check/{SLUG}/", headers={"accept-encoding": "br"})
    assert response.headers["Content-Encoding"] == "br"
    files = [(STATIC / name).read_bytes() for name in ("site.css", "guide.js")]
    assert len(response.content) + sum(len(brotli.compress(each)) for each in files) <= 25_000
