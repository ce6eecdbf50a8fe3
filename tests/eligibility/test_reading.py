"""What residents see of a guide, as plain values."""

from datetime import date
from typing import Any

import pytest

from eligibility.booklet import in_order, questions_left
from eligibility.graph.content import store
from eligibility.graph.structure import Graph
from eligibility.graph.trails import Remaining
from eligibility.models import Guide
from eligibility.published import PublishedOutcome, PublishedQuestion
from eligibility.reading import PublishedGuide
from tests.eligibility.graph.factories import LANGUAGES, make_graph, with_choice
from tests.eligibility.graph.guide import make_guide
from tests.eligibility.graph.random_graphs import make_random, seeded
from tests.eligibility.graph.test_decision_tree import GRAPH
from tests.factories import DAY, HOUR, NOON, edit, make_administrator, make_draft, make_source
from tokutei_site.publishing import desk
from tokutei_site.text.dates import jst_day


def read(graph: Graph, language: str = "en", **changes: Any) -> PublishedGuide:
    """Without the database, as long as no source is cited."""
    content = {"source_language": "ja", "title_ja": "題", "title_en": "Title", "basis": {}}
    content |= store(graph, LANGUAGES) | {"sources": {}} | changes
    return PublishedGuide.from_content(content, language, NOON, kind=Guide)


def test_the_booklet_begins_with_the_questions_as_their_authors_have_them() -> None:
    assert in_order(GRAPH)[:9] == ("s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "r1")
    assert len(in_order(GRAPH)) == len(GRAPH.steps)


def test_one_always_turns_to_a_higher_number() -> None:
    random = seeded(71)
    for _ in range(100):
        graph = make_random(random, questions=12)
        order = in_order(graph)
        assert set(order) == set(graph.order) and order[0] == graph.start
        places = {key: place for place, key in enumerate(order)}
        for key in order:
            assert all(places[target] > places[key] for _choice, target in graph.ways[key])


def test_a_draft_with_faults_is_shown_as_it_stands() -> None:
    circle = make_graph({"q1": ["q2", "r1"], "q2": ["q1"]})
    assert in_order(circle) == ("q1", "q2", "r1") and questions_left(circle) == {}
    lost = make_guide()
    guide = read(with_choice(lost, "q2a", next_step="r9"))
    (question,) = [step for step in guide.steps if step.key == "q2"]
    assert isinstance(question, PublishedQuestion)
    assert [(choice.key, choice.target) for choice in question.choices] == [
        ("q2a", ""),
        ("q2b", "r2"),
    ]
    assert read(circle).steps and read(make_graph({}, start="")).steps == ()


def test_a_question_knows_its_choices_and_how_many_are_left() -> None:
    first = read(make_guide()).steps[0]
    assert isinstance(first, PublishedQuestion)
    assert (first.key, first.number, first.left) == ("q1", 1, Remaining(1, 2))
    assert [(c.label.text, c.target, c.number) for c in first.choices] == [
        ("Residence card", "q2", 2),
        ("SPR certificate", "q3", 3),
        ("I don't know", "r2", 4),
    ]


def outcome(language: str, **texts: Any) -> PublishedOutcome:
    content = store(make_guide(), LANGUAGES)
    content["steps"]["r1"] |= texts
    guide = read(make_guide(), language, **content | {"sources": {}})
    (found,) = [step for step in guide.steps if step.key == "r1"]
    assert isinstance(found, PublishedOutcome)
    return found


def test_the_counter_sentence_is_japanese_everywhere_and_explained_elsewhere() -> None:
    texts = {"counter_ja": "申請したいです。", "counter_en": "I want to apply."}
    english, japanese = outcome("en", **texts), outcome("ja", **texts)
    assert english.sentence == japanese.sentence == "申請したいです。"
    assert english.meaning and english.meaning.text == "I want to apply."
    assert japanese.meaning is None


def test_an_outcome_was_last_checked_when_all_it_rests_on_was() -> None:
    assert outcome("en").last_checked == date(2026, 6, 14)
    assert outcome("en", checked_on=None).last_checked is None


@pytest.mark.django_db
def test_a_source_never_checked_leaves_the_outcome_unchecked_and_a_check_dates_it() -> None:
    source = make_source("law")
    revision = make_draft(Guide, sources__law__order=0, steps__r1__sources=["law"])

    def last_checked() -> date | None:
        guide = Guide.read(revision.content, "en", NOON + 99 * DAY, revision)
        (found,) = [step for step in guide.steps if step.key == "r1"]
        assert [each.title for each in found.sources] == ["Source law"]
        checked: date | None = found.last_checked
        return checked

    assert last_checked() is None
    desk.check_source(
        source, "unchanged", kind="live", by=make_administrator(), now=NOON - 200 * DAY
    )
    assert last_checked() == jst_day(NOON - 200 * DAY)


@pytest.mark.django_db
def test_what_fell_behind_is_told_text_by_text() -> None:
    first = make_draft(Guide, steps__q1__body_ja="本文", steps__q1__body_en="Text")
    changed = edit(
        first,
        now=NOON + HOUR,
        steps__q1__title_ja="どのカードですか？",
        steps__q1__body_ja="新しい本文",
        choices__q1a__label_ja="在留カードです",
    )
    english = Guide.read(changed.content, "en", NOON)
    step = english.steps[0]
    assert step.title.is_behind and step.choices[0].label.is_behind
    assert not step.choices[1].label.is_behind and not english.steps[1].title.is_behind
    assert [(part.text, part.state) for part in step.body] == [("Text", "stale")]
    assert Guide.read(changed.content, "ja", NOON).behind == frozenset()


def test_an_old_snapshot_without_later_columns_is_read() -> None:
    content = {
        "source_language": "ja",
        "title_ja": "題",
        "start": "q1",
        "steps": {"q1": {"title_ja": "問"}, "r1": {"kind": "outcome", "title_ja": "答"}},
        "choices": {"a": {"step": "q1", "next_step": "r1", "label_ja": "はい"}},
    }
    guide = PublishedGuide.from_content(content, "ja", NOON, kind=Guide)
    assert [step.title.text for step in guide.steps] == ["問", "答"]
    assert (guide.most, guide.description, guide.is_due(NOON)) == (1, "", False)
