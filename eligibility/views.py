"""The public pages of the questionnaire. What is answered never leaves the browser."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import get_language

from tokutei_site.office import outside
from tokutei_site.office.absent import Pages, page_of
from tokutei_site.office.addresses import readings
from tokutei_site.office.public import Preview, instant, render_page
from tokutei_site.publishing.easy import SOURCE
from tokutei_site.publishing.ledger import listed
from tokutei_site.publishing.models import LANGUAGE_CODES, Window
from tokutei_site.publishing.reading import absence
from tokutei_site.publishing.telling import Visible
from tokutei_site.text.dates import jst_day

from .models import Guide

PAGES = Pages(Guide, "check", has_history=False)


def index(request: HttpRequest) -> HttpResponse:
    at, language = instant(request), get_language() or ""
    context = {"guides": guide_links(at, language), "nav": "check"}
    return render_page(request, "eligibility/index.html", context, at=at)


def guide_links(at: datetime, language: str) -> list[Any]:
    rows = listed(at, Guide.KIND, language).filter(anchor="").order_by("revision__entry__slug")
    return list(
        rows.values("title", "summary", "is_behind", "has_easy", slug=F("revision__entry__slug"))
    )


def detail(request: HttpRequest, slug: str) -> HttpResponse:
    return page_of(request, PAGES, slug, render_guide)


def easy(request: HttpRequest, slug: str) -> HttpResponse:
    return page_of(request, PAGES, slug, render_easy)


def render_guide(request: HttpRequest, window: Window, at: datetime) -> HttpResponse:
    content = window.revision.content
    return guide_page(
        request,
        window,
        at,
        "eligibility/detail.html",
        {},
        languages=[c for c in LANGUAGE_CODES if not Guide.missing(content, c)],
        easy_url=PAGES.easy_url(window),
    )


def render_easy(request: HttpRequest, window: Window, at: datetime) -> HttpResponse:
    """The same steps in やさしい日本語; Http404 where none is written so. It is Japanese and has
    one address, so that other languages lead there."""
    address, detail_url = PAGES.easy_url(window), PAGES.url("detail", window.entry.slug)
    if not address:
        raise Http404
    if get_language() != SOURCE:
        return HttpResponsePermanentRedirect(address)
    return guide_page(
        request,
        window,
        at,
        "eligibility/easy.html",
        {"is_easy": True, "detail_url": detail_url, **readings(request, address)},
        languages=[SOURCE],
        easy_url=address,
        easy_of=detail_url,
    )


def guide_page(
    request: HttpRequest,
    window: Window,
    at: datetime,
    template: str,
    context: dict[str, Any],
    **places: Any,
) -> HttpResponse:
    """`places`: where the page stands, as render_page wants it."""
    language, revision = get_language() or "", window.revision
    guide = Guide.read(revision.content, language, at, revision)
    context |= {
        "guide": guide,
        "absence": absence(window, guide.lang, language, jst_day(at)),
        "visible": Visible.of(window, language, at),
        "is_due": guide.is_due(at),
        "nav": "check",
    }
    response = render_page(request, template, context, at=at, **places)
    response[outside.POLICY] = outside.CLOSED
    response["Referrer-Policy"] = "no-referrer"
    return response


def render_preview(request: HttpRequest, window: Window, at: datetime) -> HttpResponse:
    """For staff: a version as residents would see it from now on."""
    request.preview = Preview(PAGES.url("detail", window.entry.slug), at)  # type: ignore[attr-defined]
    return render_guide(request, window, at)


def preview_easy(request: HttpRequest, window: Window, at: datetime) -> HttpResponse:
    """The same in やさしい日本語."""
    request.preview = Preview(PAGES.easy_url(window), at)  # type: ignore[attr-defined]
    return render_easy(request, window, at)
