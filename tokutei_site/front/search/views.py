"""The public search. What is typed is in the address alone: it is neither stored nor cached."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import get_language

from announcements.faq.views import categories
from announcements.models import Faq
from tokutei_site.front.models import Synonym
from tokutei_site.office.public import instant, render_page
from tokutei_site.publishing.ledger import listed

from .finding import MOST, places
from .query import parse
from .results import results

SHOWN = 20


def search(request: HttpRequest) -> HttpResponse:
    """`?q=`: whatever is typed gives a page. Nothing typed: the box and the categories."""
    at, language = instant(request), get_language() or ""
    query = parse(request.GET.get("q", ""), [each.folded for each in Synonym.objects.all()])
    found = places(query, at)
    response = render_page(
        request,
        "front/search.html",
        {
            "query": query.typed,
            "results": results(found[:SHOWN], query, language),
            "count": min(len(found), MOST),
            "has_more": len(found) > MOST,
            "shown": SHOWN,
            "categories": [] if found else categories(listed(at, Faq.KIND, language)),
            "nav": "search",
        },
        at=at,
        languages=[],
        query="?" + urlencode({"q": query.typed}) if query.typed else "",
    )
    response.headers["Cache-Control"] = "no-store"
    return response
