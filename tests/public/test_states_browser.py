"""Nobody is kept out by a state either: axe, contrast, room, the ring of the focus and whole words
on every page of a site in which everything is behind, late, urgent or gone."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from bench.figures import fresh
from tests.public.states import PAGES, add
from tests.public.test_barriers_browser import barriers, room

pytestmark = pytest.mark.django_db(transaction=True)

MOST_KEYS = 400
# What has the focus, and what it has for a ring if not 4 px of black within yellow: on any ground.
RING = """
() => {
    const each = document.activeElement;
    if (each === document.body) return ["", ""];
    const isRinged = [each, each.closest(".card") || each].map((one) => getComputedStyle(one))
        .some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 4
            && style.boxShadow.includes("rgb(255, 212, 61)"));
    return [each.outerHTML.slice(0, 120), isRinged ? "" : getComputedStyle(each).boxShadow];
}
"""
# Words of up to 15 letters whose letters stand on two lines.
BROKEN = """
() => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.parentElement.checkVisibility() || node.data.includes("://")) continue;
        for (const word of node.data.matchAll(/[A-Za-z]{2,15}/g)) {
            const range = document.createRange();
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
            if (lines.size > 1) found.push(word[0]);
        }
    }
    return found;
}
"""


def without_ring(tab: Page) -> list[str]:
    """Everything that the tab key reaches and that does not show it."""
    found = []
    for _ in range(MOST_KEYS):
        tab.keyboard.press("Tab")
        element, fault = tab.evaluate(RING)
        if not element:
            break
        found += [f"no ring: {element} ({fault})"] if fault else []
    return found


@pytest.mark.parametrize("code", ["ja", "en"])
def test_no_state_keeps_anybody_out(browser: Browser, live_server: Any, code: str) -> None:
    add()
    problems = {}
    for path, status in PAGES.items():
        context = fresh(browser)
        tab = context.new_page()
        response = tab.goto(f"{live_server.url}/{code}/{path}")
        assert response and response.status == status, path
        found = [*without_ring(tab), *tab.evaluate(BROKEN), *barriers(tab), *room(tab)]
        problems[path] = found
        context.close()
    assert {path: found for path, found in problems.items() if found} == {}


def test_notices_stand_in_cards_banners_and_the_foot(client: Client) -> None:
    """What the test above is about is there."""
    add()
    page = client.get("/en/").content.decode()
    card = page[page.index('class="card is-guide"') :].partition("</li>")[0]
    foot = page[page.index("<footer") :]
    assert all('class="behind-note"' in part for part in (card, foot))
    for part in ('class="mark"', 'class="notice"', 'class="banners"'):
        assert part in page
