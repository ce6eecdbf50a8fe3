"""What is public is a query over the ledger: the same call answers for now, next Monday and
last October. Times are aware; windows include their first instant and exclude their last."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest

from django.conf import settings
from django.db.models import DateField, Q, QuerySet

from tokutei_site.text.dates import day_start, jst_day
from tokutei_site.text.fold import fold, with_word_starts

from .content import Content
from .models import (
    Entry,
    Listing,
    Publication,
    PublicCitation,
    Revision,
    Seal,
    Source,
    Window,
    seal_of,
)


def live(at: datetime) -> QuerySet[Window]:
    """The windows open at an instant: at most one per entry."""
    return Window.objects.filter(Q(ends__isnull=True) | Q(ends__gt=at), begins__lte=at)


def listed(at: datetime, kind: str, language: str) -> QuerySet[Listing]:
    """Listing rows of the entries of a kind that are live at an instant. An entry shown only in
    another language stands in no list of this one."""
    return Listing.objects.filter(
        Q(revision__windows__ends__isnull=True) | Q(revision__windows__ends__gt=at),
        revision__windows__begins__lte=at,
        revision__entry__kind=kind,
        language=language,
    )


def standing_publications(entry: Entry) -> list[Publication]:
    """The entry's ledger without cancelled rows, in order of effect. Of their texts, which may be
    many, each is read when it is asked for."""
    found = standing_rows([entry.pk]).select_related("revision__seal__request")
    return list(found.defer("revision__text"))


def standing_rows(entries: Collection[int]) -> QuerySet[Publication]:
    """The same of many entries; what they published is not loaded."""
    rows = Publication.objects.filter(
        entry__in=entries, cancels__isnull=True, cancelled_by__isnull=True
    )
    return rows.order_by("visible_from", "pk")


def last_published(entry: Entry, at: datetime) -> Publication | None:
    """The last publication of a text that has begun, be it still open or not."""
    begun = [p for p in standing_publications(entry) if p.visible_from <= at and p.revision_id]
    return begun[-1] if begun else None


def scheduled(entry: Entry, at: datetime) -> list[Publication]:
    return [p for p in standing_publications(entry) if p.visible_from > at]


@dataclass(frozen=True)
class Standing:
    """Where an entry stands at an instant: `never`, `live`, `ended`, `withdrawn` or `sealed`."""

    state: str
    publication: Publication | None = None

    @property
    def ended_at(self) -> datetime | None:
        if self.publication is None:
            return None
        if self.seal:
            return self.seal.at
        return self.publication.visible_until or self.publication.visible_from

    @property
    def seal(self) -> Seal | None:
        """Why the text that was published last is gone; of all instants, past ones too."""
        revision = self.publication.revision if self.publication else None
        return seal_of(revision) if revision else None


def standing(entry: Entry, at: datetime) -> Standing:
    begun = [p for p in standing_publications(entry) if p.visible_from <= at]
    if not begun:
        return Standing("never")
    last = begun[-1]
    if last.revision_id is None:
        return Standing("withdrawn", last)
    if last.revision and seal_of(last.revision):
        return Standing("sealed", last)
    is_over = last.visible_until is not None and last.visible_until <= at
    return Standing("ended" if is_over else "live", last)


def next_boundary(at: datetime) -> datetime:
    """The next instant at which any page may read differently by the clock alone: a window
    opens or closes, or a day begins in Japan (key dates, promised translations)."""
    opening = Window.objects.filter(begins__gt=at).order_by("begins").values_list("begins")[:1]
    closing = Window.objects.filter(ends__gt=at).order_by("ends").values_list("ends")[:1]
    instants = [instant for rows in (opening, closing) for (instant,) in rows if instant]
    return min([*instants, day_start(jst_day(at) + timedelta(days=1))])


# Derived rows


def windows_of(publications: Iterable[Publication]) -> list[Window]:
    """The windows that a ledger of one entry opens, those of sealed texts included; pure."""
    rows = sorted(publications, key=lambda p: (p.visible_from, p.pk))
    windows, first_at, news_at = [], None, None
    for row, following in zip_longest(rows, rows[1:]):
        if row.revision_id is None:
            continue
        ends = min(
            (t for t in (row.visible_until, following and following.visible_from) if t),
            default=None,
        )
        if ends is not None and ends <= row.visible_from:
            continue  # replaced at its very first instant: never visible
        first_at = first_at or row.visible_from
        is_news = row.significance == Publication.Significance.MAJOR
        news_at = row.visible_from if is_news or news_at is None else news_at
        windows.append(
            Window(
                entry_id=row.entry_id,
                revision_id=row.revision_id,
                publication=row,
                begins=row.visible_from,
                ends=ends,
                first_at=first_at,
                news_at=news_at,
            )
        )
    return windows


def rebuild(entry: Entry) -> None:
    """Make an entry's Window, PublicCitation and Listing rows anew from its ledger."""
    rows = standing_publications(entry)
    sealed = {row.revision_id for row in rows if row.revision and seal_of(row.revision)}
    windows = [w for w in windows_of(rows) if w.revision_id not in sealed]
    revisions = Revision.objects.in_bulk({w.revision_id for w in windows})
    for window in windows:
        content = revisions[window.revision_id].content
        window.review_by = DateField().to_python(content.get("review_by") or None)
    entry.windows.all().delete()
    PublicCitation.objects.bulk_create(citations_of(Window.objects.bulk_create(windows), revisions))
    Listing.objects.filter(revision__entry=entry).delete()
    for _pk, revision in sorted(revisions.items()):
        Listing.objects.bulk_create(listings_of(entry, revision))


def citations_of(
    windows: Iterable[Window], revisions: Mapping[int, Revision]
) -> list[PublicCitation]:
    cited = [
        (w, key) for w in windows for key in revisions[w.revision_id].content.get("sources", {})
    ]
    known = {s.key: s for s in Source.objects.filter(key__in={key for _window, key in cited})}
    return [PublicCitation(window=w, source=known[key]) for w, key in cited if key in known]


def listings_of(entry: Entry, revision: Revision) -> list[Listing]:
    kind = Entry.kinds()[entry.kind]
    return [
        Listing(revision=revision, language=language, **searchable(fields))
        for language, _name in settings.LANGUAGES
        if not kind.missing(revision.content, language)
        for fields in kind.listings(revision.content, language)
    ]


def comparable(text: str) -> str:
    return with_word_starts(fold(text))


def searchable(fields: Content) -> Content:
    """The fields of a Listing row with what search compares: one spelling for every part."""
    parts = {
        name: comparable(fields.get(name) or "")
        for name in ("title", "keywords", "summary", "text")
    }
    return {
        **fields,
        "folded_title": parts["title"],
        "keywords": parts["keywords"],
        "folded_summary": parts["summary"],
        "folded": "\n".join(parts.values()),
    }
