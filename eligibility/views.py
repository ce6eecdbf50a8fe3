"""The public pages of the questionnaire. What is answered never leaves the browser."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from tokutei_site.office import outside
from tokutei_site.office.absent import Pages, not_public
from tokutei_site.office.addresses import has_readings, readings
from tokutei_site.office.public import Preview, instant, render_page
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
    return list(rows.values("title", "summary", "is_behind", slug=F("revision__entry__slug")))


def detail(request: HttpRequest, slug: str) -> HttpResponse:
    at = instant(request)
    window = PAGES.live_at(slug, at)
    if window is None:
        return not_public(request, PAGES, slug, at)
    return render_guide(request, window, at)


def render_guide(request: HttpRequest, window: Window, at: datetime) -> HttpResponse:
    language, revision = get_language() or "", window.revision
    guide = Guide.read(revision.content, language, at, revision)
    response = render_page(
        request,
        "eligibility/detail.html",
        {
            "guide": guide,
            "absence": absence(window, guide.lang, language, jst_day(at)),
            "visible": Visible.of(window, language, at),
            "is_due": guide.is_due(at),
            "nav": "check",
            "language_query": "" if has_readings(request) else "?ruby=off",
            **readings(request, PAGES.url("detail", window.entry.slug)),
        },
        at=at,
        languages=[c for c in LANGUAGE_CODES if not Guide.missing(revision.content, c)],
    )
    response[outside.POLICY] = outside.CLOSED
    response["Referrer-Policy"] = "no-referrer"
    return response


def render_preview(request: HttpRequest, window: Window, at: datetime) -> HttpResponse:
    """For staff: a version as residents would see it from now on."""
    request.preview = Preview(PAGES.url("detail", window.entry.slug), at)  # type: ignore[attr-defined]
    return render_guide(request, window, at)
