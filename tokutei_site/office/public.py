"""The frame of every public page: office, languages, addresses, cache time. No cookie, no user."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, override

from tokutei_site.publishing.easy import NAME, SOURCE
from tokutei_site.publishing.ledger import live, next_boundary

from .models import Office, PublishedOffice

LONGEST_CACHE = 60  # seconds a withdrawn page may still stand in somebody's cache


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


def live_office(at: datetime, language: str) -> PublishedOffice | None:
    window = (
        live(at)
        .filter(entry__kind=Office.KIND)
        .select_related("revision")
        .order_by("entry")
        .first()
    )
    return Office.read(window.revision.content, language, at) if window else None


@dataclass(frozen=True)
class LanguageLink:
    code: str
    name: str
    url: str
    is_current: bool

    @property
    def absolute_url(self) -> str:
        return settings.SITE_URL + self.url


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
    office: PublishedOffice | None = None,
    status: int = 200,
    easy_url: str = "",
    easy_of: str = "",
) -> HttpResponse:
    """Render a public page. `languages`: the ones in which this page really exists (default:
    all); `query`: the part of the address that the language switch keeps; `easy_url`: the same in
    やさしい日本語; `easy_of`: the page that this one retells, to which the languages lead back."""
    language = get_language() or settings.LANGUAGE_CODE
    preview = preview_of(request)
    path = preview.path if preview else request.path
    links = language_links(easy_of or path, "" if easy_of else language)
    exists_in = list(languages) if languages is not None else [link.code for link in links]
    response = render(
        request,
        template,
        {
            "at": at,
            "office": office or live_office(at, language),
            "canonical": settings.SITE_URL + path,
            "preview": preview,
            "language_links": links,
            "language_query": query,
            "easy_link": easy_link(easy_url, bool(easy_of)),
            "alternates": [link for link in links if link.code in exists_in],
            **context,
        },
        status=status,
    )
    if status == 200 and preview is None:
        left = int((next_boundary(at) - at).total_seconds())
        patch_cache_control(response, public=True, max_age=min(LONGEST_CACHE, max(left, 0)))
    else:
        patch_cache_control(response, no_store=True)
    return response
