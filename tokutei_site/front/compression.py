"""Public pages, feeds and calendars go out compressed, and not at all to whoever has them already.

Only a page that every cache may keep: it is the same for everybody, so that its length gives no
secret away (as it can where a page holds a token beside what was asked for, the BREACH attack).
"""

import gzip
import hashlib
import re
from collections.abc import Callable
from functools import lru_cache

import brotli  # type: ignore[import-untyped]
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

KEPT = 128  # pages: 3 MB with usual ones


@lru_cache(maxsize=KEPT)
def as_brotli(data: bytes) -> bytes:
    """As small as brotli makes it. The longest page takes half a second, so what was sent is kept:
    a page has the same bytes until something on it changes."""
    compressed: bytes = brotli.compress(data, quality=11)
    return compressed


# Of our choice, best first.
ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": as_brotli,
    "gzip": lambda data: gzip.compress(data, compresslevel=6, mtime=0),
}
TYPES = ("text/html", "application/atom+xml", "text/calendar", "application/xml")
REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$")


def compression(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """A middleware: answers with brotli, else gzip, else as it is, by `Accept-Encoding`
    (RFC 9110, 12.5.3)."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if is_public_page(response):
            patch_vary_headers(response, ["Accept-Encoding"])
            encoding = chosen(request.headers.get("Accept-Encoding", ""))
            if encoding:
                content = ENCODINGS[encoding](response.content)  # type: ignore[attr-defined]
                response.content = content  # type: ignore[attr-defined]
                response.headers["Content-Encoding"] = encoding
                response.headers["Content-Length"] = str(len(content))
            return unless_known(request, response)
        return response

    return middleware


def unless_known(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The answer with a strong ETag, of these bytes in this encoding (RFC 9110, 8.8.3.3), or 304
    when the reader has them. `If-Match` is for writing: a page that changed is simply given."""
    if not isinstance(response, HttpResponse) or response.status_code != 200:
        return response
    if response.has_header("ETag"):
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    known = get_conditional_response(request, etag=etag, response=response)
    return known if known and known.status_code == 304 else response


def is_public_page(response: HttpResponseBase) -> bool:
    return (
        not response.streaming
        and "public" in response.headers.get("Cache-Control", "")
        and response.headers.get("Content-Type", "").startswith(TYPES)
        and not response.has_header("Content-Encoding")
        # A strong one is that of the bytes as they are.
        and response.headers.get("ETag", "W/").startswith("W/")
    )


def chosen(accepted: str) -> str | None:
    named = {
        part.partition(";")[0].strip().lower()
        for part in accepted.split(",")
        if not REFUSED.search(part)
    }
    return next((each for each in ENCODINGS if each in named), None)
