"""Where requests come in, before Django makes anything of them: what it would misread or could not
read at all does not get any further."""

import logging
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware
from django.template.loader import render_to_string

from tokutei_site.office.outside import outside

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

FORM = "multipart/form-data"
# RFC 2046, 5.1.1, in quotes or without.
BOUNDARY = re.compile(r""";\s*boundary=("?)([0-9A-Za-z'()+_,./:=?-]{1,70})\1\s*(?:;|$)""", re.I)
METHOD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a token: RFC 9110, 5.6.2
LENGTH = re.compile(r"[0-9]{0,18}")  # beyond it Django would take it for nothing

logger = logging.getLogger(__name__)


def door(application: Application) -> Application:
    """The application with this door in front of it."""

    def guarded(environ: Environ, start_response: Any) -> Iterable[bytes]:
        response = refusal(environ)
        if response is None:
            return application(environ, start_response)
        start_response(f"{response.status_code} {response.reason_phrase}", [*response.items()])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [response.content]

    return guarded


def refusal(environ: Environ) -> HttpResponse | None:
    """The answer to a request that cannot be read, in every language; None for any other. Takes
    out of `environ` what would give its fields another meaning."""
    environ["CONTENT_TYPE"] = plain_type(environ.get("CONTENT_TYPE", ""))
    try:
        read(environ)
    except (BadRequest, SuspiciousOperation, UnicodeError, ValueError) as error:
        logger.warning("A request could not be read: %r", error)
        return unreadable(environ)
    return None


def plain_type(written: str) -> str:
    """A Content-Type without its charset: pages and forms are UTF-8, and Django would read the
    address by any codec that Python has a name for."""
    kind, _semicolon, rest = written.partition(";")
    kind = kind.strip().lower()
    boundary = BOUNDARY.search(f";{rest}") if kind == FORM else None
    return f'{kind}; boundary="{boundary[2]}"' if boundary else kind


def read(environ: Environ) -> None:
    """Raises what Django would while it reads the head of a request, at one place or another."""
    request = WSGIRequest(dict(environ))  # it writes into what it is given
    if not METHOD.fullmatch(environ["REQUEST_METHOD"]):
        raise BadRequest("Not a method.")
    if not LENGTH.fullmatch(environ.get("CONTENT_LENGTH", "")):
        raise BadRequest("Not a length.")
    if request.method == "POST" and request.content_type == FORM and not request.content_params:
        raise BadRequest("Not a boundary.")  # Django would log a traceback each time
    request.get_host()
    _ = request.GET, request.COOKIES


def unreadable(environ: Environ) -> HttpResponse:
    page = HttpResponse(render_to_string("400.html"), status=400)
    page.headers["Content-Length"] = str(len(page.content))
    request = HttpRequest()
    request.META, request.method = environ, "GET"
    for middleware in (XFrameOptionsMiddleware, SecurityMiddleware):
        middleware(lambda request: page).process_response(request, page)
    outside(lambda request: page)(request)
    return page
