"""The page of a text in やさしい日本語, for announcements and questions alike."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import get_language

from tokutei_site.office.absent import Pages
from tokutei_site.office.addresses import readings
from tokutei_site.office.frame import live_frame
from tokutei_site.office.public import Preview, render_page
from tokutei_site.office.reading import PublishedOffice
from tokutei_site.publishing.easy import SOURCE
from tokutei_site.publishing.models import Window
from tokutei_site.publishing.retelling import retelling
from tokutei_site.publishing.telling import Visible

Own = Callable[[Any, datetime, PublishedOffice | None], dict[str, Any]]


@dataclass(frozen=True)
class EasyPage:
    pages: Pages
    template: str
    own: Own  # what the kind's template needs besides, from its frozen dataclass

    def render(self, request: HttpRequest, window: Window, at: datetime) -> HttpResponse:
        """What a window shows, in やさしい日本語; Http404 if it has none. It is Japanese and
        has one address, so that other languages lead there."""
        kind: Any = self.pages.kind
        revision, slug = window.revision, window.entry.slug
        retold = retelling(kind, revision.content)
        if retold is None:
            raise Http404
        address, detail_url = self.pages.easy_url(window), self.pages.url("detail", slug)
        if get_language() != SOURCE:
            return HttpResponsePermanentRedirect(address)
        published = kind.read(revision.content, SOURCE, at, revision)
        frame = live_frame(at, SOURCE)
        return render_page(
            request,
            self.template,
            {
                "slug": slug,
                "published": published,
                "retold": retold,
                "visible": Visible.of(window, SOURCE, at),
                "detail_url": detail_url,
                "is_due": published.is_due(at),
                "nav": self.pages.namespace,
                **self.own(published, at, frame.office),
                **readings(request, address),
            },
            at=at,
            frame=frame,
            languages=[SOURCE],
            easy_url=address,
            easy_of=detail_url,
        )

    def preview(self, request: HttpRequest, window: Window, at: datetime) -> HttpResponse:
        """For staff: a version as residents would see it from now on."""
        request.preview = Preview(self.pages.easy_url(window), at)  # type: ignore[attr-defined]
        return self.render(request, window, at)
