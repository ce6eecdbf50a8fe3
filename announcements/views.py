from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from tokutei_site.office.absent import Pages, not_public, page_of, removed
from tokutei_site.office.frame import live_frame
from tokutei_site.office.public import Preview, instant, render_page
from tokutei_site.office.reading import PublishedOffice
from tokutei_site.publishing.contents import laid_out
from tokutei_site.publishing.ledger import (
    listed,
    standing,
    standing_publications,
    windows_of,
)
from tokutei_site.publishing.models import (
    LANGUAGE_CODES,
    Entry,
    Listing,
    Publication,
    Window,
    seal_of,
)
from tokutei_site.publishing.reading import absence, text_or_any
from tokutei_site.publishing.telling import LedgerLine, Visible
from tokutei_site.text.dates import jst_day

from .easy import EasyPage
from .models import Announcement
from .paging import page_number
from .reading import PublishedAnnouncement

PAGES = Pages(Announcement, "announcements")
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
        page=page.number,
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
        "has_easy",
        "category_name",
        slug=F("revision__entry__slug"),
        news_at=F("revision__windows__news_at"),
    )


def detail(request: HttpRequest, slug: str) -> HttpResponse:
    return page_of(request, PAGES, slug, render_announcement)


def easy(request: HttpRequest, slug: str) -> HttpResponse:
    """The text in やさしい日本語. It is Japanese, so that other languages lead there."""
    return page_of(request, PAGES, slug, EASY_PAGE.render)


def history(request: HttpRequest, slug: str) -> HttpResponse:
    at, language = instant(request), get_language() or ""
    entry = PAGES.entry_at(slug)
    state = standing(entry, at).state if entry else "never"
    if entry is None or state not in HAS_HISTORY:
        return not_public(request, PAGES, slug, at)
    begun = told(entry, at)
    texts = (p.revision for p in begun if p.revision and not seal_of(p.revision))
    titles = (text_or_any(each.content, "title", language) for each in texts)
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
        languages=[],
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
    entry = PAGES.entry_at(slug)
    if entry is None or standing(entry, at).state not in HAS_HISTORY:
        return not_public(request, PAGES, slug, at)
    window = (
        entry.windows.filter(revision__number=number, begins__lte=at)
        .select_related("entry", "revision", "publication")
        .order_by("begins")
        .last()
    )
    if window is None:
        shown = (p.revision for p in told(entry, at) if p.revision)
        once = next((revision for revision in shown if revision.number == number), None)
        return removed(request, PAGES, slug, once, at)
    return render_announcement(request, window, at, is_history=True)


def render_announcement(
    request: HttpRequest, window: Window, at: datetime, *, is_history: bool = False
) -> HttpResponse:
    """The page of one window. In the history dates and sources read as when it opened."""
    language, revision, slug = get_language() or "", window.revision, window.entry.slug
    latest_url = settings.SITE_URL + PAGES.url("detail", slug)
    content, opened = revision.content, window.begins if is_history else at
    announcement = Announcement.read(content, language, opened, revision)
    frame = live_frame(at, language)
    body, contents = laid_out(announcement.body)
    return render_page(
        request,
        "announcements/detail.html",
        {
            "slug": slug,
            "announcement": announcement,
            "body": body,
            "contents": contents,
            "dates": announcement.dated_lines(opened, frame.office),
            "absence": absence(window, announcement.lang, language, jst_day(at)),
            "visible": Visible.of(window, language, at),
            "detail_url": PAGES.url("detail", slug),
            "latest_url": latest_url,
            "paper_address": latest_url,
            "is_due": announcement.is_due(at),
            "is_history": is_history,
            "nav": "announcements",
        },
        at=at,
        frame=frame,
        languages=[]
        if is_history
        else [c for c in LANGUAGE_CODES if not Announcement.missing(content, c)],
        easy_url="" if is_history else PAGES.easy_url(window),
    )


def easy_context(
    announcement: PublishedAnnouncement, at: datetime, office: PublishedOffice | None
) -> dict[str, Any]:
    return {"dates": announcement.dated_lines(at, office)}


EASY_PAGE = EasyPage(PAGES, "announcements/easy.html", easy_context)


def render_preview(request: HttpRequest, window: Window, at: datetime) -> HttpResponse:
    """For staff: a version as residents would see it from now on."""
    path = PAGES.url("detail", window.entry.slug)
    request.preview = Preview(path, at)  # type: ignore[attr-defined]
    return render_announcement(request, window, at)
