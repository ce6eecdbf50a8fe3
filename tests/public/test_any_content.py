"""Whatever the desk accepts, every page, feed and calendar answers, in every language."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import get_resolver

from announcements.models import Announcement, Faq
from eligibility.models import Guide
from tests.factories import (
    HOUR,
    NOON,
    edit,
    make_administrator,
    make_draft,
    make_live,
    publish,
)
from tests.files import keep
from tests.office.clock import standing_at
from tests.public.extremes import EXTREMES, Extreme, attachment, source, typed
from tests.public.pages import LANGUAGES, PARAMETER
from tests.urls_table import routes
from tokutei_site.office.models import Banner, Office
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Entry, Source
from tokutei_site.text.dates import JST

pytestmark = pytest.mark.django_db

SLUG = "a" * 80
KINDS = (Office, Banner, Announcement, Faq, Guide)
END_OF_DAYS = datetime(2199, 12, 31, 23, 59, 59, tzinfo=JST)


def addresses(file: str) -> list[str]:
    """Every address outside the desk that is an example of a route."""
    slugs = {"announcements/": SLUG, "faq/": "FAQ-001", "check/": SLUG}
    found = [route for route in routes(get_resolver()) if not route.startswith("admin/")]
    paths = []
    for route in found:
        below = route.removeprefix("L/")
        slug = next((slug for start, slug in slugs.items() if below.startswith(start)), "")
        values = {"slug:slug": slug, "int:number": "1", "slug:sha256": file[:64]}
        values["str:name"] = file[65:]
        path = PARAMETER.sub(lambda found, values=values: values[found[1]], below)
        languages = LANGUAGES if below != route else ("",)
        paths += [f"/{code}/{path}" if code else f"/{path}" for code in languages]
    return [*paths, *(f"/{code}/search/?q=%E3%81%82" for code in LANGUAGES)]


def assert_every_page_answers(client: Client, file: str, moments: list[datetime]) -> None:
    for at in moments:
        with standing_at(at):
            for path in addresses(file):
                response = client.get(path)
                assert response.getvalue() or response.status_code >= 300, path
                assert response.status_code < 500, (path, at)


def make_public(kind: type[Entry], extreme: Extreme, file: str) -> Entry:
    slug = "FAQ-001" if kind is Faq else SLUG
    columns = {path.replace(".", "__"): value for path, value in typed(kind, extreme).items()}
    if kind.HAS_SOURCES:
        columns["sources__s__order"] = 0
    if "attachments" in kind.CHILDREN:
        columns |= attachment(file, extreme)
    draft = make_draft(kind, slug=slug, **columns)
    publish(draft)
    title = f"title_{draft.content['source_language']}"
    changed = edit(draft, now=NOON + HOUR, **{title: f"{draft.content[title][:-1]}い"})
    publish(changed, now=NOON + HOUR)
    return draft.entry.as_kind()


@pytest.mark.parametrize("extreme", EXTREMES, ids=str)
def test_every_page_answers_whatever_was_published(client: Client, extreme: Extreme) -> None:
    file = keep("あ" * 60 + ".pdf")
    make_live(slug="card")
    desk.edit_source(Source(), source(extreme) | {"key": "s"}, by=make_administrator(), now=NOON)
    for kind in KINDS:
        make_public(kind, extreme, file)
    assert_every_page_answers(client, file, [NOON + 2 * HOUR, END_OF_DAYS])
