from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import get_language

from tokutei_site.office.public import Preview, instant, live_office, render_page
from tokutei_site.publishing.ledger import (
    Standing,
    listed,
    live,
    standing,
    standing_publications,
    windows_of,
)
from tokutei_site.publishing.models import (
    LANGUAGE_CODES,
    Entry,
    Listing,
    Publication,
    Revision,
    SlugChange,
    Window,
)
from tokutei_site.publishing.reading import Removal, absence, reader_note, text_or_any
from tokutei_site.publishing.telling import LedgerLine, Visible
from tokutei_site.text.dates import jst_day

from .models import Announcement

PAGE_SIZE = 20
HAS_HISTORY = ("live", "ended", "sealed")


def index(request: HttpRequest) -> HttpResponse:
    at, language = instant(request), get_language() or ""
    rows = listed(at, Announcement.KIND, language).filter(anchor="")
    categories = category_names(rows)
    category = request.GET.get("category", "")
    if category and category not in categories:
        raise Http404
    chosen = rows.filter(category=category) if category else rows
    pages = Paginator(newest_first(chosen), PAGE_SIZE)
    page = pages.page(page_number(request, pages))
    page.object_list = list(page.object_list)  # a template asks nothing of the database
    return render_page(
        request,
        "announcements/index.html",
        {
            "page": page,
            "categories": sorted(categories.items()),
            "category": category,
            "category_name": categories.get(category, ""),
            "nav": "announcements",
        },
        at=at,
        query=f"?category={category}" if category else "",
    )


def category_names(rows: QuerySet[Listing]) -> dict[str, str]:
    """The categories in use, each by the name its newest entry gives it."""
    named = rows.exclude(category="").order_by("revision__windows__news_at", "pk")
    return dict(named.values_list("category", "category_name"))


def newest_first(rows: QuerySet[Listing]) -> QuerySet[Listing, Any]:
    """Listing rows as plain values, the latest told news first."""
    return rows.order_by("-revision__windows__news_at", "-pk").values(
        "title",
        "summary",
        "is_behind",
        "category_name",
        slug=F("revision__entry__slug"),
        news_at=F("revision__windows__news_at"),
    )


def page_number(request: HttpRequest, pages: Paginator) -> int:
    """The page asked for; anything that is not the number of an existing page is a 404."""
    asked = request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 6):
        raise Http404
    if not 1 <= int(asked) <= pages.num_pages:
        raise Http404
    return int(asked)


def detail(request: HttpRequest, slug: str) -> HttpResponse:
    at = instant(request)
    window = (
        live(at)
        .filter(entry__kind=Announcement.KIND, entry__slug=slug)
        .select_related("entry", "revision", "publication")
        .first()
    )
    if window is None:
        return not_public(request, slug, at)
    return render_announcement(request, window, at)


def history(request: HttpRequest, slug: str) -> HttpResponse:
    at, language = instant(request), get_language() or ""
    entry = entry_at(slug)
    state = standing(entry, at).state if entry else "never"
    if entry is None or state not in HAS_HISTORY:
        return not_public(request, slug, at)
    begun = told(entry, at)
    titles = (text_or_any(p.revision.content, "title", language) for p in begun if p.revision)
    title, title_lang = next((found for found in titles if found[0]), ("", language))
    return render_page(
        request,
        "announcements/history.html",
        {
            "slug": slug,
            "title": title,
            "title_lang": title_lang,
            "lines": [LedgerLine.of(p, language) for p in begun],
            "is_live": state == "live",
            "nav": "announcements",
        },
        at=at,
    )


def told(entry: Entry, at: datetime) -> list[Publication]:
    """The ledger of what readers could see, newest first."""
    rows = standing_publications(entry)
    visible = {window.publication_id for window in windows_of(rows)}
    return [
        row
        for row in reversed(rows)
        if row.visible_from <= at and (row.revision is None or row.pk in visible)
    ]


