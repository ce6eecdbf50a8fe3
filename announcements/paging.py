"""Numbered pages of public lists."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest


def page_number(request: HttpRequest, pages: Paginator) -> int:
    """The page asked for; anything that is not the number of an existing page is a 404."""
    asked = request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 6):
        raise Http404
    if not 1 <= int(asked) <= pages.num_pages:
        raise Http404
    return int(asked)
