"""axe at every step, in both languages, on a phone and a desk, with and without the script; and
what comes out of a printer."""

from io import BytesIO
from typing import Any
from unicodedata import normalize

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.eligibility.driving import open_page
from tests.eligibility.graph.test_decision_tree import GRAPH
from tests.eligibility.published import make_office, make_real_guide

pytestmark = pytest.mark.django_db(transaction=True)

A4 = {"format": "A4", "print_background": True}
WAYS = {step.key: [choice for _s, choice in GRAPH.walk.way_to(step.key)] for step in GRAPH.steps}

# Every step on a shortest way; the rest of the page once. Body text against 7:1, as it stands.
# Then all else is taken out, which axe would look through again and again.
AXE = """
async ([ways, isScripted]) => {
    const rules = { "color-contrast": { enabled: false },  // asks for less than the next
                    "color-contrast-enhanced": { enabled: true },
                    "target-size": { enabled: true } };
    const options = { rules, preload: false, resultTypes: ["violations"] };
    const faults = async (where, name) => (await axe.run(where, options)).violations
        .map((found) => `${name}: ${found.id} ${found.nodes.map((n) => n.target).join(" ")}`);
    const isShown = (step) => getComputedStyle(step).display !== "none";
    const shown = async (step) => {
        for (let turns = 0; turns < 200 && !isShown(step); turns += 1) {
            await new Promise((done) => setTimeout(done, 5));
        }
    };
    const steps = [...document.querySelectorAll(".step")];
    const found = await faults(document, "page");
    document.querySelectorAll("header, footer").forEach((each) => each.remove());
    for (const [key, way] of Object.entries(ways)) {
        if (!isShown(steps[0])) document.querySelector(".privacy [data-do=restart]").click();
        await shown(steps[0]);
        for (const choice of way) {
            const link = document.querySelector(`[data-choice=${choice}]`);
            link.click();
            await shown(document.querySelector(link.hash));
        }
        const step = document.getElementById("q-" + key);
        if (!isShown(step)) found.push(`${key} is not shown`);
        if (isScripted !== Boolean(way.length && step.querySelector(".answers li"))) {
            if (way.length) found.push(`${key} has its answers only with the script`);
        }
        step.querySelectorAll("details").forEach((each) => { each.open = true; });
        const wide = document.documentElement.scrollWidth - innerWidth;
        if (wide > 0) found.push(`${key} is ${wide} px too wide`);
        step.querySelectorAll("a, button, summary").forEach((each) => {
            const { height } = each.getBoundingClientRect();
            if (height && height < 44 && !each.closest(".text, .sources")) {
                found.push(`${key}: ${each.textContent.trim()} is ${height} px high`);
            }
        });
        const others = steps.filter((each) => each !== step);
        others.forEach((each) => each.remove());
        found.push(...await faults(step, key));
        step.before(...others.slice(0, steps.indexOf(step)));
        step.after(...others.slice(steps.indexOf(step)));
    }
    return found;
}
"""


SIZES = tuple((width, code) for width in (320, 1280) for code in ("ja", "en"))
SEEN_AS = [("light", True, SIZES), ("light", False, SIZES), ("dark", True, SIZES[1:2])]


@pytest.mark.parametrize(
    ("scheme", "is_scripted", "sizes"), SEEN_AS, ids=["scripted", "plain", "dark"]
)
def test_axe_finds_nothing_at_any_step(
    browser: Browser, live_server: Any, scheme: Any, is_scripted: bool, sizes: Any
) -> None:
    make_office()
    make_real_guide()
    problems = []
    for width, code in sizes:
        page = open_page(browser, width=width)
        page.emulate_media(color_scheme=scheme)
        if not is_scripted:  # axe needs scripts to run, the page does without its own
            page.route("**/guide.js", lambda route: route.fulfill(body=""))
        page.goto(f"{live_server.url}/{code}/check/card/")
        page.evaluate(AXE_SCRIPT)
        problems += [
            f"{code} {width}: {fault}" for fault in page.evaluate(AXE, [WAYS, is_scripted])
        ]
        page.context.close()
    assert problems == []


def printed(page: Page) -> list[str]:
    """The text of every sheet, without its line breaks."""
    sheets = PdfReader(BytesIO(page.pdf(**A4))).pages
    return [normalize("NFKC", sheet.extract_text()).replace("\n", "") for sheet in sheets]


@pytest.mark.parametrize("is_scripted", [True, False], ids=["scripted", "plain"])
def test_the_longest_outcome_fits_one_sheet_without_the_answers(
    browser: Browser, live_server: Any, is_scripted: bool
) -> None:
    make_office()
    make_real_guide()
    for code in ("ja", "en"):
        page = open_page(browser, is_scripted=is_scripted)
        page.goto(f"{live_server.url}/{code}/check/card/#q-s6")
        page.locator("[data-choice=s6g]").click()
        sheets = printed(page)
        assert len(sheets) == 1
        assert "住所の届出と一緒に" in sheets[0]
        assert "/check/card/#q-r9" in sheets[0]
        assert "000-123-4567" in sheets[0]
        assert GRAPH.step["s6"].texts["title"][code] not in sheets[0]
        page.context.close()


def test_without_a_result_the_whole_booklet_is_printed(browser: Browser, live_server: Any) -> None:
    make_real_guide()
    for is_scripted in (True, False):
        page = open_page(browser, is_scripted=is_scripted)
        page.goto(f"{live_server.url}/en/check/card/#q-s2")
        text = "".join(printed(page))
        for number, key in enumerate([*(f"s{n}" for n in range(1, 9)), "r1", "r2"], 1):
            assert f"{number}. {GRAPH.step[key].texts['title']['en']}"[:30] in text
        assert "→ 4" in text
        page.context.close()
