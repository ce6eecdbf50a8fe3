"""Every public page is made here: its instant, its frame, its cache time. No cookie, no user."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from tokutei_site.publishing.ledger import next_boundary
from tokutei_site.text import japanese

from .addresses import addresses, easy_link, language_links, numbered
from .frame import Frame, live_frame
from .opening import Counter, counter_of
from .outside import LONGEST_CACHE


@dataclass(frozen=True)
class Preview:
    """Staff look at a page as residents would see it: at which address, at which instant."""

    path: str
    at: datetime
    is_site: bool = False  # the whole site as of the instant, not one version on its page


def preview_of(request: HttpRequest) -> Preview | None:
    return getattr(request, "preview", None)


def instant(request: HttpRequest) -> datetime:
    """The instant a page shows: now, unless a staff preview set another one."""
    preview = preview_of(request)
    return preview.at if preview else timezone.now()


def public_address(request: HttpRequest) -> str:
    """Of the page that is shown, whatever host or staff address it was asked for at."""
    preview = preview_of(request)
    return str(settings.SITE_URL) + (preview.path if preview else request.path)


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    at: datetime,
    languages: Iterable[str] | None = None,
    query: str = "",
    page: int = 1,
    frame: Frame | None = None,
    status: int = 200,
    easy_url: str = "",
    easy_of: str = "",
) -> HttpResponse:
    """Render a public page. `languages`: the ones in which this page really exists (default:
    all; none for an error or an earlier text, which no search engine shall keep); `query`: the
    part of the address that the language switch keeps; `page`: the number in a list; `frame`:
    where it is known already, or a preview shows another one; `easy_url`: the same in
    やさしい日本語; `easy_of`: the page that this one retells, to which the languages lead back."""
    language = get_language() or settings.LANGUAGE_CODE
    preview = preview_of(request)
    path = preview.path if preview else request.path
    links = language_links(easy_of or path, "" if easy_of else language)
    frame = frame or live_frame(at, language)
    counter = counter_of(frame.office, at, language)
    named = None if languages is None else set(languages)
    exist = [each for each in links if named is None or each.code in named]
    canonical = public_address(request) + numbered(query, page)
    is_alone = bool(easy_of or numbered(query, page))
    response = render(
        request,
        template,
        {
            "at": at,
            "office": frame.office,
            "counter": counter,
            "banners": frame.banners,
            "preview": preview,
            "language_links": links,
            "language_query": query,
            **addresses(canonical, exist, language, is_alone=is_alone),
            "easy_link": easy_link(easy_url, bool(easy_of)),
            **context,
        },
        status=status,
    )
    response.content = japanese.marked(response.content.decode(), language).encode()
    if status == 200 and preview is None:
        keep_until_it_changes(response, at, counter)
    else:
        patch_cache_control(response, no_store=True)
    return response


def keep_until_it_changes(
    response: HttpResponseBase, at: datetime, counter: Counter | None = None
) -> None:
    """Every cache may keep it for as long as it is true, from `at`: until a text or the counter
    opens or closes, and never longer than a withdrawn page may stand."""
    ends = next_boundary(at)
    if counter and counter.changes_at:
        ends = min(ends, counter.changes_at)
    left = int((ends - at).total_seconds())
    patch_cache_control(response, public=True, max_age=min(LONGEST_CACHE, max(left, 0)))