def history_revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The text as it once was public. A revision that never was public is not found."""
    at = instant(request)
    entry = entry_at(slug)
    if entry is None or standing(entry, at).state not in HAS_HISTORY:
        return not_public(request, slug, at)
    window = (
        entry.windows.filter(revision__number=number, begins__lte=at)
        .select_related("entry", "revision", "publication")
        .order_by("begins")
        .last()
    )
    if window is None:
        shown = (p.revision for p in told(entry, at) if p.revision)
        once = next((revision for revision in shown if revision.number == number), None)
        return removed(request, slug, once, at)
    return render_announcement(request, window, at, is_history=True)


def render_announcement(
    request: HttpRequest, window: Window, at: datetime, *, is_history: bool = False
) -> HttpResponse:
    """The page of one window. In the history dates and sources read as when it opened."""
    language, revision, slug = get_language() or "", window.revision, window.entry.slug
    content, opened = revision.content, window.begins if is_history else at
    announcement = Announcement.read(content, language, opened, revision)
    office = live_office(at, language)
    return render_page(
        request,
        "announcements/detail.html",
        {
            "slug": slug,
            "announcement": announcement,
            "dates": announcement.dated_lines(opened, office),
            "absence": absence(window, announcement.lang, language, jst_day(at)),
            "visible": Visible.of(window, language, at),
            "latest_url": settings.SITE_URL + reverse("announcements:detail", args=[slug]),
            "is_due": announcement.is_due(at),
            "is_history": is_history,
            "nav": "announcements",
        },
        at=at,
        office=office,
        languages=[c for c in LANGUAGE_CODES if not Announcement.missing(content, c)],
    )


def entry_at(slug: str) -> Entry | None:
    return Entry.objects.filter(kind=Announcement.KIND, slug=slug).first()


def not_public(request: HttpRequest, slug: str, at: datetime) -> HttpResponse:
    """What an address answers that shows nothing: moved, gone with the reason, or unknown."""
    entry = entry_at(slug)
    if entry is None:
        return moved(request, slug)
    place = standing(entry, at)
    if place.state == "sealed" and place.publication:
        return removed(request, slug, place.publication.revision, at)
    if place.state not in ("ended", "withdrawn"):
        raise Http404
    return gone(request, slug, place, at)


def moved(request: HttpRequest, slug: str) -> HttpResponse:
    change = (
        SlugChange.objects.filter(entry__kind=Announcement.KIND, slug=slug)
        .select_related("entry")
        .order_by("pk")
        .last()
    )
    match = request.resolver_match
    if change is None or match is None:
        raise Http404
    kwargs = {**match.kwargs, "slug": change.entry.slug}
    return HttpResponsePermanentRedirect(reverse(match.view_name, kwargs=kwargs))


def gone(request: HttpRequest, slug: str, place: Standing, at: datetime) -> HttpResponse:
    language, is_withdrawn = get_language() or "", place.state == "withdrawn"
    reason, reason_lang = "", language
    if is_withdrawn and place.publication:
        reason, reason_lang = reader_note(place.publication, language)
    return render_page(
        request,
        "announcements/gone.html",
        {
            "slug": slug,
            "gone_at": place.ended_at,
            "is_withdrawn": is_withdrawn,
            "reason": reason,
            "reason_lang": reason_lang,
            "nav": "announcements",
        },
        at=at,
        languages=[],
        status=410,
    )


def removed(
    request: HttpRequest, slug: str, revision: Revision | None, at: datetime
) -> HttpResponse:
    """In place of a text that was public and has been sealed: that it was, when and why."""
    removal = Removal.of(revision, get_language() or "") if revision else None
    if revision is None or removal is None:
        raise Http404
    context = {
        "slug": slug,
        "removal": removal,
        "is_live": standing(revision.entry, at).state == "live",
        "nav": "announcements",
    }
    template = "announcements/removed.html"
    return render_page(request, template, context, at=at, languages=[], status=410)


def render_preview(request: HttpRequest, window: Window, at: datetime) -> HttpResponse:
    """For staff: a version as residents would see it from now on."""
    path = reverse("announcements:detail", args=[window.entry.slug])
    request.preview = Preview(path, at)  # type: ignore[attr-defined]
    return render_announcement(request, window, at)
