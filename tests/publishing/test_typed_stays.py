"""Everything typed is still in the form after a collision and after every refused save."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from announcements.models import Announcement
from tests.desk_forms import url
from tests.factories import edit, make_category, make_draft, make_source, make_writer
from tokutei_site.publishing.models import Revision

pytestmark = pytest.mark.django_db(transaction=True)

TYPED = {
    "title_ja": "新しい件名",
    "title_en": "New title",
    "summary_ja": "概要です。",
    "summary_en": "A summary.",
    "body_ja": "　字下げのある段落\n・項目 ※注記\n\n２行目",
    "body_en": "  Indented\n- item ※ note\n\nSecond",
    "contact_ja": "国際課",
    "contact_en": "International Affairs",
    "review_by": "2030-03-31",
    "key_dates-0-label_ja": "直した日程",
    "key_dates-0-label_en": "A changed date",
    "key_dates-0-day": "2027-01-15",
    "key_dates-1-label_ja": "加えた日程",
    "key_dates-1-label_en": "A further date",
    "key_dates-1-day": "2027-02-01",
    "key_dates-1-time": "09:30",
    "key_dates-1-order": "7",
    "citations-0-order": "3",
}
CHOSEN = {"key_dates-1-kind": "deadline", "key_dates-1-precision": "day"}


@pytest.fixture
def draft() -> Revision:
    make_source("law")
    make_category("cards")
    dates = {"day": "2026-12-01", "label_ja": "開始", "label_en": "Start"}
    return make_draft(**{f"key_dates__a__{name}": value for name, value in dates.items()})


@pytest.fixture
def form(page: Page, live_server: Any, sign_in: Any, draft: Revision) -> Page:
    """The form of the draft with every field changed and a row added to each table."""
    sign_in(page, make_writer(), live_server)
    page.goto(live_server.url + url("change", draft.entry_id))
    for group in ("key_dates", "citations"):
        page.locator(f"#{group}-group .add-row a").click()
    for name, text in TYPED.items():
        page.locator(f"[name='{name}']").fill(text)
    for name, choice in CHOSEN.items():
        page.locator(f"[name='{name}']").select_option(choice)
    page.locator("[name=category]").select_option(index=1)
    page.locator("#citations-0 .select2-selection").click()
    page.locator(".select2-search__field").fill("law")
    page.locator(".select2-results__option", has_text="出典 law").click()
    page.locator("[name='key_dates-1-is_confirmed']").check()
    page.locator("[name='key_dates-0-DELETE']").check()
    return page


def save(form: Page) -> None:
    with form.expect_navigation():
        form.locator("[name=_continue]").click()


def stands_as_typed(form: Page, **otherwise: str) -> None:
    for name, text in (TYPED | CHOSEN | otherwise).items():
        expect(form.locator(f"[name='{name}']")).to_have_value(text)
    assert form.locator("[name=category]").evaluate("field => field.selectedIndex") == 1
    assert form.locator("[name='citations-0-source']").evaluate("field => field.selectedIndex") == 1
    expect(form.locator("[name='key_dates-1-is_confirmed']")).to_be_checked()
    expect(form.locator("[name='key_dates-0-DELETE']")).to_be_checked()


def test_after_a_collision(form: Page, draft: Revision) -> None:
    edit(draft, now=draft.at + timedelta(hours=1), body_ja="相手の文章", title_en="Theirs")
    save(form)
    expect(form.locator(".clash tbody tr")).to_have_count(1)
    expect(form.locator(".question")).to_have_count(1)
    stands_as_typed(form)
    form.locator("[name=accepted]").check()
    form.locator(".question [value=mine]").check()
    save(form)
    expect(form.locator(".messagelist .success")).to_be_visible()
    entry = Announcement.objects.get()
    assert (entry.body_ja, entry.title_en) == (TYPED["body_ja"], "New title")
    assert [each.label_ja for each in entry.key_dates.all()] == ["加えた日程"]


def test_after_a_collision_in_a_row(form: Page, draft: Revision) -> None:
    edit(draft, now=draft.at + timedelta(hours=1), key_dates__a__label_en="Theirs")
    save(form)
    expect(form.locator(".clash tbody tr")).not_to_have_count(0)
    stands_as_typed(form)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("title_ja", ""),
        ("title_ja", "長" * 201),
        ("slug", "NOT A SLUG"),
        ("body_en", "[here](javascript:alert(1))"),
        ("body_ja", "あ\u202eい"),
        ("summary_ja", "長" * 30_001),
        ("key_dates-1-label_ja", "あ\u202eい"),
        ("key_dates-1-day", ""),
        ("key_dates-1-order", "99999"),
    ],
)
def test_after_a_refused_save(form: Page, name: str, wrong: str) -> None:
    field = form.locator(f"[name='{name}']")
    field.evaluate("field => field.removeAttribute('maxlength')")
    field.fill(wrong)
    save(form)
    expect(form.locator(".errornote")).to_be_visible()
    stands_as_typed(form, **{name: wrong})


def test_after_an_address_that_is_taken(form: Page) -> None:
    make_draft(slug="taken")
    form.locator("[name=slug]").fill("taken")
    save(form)
    stands_as_typed(form, slug="taken")
