"""Somebody who reads the public site in a browser: by keyboard alone, or with scripts off."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

MOST_KEYS = 400  # longer than the way through any page
# What shows where the focus is has to be 4 px thick and on the screen (ux: a ring on every ground).
RING = """
(element) => {
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    const around = [element, element.closest(".card") || element].map(getComputedStyle);
    return { thick: around.some((each) => each.outlineStyle !== "none"
                 && parseFloat(each.outlineWidth) >= 4),
             seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight };
}
"""


@dataclass
class Reader:
    page: Page
    site: str
    has_keyboard_only: bool

    def open(self, path: str) -> None:
        self.page.goto(self.site + path)

    def follow(self, target: str) -> None:
        """The first link of this selector, to where it leads."""
        with self.page.expect_navigation():
            self.press(target)

    def press(self, target: str) -> None:
        """The first link of this selector that is seen, as this reader gets to it."""
        found = self.page.locator(target).locator("visible=true").first
        if self.has_keyboard_only:
            self.reach(found)
            self.page.keyboard.press("Enter")
        else:
            found.click()

    def write(self, target: str, text: str) -> None:
        """Into a field, and send it off."""
        field = self.page.locator(target).first
        if self.has_keyboard_only:
            self.reach(field)
            self.page.keyboard.insert_text(text)
        else:
            field.fill(text)
        with self.page.expect_navigation():
            field.press("Enter")

    def reach(self, target: Locator) -> None:
        """With the tab key from where the focus is, which has to be seen all the way."""
        wanted = target.element_handle()
        for _ in range(MOST_KEYS):
            self.page.keyboard.press("Tab")
            focused = self.page.evaluate_handle("document.activeElement").as_element()
            assert focused
            if focused.evaluate("(element, wanted) => element === wanted", wanted):
                ring = focused.evaluate(RING)
                assert ring == {"thick": True, "seen": True}, focused.inner_text()
                return
        raise AssertionError(f"The tab key never gets to {target}.")

    @property
    def title(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def address(self) -> str:
        return self.page.url.removeprefix(self.site)
