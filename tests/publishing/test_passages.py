"""How a text reads whose translation is not up to date."""

from typing import Any

from announcements.models import Announcement
from tests.publishing.test_staleness import EN, JA, content
from tokutei_site.publishing import desk
from tokutei_site.publishing.passages import passages


def read(found: dict[str, Any], language: str = "en") -> list[tuple[str, str, str]]:
    read = passages(Announcement, found, "body", language)
    return [(each.state, each.lang, each.text.strip()) for each in read]


def test_a_text_that_is_up_to_date_reads_as_one() -> None:
    assert read(content()) == [("", "en", EN.strip())]


def test_a_stale_section_stays_under_its_notice() -> None:
    assert read(content(ja=JA.replace("永住者", "中長期在留者"))) == [
        ("", "en", "Intro"),
        ("stale", "en", "■ Who\nPermanent residents"),
        ("", "en", "■ Where\nFirst floor"),
    ]


def test_an_untranslated_section_stands_in_the_source_language_in_its_place() -> None:
    assert read(content(ja=JA.replace("■ 窓口", "■ 手数料\n無料\n\n■ 窓口"))) == [
        ("", "en", "Intro\n\n■ Who\nPermanent residents"),
        ("untranslated", "ja", "■ 手数料\n無料"),
        ("", "en", "■ Where\nFirst floor"),
    ]


def test_an_untranslated_beginning_comes_first() -> None:
    ja, en = "前置き\n■ 対象\n永住者", "■ Who\nPermanent residents"
    compared = desk.all_confirmed(
        Announcement, {"source_language": "ja", "body_ja": "■ 対象\n永住者", "body_en": en}
    )
    assert read(content(ja=ja, en=en, **compared))[0] == ("untranslated", "ja", "前置き")


def test_a_section_that_the_source_no_longer_has_is_told() -> None:
    assert read(content(ja="はじめに\n\n■ 窓口\n一階\n")) == [
        ("", "en", "Intro"),
        ("leftover", "en", "■ Who\nPermanent residents"),
        ("", "en", "■ Where\nFirst floor"),
    ]


def test_nothing_of_a_text_is_lost_in_its_passages() -> None:
    for ja in (JA, JA.replace("一階", "二階"), "■ 別\n別", JA + "\n■ 追加\nあり"):
        whole = "".join(
            each.text
            for each in passages(Announcement, content(ja=ja), "body", "en")
            if each.lang == "en"
        )
        assert whole == EN
