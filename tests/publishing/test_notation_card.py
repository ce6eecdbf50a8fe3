"""The card beside the texts says what the renderer really does."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation
from playwright.sync_api import Browser, expect

from tests.desk_forms import login, url
from tests.factories import make_administrator, make_draft, make_writer
from tokutei_site.publishing import notation_card
from tokutei_site.text.markup import render

SHOWN = {
    "Heading": r"<h2>[^■]+</h2>\n",
    "Smaller heading": r"<h3>[^#]+</h3>\n",
    "Items": r"<ul>\n(<li>[^・<]+</li>\n){2}</ul>\n",
    "Items below an item": r"<ul>\n<li>\w+\n<ul>\n<li>[^・<]+</li>\n</ul>\n</li>\n</ul>\n",
    "Numbered items": r"<ol>\n(<li>[^１２<]+</li>\n){2}</ol>\n",
    "A note": r'<p class="note">※[^<]+</p>\n',
    "A note to an item": r'<ul>\n<li>\w+[ 　]<small class="note">※[^<]+</small></li>\n</ul>\n',
    "Bold": r"<p>[^*]*<strong>[^*]+</strong>[^*]+</p>\n",
    "Link": r'<p><a href="https://example.jp/form" rel="[a-z ]+">[^\[\]()]+</a></p>\n',
    "Web address": r"<p>[^<]+<a [^>]+>https://example\.jp/</a>[^<]+</p>\n",
    "Table": r"<table>\n<thead>\n<tr>\n(<th>\w+</th>\n){2}</tr>\n</thead>\n"
    r"<tbody>\n<tr>\n<td>\w+</td>\n<td>[^|]+</td>\n</tr>\n</tbody>\n</table>\n",
    "Line break": r"<p>[^<]+<br>\n[^<]+</p>\n",
    "New paragraph (an empty line)": r"(<p>[^<]+</p>\n){2}",
    "Quotation": r"<blockquote>\n<p>[^>]+</p>\n</blockquote>\n",
    "Line across": r"<p>[^<-]+</p>\n<hr>\n<p>[^<-]+</p>\n",
}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_each_row_renders_to_what_it_says(language: str) -> None:
    with translation.override("en"):
        names = [row.name for row in notation_card.rows()]
    with translation.override(language):
        typed = [row.typed for row in notation_card.rows()]
    assert names == list(SHOWN)
    for name, text in zip(names, typed, strict=True):
        assert re.fullmatch(SHOWN[name], render(text)), (name, text, render(text))


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "heading"), [("ja", "持ち物"), ("en", "What to bring")])
def test_the_card_speaks_the_language_of_the_desk(language: str, heading: str) -> None:
    page = login(make_writer(language=language)).get(url("add")).content.decode()
    assert f"<pre>■ {heading}</pre>" in page
    assert f"<h2>{heading}</h2>" in page


@pytest.mark.django_db
def test_who_may_only_read_is_not_told_how_to_write() -> None:
    page = login(make_administrator()).get(url("change", make_draft().entry_id))
    assert 'class="notation' not in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_card_opens_with_the_keyboard_and_without_scripts(
    browser: Browser, live_server: Any, sign_in: Any
) -> None:
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, make_writer(), live_server)
    page = context.new_page()
    page.goto(live_server.url + url("add"))
    heading = page.locator(".notation h2", has_text="持ち物")
    expect(heading).to_be_hidden()
    page.locator(".notation summary").focus()
    page.keyboard.press("Enter")
    expect(heading).to_be_visible()
    expect(page.locator(".notation pre").first).to_have_text("■ 持ち物")
    context.close()
