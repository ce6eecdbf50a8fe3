"""How far a translation is behind its source."""

from typing import Any

import pytest
from django.utils.translation import override

from announcements.models import Announcement
from tests.factories import NOON, edit, make_draft, make_live, publish
from tokutei_site.publishing import desk, staleness
from tokutei_site.publishing.content import MISSING, nest
from tokutei_site.publishing.models import Backlog, Revision

JA = "はじめに\n\n■ 対象\n永住者\n\n■ 窓口\n一階\n"
EN = "Intro\n\n■ Who\nPermanent residents\n\n■ Where\nFirst floor\n"


def content(*, ja: str = JA, en: str = EN, **columns: Any) -> dict[str, Any]:
    """A text that was compared as JA and EN, whatever it says now."""
    texts = {"source_language": "ja", "title_ja": "題", "title_en": "Title"}
    compared = desk.all_confirmed(Announcement, texts | {"body_ja": JA, "body_en": EN})
    return nest(texts | {"body_ja": ja, "body_en": en} | compared | columns)


def states(found: dict[str, Any], stem: str = "body", language: str = "en") -> list[str]:
    (text,) = (t for t in staleness.translations(Announcement, found, language) if t.stem == stem)
    return [str(state) for state in text.alignment.states]


def test_a_changed_section_is_stale_and_the_others_keep_their_state() -> None:
    found = content(ja=JA.replace("永住者", "中長期在留者"))
    assert states(found) == ["current", "stale", "current"]
    assert staleness.behind(Announcement, found, "en") == {"body"}


def test_an_inserted_section_is_untranslated() -> None:
    found = content(ja=JA.replace("■ 窓口", "■ 手数料\n無料\n\n■ 窓口"))
    assert states(found) == ["current", "current", "untranslated", "current"]


def test_the_source_language_is_never_behind() -> None:
    assert staleness.translations(Announcement, content(ja="別の文"), "ja") == []


def test_either_language_may_be_the_source() -> None:
    texts = {"source_language": "en", "title_ja": "題", "title_en": "Title"}
    found = nest(texts | {"body_ja": JA, "body_en": EN})
    assert staleness.behind(Announcement, found, "ja") == {"title", "body"}
    assert staleness.behind(Announcement, found, "en") == frozenset()


def test_a_translation_that_nobody_compared_is_behind() -> None:
    found = content(**{"basis.en.body": []})
    assert states(found) == ["stale", "stale", "stale"]


def test_a_title_that_looks_like_a_heading_is_one_line() -> None:
    found = content(title_ja="■ 題", title_en="■ Title")
    (title,) = (t for t in staleness.translations(Announcement, found, "en") if t.stem == "title")
    assert [section.heading for section in title.sources] == [""]


def test_labels_of_rows_are_compared_like_every_text() -> None:
    row = {"key_dates.k.label_ja": "開始", "key_dates.k.label_en": "Start"}
    assert staleness.behind(Announcement, content(**row), "en") == {"key_dates.k.label"}


def backlog(revision: Revision) -> str:
    with override("en"):
        return staleness.told(Backlog.objects.get(entry=revision.entry_id, language="en"))


@pytest.mark.django_db
def test_the_backlog_counts_sections_of_the_newest_version() -> None:
    draft = make_draft(body_ja=JA, body_en=EN)
    assert backlog(draft) == "up to date"
    text = JA.replace("永住者", "中長期在留者") + "\n■ 手数料\n無料\n\n■ 電話\n0000\n"
    changed = edit(draft, now=NOON, body_ja=text)
    assert backlog(changed) == "1 section behind, 2 untranslated"
    assert backlog(edit(changed, now=NOON, body_en=None)) == "not complete"


@pytest.mark.django_db
def test_the_basis_of_a_deleted_row_goes_with_it() -> None:
    date = {"order": 1, "kind": "starts", "day": "2026-06-14", "precision": "day"}
    texts = {"label_ja": "開始", "label_en": "Start"}
    row = {f"key_dates__k__{name}": value for name, value in (date | texts).items()}
    draft = make_draft(**row)
    assert "basis.en.key_dates.k.label" in draft.columns
    gone = edit(draft, now=NOON, key_dates__k=MISSING)
    assert not any("key_dates" in path for path in gone.columns)


@pytest.mark.django_db
def test_two_people_may_compare_different_sections_at_once() -> None:
    entry = make_live(body_ja=JA, body_en=EN)
    assert entry.head
    stale = edit(entry.head, now=NOON, body_ja=JA.replace("永住者", "x").replace("一階", "y"))
    found = staleness.translations(Announcement, stale.content, "en")[1]
    assert [str(part.state) for part in found.parts] == ["current", "stale", "stale"]
    for part in found.parts[1:]:
        tick = desk.Tick("body", *desk.places(found, part))
        last = desk.confirm_translation(stale, "en", [tick], by=stale.by, now=NOON)
    assert states(last.content) == ["current"] * 3
    publish(last)
