from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from tests.story.colleagues import Clock, Colleague
from tokutei_site.staff.models import User


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Clock:
    settings.SESSION_COOKIE_AGE = 10**7  # nobody's sign-in ends while the clock is moved
    clock = Clock(2026, 12, 1, 10, 0)  # a Tuesday
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
def colleague(browser: Browser, live_server: Any, sign_in: Any) -> Any:
    contexts = []

    def colleague(user: User) -> Colleague:
        contexts.append(browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo"))
        page = contexts[-1].new_page()
        sign_in(page, user, live_server)
        return Colleague(page, live_server.url)

    yield colleague
    for context in contexts:
        context.close()


@pytest.fixture
def resident(browser: Browser, live_server: Any) -> Any:
    """resident(path): status and text of a public page, for somebody who comes for the first time
    (a page may stand in a browser for a minute), without scripts."""

    def read(path: str) -> tuple[int, str]:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        response = page.goto(live_server.url + path)
        assert response is not None
        assert context.cookies() == []
        answer = response.status, page.locator("main").inner_text()
        context.close()
        return answer

    return read
