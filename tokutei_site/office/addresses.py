"""Where a page stands: in its languages, in やさしい日本語, for search engines and on paper."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language_from_path, override, pgettext

from tokutei_site.publishing.easy import NAME, SOURCE


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
        LanguageLink(code, name, in_language(path, code), code == current)
        for code, name in settings.LANGUAGES
    ]


def in_language(path: str, code: str) -> str:
    """The same page in another language; for an address of no page, the same one below there."""
    if found := get_language_from_path(path):
        return f"/{code}{path.removeprefix(f'/{found}')}"
    return translate_url(path, code)


def easy_link(url: str, is_current: bool) -> LanguageLink | None:
    """Beside the languages, though it is none: it has no other address and no hreflang."""
    return LanguageLink(SOURCE, NAME, url, is_current) if url else None


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
