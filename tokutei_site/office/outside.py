"""What went wrong is never kept, at any address. And what holds at every address outside the desk:
it is only read, and the page may load its own style, pictures and script from this host and nothing
else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.utils.cache import patch_cache_control

from tokutei_site.staff.language import STAFF_PREFIX

READING = ("GET", "HEAD")
LONGEST_CACHE = 60  # seconds a withdrawn page may still stand in somebody's cache
POLICY = "Content-Security-Policy"  # Level 3
CLOSED = (  # the page sends nothing anywhere, whatever stands in it
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
WITH_FORMS = CLOSED.replace("form-action 'none'", "form-action 'self'")


def outside(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """A middleware. A page that names its own policy or cache time keeps it; but by RFC 9110
    (15.1) caches may keep a 404, 405 or 410 for as long as they like unless told, and a browser
    keeps a 301 for ever, although its address may belong to another text one day."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        is_desk = request.path.startswith(STAFF_PREFIX)
        if is_desk or request.method in READING:
            response = get_response(request)
        else:
            response = HttpResponseNotAllowed(READING)
        if not is_desk:
            response.headers.setdefault(POLICY, WITH_FORMS)
        if response.status_code >= 400:
            patch_cache_control(response, no_store=True)
        elif is_desk:
            return response
        elif response.status_code == 301 and not response.has_header("Cache-Control"):
            patch_cache_control(response, public=True, max_age=LONGEST_CACHE)
        return response

    return middleware
