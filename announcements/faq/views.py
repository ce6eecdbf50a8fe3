"""The public pages of the FAQ: by category, and one question."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from announcements.easy import EasyPage
from announcements.models import Announcement, Faq
from announcements.models.faq import LAST_PLACE
from announcements.paging import page_number
from tokutei_site.office.absent import Pages, page_of
from tokutei_site.office.public import Preview, instant, render_page
from tokutei_site.office.reading import PublishedOffice
from tokutei_site.publishing.checked import checked_sources
from tokutei_site.publishing.easy import SOURCE
from tokutei_site.publishing.ledger import listed
from tokutei_site.publishing.models import LANGUAGE_CODES, Listing, Revision, SlugChange, Window
from tokutei_site.publishing.reading import absence
from tokutei_site.publishing.telling import Visible
from tokutei_site.text.dates import jst_day

from .reading import PublishedFaq

PAGES = Pages(Faq, "faq", has_history=False)
PAGE_SIZE = 100
MOST_ON_HOME = 3


def index(request: HttpRequest) -> HttpResponse:
    """All questions by category on one page, as long as they fit; else one category at a time."""
    at, language = instant(request), get_language() or ""
    rows = listed(at, Faq.KIND, language)
    groups = categories(rows)
    chosen = request.GET.get("category", "")
    names = {each["category"]: each["name"] for each in groups}
    if chosen and chosen not in names:
        raise Http404
    fits = sum(each["count"] for each in groups) <= PAGE_SIZE
    shown = rows.filter(category=chosen) if chosen else rows if fits else rows.none()
    pages = Paginator(in_order(shown), PAGE_SIZE)
    page = pages.page(page_number(request, pages))
    ranks = {key: rank for rank, key in enumerate(names)}
    shown_rows = sorted(page.object_list, key=lambda row: ranks[row["category"]])
    page.object_list = with_checks(shown_rows, at, language)
    return render_page(
        request,
        "faq/index.html",
        {
            "page": page,
            "groups": [
                (key, names[key], list(some))
                for key, some in groupby(page, lambda row: row["category"])
            ],
            "categories": groups,
            "category": chosen,
            "category_name": names.get(chosen, ""),
            "fits": fits,
            "nav": "faq",
        },
        at=at,
        query=f"?category={chosen}" if chosen else "",
        page=page.number,
    )


def categories(rows: QuerySet[Listing]) -> list[Any]:
    """The categories in use, in their order, each by a name that its entries give it."""
    counted = rows.values("category").annotate(
        count=Count("pk"), name=Max("category_name"), first=Min("order")
    )
    return list(counted.order_by("first", "category"))


def in_order(rows: QuerySet[Listing]) -> QuerySet[Listing, Any]:
    """By place in the category, whatever place each had its category in when it was frozen."""
    placed = rows.annotate(place=F("order") % (LAST_PLACE + 1))
    return placed.order_by("place", "revision__entry__slug").values(
        "title",
        "summary",
        "is_behind",
        "has_easy",
        "category",
        "revision_id",
        slug=F("revision__entry__slug"),
    )


def with_checks(rows: list[dict[str, Any]], at: datetime, language: str) -> list[dict[str, Any]]:
    """Each with what its sources' last checks say, and whether it is certain."""
    revisions = Revision.objects.in_bulk([row["revision_id"] for row in rows])
    checked = checked_sources(revisions.values(), at, language)
    for row in rows:
        content = revisions[row["revision_id"]].content
        row["is_to_be_confirmed"] = bool(content.get("is_to_be_confirmed"))
        row["checked"] = checked[row["revision_id"]]
    return rows


def on_home(at: datetime, language: str) -> list[dict[str, Any]]:
    """The questions that staff put on the home page, as the list shows them."""
    rows = in_order(listed(at, Faq.KIND, language).filter(place_on_home__gt=0))
    return with_checks(list(rows.order_by("place_on_home", "slug")[:MOST_ON_HOME]), at, language)


def detail(request: HttpRequest, slug: str) -> HttpResponse:
    return page_of(request, PAGES, slug, render_faq)


def easy(request: HttpRequest, slug: str) -> HttpResponse:
    """The answer in やさしい日本語. It is Japanese, so that other languages lead there."""
    return page_of(request, PAGES, slug, EASY_PAGE.render)


def render_faq(request: HttpRequest, window: Window, at: datetime) -> HttpResponse:
    language, revision, slug = get_language() or "", window.revision, window.entry.slug
    content = revision.content
    faq = Faq.read(content, language, at, revision)
    return render_page(
        request,
        "faq/detail.html",
        {
            "slug": slug,
            "faq": faq,
            "related": related(faq.related, at, language),
            "absence": absence(window, faq.lang, language, jst_day(at)),
            "visible": Visible.of(window, language, at),
            "is_due": faq.is_due(at),
            "detail_url": PAGES.url("detail", slug),
            "nav": "faq",
        },
        at=at,
        languages=[c for c in LANGUAGE_CODES if not Faq.missing(content, c)],
        easy_url=PAGES.easy_url(window),
    )


def easy_context(faq: PublishedFaq, at: datetime, office: PublishedOffice | None) -> dict[str, Any]:
    return {"related": related(faq.related, at, SOURCE)}


EASY_PAGE = EasyPage(PAGES, "faq/easy.html", easy_context)


def related(slugs: Sequence[str], at: datetime, language: str) -> list[Any]:
    """Title and address of those announcements that are public now, under their present address."""
    if not slugs:
        return []
    rows = listed(at, Announcement.KIND, language).filter(anchor="")
    is_named = Q(revision__entry__slug__in=slugs) | Q(
        revision__entry__in=SlugChange.objects.filter(
            entry__kind=Announcement.KIND, slug__in=slugs
        ).values("entry")
    )
    found = rows.filter(is_named).values("title", slug=F("revision__entry__slug"))
    places = {slug: place for place, slug in enumerate(slugs)}
    return sorted(found, key=lambda row: places.get(row["slug"], len(places)))


def render_preview(request: HttpRequest, window: Window, at: datetime) -> HttpResponse:
    """For staff: a version as residents would see it from now on."""
    path = PAGES.url("detail", window.entry.slug)
    request.preview = Preview(path, at)  # type: ignore[attr-defined]
    return render_faq(request, window, at)
