"""The rules of the engine as somebody might get them wrong, for test_mutants."""

from typing import Any

from django.db.models import Q

from tokutei_site.publishing import approval, desk, ledger, releasing
from tokutei_site.publishing.approval import History
from tokutei_site.publishing.content import MISSING
from tokutei_site.publishing.models import Entry, Publication, Review, Revision, Window

REAL_WRITERS, REAL_REVIEWS_AT = History.writers, approval.reviews_at
REAL_LIVE, REAL_ADOPT = ledger.live, desk.adopt
REAL_IS_SAME = History.is_same
REAL_REQUIRE_APPROVED = releasing.require_approved


def reviews_of_any_text(revision: Revision) -> list[Review]:
    return list(Review.objects.filter(revision__entry=revision.entry_id).order_by("pk"))


def returns_are_overlooked(revision: Revision) -> list[Review]:
    return [r for r in REAL_REVIEWS_AT(revision) if r.verdict != "return"]


def only_the_last_writer(history: History, revision: Revision, path: str) -> set[int]:
    return {revision.by_id}


def writers_by_hand(history: History, revision: Revision, path: str) -> set[int]:
    """Restoring is no writing."""
    if revision.origin == Revision.Origin.RESTORE:
        return set()
    return REAL_WRITERS(history, revision, path)


def empty_counts_as_written(history: History, revision: Revision, path: str) -> set[int]:
    first = min(history.revisions.values(), key=lambda each: each.number)
    blank = {first.by_id} if first.columns.get(path, MISSING) is None else set()
    return REAL_WRITERS(history, revision, path) | blank


def merge_takes_mine(base: Any, theirs: Any, mine: Any, way: Any) -> tuple[Any, dict[str, Any]]:
    return theirs | {p: v for p, v in mine.items() if base.get(p, MISSING) != v}, {}


def merge_takes_the_whole_form(
    base: Any, theirs: Any, mine: Any, way: Any
) -> tuple[Any, dict[str, Any]]:
    return mine, {}


def forced_counts_at_once(entry: Entry, at: Any) -> History:
    begun = [p for p in ledger.standing_publications(entry) if p.visible_from <= at]
    stood_for = [p.revision_id for p in begun if p.revision_id]
    return History({each.pk: each for each in entry.revisions.all()}, stood_for)


def forced_by_a_reason_alone(revision: Revision, by: Any, now: Any, force_reason: str) -> bool:
    return bool(force_reason) or REAL_REQUIRE_APPROVED(revision, by, now, force_reason)


def cancelled_ones_too(entry: Entry) -> list[Publication]:
    return list(entry.publications.filter(cancels=None).order_by("visible_from", "pk"))


def an_earlier_one_comes_back(at: Any) -> Any:
    lasting = Window.objects.filter(begins__lte=at, publication__visible_until=None)
    return REAL_LIVE(at) if REAL_LIVE(at).exists() else lasting


def closed_a_moment_late(at: Any) -> Any:
    return Window.objects.filter(Q(ends__isnull=True) | Q(ends__gte=at), begins__lte=at)


def adopted_by_the_reviewer(returned: Review, *, by: Any, now: Any) -> Revision:
    return REAL_ADOPT(returned, by=returned.by, now=now)


def a_sealed_one_reads_the_same(history: History, one: Revision, other: Any, path: str) -> bool:
    """Of a sealed version nothing is known, so that its writers are forgotten."""
    if one.is_sealed or (other and other.is_sealed):
        return True
    return REAL_IS_SAME(history, one, other, path)


def nothing(*args: Any, **kwargs: Any) -> Any:
    return None


def no_problem(*args: Any, **kwargs: Any) -> Any:
    return []


def no(*args: Any, **kwargs: Any) -> bool:
    return False
