"""What keeps an approved version from being published."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    approve,
    edit,
    make_administrator,
    make_approver,
    make_draft,
    make_live,
    make_writer,
    publish,
    refused,
)
from tokutei_site.office.models import Office
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Entry, Publication, Revision
from tokutei_site.text.dates import JST

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
MINOR, CORRECTION = Publication.Significance.MINOR, Publication.Significance.CORRECTION
REASON = {"ja": "日本人向けです。", "en": "For Japanese readers."}


def japanese_only() -> Revision:
    return approve(make_draft(title_en=None, body_en=None))


def try_publishing(revision: Revision, **terms: Any) -> Publication:
    return desk.publish(revision, by=make_approver(), now=NOON, **({"note": NOTE} | terms))


@pytest.mark.parametrize(
    "terms",
    [
        {"visible_from": NOON - SECOND},
        {"visible_from": NOON + HOUR, "visible_until": NOON + HOUR},
        {"visible_from": NOON + HOUR, "visible_until": NOON + HOUR - SECOND},
        {"visible_until": NOON},
        {"visible_until": datetime(2200, 1, 1, tzinfo=JST)},
        {"visible_from": datetime.max.replace(tzinfo=UTC)},
        {"note": {}},
        {"note": {"ja": "公開"}},
        {"note": {"ja": "公開", "en": " "}},
        {"note": {"en": "Published"}, "significance": CORRECTION},
        {"note": {"ja": "公開\x00", "en": "Published"}},
        {"note": {"ja": "公開", "en": "Published \u202e"}},
        {"note": {"ja": "公\x07開"}, "significance": MINOR},
    ],
)
def test_an_unfit_window_or_note_is_refused(terms: dict[str, Any]) -> None:
    revision, by = approve(make_draft()), make_approver()
    with refused(desk.Refused):
        desk.publish(revision, by=by, now=NOON, **({"note": NOTE} | terms))


@pytest.mark.parametrize(
    "terms",
    [
        {"visible_from": NOON},
        {"visible_from": NOON + DAY, "visible_until": NOON + DAY + SECOND},
        {"note": {}, "significance": MINOR},
        {"significance": CORRECTION},
    ],
)
def test_a_fit_window_and_note_is_accepted(terms: dict[str, Any]) -> None:
    assert try_publishing(approve(make_draft()), **terms).pk


@pytest.mark.parametrize(
    "alternatives",
    [
        {},
        {"en": {}},
        {"ja": {"by": "2026-10-08"}},
        {"en": {"by": "2026-09-30"}},
        {"en": {"by": "2026-02-30"}},
        {"en": {"by": "soon"}},
        {"en": {"reason": {"ja": "日本語のみ"}}},
        {"en": {"reason": {"ja": "日本語のみ", "en": ""}}},
        {"en": {"reason": {"ja": "日本語のみ", "en": "Only\x00"}}},
    ],
)
def test_an_absent_language_needs_a_day_or_a_reason(alternatives: dict[str, Any]) -> None:
    revision, by = japanese_only(), make_approver()
    with refused(desk.Refused):
        desk.publish(revision, by=by, now=NOON, note=NOTE, alternatives=alternatives)


@pytest.mark.parametrize("declared", [{"by": "2026-10-01"}, {"reason": REASON}])
def test_a_declared_alternative_is_kept_with_the_publication(declared: dict[str, Any]) -> None:
    row = try_publishing(japanese_only(), alternatives={"en": declared, "ja": {"by": "x"}})
    assert row.alternatives == {"en": declared}


def test_the_promised_day_is_counted_in_japan() -> None:
    """NOON and twelve hours is midnight there, and still the day before in UTC."""
    revision, promise = japanese_only(), {"en": {"by": "2026-10-01"}}
    midnight, by = NOON + 12 * HOUR, make_approver()
    with refused(desk.Refused):
        desk.publish(
            revision, by=by, now=NOON, visible_from=midnight, note=NOTE, alternatives=promise
        )
    assert try_publishing(revision, visible_from=midnight - SECOND, alternatives=promise).pk


def test_the_source_language_itself_cannot_be_promised(settings: Settings) -> None:
    settings.FORCED_PUBLISH = True
    draft, by = make_draft(body_ja=None, body_en=None), make_administrator()
    terms = {"note": NOTE, "alternatives": {"ja": {"reason": REASON}}, "force_reason": "地震"}
    with refused(desk.Refused):
        desk.publish(draft, by=by, now=NOON, **terms)


@pytest.mark.parametrize("source", ["ja", "en"])
def test_what_lacks_its_own_text_is_told_before_anybody_reviews_it(source: str) -> None:
    draft = make_draft(source_language=source, **{f"body_{source}": None})
    with pytest.raises(desk.Refused) as refusal:
        desk.submit(draft, by=make_writer(), now=NOON)
    assert list(refusal.value.message_dict) == [f"body_{source}"]


def test_either_language_may_be_the_source() -> None:
    draft = make_draft(source_language="en", title_ja=None, body_ja=None)
    row = publish(draft, alternatives={"ja": {"by": "2026-10-08"}})
    assert row.alternatives == {"ja": {"by": "2026-10-08"}}


def test_a_text_that_only_the_source_language_has_makes_the_other_incomplete() -> None:
    draft, by = approve(make_draft(Office, note_ja="土曜は休み")), make_approver()
    with refused(desk.Refused):
        desk.publish(draft, by=by, now=NOON, note=NOTE)


def test_an_approved_version_that_was_written_over_may_still_be_published() -> None:
    revision = approve(make_draft())
    edit(revision, now=NOON, title_ja="次の題")
    assert try_publishing(revision).revision == revision


def test_an_earlier_public_version_may_come_back_as_it_was_approved() -> None:
    entry = make_live()
    first = entry.head
    assert first
    publish(edit(first, now=NOON, title_ja="新"), now=NOON + HOUR)
    row = desk.publish(first, by=make_approver(), now=NOON + 2 * HOUR, note=NOTE)
    assert row.revision == first


def test_only_a_questionnaire_has_rules_that_are_first_asked_at_the_publication() -> None:
    """Those that depend on the day; every other rule of a kind is asked by each save."""
    own = {name for name, kind in Entry.kinds().items() if "release_problems" in vars(kind)}
    assert own == {"guide"}
