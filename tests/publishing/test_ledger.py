"""What is public at an instant, by the ledger."""

from datetime import timedelta

import pytest

from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    approve,
    edit,
    make_approver,
    make_draft,
    make_live,
    publish,
)
from tokutei_site.publishing import desk, ledger
from tokutei_site.publishing.models import Entry, Publication, Revision, Window

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
MAJOR, MINOR = Publication.Significance.MAJOR, Publication.Significance.MINOR


def row(pk: int, begins: int, ends: int | None = None, revision: int | None = 1) -> Publication:
    """A ledger row at whole hours after noon."""
    return Publication(
        pk=pk,
        entry_id=1,
        revision_id=revision,
        visible_from=NOON + begins * HOUR,
        visible_until=None if ends is None else NOON + ends * HOUR,
        significance=MAJOR,
    )


@pytest.mark.parametrize(
    ("rows", "windows"),
    [
        ([], []),
        ([row(1, 0)], [(1, 0, None)]),
        ([row(1, 0, 2)], [(1, 0, 2)]),
        ([row(1, 0), row(2, 3)], [(1, 0, 3), (2, 3, None)]),
        ([row(2, 3), row(1, 0)], [(1, 0, 3), (2, 3, None)]),
        ([row(1, 0), row(2, 0)], [(2, 0, None)]),  # the greater id wins
        ([row(1, 5), row(2, 3)], [(2, 3, 5), (1, 5, None)]),  # the later beginning wins
        ([row(1, 0, 9), row(2, 3, 4)], [(1, 0, 3), (2, 3, 4)]),  # nothing comes back
        ([row(1, 0, 2), row(2, 3)], [(1, 0, 2), (2, 3, None)]),
        ([row(1, 0), row(2, 3, revision=None)], [(1, 0, 3)]),
        ([row(1, 0), row(2, 3, revision=None), row(3, 4)], [(1, 0, 3), (3, 4, None)]),
        ([row(1, 0, revision=None)], []),
    ],
)
def test_windows_follow_the_greatest_beginning_then_the_greatest_id(
    rows: list[Publication], windows: list[tuple[int, int, int | None]]
) -> None:
    made = ledger.windows_of(rows)
    assert [(w.publication.pk, w.begins, w.ends) for w in made] == [
        (pk, NOON + begins * HOUR, None if ends is None else NOON + ends * HOUR)
        for pk, begins, ends in windows
    ]


def test_a_window_knows_the_first_publication_and_the_last_news() -> None:
    rows = [row(1, 0), row(2, 1), row(3, 2)]
    rows[1].significance = MINOR
    windows = ledger.windows_of(rows)
    assert [w.first_at for w in windows] == [NOON] * 3
    assert [w.news_at for w in windows] == [NOON, NOON, NOON + 2 * HOUR]


def numbers_live(at: object) -> list[int]:
    return [w.revision.number for w in ledger.live(at)]  # type: ignore[arg-type]


def test_a_window_contains_its_first_instant_and_not_its_last() -> None:
    publish(make_draft(), at=NOON + HOUR, visible_until=NOON + 2 * HOUR)
    begins, ends = NOON + HOUR, NOON + 2 * HOUR
    assert [
        len(ledger.live(at))
        for at in (begins - SECOND, begins, begins + SECOND, ends - SECOND, ends, ends + SECOND)
    ] == [0, 1, 1, 1, 0, 0]


def test_an_ended_publication_does_not_bring_an_earlier_one_back() -> None:
    entry = make_live()
    publish(edited(entry), at=NOON + HOUR, now=NOON + HOUR, visible_until=NOON + 2 * HOUR)
    assert numbers_live(NOON) == [1]
    assert numbers_live(NOON + HOUR) == [2]
    assert numbers_live(NOON + 2 * HOUR) == []
    assert ledger.standing(entry, NOON + 2 * HOUR).state == "ended"


def test_a_withdrawal_takes_the_text_off_and_says_so() -> None:
    entry = make_live()
    desk.withdraw(entry, NOTE, by=make_approver(), now=NOON + HOUR)
    assert numbers_live(NOON + HOUR - SECOND) == [1]
    assert numbers_live(NOON + HOUR) == []
    standing = ledger.standing(entry, NOON + HOUR)
    assert (standing.state, standing.ended_at) == ("withdrawn", NOON + HOUR)


def test_a_cancelled_publication_never_begins() -> None:
    entry = make_live()
    planned = publish(edited(entry), at=NOON + DAY, now=NOON + HOUR)
    assert numbers_live(NOON + DAY) == [2]
    desk.cancel(planned, by=make_approver(), now=NOON + 2 * HOUR)
    assert numbers_live(NOON + DAY) == [1]
    assert ledger.scheduled(entry, NOON + 2 * HOUR) == []


def test_an_entry_that_was_never_published_stands_nowhere() -> None:
    draft = make_draft()
    assert ledger.standing(draft.entry, NOON).state == "never"
    assert ledger.standing(draft.entry, NOON).ended_at is None
    assert ledger.last_published(draft.entry, NOON) is None


def test_a_republished_revision_is_listed_once() -> None:
    entry = make_live()
    revision = entry.head
    assert revision
    desk.withdraw(entry, NOTE, by=make_approver(), now=NOON + HOUR)
    desk.publish(revision, by=make_approver(), now=NOON + 2 * HOUR, note=NOTE)
    assert Window.objects.filter(revision=revision).count() == 2
    shown = [len(ledger.listed(NOON + h * HOUR, "announcement", "ja")) for h in (0, 1, 2, 3)]
    assert shown == [1, 0, 1, 1]


def test_a_text_in_one_language_stands_in_no_list_of_the_other() -> None:
    promise = {"en": {"by": "2026-12-01"}}
    publish(make_draft(title_en=None, body_en=None), alternatives=promise)
    assert len(ledger.listed(NOON, "announcement", "ja")) == 1
    assert not ledger.listed(NOON, "announcement", "en")
    assert len(ledger.live(NOON)) == 1


def edited(entry: Entry) -> Revision:
    assert entry.head
    return edit(entry.head, now=NOON + HOUR, title_ja="改めた題")


def test_approval_alone_makes_nothing_public() -> None:
    approve(make_draft())
    assert not ledger.live(NOON + DAY)
