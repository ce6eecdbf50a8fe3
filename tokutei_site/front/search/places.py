"""All that can be found, as each process keeps it in memory: asking the database for every spelling
of a word takes most of a second with ten thousand questions, reading it here a tenth of that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.db.models import Count, F, Max, Q, Sum

from announcements.models import Announcement, Faq
from eligibility.models import Guide
from tokutei_site.office.models import Office
from tokutei_site.publishing.models import Listing, Publication, Window
from tokutei_site.text.dates import day_start, jst_day

from .wanted import Text

KINDS = (Faq.KIND, Office.KIND, Announcement.KIND, Guide.KIND)  # which comes first of equals
OWN = ("revision_id", "anchor", "order")
PARTS = ("folded_title", "keywords", "folded_summary", "folded")

Span = tuple[datetime, datetime | None, float]  # public from, until; the newest news first
Stamp = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """An entry, or a part of one that has an address of its own, in all its languages."""

    revision_id: int
    anchor: str
    slug: str
    kind_place: int
    order: int
    spans: tuple[Span, ...]
    title: str  # this and what follows as text.fold has it
    words: str
    summary: str
    head: Text  # these three
    all: Text

    def span(self, at: datetime) -> Span | None:
        """The span in which it is public at an instant."""
        for span in self.spans:
            begins, ends, _newest = span
            if begins <= at and (ends is None or at < ends):
                return span
        return None


def searched(at: datetime) -> tuple[Place, ...]:
    """What is or becomes public on the day in Japan or later: entries, results of questionnaires,
    opening hours; dates stand in their announcements."""
    return kept(stamp(), day_start(jst_day(at)))


def stamp() -> Stamp:
    """Changes with every change of what can be found: a listing is made anew together with the
    windows of its entry, and neither is changed in place. The newest publication tells apart what
    a restored backup numbers alike."""
    rows = Window.objects.aggregate(Count("pk"), Max("pk"), Sum("pk"))
    return (*rows.values(), Publication.objects.aggregate(Max("at"))["at__max"])


@lru_cache(maxsize=1)
def kept(_stamp: Stamp, since: datetime) -> tuple[Place, ...]:
    return tuple(read(since))


def read(since: datetime) -> Iterator[Place]:
    """In one question, so that texts and spans are of one moment."""
    rows: Any = (
        Listing.objects.filter(
            Q(revision__windows__ends__isnull=True) | Q(revision__windows__ends__gt=since),
            revision__windows__isnull=False,
            revision__entry__kind__in=KINDS,
            day__isnull=True,
        )
        .annotate(
            slug=F("revision__entry__slug"),
            kind=F("revision__entry__kind"),
            begins=F("revision__windows__begins"),
            ends=F("revision__windows__ends"),
            news_at=F("revision__windows__news_at"),
        )
        .order_by("revision_id", "anchor", "language")
        .values_list(*OWN, *PARTS, "slug", "kind", "begins", "ends", "news_at", named=True)
    )
    for _place, group in groupby(rows.iterator(), key=lambda row: (row.revision_id, row.anchor)):
        yield placed(list(group))


def placed(same: Sequence[Any]) -> Place:
    """From the rows of one place: one for each language, and each time that it is public."""
    first = same[0]
    title, words, summary, every = (
        "\n".join(dict.fromkeys(getattr(row, part) for row in same)) for part in PARTS
    )
    return Place(
        revision_id=first.revision_id,
        anchor=first.anchor,
        slug=first.slug,
        kind_place=KINDS.index(first.kind),
        order=first.order,
        spans=tuple({(row.begins, row.ends, -row.news_at.timestamp()) for row in same}),
        title=title,
        words=words,
        summary=summary,
        head=Text.of("\n".join((title, words, summary))),
        all=Text.of(every),
    )
