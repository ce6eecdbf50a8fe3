"""やさしい日本語 is written with spaces between its phrases: no line ends inside one."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.factories import make_live

pytestmark = pytest.mark.django_db(transaction=True)

# Phrases of up to ten letters, readings apart, that stand on two lines.
BROKEN = """
() => [...document.querySelectorAll(".in-phrases p, .in-phrases li, h1")].flatMap((block) => {
    const letters = [], walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest("rt, rp, a")) continue;
        [...node.data].forEach((letter, at) => {
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            letters.push([letter, Math.round(range.getBoundingClientRect().bottom / 12)]);
        });
    }
    const phrases = [[]];
    letters.forEach(([letter, line]) => /[\\s、。〈〉：（）]/.test(letter)
        ? phrases.push([]) : phrases.at(-1).push([letter, line]));
    const spread = (lines) => Math.max(...lines) - Math.min(...lines);
    return phrases.filter((phrase) => phrase.length && phrase.length <= 10)
        .filter((phrase) => spread(phrase.map((each) => each[1])) > 1)
        .map((phrase) => phrase.map((each) => each[0]).join(""));
})
"""
SENTENCE = (
    "特定《とくてい》在留《ざいりゅう》カードは、在留《ざいりゅう》カードに マイナンバーカードの "
    "機能《きのう》〈できること〉を たした カードです。"
    "ほしい 人《ひと》だけが 申請《しんせい》します。"
)


@pytest.mark.parametrize("width", [320, 360, 412, 768])
@pytest.mark.parametrize("ruby", ["", "?ruby=off"])
def test_no_line_ends_inside_a_phrase(page: Page, live_server: Any, width: int, ruby: str) -> None:
    easy = f"{SENTENCE}\n\n・{SENTENCE}\n\n{SENTENCE * 3}"
    make_live(slug="card", title_easy=SENTENCE, body_easy=easy)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}/ja/announcements/card/easy/{ruby}")
    assert page.locator(".in-phrases").count() > 1
    assert page.evaluate(BROKEN) == []
