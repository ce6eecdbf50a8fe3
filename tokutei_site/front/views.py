from datetime import datetime
from typing import Any

from django.db.models import F
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from announcements.faq.views import on_home
from announcements.models import Announcement
from announcements.views import newest_first
from eligibility.views import guide_links
from tokutei_site.office.frame import banners_by_language
from tokutei_site.office.public import instant, render_page
from tokutei_site.publishing.ledger import listed
from tokutei_site.staff.language import STAFF_PREFIX
from tokutei_site.text.dates import jst_day

NEWEST, COMING = 5, 6


def choose_language(request: HttpRequest) -> HttpResponse:
    """The only address that asks the browser for its language; nothing else does."""
    code = translation.get_language_from_request(request)
    with translation.override(code):
        response = HttpResponseRedirect(reverse("home"))
    patch_cache_control(response, private=True)
    response.headers["Vary"] = "Accept-Language"
    return response


def icon(request: HttpRequest) -> HttpResponse:
    """Pages name their icon; for a file or a feed browsers ask here."""
    return HttpResponsePermanentRedirect(static("icon.svg"))


def home(request: HttpRequest) -> HttpResponse:
    at, language = instant(request), get_language() or ""
    rows = listed(at, Announcement.KIND, language)
    questions = on_home(at, language)
    coming = rows.exclude(anchor="").filter(last_day__gte=jst_day(at)).order_by("day", "pk")
    return render_page(
        request,
        "front/home.html",
        {
            "questions": questions,
            "checked_at": oldest_check(questions),
            "is_checked_live": all(row["checked"].is_live for row in questions),
            "guides": guide_links(at, language),
            "newest": list(newest_first(rows.filter(anchor=""))[:NEWEST]),
            "coming": list(
                coming.values(
                    "title",
                    "summary",
                    "day",
                    "anchor",
                    "precision",
                    "is_confirmed",
                    "is_behind",
                    slug=F("revision__entry__slug"),
                )[:COMING]
            ),
            "nav": "home",
        },
        at=at,
    )


def oldest_check(questions: list[dict[str, Any]]) -> datetime | None:
    """Since when the sources of all these questions have been checked; None if some never were."""
    days = [row["checked"].checked_at for row in questions]
    return min(days) if all(days) and days else None


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """In the path's language; in every language where the path names none."""
    if request.path.startswith(STAFF_PREFIX):
        return render(request, "admin/404.html", status=404)
    code = translation.get_language_from_path(request.path)
    at = instant(request)
    if code is None:
        urgent = {"banners_by_language": banners_by_language(at)}
        return render(request, "404_bilingual.html", urgent, status=404)
    return render_page(request, "404.html", {}, at=at, languages=[], status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fixed page that asks nothing of the database."""
    return render(request, "500.html", status=500)
