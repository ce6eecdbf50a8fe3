"""A sign-in that ends while somebody writes, at a browser."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from announcements.models import Announcement
from tests.desk_forms import url
from tests.factories import make_approver, make_draft, make_writer
from tokutei_site.publishing import desk

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a long pass phrase"


@pytest.fixture(params=["with scripts", "without scripts"])
def desk_page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A refused request is an error on the console, so not the `page` that fails on any."""
    cache.clear()
    context = browser.new_context(java_script_enabled=request.param == "with scripts")
    yield context.new_page()
    context.close()


def sign_in_again(page: Page, username: str) -> None:
    expect(page.locator(".messagelist")).to_contain_text("入力した内容は預かっています")
    page.get_by_label("ユーザー名").fill(username)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_label("パスワード").press("Enter")


def test_the_text_is_there_after_signing_in_again_and_can_be_saved(
    desk_page: Page, live_server: Any, sign_in: Any
) -> None:
    page, draft = desk_page, make_draft()
    sign_in(page, make_writer(username="sato", password=PASSWORD), live_server)
    page.goto(live_server.url + url("change", draft.entry_id))
    page.locator("[name=body_ja]").fill("■ 受付\n・窓口 ※予約不要")
    page.locator("[name=title_en]").fill("Typed before the end")
    Session.objects.all().delete()
    page.locator("[name=_continue]").click()
    sign_in_again(page, "sato")

    expect(page.locator(".messagelist .warning")).to_contain_text("まだ保存されていません")
    expect(page.locator(".errornote")).to_have_count(0)
    expect(page.locator("[name=body_ja]")).to_have_value("■ 受付\n・窓口 ※予約不要")
    expect(page.locator("[name=title_en]")).to_have_value("Typed before the end")
    assert Announcement.objects.get().title_en != "Typed before the end"
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Announcement.objects.get().title_en == "Typed before the end"


def test_signed_out_in_another_tab_a_comment_comes_back_and_nothing_is_approved(
    desk_page: Page, live_server: Any, sign_in: Any
) -> None:
    page, draft = desk_page, make_draft()
    desk.submit(draft, by=make_writer(), now=draft.at)
    sign_in(page, make_approver(username="sato", password=PASSWORD), live_server)
    page.goto(live_server.url + url("review", draft.entry_id))
    page.locator("[name=comment]").fill("日付を確かめました。")
    other = page.context.new_page()
    other.goto(live_server.url + "/admin/")
    other.locator("#logout-form button").click()
    other.wait_for_url("**/admin/login/")
    page.locator("button[formaction$='/do/approve/']").click()
    sign_in_again(page, "sato")

    page.wait_for_url(f"**{url('review', draft.entry_id)}")
    expect(page.locator("[name=comment]")).to_have_value("日付を確かめました。")
    assert draft.reviews.count() == 1
    page.locator("button[formaction$='/do/approve/']").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert draft.reviews.count() == 2


def test_another_person_who_signs_in_sees_nothing_of_it(
    desk_page: Page, live_server: Any, sign_in: Any
) -> None:
    page, draft = desk_page, make_draft(body_ja="元の文章")
    sign_in(page, make_writer(), live_server)
    make_writer(username="suzuki", password=PASSWORD)
    page.goto(live_server.url + url("change", draft.entry_id))
    page.locator("[name=body_ja]").fill("ほかの人には見せない")
    Session.objects.all().delete()
    page.locator("[name=_continue]").click()
    sign_in_again(page, "suzuki")

    expect(page.locator("[name=body_ja]")).to_have_value("元の文章")
    assert "ほかの人" not in page.content()
