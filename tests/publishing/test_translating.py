"""confirm_translation: translated texts and ticks become one version, or nothing does."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from announcements.models import Announcement
from tests.factories import NOON, edit, make_administrator, make_draft, make_writer, refused
from tokutei_site.publishing import desk
from tokutei_site.publishing.approval import open_columns
from tokutei_site.publishing.models import Revision
from tokutei_site.publishing.staleness import Translation, behind, translations

pytestmark = pytest.mark.django_db

JA = "■ 対象\n永住者\n\n■ 窓口\n一階"
EN = "■ Who\nPermanent residents\n\n■ Where\nFirst floor"


def body(revision: Revision) -> Translation:
    found = translations(Announcement, revision.content, "en")
    return next(each for each in found if each.stem == "body")


def ticks(revision: Revision, sections: Iterable[int]) -> list[desk.Tick]:
    """On sections of the body as they stand in a version."""
    found = body(revision)
    return [desk.Tick("body", *desk.places(found, found.parts[each])) for each in sections]


def confirm(revision: Revision, found: list[desk.Tick], **texts: str) -> Revision:
    return desk.confirm_translation(
        revision, "en", found, by=make_writer(), now=NOON, texts=texts or None
    )


@pytest.fixture
def stale() -> Revision:
    """Both sections of the Japanese changed since they were compared."""
    draft = make_draft(body_ja=JA, body_en=EN)
    return edit(draft, now=NOON, body_ja=JA.replace("者", "者等").replace("一", "二"))


def test_a_tick_makes_one_section_current_in_a_new_version(stale: Revision) -> None:
    after = confirm(stale, ticks(stale, [0]))
    assert after.number == stale.number + 1
    assert [str(state) for state in body(after).alignment.states] == ["current", "stale"]
    assert after.content | {"basis": None} == stale.content | {"basis": None}


def test_a_text_and_its_ticks_are_one_version(stale: Revision) -> None:
    en = EN.replace("First", "Second")
    ticked = ticks(edit(stale, now=NOON, body_en=en), [0, 1])
    after = confirm(stale, ticked, body=en)
    assert after.content["body_en"] == en
    assert behind(Announcement, after.content, "en") == frozenset()


def test_a_tick_follows_its_section_when_a_colleague_inserts_one_meanwhile(stale: Revision) -> None:
    ticked = ticks(stale, [0])
    edit(stale, now=NOON, body_ja="■ 新\n新\n\n" + str(stale.content["body_ja"]))
    after = confirm(stale, ticked)
    states = [str(state) for state in body(after).alignment.states]
    assert states == ["untranslated", "current", "stale"]


def test_a_tick_on_a_section_that_changed_meanwhile_is_refused(stale: Revision) -> None:
    for text in ({"body_ja": JA.replace("一", "三")}, {"body_en": EN.replace("First", "Third")}):
        ticked = ticks(stale, [1])
        edit(stale, now=NOON, **text)
        with refused(desk.Refused):
            confirm(stale, ticked)


def test_a_colleagues_translation_of_the_same_text_is_a_conflict(stale: Revision) -> None:
    edit(stale, now=NOON, body_en=EN.replace("First", "Third"))
    with refused(desk.Conflict):
        confirm(stale, [], body=EN.replace("First", "Second"))


def test_two_compare_at_once_and_both_confirmations_stay(stale: Revision) -> None:
    first = confirm(stale, ticks(stale, [0]))
    second = confirm(stale, ticks(stale, [1]))
    assert second.parent == first
    assert behind(Announcement, second.content, "en") == frozenset()


def test_confirming_again_what_is_confirmed_makes_no_version(stale: Revision) -> None:
    after = confirm(stale, ticks(stale, [0, 1]))
    assert confirm(after, ticks(after, [0, 1])) == after


def test_a_made_up_tick_is_refused(stale: Revision) -> None:
    (ticked,) = ticks(stale, [0])
    with refused(desk.Refused):
        confirm(stale, [replace(ticked, targets=(desk.Place(0, "f" * 16),))])


@pytest.mark.parametrize("language", ["ja", "fr", ""])
def test_only_a_translation_can_be_compared(stale: Revision, language: str) -> None:
    by = make_writer()
    with refused(desk.Refused):
        desk.confirm_translation(stale, language, [], by=by, now=NOON)


def test_who_may_not_write_may_not_compare(stale: Revision) -> None:
    by = make_administrator()
    with refused():
        desk.confirm_translation(stale, "en", ticks(stale, [0]), by=by, now=NOON)


def test_a_text_that_may_not_be_stored_is_refused(stale: Revision) -> None:
    with refused(desk.Refused):
        confirm(stale, [], body="\x00")


def test_comparing_is_writing_and_needs_somebody_elses_approval(stale: Revision) -> None:
    after = confirm(stale, ticks(stale, [0, 1]))
    desk.submit(after, by=after.by, now=NOON)
    assert after.by_id in open_columns(after, NOON)["basis.en.body"]
