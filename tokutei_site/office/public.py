"""The frame of every public page: office, languages, addresses, cache time. No cookie, no user."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, override, pgettext

from tokutei_site.publishing.easy import NAME, SOURCE
from tokutei_site.publishing.ledger import live, next_boundary
from tokutei_site.publishing.models import Window

from .models import Banner, Office
from .opening import Counter, counter_of
from .reading import PublishedBanner, PublishedOffice

LONGEST_CACHE = 60  # seconds a withdrawn page may still stand in somebody's cache
MOST_BANNERS = 3


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


@dataclass(frozen=True)
class Frame:
    """What stands around the text of every page."""

    office: PublishedOffice | None = None
    banners: tuple[PublishedBanner, ...] = ()


def live_frame(at: datetime, language: str) -> Frame:
    return frame_in(language, frame_windows(at), at)


def frame_windows(at: datetime) -> list[Window]:
    """Of the office and of the urgent notices, newest first: one query for both."""
    rows = live(at).filter(entry__kind__in=(Office.KIND, Banner.KIND))
    return list(rows.select_related("entry", "revision").order_by("-begins", "-pk"))


def frame_in(language: str, windows: list[Window], at: datetime) -> Frame:
    offices = [window for window in windows if window.entry.kind == Office.KIND]
    urgent = [window for window in windows if window.entry.kind == Banner.KIND]
    office = min(offices, key=lambda window: window.entry_id, default=None)
    return Frame(
        Office.read(office.revision.content, language, at) if office else None,
        tuple(banner_of(window, language, at) for window in urgent[:MOST_BANNERS]),
    )


def banners_by_language(at: datetime) -> list[tuple[str, tuple[PublishedBanner, ...]]]:
    """For a page that stands in every language at once."""
    windows = frame_windows(at)
    return [(code, frame_in(code, windows, at).banners) for code, _name in settings.LANGUAGES]


def banner_of(window: Window, language: str, at: datetime) -> PublishedBanner:
    return Banner.read(window.revision.content, language, at).standing(window)


@dataclass(frozen=True)
class LanguageLink:
    code: str
    name: str
    url: str
    is_current: bool

    @property
    def absolute_url(self) -> str:
        return settings.SITE_URL + self.url

    @property
    def open_graph_locale(self) -> str:
        """language_TERRITORY, as the Open Graph protocol names languages."""
        with override(self.code):
            return pgettext("Open Graph locale", "en_US")


def easy_address(name: str, slug: str) -> str:
    """The page in やさしい日本語, which is Japanese, by its URL name with a namespace."""
    with override(SOURCE):
        return reverse(name, args=[slug])


def has_readings(request: HttpRequest) -> bool:
    """Whether kanji carry their readings; `?ruby=off` leaves them out, and is no other page."""
    return request.GET.get("ruby") != "off"


def readings(request: HttpRequest, path: str) -> dict[str, Any]:
    """What a template with texts in やさしい日本語 needs: the switch leads to this path."""
    has = has_readings(request)
    return {"has_readings": has, "readings_url": f"{path}?ruby=off" if has else path}


def language_links(path: str, current: str) -> list[LanguageLink]:
    return [
        LanguageLink(code, name, translate_url(path, code), code == current)
        for code, name in settings.LANGUAGES
    ]


def easy_link(url: str, is_current: bool) -> LanguageLink | None:
    """Beside the languages, though it is none: it has no other address and no hreflang."""
    return LanguageLink(SOURCE, NAME, url, is_current) if url else None


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


def numbered(query: str, page: int) -> str:
    """The query of one page of a list; the first page has no number."""
    return query if page == 1 else f"{query}{'&' if query else '?'}page={page}"


def addresses(
    canonical: str, exist: list[LanguageLink], language: str, *, is_alone: bool
) -> dict[str, Any]:
    """What head and printed foot say about where a page stands. A page that borrows another
    language's text points search engines to the page in that language. A page of a list may
    have no counterpart, so it names none. hreflang: HTML Standard 4.6.7.2; `x-default` is the
    page in the site's first language, because what counts is the text in it, and the root only
    leads to the home page."""
    alternates = [] if is_alone else exist
    first = next((each for each in exist if each.code == settings.LANGUAGE_CODE), None)
    is_borrowed = language not in [each.code for each in exist]
    return {
        "canonical": canonical,
        "paper_address": canonical if exist else "",
        "index_as": (exist[0].absolute_url if is_borrowed else canonical) if exist else "",
        "alternates": alternates,
        "default_alternate": (first or exist[0]) if alternates else None,
    }
