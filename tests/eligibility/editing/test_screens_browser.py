"""Every screen of the questionnaire's desk: axe finds nothing serious, and it fits a phone."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from eligibility.models import Guide
from tests.factories import DAY, NOON, edit, make_approver, make_live
from tests.test_screens import faults

pytestmark = pytest.mark.django_db(transaction=True)

SCREENS = (
    "steps/",
    "chart/",
    "steps/q1/",
    "steps/r1/",
    "steps/new/outcome/",
    "steps/q2/remove/",
    "choices/q1a/insert/",
    "paragraphs/",
    "paragraphs/child/",
    "cases/",
    "cases/k1/",
    "change/",
    "review/",
)


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious_and_every_screen_fits(
    browser: Browser, live_server: Any, sign_in: Any, width: int
) -> None:
    guide = make_live(Guide)
    changes = {"choices__q1c__next_step": "r1", "choices__q3a__next_step": "r2"}
    edit(guide.head, now=NOON + DAY, cases__k1__outcome="r2", **changes)  # type: ignore[arg-type]
    context = browser.new_context(viewport={"width": width, "height": 900})
    sign_in(context, make_approver(), live_server)
    page, problems = context.new_page(), list[str]()
    said: list[str] = []
    page.on("console", lambda each: said.append(each.text) if each.type == "error" else None)
    for screen in SCREENS:
        said.clear()  # axe puts styles into the page, which the policy refuses
        page.goto(f"{live_server.url}/admin/eligibility/guide/{guide.pk}/{screen}")
        problems += [f"{screen}: {text}" for text in said]
        problems += [f"{screen}: {fault}" for fault in faults(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems.append(f"{screen} is wider than {width}")
    context.close()
    assert problems == []
