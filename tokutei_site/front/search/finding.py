"""Where the terms of a query stand among what is live: one question to the database, whose answer
is short and in the same order everywhere."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Expression, F, IntegerField, Max, Min, Q, QuerySet, Value, When
from django.db.models.functions import Greatest, StrIndex
from django.db.models.lookups import GreaterThan

from announcements.models import Announcement, Faq
from eligibility.models import Guide
from tokutei_site.office.models import Office
from tokutei_site.publishing.ledger import live_listings
from tokutei_site.text.fold import with_word_starts

from .query import Query, Term, shortest

CODE = re.compile("[a-z]+-[0-9]+")
KINDS = (Faq.KIND, Office.KIND, Announcement.KIND, Guide.KIND)  # which comes first of equals
MOST = 100  # places that are counted

# How prominently a term stands; the number is its level.
TITLE_AND_WORDS, TITLE, WORDS, SUMMARY, TEXT, NOWHERE = range(6)


@dataclass(frozen=True)
class Place:
    """An entry, or a part of one that has an address of its own."""

    revision_id: int
    anchor: str


def places(query: Query, at: datetime) -> list[Place]:
    """Where every term of a query stands, in whatever language, the best first: as its weakest
    term stands, then as all of them do, then by kind and place. At most MOST + 1."""
    if not query.terms:
        return []
    levels = {f"level_{n}": Min(level(term)) for n, term in enumerate(query.terms)}
    found = searched(at).filter(reduce(or_, map(stands, query.terms)))
    ranked = (
        found.values("revision_id", "anchor")
        .annotate(**levels)
        .filter(**{f"{name}__lt": NOWHERE for name in levels})
        .annotate(
            weakest=Greatest(*map(F, levels), Value(0)),
            together=sum(map(F, levels), start=Value(0)),
            kind_place=Min(kind_place()),
            place=Min("order"),
            news_at=Max("revision__windows__news_at"),
        )
        .order_by("weakest", "together", "kind_place", "place", "-news_at", "revision_id")
    )
    rows = ranked.values_list("revision_id", "anchor")[: MOST + 1]
    return [Place(revision_id, anchor) for revision_id, anchor, *_rest in rows]


def searched(at: datetime) -> QuerySet[Any]:
    """Entries, results of questionnaires, opening hours; dates stand in their announcements."""
    return live_listings(at).filter(day__isnull=True, revision__entry__kind__in=KINDS)


def stands(term: Term) -> Q:
    return has("folded", term) | is_code(term)


def has(column: str, term: Term) -> Q:
    """As it stands, from the beginning of a word, without wildcards."""
    spellings = shortest(tuple(map(with_word_starts, term)))
    places = (StrIndex(column, Value(spelling)) for spelling in spellings)
    return reduce(or_, (Q(GreaterThan(place, Value(0))) for place in places))


def is_code(term: Term) -> Q:
    """The code of a question, as it is printed; no condition for what cannot be one."""
    codes = [spelling.upper() for spelling in term if CODE.fullmatch(spelling)]
    return Q(revision__entry__slug__in=codes, anchor="") if codes else Q()


def level(term: Term) -> Expression:
    title, words = has("folded_title", term) | is_code(term), has("keywords", term)
    return Case(
        When(title & words, then=TITLE_AND_WORDS),
        When(title, then=TITLE),
        When(words, then=WORDS),
        When(has("folded_summary", term), then=SUMMARY),
        When(has("folded", term), then=TEXT),
        default=NOWHERE,
        output_field=IntegerField(),
    )


def kind_place() -> Expression:
    places = (When(revision__entry__kind=kind, then=n) for n, kind in enumerate(KINDS))
    return Case(*places, output_field=IntegerField())
