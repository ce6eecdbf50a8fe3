"""The sample texts in やさしい日本語: complete, compared, and with few hints."""

from collections import Counter
from typing import Any

import pytest

from announcements.models import Announcement, Faq
from eligibility.models import Guide
from tokutei_site.publishing import staleness
from tokutei_site.publishing.easy import EASY
from tokutei_site.publishing.easy_advice import meanings
from tokutei_site.publishing.models import Entry, OfficeWord
from tokutei_site.text.easy_hints import SENTENCE, hints
from tokutei_site.text.markup import plain
from tokutei_site.text.sections import split

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]

MOST_HINTS = 2  # in a hundred sentences


def heads() -> list[tuple[type[Entry], dict[str, Any]]]:
    kinds: tuple[type[Entry], ...] = (Announcement, Faq, Guide)
    rows = [(kind, entry.head) for kind in kinds for entry in kind.objects.select_related("head")]
    return [(kind, head.content) for kind, head in rows if head]


def texts() -> list[str]:
    """Every text in やさしい日本語."""
    return [
        "".join(section.text for section in found.targets)
        for kind, content in heads()
        for found in staleness.translations(kind, content, EASY)
    ]


def test_the_notice_eleven_questions_and_every_step_have_it_and_count_as_compared() -> None:
    assert sum(kind is Faq and kind.has_easy(content) for kind, content in heads()) == 11
    notice = Announcement.objects.select_related("head").get(slug="tokutei-zairyu-card")
    assert notice.head and Announcement.has_easy(notice.head.content)
    guide = next(content for kind, content in heads() if kind is Guide)
    assert all(step["easy"] for step in guide["steps"].values())
    for kind, content in heads():
        assert staleness.behind(kind, content, EASY) == frozenset()


def test_what_is_not_settled_is_marked_as_in_the_japanese() -> None:
    for kind, content in heads():
        if not kind.RETOLD or not kind.has_easy(content):
            continue
        sides = [split(content[f"{kind.RETOLD}_{code}"]) for code in ("ja", "easy")]
        marks = [[each.text.count("要確認") for each in side] for side in sides]
        assert marks[0] == marks[1], content["title_ja"]


def test_a_step_whose_japanese_is_not_settled_says_so_in_easy_words_too() -> None:
    content = Guide.objects.get().head.content  # type: ignore[union-attr]
    open_steps = set()
    for key, step in content["steps"].items():
        texts = [
            step.get(f"{name}_ja") for name in ("title", "body", "next_steps", "where", "bring")
        ]
        texts += [content["blocks"][block]["body_ja"] for block in step.get("blocks") or []]
        if any("要確認" in (text or "") for text in texts):
            open_steps.add(key)
            assert "要確認" in step["easy"], key
        if "0570-013904" in step["easy"]:  # ※番号と時間は、古い公式ページで確認したものです
            assert "0570-013904（番号《ばんごう》は 要確認" in step["easy"], key
    assert len(open_steps) > 10


def test_every_kanji_has_a_reading_and_hints_are_few() -> None:
    known, found = meanings(), texts()
    counted = Counter(hint.kind for text in found for hint in hints(text, known))
    sentences = sum(len(SENTENCE.findall(plain(text))) for text in found)
    print(f"{counted.total()} hints in {sentences} sentences: {dict(counted)}")
    assert counted.keys() <= {"unexplained", "kanji"}
    assert 100 * counted.total() <= MOST_HINTS * sentences


def test_the_office_words_are_there_to_be_edited() -> None:
    assert OfficeWord.objects.filter(word="在留資格", is_used=True).exists()
    assert OfficeWord.objects.count() > 30
