"""The preview beside the form follows the typing."""

from contextlib import suppress
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Error, Locator, Page, Request, Route, expect

from tests.desk_forms import url
from tests.factories import make_administrator, make_draft, make_writer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def form(page: Page, live_server: Any, sign_in: Any) -> Page:
    draft = make_draft(body_ja="■ 受付\n窓口です。", body_en="Counter")
    sign_in(page, make_writer(), live_server)
    page.goto(live_server.url + url("change", draft.entry_id))
    return page


def shown(page: Page, label: str) -> Locator:
    return page.get_by_role("region", name=label, exact=True)


def test_what_is_typed_stands_rendered_in_both_languages(form: Page) -> None:
    japanese, english = shown(form, "本文（日本語）"), shown(form, "本文（英語）")
    expect(japanese.get_by_role("heading", name="受付")).to_be_visible()
    form.locator("[name=body_ja]").fill("・旅券 ※写し")
    expect(japanese.locator("li small.note")).to_have_text("※写し")
    form.locator("[name=body_en]").press_sequentially("- **passport**")
    expect(english.locator("strong")).to_have_text("passport")
    expect(japanese.locator("li")).to_be_visible()
    assert form.evaluate("document.activeElement.name") == "body_en"


def test_every_text_of_the_form_appears_as_soon_as_it_is_written(form: Page) -> None:
    contact = shown(form, "問い合わせ先（日本語）")
    expect(contact).to_be_hidden()
    form.locator("[name=contact_ja]").fill("国際課")
    expect(contact).to_contain_text("国際課")
    form.locator("[name=contact_ja]").fill("")
    expect(contact).to_be_hidden()


def test_a_late_answer_to_an_older_text_does_not_replace_a_newer_one(form: Page) -> None:
    held: list[Route] = []

    def is_older(request: Request) -> bool:
        return "古い文章" in (request.post_data or "")

    def hold_the_first(route: Route) -> None:
        if is_older(route.request):
            held.append(route)
        else:
            route.continue_()

    form.route("**/preview/", hold_the_first)
    body, japanese = form.locator("[name=body_ja]"), shown(form, "本文（日本語）")
    with form.expect_request(is_older):
        body.fill("古い文章")
    body.fill("新しい文章")
    expect(japanese).to_contain_text("新しい文章")
    assert held
    with suppress(Error):  # the browser may have given it up
        held[0].fulfill(body='<section aria-label="本文（日本語）">古い文章</section>')
    form.locator("[name=contact_ja]").fill("国際課")
    expect(shown(form, "問い合わせ先（日本語）")).to_contain_text("国際課")
    expect(japanese).to_contain_text("新しい文章")


def test_texts_are_asked_about_one_after_the_other(form: Page) -> None:
    asked: list[Route] = []

    def hold_the_first(route: Route) -> None:
        asked.append(route)
        if len(asked) > 1:
            route.continue_()

    expect(shown(form, "本文（日本語）")).to_contain_text("窓口です。")
    form.route("**/preview/", hold_the_first)
    with form.expect_request("**/preview/"):
        form.locator("[name=body_ja]").fill("待ちます")
    form.locator("[name=contact_ja]").fill("国際課")
    form.locator("[name=summary_ja]").fill("要約")
    form.wait_for_timeout(700)
    assert len(asked) == 1
    asked[0].continue_()
    expect(shown(form, "概要（日本語）")).to_contain_text("要約")
    expect(shown(form, "問い合わせ先（日本語）")).to_contain_text("国際課")
    expect(shown(form, "本文（日本語）")).to_contain_text("待ちます")
    assert len(asked) == 3


def test_who_is_told_to_wait_asks_again(form: Page) -> None:
    answers = iter([204])

    def answer(route: Route) -> None:
        status = next(answers, None)
        route.fulfill(status=status) if status else route.continue_()

    form.route("**/preview/", answer)
    form.locator("[name=body_ja]").fill("待った文章")
    expect(shown(form, "本文（日本語）")).to_contain_text("待った文章")
    expect(form.locator("#preview [role=status]")).to_be_empty()


