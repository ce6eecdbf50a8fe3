from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from tokutei_site.publishing.models import Window

from .frame import Frame, banner_of, live_frame
from .models import Office
from .public import Preview, render_page


def render_office(request: HttpRequest, window: Window, at: datetime) -> HttpResponse:
    """The office on an otherwise empty page, for staff to look at."""
    request.preview = Preview(reverse("home"), at)  # type: ignore[attr-defined]
    office = Office.read(window.revision.content, get_language() or "", at)
    frame = Frame(office, live_frame(at, office.lang).banners)
    return render_page(request, "office/preview.html", {}, at=at, frame=frame)


def render_banner(request: HttpRequest, window: Window, at: datetime) -> HttpResponse:
    """The urgent notice above an otherwise empty page, for staff to look at."""
    request.preview = Preview(reverse("home"), at)  # type: ignore[attr-defined]
    language = get_language() or ""
    frame = Frame(live_frame(at, language).office, (banner_of(window, language, at),))
    return render_page(request, "office/banner_preview.html", {}, at=at, frame=frame)
