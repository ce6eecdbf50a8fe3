"""The people of the stories: at a browser of their own, on a clock that the story sets."""

from collections.abc import Callable
from datetime import datetime

from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from tokutei_site.staff.models import User
from tokutei_site.text.dates import JST


def ja(text: str) -> str:
    """A label as the Japanese desk shows it."""
    with translation.override("ja"):
        return translation.gettext(text)


class Clock:
    """What every process of the site takes for the present."""

    def __init__(self, *when: int) -> None:
        self.set(*when)

    def set(self, *when: int) -> None:
        self.now = datetime(*when, tzinfo=JST)  # type: ignore[misc]

    def __call__(self) -> datetime:
        return self.now


class Colleague:
    """A staff member at a browser of their own."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

    def open(self, path: str) -> "Colleague":
        self.page.goto(path if path.startswith("http") else self.url + path)
        return self

    def write(self, **fields: str) -> "Colleague":
        for name, text in fields.items():
            self.page.locator(f"[name='{name}']").fill(text)
        return self

    def press(self, label: str) -> "Colleague":
        return self.send(self.page.get_by_role("button", name=ja(label), exact=True))

    def restore(self, number: int) -> "Colleague":
        return self.send(self.page.locator(f"td button[value='{number}']"))

    def correct_the_public_text(self) -> "Colleague":
        return self.send(self.page.locator(".scheduled button[name=number]"))

    def send(self, button: Locator) -> "Colleague":
        with self.page.expect_navigation():
            button.click()
        return self

    def compare(self) -> "Colleague":
        """Tick every section of the translation, on its own page."""
        self.send(self.page.locator(".standing a"))
        for tick in self.page.locator("[name^='tick.']").all():
            tick.check()
        return self

    def look(self, reason: str) -> "Colleague":
        for tick in self.page.locator("[name=finding]").all():
            tick.check()
        return self.write(reason=reason).press("Accept the ticked findings")

    def follow(self, label: str) -> "Colleague":
        self.page.locator(".desk-links").get_by_role("link", name=ja(label), exact=True).click()
        return self

    def choose(self, name: str, value: str) -> "Colleague":
        self.page.locator(f"[name={name}][value={value}]").check()
        return self

    def sees(self, text: str) -> "Colleague":
        expect(self.page.locator("#content-start")).to_contain_text(text)
        return self


PEOPLE = Callable[[User], Colleague]
READER = Callable[[str], tuple[int, str]]
