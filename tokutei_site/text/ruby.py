"""Readings of やさしい日本語: 漢字《かんじ》 as typed, okurigana outside, shown as ruby, with
brackets for whoever cannot show it."""

import re

KANJI = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆ヶ"
KANA = "ぁ-ゖァ-ヺー"
# From the first kanji of a run only: tried at every one, a page of kanji takes seconds.
READING = re.compile(f"(?<![{KANJI}])([{KANJI}]++)《([{KANA}]++)》")


def as_ruby(html: str) -> str:
    """Of HTML that is safe already: kanji and kana are no markup, and addresses hold neither."""
    return READING.sub(r"<ruby>\1<rp>（</rp><rt>\2</rt><rp>）</rp></ruby>", html)


def without_readings(text: str) -> str:
    """For lists and search, where 在留《ざいりゅう》 would be found by nobody."""
    return READING.sub(r"\1", text)
