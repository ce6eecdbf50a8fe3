"""A telephone number is a link wherever a published text shows it."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from announcements.models import Faq
from eligibility.models import Guide
from tests.factories import DAY, NOON, make_approver, make_live, make_source
from tokutei_site.office.models import Banner, Office
from tokutei_site.publishing import desk
from tokutei_site.text.telephone import numbers

pytestmark = pytest.mark.django_db

NUMBER = "0570-013904"
LINK = f'<a href="tel:0570013904">{NUMBER}</a>'
NEVER = {"a", "title", "h1", "script"}  # what is a link already, or can hold none


class Unlinked(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not NEVER & {*self.inside} and any(numbers(data)):
            self.found.append(data.strip())


@pytest.fixture
def published() -> None:
    make_source("law", url_ja="", url_en="", title_ja=f"法 {NUMBER}", publisher_ja=f"庁 {NUMBER}")
    texts = {"sources__law__order": 0}
    make_live(
        Office,
        slug="office",
        phone="０３（５７９６）７１１２",
        note_ja=NUMBER,
        note_en=NUMBER,
        address_ja=f"見本町 {NUMBER}",
    )
    make_live(Banner, slug="rain", body_ja=f"電話 {NUMBER}", body_en=f"Call {NUMBER}")
    make_live(Faq, answer_ja=f"電話 {NUMBER}", answer_en=f"Call {NUMBER}", place_on_home=1, **texts)
    make_live(Guide, slug="guide", summary_ja=f"電話 {NUMBER}", summary_en=f"Call {NUMBER}")
    make_live(
        slug="card",
        body_ja=f"電話 {NUMBER}",
        body_en=f"Call {NUMBER}",
        summary_ja=f"電話 {NUMBER}",
        summary_en=f"Call {NUMBER}",
        contact_ja=f"電話 {NUMBER}",
        contact_en=f"Call {NUMBER}",
        key_dates__a__day="2026-11-01",
        key_dates__a__precision="day",
        key_dates__a__label_ja=f"開始 {NUMBER}",
        key_dates__a__label_en=f"Start {NUMBER}",
        **texts,
    )
    gone = make_live(slug="gone")
    reason = {"ja": f"電話 {NUMBER}", "en": f"Call {NUMBER}"}
    desk.withdraw(gone, reason, by=make_approver(), now=NOON + DAY)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    "path",
    [
        "",
        "announcements/",
        "announcements/card/",
        "announcements/card/history/",
        "announcements/gone/",
        "faq/",
        "faq/FAQ-001/",
        "check/",
        "check/guide/",
        "search/?q=zzzz",
    ],
)
def test_no_number_is_only_words(client: Client, path: str) -> None:
    for code in ("ja", "en"):
        page = client.get(f"/{code}/{path}").content.decode()
        reader = Unlinked()
        reader.feed(page)
        assert reader.found == [] and LINK in page
        assert 'href="tel:0357967112">０３（５７９６）７１１２</a>' in page
