"""What the address of an entry answers: what is live there, or, if nothing is, that it moved,
was withdrawn, ended, was sealed or is unknown. The same for every kind with pages of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import get_language

from tokutei_site.publishing.ledger import Standing, live, standing
from tokutei_site.publishing.models import Entry, Revision, SlugChange, Window
from tokutei_site.publishing.reading import Removal, reader_note

from .addresses import easy_address
from .public import instant, render_page

Render = Callable[[HttpRequest, Window, datetime], HttpResponse]


@dataclass(frozen=True)
class Pages:
    """The public pages of a kind: its URL names are `index`, `detail` and, if there is one,
    `history` in this namespace, which is also its place in the navigation."""

    kind: type[Entry]
    namespace: str
    has_history: bool = True

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"{self.namespace}:{name}", args=args)

    def easy_url(self, window: Window) -> str:
        """The page in やさしい日本語 of what is shown, if it has one."""
        if not self.kind.has_easy(window.revision.content):
            return ""
        return easy_address(f"{self.namespace}:easy", window.entry.slug)

    def entry_at(self, slug: str) -> Entry | None:
        return Entry.objects.filter(kind=self.kind.KIND, slug=slug).first()

    def live_at(self, slug: str, at: datetime) -> Window | None:
        windows = live(at).filter(entry__kind=self.kind.KIND, entry__slug=slug)
        return windows.select_related("entry", "revision", "publication").first()

    def links(self, slug: str) -> dict[str, Any]:
        """What the pages below link to."""
        return {
            "index_url": self.url("index"),
            "detail_url": self.url("detail", slug),
            "history_url": self.url("history", slug) if self.has_history else "",
            "nav": self.namespace,
        }


def page_of(request: HttpRequest, pages: Pages, slug: str, render: Render) -> HttpResponse:
    """What is live under an address, by `render`, or what the address answers instead."""
    at = instant(request)
    window = pages.live_at(slug, at)
    return render(request, window, at) if window else not_public(request, pages, slug, at)


def not_public(request: HttpRequest, pages: Pages, slug: str, at: datetime) -> HttpResponse:
    """For an address under which nothing is live. Raises Http404 for an unknown one."""
    entry = pages.entry_at(slug)
    if entry is None:
        return moved(request, pages, slug, at)
    place = standing(entry, at)
    if place.state == "sealed" and place.publication:
        return removed(request, pages, slug, place.publication.revision, at)
    if place.state not in ("ended", "withdrawn"):
        raise Http404
    return gone(request, pages, slug, place, at)


def moved(request: HttpRequest, pages: Pages, slug: str, at: datetime) -> HttpResponse:
    """To the page of the entry that had this address, or has it in other letters: somebody typed
    it from paper. Whether a draft has it is nobody's business."""
    spellings = {slug, slug.lower(), slug.upper()}
    changes = SlugChange.objects.filter(entry__kind=pages.kind.KIND, slug__in=spellings)
    change = changes.select_related("entry").order_by("pk").last()
    here = Entry.objects.filter(kind=pages.kind.KIND, slug__in=spellings).first()
    entry, match = here or (change and change.entry), request.resolver_match
    if not entry or match is None or standing(entry, at).state == "never":
        raise Http404
    kwargs = {**match.kwargs, "slug": entry.slug}
    return HttpResponsePermanentRedirect(reverse(match.view_name, kwargs=kwargs))


def gone(
    request: HttpRequest, pages: Pages, slug: str, place: Standing, at: datetime
) -> HttpResponse:
    language, is_withdrawn = get_language() or "", place.state == "withdrawn"
    reason, reason_lang = "", language
    if is_withdrawn and place.publication:
        reason, reason_lang = reader_note(place.publication, language)
    context = {
        "gone_at": place.ended_at,
        "is_withdrawn": is_withdrawn,
        "reason": reason,
        "reason_lang": reason_lang,
        **pages.links(slug),
    }
    return render_page(request, "office/gone.html", context, at=at, languages=[], status=410)


def removed(
    request: HttpRequest, pages: Pages, slug: str, revision: Revision | None, at: datetime
) -> HttpResponse:
    """In place of a text that was public and has been sealed: that it was, when and why."""
    removal = Removal.of(revision, get_language() or "") if revision else None
    if revision is None or removal is None:
        raise Http404
    context = {
        "removal": removal,
        "is_live": standing(revision.entry, at).state == "live",
        **pages.links(slug),
    }
    return render_page(request, "office/removed.html", context, at=at, languages=[], status=410)
