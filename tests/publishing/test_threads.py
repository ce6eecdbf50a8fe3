"""Eight people press Save at the same moment, from the same version."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from tests.factories import HOUR, NOON, NOTE, approve, make_approver, make_draft, make_writer
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Entry, Publication, Review, Revision
from tokutei_site.staff.models import User

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 8


def at_once(step: Callable[[int], object]) -> list[object]:
    """What each of eight simultaneous steps gave: its result or how the desk refused it."""
    barrier = Barrier(PEOPLE)

    def attempt(number: int) -> object:
        try:
            barrier.wait(timeout=20)
            return step(number)
        except desk.Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(attempt, range(PEOPLE)))


def is_consistent(draft: Revision) -> bool:
    entry = Entry.objects.get(pk=draft.entry_id).as_kind()
    numbers = list(entry.revisions.order_by("number").values_list("number", flat=True))
    assert entry.head
    return (
        numbers == list(range(1, len(numbers) + 1))
        and entry.head.number == numbers[-1]
        and entry.content() == entry.head.content
    )


def save(draft: Revision, by: User, **changes: str) -> Revision:
    entry = Entry.objects.get(pk=draft.entry_id).as_kind()
    return desk.save(entry, draft, changes, by=by, now=NOON + HOUR)


def test_one_column_keeps_the_first_and_tells_the_others() -> None:
    draft, people = make_draft(), [make_writer() for _ in range(PEOPLE)]
    results = at_once(lambda n: save(draft, people[n], title_ja=f"題{n}"))
    (winner,) = [r for r in results if isinstance(r, Revision)]
    conflicts = [r for r in results if isinstance(r, desk.Conflict)]
    assert len(conflicts) == PEOPLE - 1
    assert {c.head for c in conflicts} == {winner}
    assert {c.clashes["title_ja"].theirs for c in conflicts} == {winner.content["title_ja"]}
    assert is_consistent(draft)


def test_both_languages_are_kept_and_the_others_told() -> None:
    draft, people = make_draft(), [make_writer() for _ in range(PEOPLE)]
    column = ["body_ja", "body_en"]
    results = at_once(lambda n: save(draft, people[n], **{column[n % 2]: f"{column[n % 2]} {n}"}))
    saved = [r for r in results if isinstance(r, Revision)]
    assert len(saved) == 2
    assert len([r for r in results if isinstance(r, desk.Conflict)]) == PEOPLE - 2
    last = max(saved, key=lambda revision: revision.number)
    assert last.content["body_ja"].startswith("body_ja ")
    assert last.content["body_en"].startswith("body_en ")
    assert is_consistent(draft)


def test_eight_dates_added_at_once_are_all_there() -> None:
    draft, people = make_draft(), [make_writer() for _ in range(PEOPLE)]

    def add(n: int) -> Revision:
        values = {"kind": "event", "day": "2026-11-02", "precision": "day", "label_ja": f"日{n}"}
        return save(draft, people[n], **{f"key_dates.k{n}.{k}": v for k, v in values.items()})

    results = at_once(add)
    assert all(isinstance(r, Revision) for r in results)
    entry = Entry.objects.get(pk=draft.entry_id).as_kind()
    assert list(entry.content()["key_dates"]) == [f"k{n}" for n in range(PEOPLE)]
    assert entry.revisions.count() == 1 + PEOPLE
    assert is_consistent(draft)


def test_a_button_pressed_eight_times_approves_and_publishes_once() -> None:
    draft, by = make_draft(), make_approver()
    desk.submit(draft, by=make_writer(), now=NOON)
    at_once(lambda _n: desk.approve(reread(draft), draft.content_hash, by=by, now=NOON))
    assert Review.objects.filter(verdict="approve").count() == 1
    at_once(lambda _n: desk.publish(reread(draft), by=by, now=NOON, note=NOTE))
    assert Publication.objects.count() == 1


def test_one_of_eight_withdrawals_takes_effect() -> None:
    draft, by = approve(make_draft()), make_approver()
    desk.publish(draft, by=by, now=NOON, note=NOTE)
    entry = draft.entry.as_kind()
    at_once(lambda _n: desk.withdraw(entry, NOTE, by=by, now=NOON + HOUR))
    assert Publication.objects.filter(revision=None).count() == 1


def reread(revision: Revision) -> Revision:
    return Revision.objects.get(pk=revision.pk)
