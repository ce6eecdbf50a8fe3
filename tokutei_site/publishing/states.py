"""Where an entry stands, worked out in the database, so that lists can show and filter it."""

from datetime import datetime

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _

from .ledger import live
from .models import Entry, Publication, Review, Revision


class DeskState(TextChoices):
    DRAFT = "draft", _("draft")
    WAITING = "waiting", _("waiting for review")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved, not yet published")
    SCHEDULED = "scheduled", _("scheduled")
    DONE = "done", _("same as published")
    DISCARDED = "discarded", _("discarded")


class PublicState(TextChoices):
    NEVER = "never", _("not public")
    LIVE = "live", _("public")
    ENDED = "ended", _("ended")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SEALED = "sealed", _("sealed")


def verdicts() -> QuerySet[Review]:
    """The verdicts on the newest text of the outer entry, the last one first."""
    reviews = Review.objects.filter(
        revision__entry=OuterRef("pk"),
        content_hash=OuterRef("head__content_hash"),
        revision__seal__isnull=True,
    ).exclude(verdict=Review.Verdict.CHECKED)
    return reviews.order_by("-pk")


def in_use(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Without those that somebody discarded."""
    last = Subquery(verdicts().values("verdict")[:1])
    is_kept = Q(last__isnull=True) | ~Q(last=Review.Verdict.DISCARD)
    return entries.alias(last=last).filter(is_kept)


def with_state(entries: QuerySet[Entry], at: datetime) -> QuerySet[Entry]:
    """Annotate `desk_state` (of the newest text: whoever types a former one again has that one),
    `public_state` and `scheduled_from`."""
    last = verdicts()
    rows = Publication.objects.filter(
        entry=OuterRef("pk"), cancels__isnull=True, cancelled_by__isnull=True
    )
    begun = rows.filter(visible_from__lte=at).order_by("-visible_from", "-pk")
    published = begun.filter(revision__isnull=False)
    coming = rows.filter(visible_from__gt=at).order_by("visible_from", "pk")
    is_same_text = Q(head__content_hash=F("published_hash"), published_seal__isnull=True)
    return entries.annotate(
        last_verdict=Subquery(last.values("verdict")[:1]),
        # Nobody's approval of an old text covers what the same person restores; who carries a
        # change into it wrote nothing of it.
        is_approved=Subquery(
            last.filter(
                Q(revision=OuterRef("head"))
                | Q(revision__entry__head__origin=Revision.Origin.CARRY)
                | ~Q(by=OuterRef("head__by"))
            ).values("is_complete")[:1]
        ),
        begun_revision=Subquery(begun.values("revision")[:1]),
        begun_seal=Subquery(begun.values("revision__seal")[:1]),
        published_hash=Subquery(published.values("revision__content_hash")[:1]),
        published_seal=Subquery(published.values("revision__seal")[:1]),
        has_begun=Exists(begun),
        is_live=Exists(live(at).filter(entry=OuterRef("pk"))),
        scheduled_from=Subquery(coming.values("visible_from")[:1]),
        is_head_scheduled=Exists(
            coming.filter(
                revision__content_hash=OuterRef("head__content_hash"),
                revision__seal__isnull=True,
            )
        ),
        desk_state=Case(
            When(is_same_text, then=Value(DeskState.DONE)),
            When(is_head_scheduled=True, then=Value(DeskState.SCHEDULED)),
            When(last_verdict="approve", is_approved=True, then=Value(DeskState.APPROVED)),
            When(last_verdict__in=("submit", "approve"), then=Value(DeskState.WAITING)),
            When(last_verdict="return", then=Value(DeskState.RETURNED)),
            When(last_verdict="discard", then=Value(DeskState.DISCARDED)),
            default=Value(DeskState.DRAFT),
            output_field=CharField(),
        ),
        public_state=Case(
            When(is_live=True, then=Value(PublicState.LIVE)),
            When(Q(has_begun=True, begun_revision__isnull=True), then=Value(PublicState.WITHDRAWN)),
            When(begun_seal__isnull=False, then=Value(PublicState.SEALED)),
            When(has_begun=True, then=Value(PublicState.ENDED)),
            default=Value(PublicState.NEVER),
            output_field=CharField(),
        ),
    )
