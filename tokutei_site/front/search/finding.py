"""Where the terms of a query stand among what is live, the best first."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from heapq import nsmallest
from operator import attrgetter, itemgetter

from .places import Place, Span, searched
from .query import Query
from .wanted import Text, Wanted

MOST = 100  # places that are counted

# How prominently a term stands; the number is its level.
TITLE_AND_WORDS, TITLE, WORDS, SUMMARY, TEXT = range(5)
Rank = tuple[int | float, ...]


def places(query: Query, at: datetime) -> list[Place]:
    """Where every term of a query stands, in whatever language, the best first: as its weakest
    term stands, then as all of them do, then by kind and place. At most MOST + 1."""
    if not query.terms:
        return []
    terms, kept = [Wanted.of(term) for term in query.terms], searched(at)
    found = list(ranks(terms, kept, at, attrgetter("head")))
    if len(found) <= MOST:  # else whatever stands in the texts alone comes too late
        found = list(ranks(terms, kept, at, attrgetter("all")))
    return [place for _rank, place in nsmallest(MOST + 1, found, key=itemgetter(0))]


def ranks(
    terms: list[Wanted], kept: Iterable[Place], at: datetime, part: Callable[[Place], Text]
) -> Iterator[tuple[Rank, Place]]:
    """The places that are public and hold every term in this part of them."""
    for term in terms:
        kept = [each for each in kept if term.stands_in(part(each)) or is_code(term, each)]
    for place in kept:
        if span := place.span(at):
            yield rank(place, span, [level(term, place) for term in terms]), place


def is_code(term: Wanted, place: Place) -> bool:
    return place.slug in term.codes and not place.anchor


def level(term: Wanted, place: Place) -> int:
    """Of a term that stands in a place."""
    if term.is_in(place.title) or is_code(term, place):
        return TITLE_AND_WORDS if term.is_in(place.words) else TITLE
    if term.is_in(place.words):
        return WORDS
    return SUMMARY if term.is_in(place.summary) else TEXT


def rank(place: Place, span: Span, levels: list[int]) -> Rank:
    _begins, _ends, newest = span
    return max(levels), sum(levels), place.kind_place, place.order, newest, place.revision_id
