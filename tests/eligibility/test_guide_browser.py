"""The page of a guide in a browser: answers, history, keyboard, languages."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.eligibility.driving import SEEN, answer, listed, open_page, press, visible
from tests.eligibility.published import make_office, make_real_guide

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def guide(page: Page, live_server: Any) -> Page:
    make_office()
    make_real_guide()
    page.goto(f"{live_server.url}/ja/check/card/")
    return page


def shows(page: Page, step: str) -> None:
    expect(page.locator(f"#q-{step}")).to_be_visible()
    assert visible(page) == [step]


def change(page: Page, question: str) -> None:
    page.locator(f".answers a[href='#q-{question}']").click()


def test_the_answers_so_far_are_shown_and_how_many_questions_are_left(guide: Page) -> None:
    shows(guide, "s1")
    left = guide.locator(".is-current .left")
    expect(left).to_have_text("質問1 この質問を含めて、あと1〜4問")
    answer(guide, "s1b", "s2a")
    expect(left).to_have_text("質問3 この質問を含めて、あと1〜2問")
    assert listed(guide, "given") == ["s1", "s2"]
    expect(guide.locator("[data-for=given] li").nth(1)).to_contain_text("在留カード")
    change_link = guide.locator("[data-for=given] a").nth(1)
    assert (change_link.text_content() or "").startswith("変更：いま持っている")


def test_a_changed_answer_keeps_those_that_still_apply(guide: Page) -> None:
    answer(guide, "s1b", "s2a", "s4a", "s6g")
    shows(guide, "r9")
    change(guide, "s2")
    shows(guide, "s2")
    assert listed(guide, "given") == ["s1"]
    expect(guide.locator("[data-for=change]")).to_be_visible()
    assert guide.locator(".choices [aria-current=true]").get_attribute("data-choice") == "s2a"
    press(guide, "s2c")  # asks the same questions as s2a
    shows(guide, "r9")
    expect(guide.locator("[data-for=kept]")).to_be_visible()
    assert set(listed(guide, "decisive")) == {"s1", "s2", "s4", "s6"}
    change(guide, "s2")
    press(guide, "s2b")
    shows(guide, "s5")
    press(guide, "s5a")
    shows(guide, "r10")
    guide.locator("[data-for=unused] summary").click()
    assert listed(guide, "unused") == ["s4", "s6"]
    change(guide, "s2")
    press(guide, "s2a")
    shows(guide, "r9")


def test_what_decided_the_result_stands_first(guide: Page) -> None:
    answer(guide, "s1b", "s2f", "s3e")
    assert listed(guide, "decisive") == ["s2", "s3", "s1"]  # s1 alone changes no verdict


def test_back_forward_and_reload_keep_the_answers(guide: Page) -> None:
    answer(guide, "s1b", "s2a", "s4a")
    guide.go_back()
    shows(guide, "s4")
    assert listed(guide, "given") == ["s1", "s2"]
    guide.go_back()
    shows(guide, "s2")
    assert guide.evaluate(SEEN)["focus"] == "q-s2"
    guide.go_forward()
    guide.go_forward()
    shows(guide, "s6")
    guide.reload()
    shows(guide, "s6")
    assert listed(guide, "given") == ["s1", "s2", "s4"]
    press(guide, "s6i")
    shows(guide, "r12")
    guide.go_back()
    guide.go_back()
    press(guide, "s4b")
    shows(guide, "r7")
    assert listed(guide, "decisive") + listed(guide, "other") == ["s1", "s2", "s4"]


def test_start_over_leaves_no_answer_behind_nor_ahead(guide: Page) -> None:
    before = guide.evaluate("history.length")
    answer(guide, "s1b", "s2a", "s4a", "s6g")
    guide.locator(".is-current .ways [data-do=restart]").click()
    shows(guide, "s1")
    assert guide.evaluate("history.length") == before + 1
    assert guide.evaluate("history.state.answers") == {}
    assert listed(guide, "given") == []
    guide.go_forward()
    shows(guide, "s1")
    guide.go_back()
    shows(guide, "s1")
    assert guide.evaluate("JSON.stringify(history.state.answers) + location.hash") == "{}#q-s1"
    answer(guide, "s1a")
    shows(guide, "r1")
    guide.locator(".privacy [data-do=restart]").click()
    shows(guide, "s1")
    assert guide.evaluate("history.length") <= before + 1


def test_start_over_after_a_reload_and_from_the_middle(guide: Page, live_server: Any) -> None:
    guide.goto(f"{live_server.url}/ja/check/card/#q-s4")
    guide.reload()
    answer(guide, "s4a", "s6h")
    guide.reload()
    guide.locator(".is-current .ways [data-do=restart]").click()
    shows(guide, "s1")
    guide.go_back()
    shows(guide, "s1")
    assert guide.evaluate("location.hash") == "#q-s1"


def test_a_bookmark_into_the_middle_opens_there_and_says_so(guide: Page, live_server: Any) -> None:
    guide.goto("about:blank")
    guide.goto(f"{live_server.url}/ja/check/card/#q-s4")
    shows(guide, "s4")
    expect(guide.locator("[data-for=middle]")).to_be_visible()
    expect(guide.locator(".is-current .place")).to_be_hidden()
    answer(guide, "s4a", "s6g")
    shows(guide, "r9")
    assert listed(guide, "decisive") == ["s4", "s6"]


def test_the_fragment_of_a_removed_step_leads_to_the_start_with_a_word(
    guide: Page, live_server: Any
) -> None:
    guide.goto("about:blank")
    guide.goto(f"{live_server.url}/ja/check/card/#q-gone1")
    shows(guide, "s1")
    expect(guide.locator("[data-for=gone]")).to_be_visible()
    press(guide, "s1b")
    shows(guide, "s2")
    assert guide.locator("[data-for=gone]").count() == 0
    guide.evaluate("location.hash = '#q-gone2'")
    shows(guide, "s1")


def test_answers_of_a_graph_that_has_changed_since_are_left_aside(guide: Page) -> None:
    answer(guide, "s1b", "s2a")
    guide.evaluate(
        "history.replaceState({at: 's4', from: 's1', answers: {s1: 'gone'}, count: 2}, '')"
    )
    guide.reload()
    shows(guide, "s4")
    expect(guide.locator("[data-for=middle]")).to_be_visible()


def test_the_skip_link_keeps_the_step(guide: Page) -> None:
    answer(guide, "s1b", "s2a")
    guide.evaluate("document.querySelector('.skip').click()")
    shows(guide, "s4")
    assert listed(guide, "given") == ["s1", "s2"]


def test_both_language_switches_keep_the_step(guide: Page) -> None:
    answer(guide, "s1b", "s2a")
    guide.locator(".is-current .ways a[hreflang=en]").click()
    guide.wait_for_url("**/en/check/card/#q-s4")
    shows(guide, "s4")
    guide.locator(".languages a[hreflang=ja]:not([href*=easy])").click()
    guide.wait_for_url("**/ja/check/card/#q-s4")
    shows(guide, "s4")


@pytest.mark.parametrize("is_scripted", [True, False], ids=["scripted", "plain"])
def test_in_easy_words_the_same_answers_lead_to_the_same_result(
    browser: Browser, live_server: Any, is_scripted: bool
) -> None:
    make_office()
    make_real_guide()
    page = open_page(browser, is_scripted=is_scripted)
    page.goto(f"{live_server.url}/en/check/card/")
    page.locator(".languages a[href*=easy]").click()
    page.wait_for_url("**/ja/check/card/easy/**")
    for choice in ("s1b", "s2a", "s4a", "s6g"):
        page.locator(f"[data-choice={choice}]").click()
    expect(page.locator("#q-r9")).to_be_visible()
    expect(page.locator("#q-r9 .text").first).to_contain_text("引っ越しの 届出と 一緒に")
    if is_scripted:
        assert set(listed(page, "decisive")) == {"s1", "s2", "s4", "s6"}
    page.locator("#q-r9 .ways a", has_text="English").click()
    page.wait_for_url("**/en/check/card/#q-r9")
    page.context.close()


def test_a_press_with_a_modifier_is_left_to_the_browser(guide: Page) -> None:
    with guide.context.expect_page() as opened:
        guide.locator("[data-choice=s1b]").click(modifiers=["Control"])
    shows(guide, "s1")
    opened.value.wait_for_load_state()
    shows(opened.value, "s2")


@pytest.mark.parametrize("is_scripted", [True, False], ids=["scripted", "plain"])
def test_the_keyboard_is_enough(browser: Browser, live_server: Any, is_scripted: bool) -> None:
    make_office()
    make_real_guide()
    page = open_page(browser, is_scripted=is_scripted)
    page.goto(f"{live_server.url}/en/check/card/")
    tab_to(page, "[data-choice=s1b]")
    page.keyboard.press("Enter")
    shows(page, "s2")
    for presses, after in ((1, "s4"), (1, "s6"), (7, "r9")):
        for _ in range(presses):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        shows(page, after)
        assert page.evaluate(SEEN)["focus"] == f"q-{after}"
    if is_scripted:
        tab_to(page, ".answers a[href='#q-s4']")
        page.keyboard.press("Enter")
        shows(page, "s4")
        page.go_back()
    tab_to(page, "#q-r9 .ways [data-do=restart]")
    page.keyboard.press("Enter")
    shows(page, "s1")
    page.context.close()


def tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"the keyboard does not get to {selector}")


def test_a_browser_without_has_shows_one_step_with_the_script_and_a_booklet_without(
    browser: Browser, live_server: Any
) -> None:
    make_real_guide()
    for is_scripted in (True, False):
        page = open_page(browser, is_scripted=is_scripted)
        page.route("**/site.css", without_has)
        page.goto(f"{live_server.url}/ja/check/card/#q-s2")
        assert visible(page) == (["s2"] if is_scripted else visible_all(page))
        turn = page.locator("[data-choice=s2a] .turn")
        assert turn.is_visible() is not is_scripted
        if is_scripted:
            press(page, "s2a")
            shows(page, "s4")
            assert page.evaluate(SEEN)["focus"] == "q-s4"
        else:
            assert turn.text_content() == "→ 4" and len(visible(page)) == 25
        page.context.close()


def visible_all(page: Page) -> list[str]:
    ids: list[str] = page.evaluate(
        "[...document.querySelectorAll('.step')].map(s => s.id.slice(2))"
    )
    return ids


def without_has(route: Any) -> None:
    response = route.fetch()
    route.fulfill(response=response, body=response.text().replace(":has(", ":old-browser("))
