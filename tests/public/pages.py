"""Every page of the public site with an address of the sample content, for whatever looks at all of
them: weight, barriers, validity. Taken from the resolver, so that a new page is looked at too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import get_resolver

from tests.public.world import SEALED, WITHDRAWN
from tests.urls_table import routes

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
# What a parameter of a route is in the sample content, by where the route begins.
SAMPLES = {
    "announcements/": {"slug:slug": "tokutei-zairyu-card", "int:number": "1"},
    "faq/": {"slug:slug": "FAQ-001"},
    "check/": {"slug:slug": "can-i-apply"},
}
# The same pages in another state, and addresses of no page. A name begins with its route's.
OTHER_STATES = {
    "announcements/?category=notice": 200,
    f"announcements/{WITHDRAWN}/": 410,
    f"announcements/{SEALED}/history/1/": 410,
    "search/?q=%E6%89%8B%E6%95%B0%E6%96%99": 200,
    "search/?q=zzzz": 200,
    "no-such-page/": 404,
}
PARAMETER = re.compile(r"<([^>]+)>")
NOT_HTML = re.compile(r"\.(ics|atom|xml|txt|png|svg|json)$")


@dataclass(frozen=True)
class Page:
    path: str
    status: int = 200

    def __str__(self) -> str:
        return self.path


class NoSample(Exception):
    """A route has a parameter for which SAMPLES names nothing."""


def sample(route: str) -> str:
    """The path of a route below its language."""
    known = next((found for start, found in SAMPLES.items() if route.startswith(start)), {})

    def fill(parameter: re.Match[str]) -> str:
        if parameter[1] not in known:
            raise NoSample(f"{route}: name an example of <{parameter[1]}> in {__name__}")
        return known[parameter[1]]

    return PARAMETER.sub(fill, route)


def html_routes() -> list[str]:
    """Routes of pages below a language, without it."""
    found = (route for route in routes(get_resolver()) if route.startswith("L/"))
    return [route.removeprefix("L/") for route in found if not NOT_HTML.search(route)]


def in_one_language() -> Iterator[Page]:
    known = html_routes()
    yield from (Page(sample(route)) for route in known)
    for path, status in OTHER_STATES.items():
        if status != 200 or path.partition("?")[0] in known:
            yield Page(path, status)


def pages() -> list[Page]:
    below = list(in_one_language())
    return [
        *(Page(f"/{code}/{page.path}", page.status) for code in LANGUAGES for page in below),
        Page("/no-such-page", 404),
    ]
