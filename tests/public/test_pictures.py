"""The pictures of docs/site.md. With SCREENSHOTS=1 this test makes them."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser

DOCUMENT = settings.BASE_DIR / "docs" / "site.md"
IMAGES = settings.BASE_DIR / "docs" / "images" / "site"
SIZES = {"ja": (360, 740), "en": (1280, 800)}  # a phone and a desk
PAGES = {
    "home": "",
    "announcements": "announcements/",
    "announcement": "announcements/tokutei-zairyu-card/",
    "history": "announcements/tokutei-zairyu-card/history/",
    "faq": "faq/",
    "question": "faq/FAQ-012/",
    "guide": "check/can-i-apply/",
    "outcome": "check/can-i-apply/#q-r1",
    "search": "search/?q=%E6%89%8B%E6%95%B0%E6%96%99",
    "nothing-found": "search/?q=zairyukado",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
    "not-found": "no-such-page/",
}
ONCE = [
    ("easy-ja", "ja", "announcements/tokutei-zairyu-card/easy/"),
    ("guide-easy-ja", "ja", "check/can-i-apply/easy/#q-r7"),
    ("home-dark", "ja", ""),
]


def shown() -> list[tuple[str, str, str]]:
    """Name, language and address of every picture."""
    pages = [(f"{name}-{code}", code, path) for code in SIZES for name, path in PAGES.items()]
    return [*pages, *ONCE]


def test_every_page_has_its_picture(browser: Browser, site: str, tmp_path: Path) -> None:
    folder = IMAGES if os.environ.get("SCREENSHOTS") == "1" else tmp_path
    folder.mkdir(exist_ok=True)
    for name, code, path in shown():
        width, height = SIZES[code]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if name.endswith("-dark") else "light",
        )
        page = context.new_page()
        response = page.goto(f"{site}/{code}/{path}")
        assert response is not None and response.status in (200, 404), path
        page.screenshot(path=folder / f"{name}.png")
        assert (folder / f"{name}.png").stat().st_size > 5_000, name
        context.close()


@pytest.mark.parametrize("folder", [IMAGES])
def test_the_document_shows_every_picture_and_no_other(folder: Path) -> None:
    named = set(re.findall(r"images/site/([\w-]+)\.png", DOCUMENT.read_text(encoding="utf-8")))
    assert named == {name for name, _code, _path in shown()}
    assert {path.stem for path in folder.glob("*.png")} == named
