"""The questionnaire of the sample content: whole, public, marked, and small on the wire."""

import re

import brotli
import pytest
from django.conf import settings as project
from django.test import Client
from django.utils import timezone

from eligibility.graph.cases import follow, load_cases
from eligibility.graph.checker import check, compare_languages, is_sound
from eligibility.graph.covering import uncovered
from eligibility.graph.steps import Verdict
from eligibility.models import Guide
from tests.eligibility.graph.factories import LANGUAGES, TODAY
from tests.eligibility.seeded import SLUG, seed_guide
from tests.factories import make_administrator
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Source

pytestmark = pytest.mark.django_db

# What an outcome with such a verdict says in so many words.
SAID = {
    Verdict.ELIGIBLE: {
        "ja": "申請できる可能性があ",
        "en": "may be able to apply",
        "easy": "できるかも",
    },
    Verdict.NOT_ELIGIBLE: {
        "ja": "対象ではありません",
        "en": "ot eligible",
        "easy": "申請できません",
    },
    Verdict.ASK_US: {"ja": "できません|できていません", "en": "annot|ould not", "easy": "聞いて"},
}
READING = re.compile("《[^》]*》")
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


def test_no_verdict_says_anything_else_than_its_outcome() -> None:
    for outcome in seed_guide().outcomes:
        assert outcome.verdict and outcome.easy
        texts = {
            code: " ".join(outcome.texts[name][code] for name in ("title", "body"))
            for code in LANGUAGES
        }
        texts["easy"] = READING.sub("", outcome.easy)
        for code, words in SAID.get(outcome.verdict, {}).items():
            assert re.search(words, texts[code]), (outcome.key, code)
        title = outcome.texts["title"]
        is_way_on = any(word in title["ja"] for word in ("なくした", "大丈夫", "返し方"))
        assert is_way_on <= (outcome.verdict is Verdict.WHAT_TO_DO), outcome.key


def test_the_outcomes_of_special_permanent_residents_speak_of_their_certificate() -> None:
    graph = seed_guide()
    about = [each for each in graph.outcomes if "特別永住者" in each.texts["title"]["ja"]]
    assert len(about) == 3
    blocks = {block.key: block for block in graph.blocks}
    for outcome in about:
        texts = [*outcome.texts.values(), {"easy": outcome.easy or ""}]
        texts += [text for key in outcome.blocks for text in blocks[key].texts.values()]
        said = READING.sub("", " ".join(text for each in texts for text in each.values()))
        said = said.replace(
            "特定在留カード等交付申請書", ""
        )  # the form's own name covers both cards
        assert "在留カード" not in said and "residence card" not in said.lower(), outcome.key


@pytest.mark.parametrize("code", ["ja", "en"])
def test_a_result_says_that_its_sources_were_checked_in_collected_material(
    client: Client, code: str
) -> None:
    seed_guide()
    page = client.get(f"/{code}/check/{SLUG}/").content.decode()
    said = {
        "ja": "収集した資料での最終確認（公式ページそのものの確認ではありません）：",
        "en": "Last checked in collected material, not on the official pages themselves:",
    }
    assert page.count(said[code]) == 21
    for source in Source.objects.all():
        desk.check_source(
            source, "unchanged", kind="live", by=make_administrator(), now=timezone.now()
        )
    assert said[code] not in client.get(f"/{code}/check/{SLUG}/").content.decode()


@pytest.mark.parametrize("code", ["ja", "en"])
def test_the_page_with_its_style_and_script_is_small(client: Client, code: str) -> None:
    seed_guide()
    response = client.get(f"/{code}/check/{SLUG}/", headers={"accept-encoding": "br"})
    assert response.headers["Content-Encoding"] == "br"
    files = [(STATIC / name).read_bytes() for name in ("site.css", "guide.js")]
    assert len(response.content) + sum(len(brotli.compress(each)) for each in files) <= 25_000
