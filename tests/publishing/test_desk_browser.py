"""The desk in a browser: nothing on the console under the strict policy, nothing wider than a
phone, rows and previews that work."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from announcements.models import Announcement
from tests.desk_forms import LIST, url
from tests.factories import (
    approve,
    ask_seal,
    edit,
    make_approver,
    make_draft,
    make_live,
    make_source,
    make_writer,
    seal,
)
from tokutei_site.publishing import desk

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_page_of_the_desk_fits_and_keeps_the_console_empty(
    page: Page, live_server: Any, sign_in: Any
) -> None:
    person = make_approver()
    law = make_source("law")
    live = make_live(sources__law__order=0)
    draft, approved = make_draft(sources__law__order=0), approve(make_draft())
    desk.check_source(law, "changed", note="受付の時間", by=make_writer(), now=timezone.now())
    desk.submit(draft, by=make_writer(), now=draft.at)
    sealed, asked = (make_live(title_ja=f"封印{n}") for n in (1, 2))
    for entry in (sealed, asked):
        assert entry.head
        edit(entry.head, now=entry.head.at, title_ja="新しい件名")
    assert sealed.head and asked.head
    seal(sealed.head)
    ask_seal(asked.head)
    sign_in(page, person, live_server)
    for path in (
        "/admin/",
        url("seal", sealed.pk),
        url("seal", asked.pk),
        url("seal", live.pk),
        url("version", sealed.pk, 1),
        url("history", sealed.pk),
        url("review", sealed.pk),
        LIST,
        url("add"),
        url("change", draft.entry_id),
        url("review", draft.entry_id),
        url("history", live.pk),
        url("publish", approved.entry_id, 1),
        url("withdraw", live.pk),
        url("view", draft.entry_id, 1, "en"),
        url("sheet", draft.entry_id, 1),
        f"/admin/publishing/source/{law.pk}/overview/",
        "/admin/publishing/source/",
    ):
        page.goto(live_server.url + path)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_row_is_added_saved_and_previewed(page: Page, live_server: Any, sign_in: Any) -> None:
    draft = make_draft()
    sign_in(page, make_writer(), live_server)
    page.goto(live_server.url + url("change", draft.entry_id))
    page.locator("#key_dates-group .add-row a").click()
    page.locator("[name=key_dates-0-day]").fill("2026-12-01")
    page.locator("[name=key_dates-0-label_ja]").fill("申込みの締切")
    page.locator("[name=title_ja]").fill("新しい件名")
    with page.expect_popup() as opened:
        page.locator("button.preview[formaction$='/ja/']").click()
    assert "新しい件名" in opened.value.inner_text("main")
    assert Announcement.objects.get().title_ja != "新しい件名"
    page.locator("[name=_continue]").click()
    page.locator(".messagelist .success").wait_for()
    entry = Announcement.objects.get()
    assert entry.title_ja == "新しい件名"
    assert [date.label_ja for date in entry.key_dates.all()] == ["申込みの締切"]


def test_the_decision_sheet_prints_as_paper_without_the_desk_around_it(
    page: Page, live_server: Any, sign_in: Any
) -> None:
    draft = make_draft()
    sign_in(page, make_approver(), live_server)
    page.goto(live_server.url + url("sheet", draft.entry_id, 1))
    assert page.locator("#header").is_visible()
    page.emulate_media(media="print", color_scheme="dark")
    for name in ("#header", ".breadcrumbs", ".on-screen"):
        assert not page.locator(name).first.is_visible(), name
    assert page.locator(".boxes td").count() == 3
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
