"""The promises of the engine in other words than its own, to hold it against them."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from tokutei_site.publishing import acknowledging, ledger, staleness
from tokutei_site.publishing.content import Columns
from tokutei_site.publishing.models import (
    Acknowledgement,
    Backlog,
    Entry,
    Listing,
    Publication,
    Review,
    Revision,
    Window,
    seal_of,
)
from tokutei_site.publishing.states import with_state


def live_by_the_rules(rows: list[Publication], at: datetime) -> int | None:
    cancelled = {row.cancels_id for row in rows if row.cancels_id}
    begun = [
        row
        for row in rows
        if not row.cancels_id and row.pk not in cancelled and row.visible_from <= at
    ]
    last = max(begun, key=lambda row: (row.visible_from, row.pk), default=None)
    is_over = last is None or (last.visible_until is not None and last.visible_until <= at)
    if is_over or last is None or last.revision is None or last.revision.is_sealed:
        return None
    return last.revision_id


def check_nothing_sealed_is_left(entry: Entry) -> None:
    """Neither public at any instant, past or coming, nor in a list, nor in the store."""
    sealed = entry.revisions.filter(seal__isnull=False)
    for at in instants(list(entry.publications.all())):
        assert not ledger.live(at).filter(revision__in=sealed)
    assert not Listing.objects.filter(revision__in=sealed)
    for row in ledger.standing_publications(entry):
        seal = seal_of(row.revision) if row.revision else None
        assert seal is None or row.visible_from <= seal.at, "a sealed text is still scheduled"
    left = '{"kind":"announcement","sealed":true,"source_language":"ja"}'
    assert set(sealed.values_list("text", flat=True)) <= {left}
    assert not Review.objects.filter(revision__in=sealed).exclude(comment="", proposal={})
    assert not Acknowledgement.objects.filter(revision__in=sealed).exclude(reason="")
    assert not entry.publications.filter(revision__in=sealed).exclude(note={}, reason="")


def instants(rows: list[Publication]) -> set[datetime]:
    """Where anything public begins or ends, and a second before."""
    edges = [t for row in rows for t in (row.visible_from, row.visible_until) if t]
    return {edge + timedelta(seconds=nudge) for edge in edges for nudge in (-1, 0)}


def check_what_is_live(entry: Entry, now: datetime) -> None:
    rows = list(entry.publications.all())
    for at in {now, *instants(rows)}:
        expected = live_by_the_rules(rows, at)
        assert [w.revision_id for w in ledger.live(at)] == ([expected] if expected else [])
    state = with_state(Entry.objects.all(), now).get(pk=entry.pk).public_state  # type: ignore[attr-defined]
    assert state == ledger.standing(entry, now).state
    assert (state == "live") == bool(live_by_the_rules(rows, now))


def derived() -> list[list[dict[str, Any]]]:
    return [
        sorted(
            ({k: v for k, v in row.items() if k != "id"} for row in model.objects.values()),
            key=repr,
        )
        for model in (Window, Listing, Backlog)
    ]


def check_derived_rows(entry: Entry) -> None:
    stored = derived()
    with transaction.atomic():
        ledger.rebuild(entry)
        staleness.record(entry)
        assert derived() == stored
        transaction.set_rollback(True)


Memory = dict[int, Columns]  # revision → what it said, of the sealed ones too


def authors(revision: Revision | None, path: str, stood_for: list[int], memory: Memory) -> set[int]:
    """Who wrote a column since the office stood for it; what reads as it did then begins anew."""
    if revision is None or revision.pk in stood_for:
        return set()
    value = memory[revision.pk].get(path)
    if stood_for and value == memory[stood_for[-1]].get(path):
        return set()
    sides = [side for side in (revision.parent, revision.merged) if side]
    for side in sides:
        if memory[side.pk].get(path) == value:
            return authors(side, path, stood_for, memory)
    own = {revision.by_id} if sides or value is not None else set()
    return own | authors(revision.parent, path, stood_for, memory)


def check_looked_at(row: Publication) -> None:
    """Somebody looked at every finding before the version was published."""
    if row.revision is not None and not row.is_forced:
        assert acknowledging.unacknowledged(row.revision, row.at) == []


def check_four_eyes(row: Publication, memory: Memory) -> None:
    """Somebody else than its authors approved every changed column before it was published."""
    revision = row.revision
    if revision is None or row.is_forced:
        return
    earlier = row.entry.publications.filter(pk__lt=row.pk, visible_from__lte=row.at)
    checked = set(Review.objects.filter(verdict="checked").values_list("revision_id", flat=True))
    stood = [
        p
        for p in earlier.filter(cancels=None, cancelled_by=None).order_by("visible_from", "pk")
        if p.revision_id and (not p.is_forced or p.revision_id in checked)
    ]
    reviews = Review.objects.filter(content_hash=revision.content_hash).order_by("pk")
    have_approved: set[int] = set()
    for review in reviews:
        if review.verdict == "return":
            have_approved = set()
        elif review.verdict in ("approve", "checked"):
            have_approved.add(review.by_id)
    before = memory[stood[-1].revision_id] if stood and stood[-1].revision_id else {}
    for path in {*before, *revision.columns}:
        if before.get(path) != revision.columns.get(path):
            stood_for = [p.revision_id for p in stood if p.revision_id]
            wrote = authors(revision, path, stood_for, memory)
            assert have_approved - wrote, f"{path} was approved by its own writers only"
