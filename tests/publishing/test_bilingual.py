"""What a reviewer is told about the two languages of a text."""

from typing import Any

import pytest
from django.utils.translation import override

from announcements.models import Announcement
from tests.desk_forms import login, url
from tests.factories import NOON, edit, make_approver, make_draft, make_live, make_source
from tokutei_site.publishing.bilingual import disagreements
from tokutei_site.publishing.comparing import comparison

pytestmark = pytest.mark.django_db

DATE = {"body_ja": "受付は2026年12月1日からです。", "body_en": "From 3 December 2026."}


def told(**texts: Any) -> list[str]:
    with override("en"):
        found = disagreements(Announcement, make_draft(**texts).content)
    return [f"{'?' if each.is_hint else '!'} {each.label}: {each.message}" for each in found]


def test_a_date_of_one_language_only_is_told_with_the_text_it_stands_in() -> None:
    assert told(**DATE) == [
        "! Body (Japanese): Date “2026年12月1日”: not found in English",
        "! Body (English): Date “3 December 2026”: not found in Japanese",
    ]


def test_the_two_addresses_of_a_cited_source_stand_for_each_other() -> None:
    make_source("law")
    texts = {"body_ja": "https://example.jp/law", "body_en": "https://example.jp/law?hl=en"}
    assert told(**texts, sources__law__order=0) == []
    assert len(told(**texts)) == 2


def test_a_condition_that_one_language_lacks_is_a_hint_with_its_section() -> None:
    assert told(
        body_ja="■ 対象者\n・永住者 ※登録されている方", body_en="■ Who\n- Permanent residents"
    ) == ["? Body (Japanese): Section “対象者”: notes: 1 in Japanese, 0 in English"]


def test_what_is_wrong_in_itself_is_told_too() -> None:
    assert told(summary_ja="2026年6月14日（月）", summary_en="14 June 2026") == [
        "! Summary (Japanese): “2026年6月14日（月）”: the day falls on another weekday"
    ]


@pytest.mark.parametrize(
    ("ja", "en", "part"),
    [
        ("■ A\na\n■ B\nb", "■ A\na", "Sections: 2 in Japanese, 1 in English"),
        ("■ A\n・a\n・b", "■ A\n- a b", "“A”: list items: 2 in Japanese, 1 in English"),
        ("2026年2月30日", "", ""),
        ("2月30日まで", "Until 30 February", "there is no such day"),
        ("令和8年（2025年）6月1日", "1 June 2026", "do not agree"),
        ("手数料は500円です。", "The fee is 600 yen.", "Amount of money “500円”"),
        ("電話 03-1234-5678", "Call us.", "Telephone number"),
        ("開始は6月です（予定）。", "It starts in June.", "has no counterpart in English"),
        ("費用は要確認です。", "The fee is known.", "has no counterpart in English"),
        ("a@example.jp", "Write to us.", "E-mail address"),
        ("■ A\n6月1日\n■ B\nb", "■ A\na\n■ B\n1 June", "another section in English"),
        ("9:00から", "From 10:00", "Time “9:00”"),
        ("6月14日（月）", "Sunday, 14 June", "another weekday stands in English"),
    ],
)
def test_every_kind_of_finding_has_its_sentence(ja: str, en: str, part: str) -> None:
    found = " ".join(told(body_ja=ja, body_en=en))
    assert part in found
    assert bool(found) == bool(part)


def test_the_reviewing_page_tells_it_in_the_readers_language() -> None:
    draft = make_draft(**DATE)
    page = login(make_approver()).get(url("review", draft.entry_id)).content.decode()
    assert "本文（日本語）" in page and "2026年12月1日" in page
    assert "not found" not in page


def test_texts_that_agree_are_told_nothing_about() -> None:
    draft = make_draft(body_ja="受付は12月1日からです。", body_en="From 1 December.")
    page = login(make_approver()).get(url("review", draft.entry_id)).content.decode()
    assert "disagreements" not in page


def test_a_comparison_names_the_facts_that_change() -> None:
    entry = make_live(body_ja="締切は9月1日です。持ち物は写真です。")
    assert entry.head
    changed = edit(entry.head, now=NOON, body_ja="締切は9月3日です。持ち物は写真です。")
    (row,) = comparison(Announcement, entry.head, changed)
    assert row.facts == (("9月1日", "9月3日"),)
