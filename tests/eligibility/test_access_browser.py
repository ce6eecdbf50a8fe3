"""axe at every step, in both languages, on a phone and a desk, with and without the script; and
what comes out of a printer."""

import re
from io import BytesIO
from typing import Any
from unicodedata import normalize

import pytest
from django.db import connection  # noqa: F401, the condition of a skip names it
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests import axe
from tests.codes import code_on
from tests.eligibility.driving import open_page
from tests.eligibility.seeded import SLUG, seed_guide

pytestmark = pytest.mark.django_db(transaction=True)

RADICALS = str.maketrans("⻑⺠⺟⻄⻘⻩⻝‧", "長民母西青黄食・")
CORE = """() => {
    const text = document.querySelector(".outcome:is(:target, .is-current) .text");
    return Math.round(parseFloat(getComputedStyle(text).fontSize) * 7.5) / 10;
}"""  # in points
A4 = {"format": "A4", "print_background": True}

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


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the steps are the same")
@pytest.mark.parametrize(
    ("scheme", "is_scripted", "sizes"), SEEN_AS, ids=["scripted", "plain", "dark"]
)
def test_axe_finds_nothing_at_any_step(
    browser: Browser, live_server: Any, scheme: Any, is_scripted: bool, sizes: Any
) -> None:
    graph = seed_guide()
    ways = {
        each.key: [choice for _step, choice in graph.walk.way_to(each.key)] for each in graph.steps
    }
    problems = []
    for width, code in sizes:
        page = open_page(browser, width=width)
        page.emulate_media(color_scheme=scheme)
        if not is_scripted:  # axe needs scripts to run, the page does without its own
            page.route("**/guide.js", lambda route: route.fulfill(body=""))
        page.goto(f"{live_server.url}/{code}/check/{SLUG}/")
        page.evaluate(axe.SCRIPT)
        problems += [
            f"{code} {width}: {fault}" for fault in page.evaluate(AXE, [ways, is_scripted])
        ]
        page.context.close()
    assert problems == []


def plain(text: str) -> str:
    """Without white space and look-alikes, which come and go on the way through a PDF."""
    return re.sub(r"\s", "", normalize("NFKC", text)).translate(RADICALS)


def printed(page: Page) -> list[str]:
    """The text of every sheet."""
    return [plain(sheet.extract_text()) for sheet in PdfReader(BytesIO(page.pdf(**A4))).pages]


@pytest.mark.parametrize(
    ("code", "is_scripted", "part"),
    [("ja", True, ""), ("en", False, ""), ("ja", False, "easy/")],
    ids=["scripted", "plain", "easy"],
)
def test_every_outcome_fits_one_sheet_with_the_way_back_and_without_the_answers(
    browser: Browser, live_server: Any, settings: Any, code: str, is_scripted: bool, part: str
) -> None:
    graph = seed_guide()
    outcomes = [each for each in graph.steps if not each.is_question]
    questions = {each.texts["title"][code] for each in graph.questions}
    page = open_page(browser, is_scripted=is_scripted)
    page.emulate_media(media="print")
    sizes: list[float] = []
    for outcome in outcomes:
        page.goto("about:blank")
        page.goto(f"{live_server.url}/{code}/check/{SLUG}/{part}#q-{outcome.key}")
        sheets = printed(page)
        assert len(sheets) == 1, outcome.key
        sizes.append(page.evaluate(CORE))
        assert "9:00" in sheets[0]  # when the office is open
        assert plain(outcome.texts["title"][code]) in sheets[0]
        assert plain(outcome.texts["counter"]["ja"]) in sheets[0]
        assert f"/check/{SLUG}/{part}#q-{outcome.key}" in sheets[0]
        assert "000-000-0000" in sheets[0]
        assert not [title for title in questions if plain(title) in sheets[0]]
    assert min(sizes) >= 8 and sum(size >= 11 for size in sizes) >= 12
    assert code_on(page) == f"{settings.SITE_URL}/{code}/check/{SLUG}/{part}"
    page.context.close()


def test_without_a_result_the_whole_booklet_is_printed(browser: Browser, live_server: Any) -> None:
    graph = seed_guide()
    for is_scripted in (True, False):
        page = open_page(browser, is_scripted=is_scripted)
        page.goto(f"{live_server.url}/en/check/{SLUG}/#q-s2")
        text = "".join(printed(page))
        for number, key in enumerate([*(f"s{n}" for n in range(1, 9)), "r1", "r2"], 1):
            assert plain(f"{number}. {graph.step[key].texts['title']['en']}") in text
        assert "→4" in text
        page.context.close()
