"""What a page costs and what it leaves behind, as it is shipped, each against its goal; and that
every page is looked at."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from bench.figures import SECOND, Visit, fresh, goals, visit
from tests.public import pages as table
from tests.public.pages import LANGUAGES, NoSample, Page, html_routes, pages, sample
from tokutei_site.office.outside import CLOSED

PAGES = pages()


def missed(seen: Visit, chosen: list[Any]) -> list[str]:
    return [f"{each.name}: {each.of(seen)}" for each in chosen if each.is_missed(seen)]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_first_and_a_second_view_keep_their_goals(
    browser: Browser, site: str, page: Page
) -> None:
    context = fresh(browser)
    first = visit(context.new_page(), site + page.path)
    second = visit(context.new_page(), f"{site}/{LANGUAGES[0]}/announcements/")
    context.close()
    assert first.status == page.status
    assert missed(first, goals(page.path)) == [] and first.refused == []
    assert missed(second, SECOND) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_from_the_home_page_every_other_page_is_one_small_request(
    browser: Browser, site: str, code: str
) -> None:
    context = fresh(browser)
    visit(context.new_page(), f"{site}/{code}/")
    problems = {}
    for page in PAGES:
        if page.path.startswith(f"/{code}/") and page.path != f"/{code}/":
            seen = visit(context.new_page(), site + page.path)
            problems[page.path] = missed(seen, goals(page.path, is_second=True))
    context.close()
    assert {path: found for path, found in problems.items() if found} == {}


def test_a_figure_that_misses_its_goal_is_told() -> None:
    heavy = Visit("x", policy=CLOSED, kinds={"1": "Document x", "2": "Font y"})
    heavy.sizes = {"1": 15_001, "2": 40_000}
    assert missed(heavy, goals("/ja/faq/")) == ["bytes: 55001", "HTML: 15001", "fonts: 1"]
    assert missed(heavy, goals("/ja/")) == ["HTML: 15001", "fonts: 1"]
    open_ = Visit("x", policy="default-src 'self'; script-src 'unsafe-inline'")
    assert missed(open_, goals("/ja/")) == ["CSP faults: 2"]


def test_every_route_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = {page.path for page in PAGES if page.status == 200}
    assert {
        f"/{code}/{sample(route)}" for code in LANGUAGES for route in html_routes()
    } <= looked_at
    with pytest.raises(NoSample, match="new/<slug:slug>/"):
        sample("new/<slug:slug>/")
    monkeypatch.setattr(table, "routes", lambda _resolver: iter(["L/new/<int:day>/"]))
    with pytest.raises(NoSample):
        pages()