def test_a_link_in_the_preview_does_not_lead_away_from_the_form(form: Page) -> None:
    form.locator("[name=body_ja]").fill("[管理画面](/admin/)")
    with form.expect_popup():
        shown(form, "本文（日本語）").get_by_role("link").click()
    expect(form.locator("[name=body_ja]")).to_have_value("[管理画面](/admin/)")


def test_the_preview_keeps_its_place_while_the_text_above_grows(form: Page) -> None:
    body = form.locator("[name=body_ja]")
    body.fill("段落です。\n\n" * 60)
    expect(shown(form, "本文（日本語）").locator("p", has_text="段落")).to_have_count(60)
    reader = form.locator("#preview .as-read")
    reader.evaluate("reader => reader.scrollTop = 300")
    body.evaluate("field => { field.value = '追記\\n\\n' + field.value }")
    body.dispatch_event("input")
    expect(shown(form, "本文（日本語）")).to_contain_text("追記")
    assert reader.evaluate("reader => reader.scrollTop") == 300


def test_who_writes_at_the_end_of_a_long_text_sees_the_end(form: Page) -> None:
    body = form.locator("[name=body_ja]")
    body.fill("段落です。\n\n" * 60)
    expect(shown(form, "本文（日本語）").locator("p", has_text="段落")).to_have_count(60)
    body.press("Control+End")
    form.keyboard.type("- 最後の項目")
    expect(shown(form, "本文（日本語）").locator("li")).to_be_in_viewport()


def test_switched_off_it_stays_off_and_asks_nothing(form: Page) -> None:
    expect(shown(form, "本文（日本語）")).to_be_visible()
    form.locator("#preview > summary").click()
    form.reload()
    asked: list[str] = []
    form.on("request", lambda request: asked.append(request.url))
    form.locator("[name=body_ja]").fill("静かに")
    form.wait_for_timeout(600)
    assert [each for each in asked if each.endswith("/preview/")] == []
    form.locator("#preview > summary").click()
    expect(shown(form, "本文（日本語）")).to_contain_text("静かに")


def test_an_ended_sign_in_is_said_once_and_what_was_shown_stays(
    browser: Browser, live_server: Any, sign_in: Any
) -> None:
    context = browser.new_context()  # a refused request is an error on the console
    draft = make_draft(body_ja="窓口です。")
    sign_in(context, make_writer(), live_server)
    page = context.new_page()
    page.goto(live_server.url + url("change", draft.entry_id))
    expect(shown(page, "本文（日本語）")).to_contain_text("窓口です。")
    Session.objects.all().delete()
    page.locator("[name=body_ja]").fill("新しい文章")
    expect(page.locator("#preview [role=status]")).to_contain_text("ログインの期限が切れました")
    expect(shown(page, "本文（日本語）")).to_contain_text("窓口です。")
    context.close()


def test_who_may_only_read_has_no_preview(page: Page, live_server: Any, sign_in: Any) -> None:
    draft = make_draft()
    sign_in(page, make_administrator(), live_server)
    page.goto(live_server.url + url("change", draft.entry_id))
    assert page.locator("#preview").count() == 0


def test_without_scripts_the_page_of_the_button_is_the_preview(
    browser: Browser, live_server: Any, sign_in: Any
) -> None:
    context = browser.new_context(java_script_enabled=False)
    draft = make_draft()
    sign_in(context, make_writer(), live_server)
    page = context.new_page()
    page.goto(live_server.url + url("change", draft.entry_id))
    expect(page.locator("#preview")).to_be_hidden()
    page.locator("[name=body_en]").fill("Typed without scripts")
    with page.expect_popup() as opened:
        page.locator("button.preview[formaction$='/en/']").click()
    expect(opened.value.locator("main")).to_contain_text("Typed without scripts")
    context.close()
