"""How feeds, calendars and lists for programs are sent: kept as long as a page, told apart by
their bytes, the same for everybody."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from tokutei_site.office.public import keep_until_it_changes, preview_of

# All but the characters that XML 1.0 (2.2, Char) and iCalendar (RFC 5545, 3.1) can carry.
UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def readable(text: str) -> str:
    """A text without what would make a whole feed or calendar unreadable."""
    return UNREADABLE.sub("", text)


def site_host() -> str:
    """What permanent names are made with (RFC 4151; RFC 5545, 3.8.4.7)."""
    return urlsplit(settings.SITE_URL).hostname or ""


def send(request: HttpRequest, body: bytes, content_type: str, at: datetime) -> HttpResponseBase:
    """The answer with a weak ETag (RFC 9110, 8.8.1: one for every encoding of it), or 304 when
    the program has it already. Staff who look at another instant get it uncached."""
    response = HttpResponse(body, content_type=content_type)
    if preview_of(request):
        patch_cache_control(response, no_store=True)
        return response
    keep_until_it_changes(response, at)
    patch_vary_headers(response, ["Accept-Encoding"])
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def one_for_all_languages(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """A middleware around Django's LocaleMiddleware, which says of every address outside
    /ja/, /en/ … that it varies by Accept-Language. What `in_no_language` sends does not."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if getattr(response, "is_in_no_language", False):
            named = [each.strip() for each in response.headers.get("Vary", "").split(",")]
            del response.headers["Vary"]
            if kept := [name for name in named if name and name != "Accept-Language"]:
                patch_vary_headers(response, kept)
            del response.headers["Content-Language"]
        return response

    return middleware


def in_no_language(response: HttpResponseBase) -> HttpResponseBase:
    """For what is the same in every language: the sitemap, robots.txt."""
    response.is_in_no_language = True  # type: ignore[attr-defined]
    return response
