"""The frame of every public page: office, languages, addresses, cache time. No cookie, no user."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from tokutei_site.publishing.ledger import live, next_boundary

from .models import Office, PublishedOffice
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


def language_links(path: str, current: str) -> list[LanguageLink]:
    return [
        LanguageLink(code, name, translate_url(path, code), code == current)
        for code, name in settings.LANGUAGES
    ]


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
) -> HttpResponse:
    """Render a public page. `languages`: the ones in which this page really exists (default:
    all); `query`: the part of the address that the language switch keeps."""
    language = get_language() or settings.LANGUAGE_CODE
    preview = preview_of(request)
    path = preview.path if preview else request.path
    links = language_links(path, language)
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
