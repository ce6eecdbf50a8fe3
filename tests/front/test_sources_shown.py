"""What rests on a source says so with the day of its last check, or links to where that stands."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from announcements.models import Faq
from eligibility.models import Guide
from tests.factories import NOON, make_live, make_source, make_writer
from tokutei_site.publishing import desk

pytestmark = pytest.mark.django_db

CHECKED = '<time datetime="2026-10-01">Thursday, 1 October 2026</time>'
TEXTS_IN_FULL = [
    "announcements/card/",
    "announcements/card/history/1/",
    "faq/FAQ-001/",
    "check/guide/",
    "check/bare/",
]


@pytest.fixture(autouse=True)
def _published() -> None:
    """Every kind with the same source, checked on 1 October; a date is to come."""
    source = make_source("law", title_en="The law")
    desk.check_source(source, "unchanged", by=make_writer(), now=NOON)
    day = (timezone.now() + timedelta(days=40)).date().isoformat()
    date = {"day": day, "kind": "starts", "label_ja": "開始", "label_en": "It starts"}
    dates = {f"key_dates__a__{name}": value for name, value in date.items()}
    make_live(slug="card", sources__law__order=0, **dates)
    make_live(Faq, sources__law__order=0)
    make_live(Guide, slug="guide", sources__law__order=0, steps__r1__sources=["law"])
    make_live(Guide, slug="bare", sources__law__order=0)  # its introduction alone rests on it


@pytest.mark.parametrize("path", TEXTS_IN_FULL)
def test_a_text_shows_its_sources_with_the_day_of_their_check(client: Client, path: str) -> None:
    page = client.get(f"/en/{path}").content.decode()
    sources = page[page.index('class="sources"') :]
    assert "The law" in sources and CHECKED in sources
    assert page.count("The law") == 1


def test_a_question_in_the_list_names_its_source_and_the_day(client: Client) -> None:
    page = client.get("/en/faq/").content.decode()
    assert "The law" in page and CHECKED in page


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("", "announcements/card/"),
        ("", "announcements/card/#date-a"),
        ("announcements/", "announcements/card/"),
        ("announcements/card/history/", "announcements/card/history/1/"),
        ("check/", "check/bare/"),
    ],
)
def test_a_list_leads_to_where_they_stand(client: Client, path: str, leads_to: str) -> None:
    page = client.get(f"/en/{path}").content.decode()
    assert f'href="/en/{leads_to}"' in page
    assert leads_to.partition("#")[0] in TEXTS_IN_FULL
