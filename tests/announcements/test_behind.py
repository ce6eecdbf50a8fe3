"""What residents are told about a translation that is not up to date."""

import pytest
from django.test import Client

from announcements.models import Announcement
from tests.factories import NOON, edit, make_live, make_writer, publish
from tokutei_site.publishing import desk

pytestmark = pytest.mark.django_db


def behind_in_english() -> str:
    """The page of a notice whose second section changed in Japanese only."""
    entry = make_live(slug="card", body_ja=SECTIONS_JA, body_en=SECTIONS_EN)
    assert entry.head
    publish(edit(entry.head, now=NOON, body_ja=SECTIONS_JA.replace("一階", "二階")))
    return Client().get("/en/announcements/card/").content.decode()


SECTIONS_JA = "■ 対象\n永住者\n\n■ 窓口\n一階"
SECTIONS_EN = "■ Who\nPermanent residents\n\n■ Where\nFirst floor"
NOTICE = "has not been checked against the current Japanese text"


def test_a_stale_section_is_read_under_its_notice() -> None:
    page = behind_in_english()
    assert "Parts of this page are not up to date in English." in page
    assert page.count(NOTICE) == 1
    assert page.index("Permanent residents") < page.index(NOTICE) < page.index("First floor")
    assert 'href="/ja/announcements/card/" lang="ja"' in page


def test_the_source_language_has_no_notice() -> None:
    behind_in_english()
    page = Client().get("/ja/announcements/card/").content.decode()
    assert "behind" not in page and "notice" not in page


def test_an_untranslated_section_is_read_in_japanese_and_marked_as_japanese() -> None:
    entry = make_live(slug="card", body_ja=SECTIONS_JA, body_en=SECTIONS_EN)
    assert entry.head
    publish(edit(entry.head, now=NOON, body_ja=SECTIONS_JA + "\n\n■ 費用\n無料です"))
    page = Client().get("/en/announcements/card/").content.decode()
    assert "This part is not translated yet. It is shown in Japanese." in page
    assert '<div class="text" lang="ja"><h2 id="s3">費用</h2>' in page


def test_the_list_and_the_home_page_tell_a_stale_title() -> None:
    entry = make_live(slug="card")
    assert entry.head
    for path in ("/en/", "/en/announcements/"):
        assert "may not be up to date" not in Client().get(path).content.decode()
    publish(edit(entry.head, now=NOON, title_ja="別の題"))
    for path in ("/en/", "/en/announcements/"):
        assert "may not be up to date" in Client().get(path).content.decode()
        japanese = path.replace("en", "ja")
        assert "最新でない" not in Client().get(japanese).content.decode()


def test_the_notice_goes_when_the_live_version_was_compared_and_not_before() -> None:
    behind_in_english()
    entry = Announcement.objects.get()
    assert entry.head
    values = entry.head.columns
    compared = desk.save(
        entry, entry.head, desk.all_confirmed(Announcement, values), by=make_writer(), now=NOON
    )
    assert NOTICE in Client().get("/en/announcements/card/").content.decode()
    publish(compared)
    assert NOTICE not in Client().get("/en/announcements/card/").content.decode()
