"""The files of an announcement on its page, in both languages."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_draft, make_live, publish
from tests.files import attached, keep, make_pdf, make_png

pytestmark = pytest.mark.django_db


def part(client: Client, language: str) -> str:
    """The section of files, with single spaces."""
    page = client.get(f"/{language}/announcements/card/").content.decode()
    section = page.partition('<section class="files"')[2].partition("</section>")[0]
    return " ".join(re.sub(r"\s+(?=<)|(?<=>)\s+", " ", section).split())


def link(address: str) -> str:
    return f'<a href="{reverse("file", args=address.split("/", 1))}"'


def test_a_page_without_files_says_nothing_of_them(client: Client) -> None:
    make_live(slug="card")
    assert part(client, "ja") == ""


def test_each_language_leads_to_its_file_and_names_the_other(client: Client) -> None:
    ja, en = keep("申請書.pdf"), keep("Form.pdf", make_pdf("en" * 900))
    make_live(slug="card", **attached(ja, is_for_everybody=False, file_en=en))
    japanese, english = part(client, "ja"), part(client, "en")
    assert f'{link(ja)} hreflang="ja">申請書</a> <span class="meta">PDF、' in japanese
    assert f'{link(en)} hreflang="en">英語版</a>' in japanese
    assert f'{link(en)} hreflang="en">Form</a> <span class="meta">PDF, 2.2 KB' in english
    assert f'{link(ja)} hreflang="ja">Japanese version</a>' in english


def test_a_file_that_only_the_other_language_has_is_said_plainly(client: Client) -> None:
    ja = keep("申請書.pdf")
    make_live(slug="card", **attached(ja, is_for_everybody=False))
    assert "This file is in Japanese." in part(client, "en")
    assert f'{link(ja)} hreflang="ja">Form</a>' in part(client, "en")
    assert "書かれています" not in part(client, "ja")


def test_a_file_for_everybody_is_said_to_be_in_no_language(client: Client) -> None:
    make_live(slug="card", **attached(keep()))
    for language in ("ja", "en"):
        assert "hreflang" not in part(client, language) and "This file" not in part(
            client, language
        )


def test_a_picture_is_shown_with_its_description_and_its_size(client: Client) -> None:
    picture = keep("地図.png", make_png(size=(640, 400)))
    make_live(slug="card", **attached(picture, alt_ja="道順", alt_en='The "way"'))
    english = part(client, "en")
    assert 'width="640" height="400" alt="The &quot;way&quot;"' in english
    assert f'{link(picture)}>Form</a> <span class="meta">PNG, ' in english
    assert 'alt="道順"' in part(client, "ja")


def test_files_stand_in_their_order(client: Client) -> None:
    first, second = keep("a.pdf"), keep("b.pdf", make_pdf("b"))
    rows = attached(second, key="a", order=2) | attached(first, key="b", order=1)
    make_live(slug="card", **rows)
    page = part(client, "ja")
    assert page.index(link(first)) < page.index(link(second))


def test_a_borrowed_page_marks_the_borrowed_words(client: Client) -> None:
    draft = make_draft(slug="card", **attached(keep(), title_en=None))
    publish(draft, alternatives={"en": {"by": "2099-01-01"}})
    english = part(client, "en")
    assert 'lang="ja">申請書</a>' in english
