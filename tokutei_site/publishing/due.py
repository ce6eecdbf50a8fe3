"""What somebody has to look at: sources that were not checked for long, texts whose source changed
after they were written, texts whose day of review comes. Moments are aware, days are Japan's."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from tokutei_site.text.dates import day_start, jst_day

from .ledger import live
from .models import (
    Citation,
    Entry,
    PublicCitation,
    Revision,
    Source,
    SourceCheck,
    SourceReview,
    Window,
)
from .states import in_use

DAYS_AHEAD = 14  # a text is announced before its day of review, so that there is time for it


def with_last_check(sources: QuerySet[Source], at: datetime) -> QuerySet[Any]:
    """Annotate `checked_at`, `checked_outcome` and `is_cited` (by a text that is live)."""
    last = SourceCheck.objects.filter(source=OuterRef("pk"), at__lte=at).order_by("-pk")
    cited = PublicCitation.objects.filter(source=OuterRef("pk"), window__in=live(at))
    return sources.annotate(
        checked_at=Subquery(last.values("at")[:1]),
        checked_outcome=Subquery(last.values("outcome")[:1]),
        is_cited=Exists(cited),
    )


def checked_since(now: datetime) -> datetime:
    """The instant after which a check still counts: the start of the day SOURCE_CHECK_DAYS ago."""
    return day_start(jst_day(now) - timedelta(days=settings.SOURCE_CHECK_DAYS))


def is_overdue(checked_at: datetime | None, now: datetime) -> bool:
    """Whether a source that was last looked at then (None: never) is due for another look."""
    return checked_at is None or checked_at < checked_since(now)


def overdue(sources: QuerySet[Source], now: datetime) -> QuerySet[Any]:
    """Those of the sources that are due for another look, the longest unchecked first."""
    waiting = Q(checked_at__isnull=True) | Q(checked_at__lt=checked_since(now))
    found = with_last_check(sources, now).filter(waiting)
    return found.order_by(F("checked_at").asc(nulls_first=True), "key")


def overdue_sources(now: datetime) -> list[Source]:
    """The sources that a live text cites and that are due for another look."""
    return list(overdue(Source.objects.all(), now).filter(is_cited=True))


def overdue_of(revision: Revision, now: datetime) -> list[Source]:
    """The sources of one version that are due for another look, for its publication."""
    cited = revision.content.get("sources", {})
    return list(overdue(Source.objects.filter(key__in=cited), now))


# A source changed: which texts have not been looked at since


def last_checks(at: datetime, **terms: Any) -> QuerySet[SourceCheck]:
    """The last check of each source (among those of the `terms`)."""
    checks = SourceCheck.objects.filter(at__lte=at, **terms)
    later = checks.filter(source=OuterRef("source"), pk__gt=OuterRef("pk"))
    return checks.filter(~Exists(later))


def last_changes(at: datetime) -> QuerySet[SourceCheck]:
    """The last check of each source that found it changed. A later check that finds it unchanged
    says nothing about the texts, so it ends nothing."""
    return last_checks(at, outcome=SourceCheck.Outcome.CHANGED)


def changes_under(revision: Revision, at: datetime) -> QuerySet[SourceCheck]:
    """The changes that this version of a text has not been looked at for: they came after it was
    written, and nobody said since that it is still right."""
    looked = SourceReview.objects.filter(change=OuterRef("pk"), entry=revision.entry_id, at__lte=at)
    cited = list(revision.content.get("sources", {}))
    return last_changes(at).filter(~Exists(looked), source__key__in=cited, at__gte=revision.at)


def texts_to_look_at(at: datetime, source: Source | None = None) -> list[tuple[Entry, SourceCheck]]:
    """Each entry with the change that it waits to be looked at for, the oldest change first. An
    entry waits while its live text, a scheduled one or an unpublished working copy was written
    before the change; what only ended texts say can rest."""
    public = PublicCitation.objects.filter(Q(window__ends__isnull=True) | Q(window__ends__gt=at))
    was_public = Window.objects.filter(revision=OuterRef("entry__head"))
    used = in_use(Entry.objects.filter(pk=OuterRef("entry")))
    working = Citation.objects.filter(~Exists(was_public), Exists(used))
    pairs = {
        *waiting(public, "window__entry", "window__revision__at", at, source),
        *waiting(working, "entry", "entry__head__at", at, source),
    }
    changes = SourceCheck.objects.select_related("source", "by").in_bulk({c for _e, c in pairs})
    entries = Entry.objects.select_related("head__by").in_bulk({e for e, _c in pairs})
    ordered = sorted(pairs, key=lambda pair: (pair[1], pair[0]))
    return [(entries[entry], changes[change]) for entry, change in ordered]


def waiting(
    citations: QuerySet[Any], entry: str, written: str, at: datetime, source: Source | None
) -> QuerySet[Any]:
    """Pairs (entry, change) of the citations that were written before their source changed."""
    change = last_changes(at).filter(source=OuterRef("source"))
    looked = SourceReview.objects.filter(
        change=OuterRef("change"), entry=OuterRef(entry), at__lte=at
    )
    found: QuerySet[Any] = (
        citations.filter(**{"source": source} if source else {})
        .annotate(change=Subquery(change.values("pk")), changed_at=Subquery(change.values("at")))
        .filter(~Exists(looked), change__isnull=False, **{f"{written}__lte": F("changed_at")})
    )
    return found.values_list(entry, "change")


# Texts with a day of review


def texts_due(now: datetime, days: int = DAYS_AHEAD) -> list[tuple[Entry, date]]:
    """Live entries whose day of review has passed or comes within `days`, the earliest first."""
    last = jst_day(now) + timedelta(days=days)
    rows: QuerySet[Window] = live(now).filter(review_by__lte=last)
    return [
        (window.entry, window.review_by)
        for window in rows.select_related("entry__head__by").order_by("review_by", "entry")
        if window.review_by
    ]
