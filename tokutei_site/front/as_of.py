"""The whole public site as of any instant, past or coming, for staff: what did we say on that
day, what will residents read on Monday."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tokutei_site.office.public import Preview, render_page
from tokutei_site.publishing.staying import address, staying
from tokutei_site.text.dates import FIRST_DAY, LAST_DAY, day_start


class InstantForm(forms.Form):
    """Japan time, as the browser's own picker sends it."""

    at = forms.DateTimeField(
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        validators=[
            MinValueValidator(day_start(FIRST_DAY)),
            MaxValueValidator(day_start(LAST_DAY)),
        ],
    )


@require_safe
def as_of(request: HttpRequest) -> HttpResponse:
    """`?page=/ja/announcements/` at `?at=2026-12-04T09:00`; the home page now where they are
    missing. Status and words are those that residents got or will get."""
    if not any(request.user.has_perm(f"publishing.{verb}_entry") for verb in ("write", "view")):
        raise PermissionDenied
    form = InstantForm(request.GET)
    if not form.is_valid():
        messages.error(request, _("This day and time cannot be read. Please choose them anew."))
        return HttpResponseRedirect(reverse("admin:index"))
    at = form.cleaned_data["at"] or timezone.now()
    page = request.GET.get("page") or f"/{translation.get_language()}/"
    path, _mark, query = page.partition("?")
    language = translation.get_language_from_path(path)
    if language is None:
        raise Http404
    with translation.override(language):
        return kept_there(public_page(request, path, query, at), path, at)


def public_page(request: HttpRequest, path: str, query: str, at: datetime) -> HttpResponse:
    request.preview = Preview(path, at, is_site=True)  # type: ignore[attr-defined]
    request.GET = QueryDict(query)
    try:
        match = resolve(path)
        request.resolver_match = match
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    except (Http404, Resolver404):
        response = render_page(request, "404.html", {}, at=at, languages=[], status=404)
    return response


def kept_there(response: HttpResponse, path: str, at: datetime) -> HttpResponse:
    if response.has_header("Location"):
        return HttpResponseRedirect(address(response["Location"], at))
    response.content = staying(response.content.decode(), path, at).encode()
    return response
