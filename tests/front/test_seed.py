"""The sample office and the whole story of its notice."""

import re

import pytest
from django.test import Client

from announcements.models import Announcement, Faq
from tokutei_site.office.models import Banner
from tokutei_site.publishing import approval, gate
from tokutei_site.publishing.ledger import live, standing_publications
from tokutei_site.publishing.models import Publication, Revision
from tokutei_site.text.dates import JST

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(sample: None) -> Announcement:
    return Announcement.objects.get(slug="tokutei-zairyu-card")


def test_the_notice_has_five_publications_at_their_sample_times(notice: Announcement) -> None:
    rows = standing_publications(notice)
    assert [f"{row.visible_from.astimezone(JST):%Y-%m-%d %H:%M}" for row in rows] == [
        "2026-05-11 10:00",
        "2026-05-19 10:00",
        "2026-06-14 00:00",
        "2026-11-22 18:00",
        "2026-11-30 17:00",
    ]
    assert [row.significance for row in rows] == ["major", "correction", "major", "major", "major"]


def test_the_first_text_has_the_agencys_right_name_and_the_english_gap(
    notice: Announcement,
) -> None:
    first = notice.revisions.get(number=1).content
    assert "出入国在留管理庁" in first["body_ja"]
    assert "在留出入国管理庁" not in first["body_ja"]
    assert "住民基本台帳" in first["body_ja"]
    assert "Basic Resident Register" not in first["body_en"]


def test_the_correction_brings_the_condition_to_both_languages(notice: Announcement) -> None:
    second = notice.revisions.get(number=2).content
    assert "住民基本台帳" in second["body_ja"]
    assert "Basic Resident Register" in second["body_en"]


def test_what_is_not_settled_is_marked_in_both_languages(notice: Announcement) -> None:
    assert notice.head
    today = notice.head.content
    assert today["body_ja"].count("要確認") == today["body_en"].count("to be confirmed")
    assert today["body_ja"].count("要確認") > 20


def test_every_entry_is_complete_cited_and_approved_by_another(notice: Announcement) -> None:
    for window in live(Publication.objects.latest("visible_from").visible_from):
        revision = Revision.objects.get(pk=window.revision_id)
        kind = type(revision.entry.as_kind())
        assert not gate.absent_languages(kind, revision.content)
        assert approval.approvers(revision) - {revision.by_id}
        assert revision.content.get("sources") or kind.KIND == "office"


def test_the_urgent_notice_is_a_draft_that_says_it_is_a_sample(
    client: Client, notice: Announcement
) -> None:
    banner = Banner.objects.get()
    assert not banner.publications.exists()
    assert "見本" in banner.title_ja and "Sample" in banner.title_en
    assert banner.head and not Banner.content_problems(banner.head.content)
    assert "緊急のお知らせ" not in client.get("/ja/").content.decode()


def test_all_public_pages_of_the_seed_are_there_in_both_languages(
    client: Client, notice: Announcement
) -> None:
    for language in ("ja", "en"):
        for entry in Announcement.objects.all():
            assert client.get(f"/{language}/announcements/{entry.slug}/").status_code == 200
            assert client.get(f"/{language}/announcements/{entry.slug}/history/").status_code == 200
        for number in range(1, 6):
            path = f"/{language}/announcements/{notice.slug}/history/{number}/"
            assert client.get(path).status_code == 200


def test_the_faq_has_every_question_and_marks_what_is_not_settled(
    client: Client, notice: Announcement
) -> None:
    assert sorted(Faq.objects.values_list("slug", flat=True)) == [
        f"FAQ-{number:03}" for number in range(1, 44)
    ]
    for faq in Faq.objects.select_related("head"):
        assert faq.head
        content = faq.head.content
        marks = content["answer_ja"].count("要確認")
        assert marks == content["answer_en"].count("to be confirmed"), faq.slug
        assert marks or not content["is_to_be_confirmed"], faq.slug
    for language in ("ja", "en"):
        page = client.get(f"/{language}/faq/").content.decode()
        own_pages = re.findall(rf'href="/{language}/faq/FAQ-\d+/"', page)
        assert len(own_pages) == 43
        assert len(re.findall(r'href="/ja/faq/FAQ-\d+/easy/"', page)) == 11
        for faq in Faq.objects.all():
            assert client.get(f"/{language}/faq/{faq.slug}/").status_code == 200


def test_an_update_of_a_question_is_a_version_of_its_own_with_a_note_in_both_languages(
    notice: Announcement,
) -> None:
    row = standing_publications(Faq.objects.get(slug="FAQ-029"))[-1]
    assert row.revision and row.revision.number == 2
    assert "14日" in row.note["ja"] and "14 days" in row.note["en"]
    former = row.revision.parent
    assert former and former.content["title_ja"] == row.revision.content["title_ja"]


def test_the_start_at_the_counters_reads_the_same_everywhere(notice: Announcement) -> None:
    assert notice.head
    question = Faq.objects.get(slug="FAQ-002").head
    assert question
    for language, mark in (("ja", "（要確認）"), ("en", "(to be confirmed)")):
        said = f"6月15日（月）に始まったとされています{mark}", f"15 June 2026 {mark}"
        texts = notice.head.content[f"body_{language}"], question.content[f"answer_{language}"]
        assert all(said[language == "en"] in text for text in texts)
    assert notice.head.content["key_dates"]["counters"]["is_confirmed"] is False
