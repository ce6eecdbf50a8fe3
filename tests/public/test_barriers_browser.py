"""Nobody is kept out: axe, contrast, targets and width on every page as it is shipped."""

from typing import Any

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from bench.figures import fresh
from tests import axe
from tests.public.pages import Page, pages

AXE = """
async () => (await axe.run({
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    resultTypes: ["violations"], preload: false,
})).violations.map(found => `${found.id}: ${found.nodes.map(node => node.target).join(" ")}`)
"""
# Text of the page's body, 7:1 against whatever it stands on (WCAG 2.2, 1.4.6). axe's rule begins at
# 4.5:1; what is below, the rules above tell.
CONTRAST = """
async () => (await axe.run({ include: [["p"], ["li"], ["dd"], ["td"]] }, {
    runOnly: { type: "rule", values: ["color-contrast-enhanced"] },
    resultTypes: ["violations"], preload: false,
})).violations.flatMap(found => found.nodes.map(node => `${node.target}: ${node.any[0].message}`))
"""
# What is pressed, unless it stands in a sentence or a longer text (WCAG 2.2, 2.5.5).
TARGETS = """
() => [...document.querySelectorAll("a, button, summary, input:not([type=hidden]), select")]
    .filter((each) => each.checkVisibility() && !each.closest(".text, .skip"))
    .filter((each) => ![...each.parentElement.childNodes]
        .some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim().length > 1))
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, box]) => box.height < 43.9 || box.width < 23.9)
    .map(([each, box]) => `${each.outerHTML.slice(0, 80)} ${box.width}×${box.height}`)
"""
# How far the page can be moved sideways, and what sticks out.
WIDE = """
() => {
    const over = document.documentElement.scrollWidth - innerWidth;
    return over > 0 ? [`${over} px too wide`] : [];
}
"""
LARGE = "html { font-size: 200% !important }"
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }"""  # 1.4.12
SCHEMES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}
WIDTHS = (360, 1280)


def told(where: str, found: list[str]) -> list[str]:
    return [f"{where}: {each}" for each in found]


def barriers(tab: Tab) -> list[str]:
    """In every scheme and width, without loading the page anew."""
    problems = []
    tab.evaluate(axe.SCRIPT)
    for scheme, media in SCHEMES.items():
        tab.emulate_media(**media)
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 800})
            problems += told(f"{scheme} {width}", tab.evaluate(AXE))
        if scheme != "forced":  # where the reader chose the colours
            problems += told(f"contrast {scheme}", tab.evaluate(CONTRAST))
    return problems


def room(tab: Tab) -> list[str]:
    tab.emulate_media(**SCHEMES["light"])
    tab.set_viewport_size({"width": 360, "height": 800})
    problems = told("target", tab.evaluate(TARGETS))
    tab.set_viewport_size({"width": 320, "height": 640})
    problems += told("at 320", tab.evaluate(WIDE))
    for name, rules in (("200 %", LARGE), ("spaced", SPACED)):
        style = tab.evaluate_handle(
            """(rules) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules);
            document.adoptedStyleSheets.push(sheet); return sheet; }""",
            rules,
        )
        problems += told(name, tab.evaluate(WIDE))
        style.evaluate("(sheet) => { document.adoptedStyleSheets = []; }")
    return problems


@pytest.mark.parametrize("page", pages(), ids=str)
def test_a_page_has_no_barriers(browser: Browser, site: str, page: Page) -> None:
    context = fresh(browser)
    tab = context.new_page()
    tab.goto(site + page.path)
    problems = barriers(tab) + room(tab)
    context.close()
    assert problems == []


BAD = """<!doctype html><html lang="en"><title>x</title><main><h1>x</h1>
<p style="color: #666">Grey words on white.</p><p><a href="/">x</a></p>
<div style="width: 600px">wide</div><img src="x"></main>"""


def test_a_page_with_barriers_is_told(browser: Browser) -> None:
    context = fresh(browser)
    tab = context.new_page()
    tab.set_content(BAD)
    found = " ".join(barriers(tab) + room(tab))
    context.close()
    for fault in ("image-alt", "contrast light", "target: <a", "at 320: 288 px too wide"):
        assert fault in found
