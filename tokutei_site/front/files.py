"""The two addresses of a file: one for everybody, while a public page or its history shows it, and
one for staff. The bytes are sent so that no browser takes them for a page of ours."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from tokutei_site.office.frame import banners_by_language
from tokutei_site.office.public import keep_until_it_changes
from tokutei_site.publishing.files.public import reach
from tokutei_site.publishing.models import StoredFile
from tokutei_site.text.file_names import public_name


@require_safe
def public_file(request: HttpRequest, sha256: str, name: str) -> HttpResponseBase:
    """Whatever name is asked for, the content decides; another name leads to the right one."""
    at = timezone.now()
    found = reach(sha256, at)
    if found is None:
        raise Http404
    if not found.names:
        return gone(request)
    if name not in found.names:
        url = reverse("file", args=[sha256, found.names[0]])
        return kept_for_a_minute(HttpResponsePermanentRedirect(url), at)
    try:
        return kept_for_a_minute(sent(request, found.file, name), at)
    except FileNotFoundError:
        return gone(request)


@require_safe
def staff_file(request: HttpRequest, sha256: str, name: str) -> HttpResponseBase:
    """Any file, drafts' included, for whoever may read drafts."""
    if not any(request.user.has_perm(f"publishing.{verb}_entry") for verb in ("write", "view")):
        raise PermissionDenied
    file = get_object_or_404(StoredFile, sha256=sha256)
    if name != public_name(name, file.kind.extension):
        raise Http404
    try:
        response = sent(request, file, name)
    except FileNotFoundError as missing:
        raise Http404 from missing
    patch_cache_control(response, no_store=True, private=True)
    return response


def sent(request: HttpRequest, file: StoredFile, name: str) -> HttpResponseBase:
    """Inline, a PDF too: people want to look at a flyer, one with anything that acts was refused
    on its way in, and in a sandbox a browser's viewer runs nothing of it."""
    etag = quote_etag(file.sha256)
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = FileResponse(
            default_storage.open(file.path), filename=name, content_type=file.content_type
        )
    response.headers["ETag"] = etag
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def kept_for_a_minute(response: HttpResponseBase, at: datetime) -> HttpResponseBase:
    """The bytes below a hash never change, so a cache could keep them for ever. But an entry is
    withdrawn when a name has leaked, and then its file must be gone as soon as its page is. So
    the time is the page's; asking again costs one empty 304."""
    keep_until_it_changes(response, at)
    return response


def gone(request: HttpRequest) -> HttpResponse:
    urgent = {"banners_by_language": banners_by_language(timezone.now())}
    response = render(request, "410_file.html", urgent, status=410)
    patch_cache_control(response, no_store=True)
    return response
