"""What search engines are told: every page of the site, in which languages, and since when."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from io import StringIO
from itertools import islice
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from tokutei_site.office.addresses import easy_address
from tokutei_site.office.public import keep_until_it_changes
from tokutei_site.publishing.easy import SOURCE
from tokutei_site.publishing.ledger import live
from tokutei_site.publishing.models import LANGUAGE_CODES
from tokutei_site.text.dates import in_japan

from .feed import KINDS
from .sending import in_no_language, send

# The pages that need no entry, and whose entries each of them lists.
LISTS = {
    "home": list(KINDS),
    "announcements:index": ["announcement"],
    "faq:index": ["faq"],
    "check:index": ["guide"],
    "accessibility": [],
    "privacy": [],
}
EASY_PAGES = {"announcement": "announcements:easy", "faq": "faq:easy", "guide": "check:easy"}
MOST = 50_000  # addresses in one file, by sitemaps.org
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"

# Its address in each of its languages, since when it reads as it does, and whether these name each
# other in its head: a page in やさしい日本語 is Japanese and has no other.
Page = tuple[dict[str, str], datetime | None, bool]


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """https://www.sitemaps.org/protocol.html, with the alternates of each page as in its head.
    Addresses begin with SITE_URL, whatever host was asked."""
    at = timezone.now()
    body = written(pages(at)).encode()
    return in_no_language(send(request, body, "application/xml", at))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """RFC 9309. Results of searches are no pages of their own."""
    searches = [f"Disallow: /{code}/search/" for code in LANGUAGE_CODES]
    lines = ["User-agent: *", "Disallow: /admin/", *searches, ""]
    body = "\n".join([*lines, f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""])
    response = HttpResponse(body, content_type="text/plain; charset=utf-8")
    keep_until_it_changes(response, timezone.now())
    in_no_language(response)
    return response


def pages(at: datetime) -> Iterator[Page]:
    languages: dict[tuple[str, str], set[str]] = {}
    begun: dict[tuple[str, str], datetime] = {}
    easy: dict[tuple[str, str], str] = {}
    rows = live(at).filter(entry__kind__in=KINDS, revision__listings__anchor="")
    columns = [F("revision__listings__language"), F("revision__listings__has_easy")]
    in_order = rows.order_by("entry__kind", "entry__slug")
    found = in_order.values_list("entry__kind", "entry__slug", "begins", *columns)
    for kind, slug, begins, code, has_easy in found:
        languages.setdefault((kind, slug), set()).add(code)
        begun[kind, slug] = begins
        if has_easy:
            easy[kind, slug] = settings.SITE_URL + easy_address(EASY_PAGES[kind], slug)
    for name, kinds in LISTS.items():
        days = [begins for (kind, _slug), begins in begun.items() if kind in kinds]
        yield in_each(LANGUAGE_CODES, partial(reverse, name)), max(days, default=None), True
    for (kind, slug), codes in languages.items():
        known = [code for code in LANGUAGE_CODES if code in codes]
        path = partial(KINDS[kind].public_path, slug)
        yield in_each(known, path), begun[kind, slug], True
    for entry, address in easy.items():
        yield {SOURCE: address}, begun[entry], False


def in_each(codes: list[str], path: Callable[[], str]) -> dict[str, str]:
    found = {}
    for code in codes:
        with override(code):
            found[code] = settings.SITE_URL + path()
    return found


def written(found: Iterable[Page]) -> str:
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("urlset", AttributesImpl({"xmlns": SITEMAP, "xmlns:xhtml": XHTML}))
    each_address = ((address, page) for page in found for address in page[0].values())
    for address, (in_languages, last, has_others) in islice(each_address, MOST):
        xml.startElement("url", AttributesImpl({}))
        xml.addQuickElement("loc", address)
        if last:
            xml.addQuickElement("lastmod", in_japan(last).isoformat(timespec="seconds"))
        others = {**in_languages, "x-default": default_of(in_languages)} if has_others else {}
        for code, other in others.items():
            xml.addQuickElement(
                "xhtml:link", "", {"rel": "alternate", "hreflang": code, "href": other}
            )
        xml.endElement("url")
    xml.endElement("urlset")
    return out.getvalue()


def default_of(in_languages: dict[str, str]) -> str:
    """As in the head of the page (office.public.addresses)."""
    return in_languages.get(settings.LANGUAGE_CODE) or next(iter(in_languages.values()))
