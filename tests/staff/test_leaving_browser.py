"""Leaving a form of the desk: the browser asks, in its own words, while something would be lost."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.desk_forms import url
from tests.factories import make_approver, make_draft
from tokutei_site.publishing.models import Revision

pytestmark = pytest.mark.django_db(transaction=True)

Asked = list[str]
HOME = "#site-name a"


@pytest.fixture
def asked(page: Page) -> Asked:
    found: Asked = []

    def stay(dialog: Any) -> None:
        found.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return found


@pytest.fixture
def opened(page: Page, live_server: Any, sign_in: Any) -> Callable[[str], Revision]:
    def opened(name: str) -> Revision:
        draft = make_draft(title_ja="件名")
        sign_in(page, make_approver(), live_server)
        page.goto(live_server.url + url(name, draft.entry_id))
        page.locator("h1").first.click()  # a page that nobody touched may not ask
        return draft

    return opened


def leave(page: Page) -> None:
    press(page, HOME)


def press(page: Page, place: str) -> None:
    with page.expect_event("dialog"):
        page.locator(place).click(no_wait_after=True)


def test_a_form_that_was_only_read_is_left_without_a_word(
    page: Page, asked: Asked, opened: Any
) -> None:
    opened("change")
    with page.expect_navigation():
        page.locator(HOME).click()
    assert asked == []


@pytest.mark.parametrize("name", ["title_en", "body_ja", "category", "review_by"])
def test_a_form_in_which_something_changed_asks(
    page: Page, asked: Asked, opened: Any, name: str
) -> None:
    opened("change")
    field = page.locator(f"[name={name}]")
    if name == "category":
        field.evaluate("(field) => { field.append(new Option('x', 'x')); field.value = 'x'; }")
    else:
        field.fill("2030-01-01")
    leave(page)
    assert asked == ["beforeunload"]
    assert page.url.endswith("/change/")


def test_what_was_typed_and_taken_out_again_is_nothing(
    page: Page, asked: Asked, opened: Any
) -> None:
    opened("change")
    page.locator("[name=title_ja]").fill("別の件名")
    page.locator("[name=title_ja]").fill("件名")
    with page.expect_navigation():
        page.locator(HOME).click()
    assert asked == []


def test_its_own_button_does_not_ask(page: Page, asked: Asked, opened: Any) -> None:
    opened("change")
    page.locator("[name=title_ja]").fill("新しい件名")
    with page.expect_navigation():
        page.locator("[name=_continue]").click()
    with page.expect_navigation():
        page.locator(HOME).click()
    assert asked == []


def test_closing_the_tab_asks_after_a_preview_too(page: Page, asked: Asked, opened: Any) -> None:
    opened("change")
    page.locator("[name=title_ja]").fill("新しい件名")
    with page.expect_popup():
        page.locator(".preview").first.click()
    page.close(run_before_unload=True)
    for _moment in range(200):
        if not asked:
            page.wait_for_timeout(100)
    assert asked == ["beforeunload"]


def test_what_the_desk_refused_is_not_left_without_a_word(
    page: Page, asked: Asked, opened: Any
) -> None:
    opened("change")
    page.locator("[name=title_ja]").fill("新しい\u202e件名")
    with page.expect_navigation():
        page.locator("[name=_continue]").click()
    page.locator("h1").first.click()
    leave(page)
    assert asked == ["beforeunload"]


def test_another_form_of_the_page_asks_for_this_one(page: Page, asked: Asked, opened: Any) -> None:
    opened("review")
    page.locator("[name=comment]").fill("曜日を直してください。")
    press(page, "button[name=language]")
    assert asked == ["beforeunload"]
