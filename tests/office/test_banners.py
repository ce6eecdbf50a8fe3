"""The urgent notice: an entry like any other, with an end, at the top of every page."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from announcements.models import Faq
from eligibility.models import Guide
from tests.desk_forms import form_of, login, post, url
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    approve,
    edit,
    make_administrator,
    make_approver,
    make_draft,
    make_live,
    make_writer,
    publish,
    refused,
    seal,
)
from tests.files import attached, keep
from tests.office.clock import standing_at
from tokutei_site.office.models import Banner, Office
from tokutei_site.office.models.banners import BODY_LIMIT, validate_banner_link
from tokutei_site.publishing import approval, desk
from tokutei_site.publishing.models import Revision

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
RAIN = "The counter is closed because of heavy rain"
LINK = {"link": "/ja/faq/", "link_label_ja": "質問を見る", "link_label_en": "See the questions"}


def read(client: Client, path: str = "/en/", at: datetime = NOON + HOUR) -> str:
    with standing_at(at):
        return client.get(path).content.decode()


# Its publication


def terms(**more: Any) -> dict[str, Any]:
    return {"by": make_approver(), "now": NOON, "note": NOTE, **more}


@pytest.mark.parametrize("until", [None, NOON + 30 * DAY + SECOND], ids=["no end", "too far"])
def test_it_is_not_published_without_a_near_end(until: datetime | None) -> None:
    revision, rest = approve(make_draft(Banner)), terms(visible_until=until)
    with refused(desk.Refused):
        desk.publish(revision, **rest)
    desk.publish(revision, **rest | {"visible_until": NOON + 30 * DAY})


def test_a_start_on_monday_counts_from_monday() -> None:
    revision, start = approve(make_draft(Banner)), NOON + 5 * DAY
    desk.publish(revision, **terms(visible_from=start, visible_until=start + 30 * DAY))


def test_the_form_asks_for_the_end_and_says_how_far_off_it_may_lie(client: Client) -> None:
    revision = approve(make_draft(Banner))
    url = reverse("admin:office_banner_publish", args=[revision.entry_id, 1])
    client.force_login(make_approver())
    assert "30日" in client.get(url).content.decode()
    form = {"significance": "major", "note_ja": "x", "note_en": "x"}
    (problem,) = client.post(url, form).context["form"].errors["visible_until"]
    assert problem.startswith("終わりが必要です")
    assert not revision.entry.publications.exists()


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"link": "/ja/faq/"}, "link_label_ja"),
        ({"link_label_ja": "質問", "link_label_en": "Questions"}, "link"),
        ({"body_ja": "■ 見出し"}, "body_ja"),
        ({"body_en": "- # A heading inside"}, "body_en"),
        ({"body_en": "a" * (BODY_LIMIT + 1)}, "body_en"),
    ],
    ids=["link without words", "words without link", "heading", "hidden heading", "long"],
)
def test_what_cannot_stand_above_every_page_is_told_at_its_field_when_it_is_saved(
    changes: dict[str, str], column: str
) -> None:
    client = login(make_writer())
    form = form_of(client, kind=Banner) | {"title_ja": "大雨"} | changes
    response = post(client, url("add", kind=Banner), form)
    assert list(response.context["adminform"].form.errors) == [column]
    assert not Banner.objects.exists()


def test_nobody_is_asked_for_the_address_of_what_has_no_page() -> None:
    client = login(make_approver())
    for kind in (Banner, Office):
        form = form_of(client, kind=kind) | {"title_ja": "大雨"}
        for _ in range(2):  # a double click
            assert post(client, url("add", kind=kind), form).status_code == 302
        first = kind.objects.get()
        assert first.slug == f"{kind.KIND}-1"
        assert post(client, url("add", kind=kind), form_of(client, kind=kind) | {"title_ja": "雪"})
        assert {each.slug for each in kind.objects.all()} == {first.slug, f"{kind.KIND}-2"}
        page = client.get(url("change", first.pk, kind=kind))
        assert "ページのURL" not in page.content.decode()
        again = form_of(client, first, kind=kind) | {"slug": "other", "title_en": "Rain"}
        assert post(client, url("change", first.pk, kind=kind), again).status_code == 302
        assert kind.objects.get(pk=first.pk).slug == first.slug


@pytest.mark.parametrize(
    "link",
    ["http://example.jp/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "tel:119"],
)
def test_it_links_to_this_site_or_to_https_only(link: str) -> None:
    with pytest.raises(ValidationError):
        validate_banner_link(link)
    writer = make_writer()
    with refused(desk.Refused):
        make_draft(Banner, by=writer, link=link)
    for good in ("/ja/faq/", "https://example.jp/a"):
        validate_banner_link(good)


def test_nobody_publishes_own_words_but_in_an_emergency_where_that_is_allowed(
    settings: Settings,
) -> None:
    administrator, writer = make_administrator(), make_writer()
    revision = make_draft(Banner, by=writer)
    rest = {"by": administrator, "now": NOON, "note": NOTE, "visible_until": NOON + DAY}
    with refused():
        desk.publish(revision, **rest)
    with refused():
        desk.publish(revision, **rest, force_reason="地震")
    settings.FORCED_PUBLISH = True
    with refused():  # the end is asked for in an emergency too
        desk.publish(revision, **rest | {"visible_until": None}, force_reason="地震")
    row = desk.publish(revision, **rest, force_reason="地震")
    assert row.is_forced and approval.unchecked_forced(revision.entry) == [row]


# Where it stands


@pytest.fixture
def rain() -> Banner:
    banner = make_live(Banner, **LINK)
    assert isinstance(banner, Banner)
    return banner


PAGES = [
    "/en/",
    "/en/announcements/",
    "/en/announcements/card/",
    "/en/announcements/card/history/",
    "/en/announcements/card/history/1/",
    "/en/announcements/gone/",
    "/en/faq/",
    "/en/faq/FAQ-001/",
    "/en/check/",
    "/en/check/guide/",
    "/en/none/",
    "/none",
]


@pytest.mark.parametrize("path", PAGES)
def test_it_stands_on_every_page(client: Client, rain: Banner, path: str) -> None:
    make_live(Office, slug="office")
    make_live(slug="card")
    make_live(Faq)
    make_live(Guide, slug="guide")
    desk.withdraw(make_live(slug="gone"), NOTE, by=make_approver(), now=NOON)
    page = read(client, path)
    assert page.count(RAIN) == 1
    assert page.index(RAIN) < page.index("<h1")
    assert 'href="/en/faq/" rel' not in page and '<a href="/en/faq/">See the questions</a>' in page


def test_it_stands_on_the_page_of_a_file_that_is_gone(client: Client, rain: Banner) -> None:
    address = keep()
    entry = make_live(slug="card", **attached(address))
    desk.withdraw(entry, NOTE, by=make_approver(), now=NOON + HOUR / 2)
    with standing_at(NOON + HOUR):
        response = client.get(f"/files/{address}")
    page = response.content.decode()
    assert response.status_code == 410
    assert page.count(RAIN) == 1 and page.count("大雨のため窓口を閉めています") == 1


def test_it_comes_and_goes_to_the_second(client: Client) -> None:
    start, end = NOON + DAY, NOON + 2 * DAY
    publish(make_draft(Banner), at=start, visible_until=end)
    seen = {at: RAIN in read(client, at=at) for at in (start - SECOND, start, end - SECOND, end)}
    assert list(seen.values()) == [False, True, True, False]


def test_no_cache_keeps_a_page_beyond_its_start_or_end(client: Client) -> None:
    publish(make_draft(Banner), at=NOON + DAY, visible_until=NOON + 2 * DAY)
    for boundary in (NOON + DAY, NOON + 2 * DAY):
        with standing_at(boundary - 20 * SECOND):
            assert "max-age=20" in client.get("/en/")["Cache-Control"]


def test_it_says_since_when_and_until_when(client: Client, rain: Banner) -> None:
    said = "Since Thursday, 1 October 2026, 12:00, until Friday, 2 October 2026, 12:00"
    assert said in read(client)


def test_the_newest_stands_first_and_no_more_than_three(client: Client) -> None:
    for number in range(5):
        draft = make_draft(Banner, title_en=f"Urgent number {number}")
        publish(draft, now=NOON + number * timedelta(minutes=1))
    page = read(client)
    found = [n for n in range(5) if f"Urgent number {n}" in page]
    assert found == [2, 3, 4]
    assert page.index("number 4") < page.index("number 3") < page.index("number 2")


def test_an_emergency_is_never_missing_in_a_language(client: Client) -> None:
    draft = make_draft(Banner, title_en=None, body_en=None)
    publish(draft, alternatives={"en": {"by": "2099-01-01"}})
    page = read(client)
    assert '<strong lang="ja">大雨のため窓口を閉めています</strong>' in page
    assert '<div class="text" lang="ja"><p>今日は来ないでください。</p>' in page
    assert "Not translated yet. It is shown in Japanese." in page
    assert "訳されていません" not in read(client, "/ja/")


def test_a_translation_that_fell_behind_says_so(client: Client, rain: Banner) -> None:
    assert rain.head
    publish(edit(rain.head, now=NOON, body_ja="明日も来ないでください。"), now=NOON)
    assert "may not be up to date" in read(client)


def test_another_site_is_told_nothing(client: Client) -> None:
    make_live(Banner, **LINK | {"link": "https://example.jp/rain"})
    assert '<a href="https://example.jp/rain" rel="noopener noreferrer">' in read(client)


def test_it_is_gone_at_once_when_it_is_withdrawn_or_sealed(client: Client, rain: Banner) -> None:
    other = make_live(Banner, title_en="Another one")
    desk.withdraw(rain, NOTE, by=make_approver(), now=NOON + HOUR / 2)
    head = other.head
    assert isinstance(head, Revision)
    edit(head, now=NOON, title_ja="新")
    seal(head)
    page = read(client)
    assert RAIN not in page and "Another one" not in page
    assert "Urgent" not in page


def test_a_draft_is_seen_in_its_preview_alone(client: Client) -> None:
    revision = make_draft(Banner)
    assert RAIN not in read(client)
    client.force_login(make_writer())
    url = reverse("admin:office_banner_view", args=[revision.entry_id, 1, "en"])
    page = client.get(url).content.decode()
    assert page.count(RAIN) == 1 and "Preview of the urgent notice" in page
