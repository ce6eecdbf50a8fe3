"""The public pages of the questionnaire. What is answered never leaves the browser."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar, cast

from csp.constants import NONE
from csp.decorators import csp_replace
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from tokutei_site.office.absent import Pages, not_public
from tokutei_site.office.public import Preview, instant, render_page
from tokutei_site.publishing.ledger import listed
from tokutei_site.publishing.models import LANGUAGE_CODES, Window
from tokutei_site.publishing.reading import absence
from tokutei_site.publishing.telling import Visible
from tokutei_site.text.dates import jst_day

from .models import Guide

View = TypeVar("View", bound=Callable[..., HttpResponse])

PAGES = Pages(Guide, "check", has_history=False)
# The page can send nothing anywhere, whatever stands in it.
silent = cast(Callable[[View], View], csp_replace({"connect-src": [NONE], "form-action": [NONE]}))


def index(request: HttpRequest) -> HttpResponse:
    at, language = instant(request), get_language() or ""
    rows = listed(at, Guide.KIND, language).filter(anchor="").order_by("revision__entry__slug")
    guides = list(rows.values("title", "summary", "is_behind", slug=F("revision__entry__slug")))
    return render_page(request, "eligibility/index.html", {"guides": guides, "nav": "check"}, at=at)


def detail(request: HttpRequest, slug: str) -> HttpResponse:
    at = instant(request)
    window = PAGES.live_at(slug, at)
    if window is None:
        return not_public(request, PAGES, slug, at)
    return render_guide(request, window, at)


@silent
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
        },
        at=at,
        languages=[c for c in LANGUAGE_CODES if not Guide.missing(revision.content, c)],
    )
    response["Referrer-Policy"] = "no-referrer"
    return response


def render_preview(request: HttpRequest, window: Window, at: datetime) -> HttpResponse:
    """For staff: a version as residents would see it from now on."""
    request.preview = Preview(PAGES.url("detail", window.entry.slug), at)  # type: ignore[attr-defined]
    return render_guide(request, window, at)
