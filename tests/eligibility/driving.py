"""Drives the page of a guide in a browser, with and without its script."""

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from eligibility.graph.decisive import decisive
from eligibility.graph.steps import Way
from eligibility.graph.structure import Graph

# What the reader sees and where the focus is.
SEEN = """
() => {
    const visible = [...document.querySelectorAll(".step")]
        .filter((step) => getComputedStyle(step).display !== "none");
    return { steps: visible.map((step) => step.id.slice(2)), hash: location.hash,
             focus: document.activeElement.id };
}
"""

# From the first step along each trail by pressing what is seen, and back to the start. Gives for
# each step of each trail what was seen, and at its end the answers as the page lists them.
WALK = """
async ([trails, isScripted]) => {
    const seen = () => {
        const visible = [...document.querySelectorAll(".step")]
            .filter((step) => getComputedStyle(step).display !== "none");
        return visible.map((step) => step.id.slice(2)).join(" ");
    };
    const turn = () => new Promise((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { port1.close(); done(); };
        port2.postMessage(0);
    });
    const press = async (found, step) => {
        found.click();
        for (let turns = 0; isScripted && turns < 1000 && seen() !== step; turns += 1) await turn();
    };
    const found = [];
    for (const trail of trails) {
        const steps = [seen()];
        for (const choice of trail.choices) {
            const link = document.querySelector(`[data-choice=${choice}]`);
            await press(link, link.hash.slice(3));
            steps.push(seen());
        }
        const asked = (list) => [...document.querySelectorAll(`[data-for=${list}] a`)]
            .map((link) => link.hash.slice(3));
        const address = location.pathname + location.search + location.hash;
        found.push({ steps, address, title: document.title,
                     focus: document.activeElement.id,
                     decisive: asked("decisive"), other: asked("other") });
        await press(document.querySelector(".privacy [data-do=restart]"), trail.first);
    }
    return found;
}
"""


def open_page(
    browser: Browser, *, is_scripted: bool = True, width: int = 1280, language: str = "ja-JP"
) -> Page:
    context: BrowserContext = browser.new_context(
        java_script_enabled=is_scripted, viewport={"width": width, "height": 900}, locale=language
    )
    return context.new_page()


def visible(page: Page) -> list[str]:
    steps: list[str] = page.evaluate(SEEN)["steps"]
    return steps


def press(page: Page, choice: str) -> None:
    page.locator(f"[data-choice={choice}]").click()


def answer(page: Page, *choices: str) -> None:
    for choice in choices:
        press(page, choice)


def listed(page: Page, name: str) -> list[str]:
    """The questions of a list of answers, by key."""
    links = page.locator(f"[data-for={name}] a").all()
    return [(link.get_attribute("href") or "").removeprefix("#q-") for link in links]


def as_listed(graph: Graph, way: Way) -> tuple[list[str], list[str]]:
    """The decisive answers in the order of the page, and the others."""
    found = decisive(graph, dict(way))
    first = [
        each.step for changes in ("verdict", "outcome") for each in found if each.changes == changes
    ]
    return first, [step for step, _choice in way if step not in first]


def steps_of(graph: Graph, way: Sequence[tuple[str, str]], end: str) -> list[str]:
    return [*(step for step, _choice in way), end]


def storage(page: Page) -> dict[str, Any]:
    """All that a page could have kept in the browser."""
    found: dict[str, Any] = page.evaluate(
        """async () => ({
            local: localStorage.length,
            session: sessionStorage.length,
            databases: (await indexedDB.databases()).length,
            caches: (await caches.keys()).length,
            workers: (await navigator.serviceWorker.getRegistrations()).length,
            cookie: document.cookie,
        })"""
    )
    return found | {"cookies": page.context.cookies()}


NOTHING = {
    "local": 0,
    "session": 0,
    "databases": 0,
    "caches": 0,
    "workers": 0,
    "cookie": "",
    "cookies": [],
}
