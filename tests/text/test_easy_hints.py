"""Hints on やさしい日本語: each with what must, and what must not, bring one."""

import pytest

from tokutei_site.text.easy_hints import LONGEST, MOST_KANJI, QUOTED, Hint, hints


def kinds(text: str, *words: str) -> list[str]:
    return [hint.kind for hint in hints(text, words)]


@pytest.mark.parametrize(
    "text",
    [
        "できない ことは ありません。",
        "もらえない ことも ない。",
        "わからなくは ありません。",
        "行けない わけでは ありません。",
        "ださない わけには いきません。",
        "かならず もらえないとは かぎりません。",
        "書かずに 出さないでください。",
        "やめざるを えません。",
    ],
)
def test_a_double_negation_is_named(text: str) -> None:
    assert "double_negation" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "14日までに ださなければ なりません。",
        "もっていかなくては いけません。",
        "ださないと いけません。",
        "まだ わかりません。",
        "もらえない ことが あります。",
        "なにも かかずに だしてください。",
        "これは できません。あれも できません。",
    ],
)
def test_one_negation_and_what_must_be_done_are_no_double_negation(text: str) -> None:
    assert "double_negation" not in kinds(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("もっていただく ことに なります。", "いただく"),
        ("ここに ございます。", "ございま"),
        ("おねがい 申《もう》し上《あ》げます。", "申し上げ"),
        ("おまちください。", "おまちください"),
        ("お待《ま》ちください。", "お待ちください"),
        ("ご確認《かくにん》ください。", "ご確認ください"),
        ("お書《か》きに なります。", "お書きに なり"),
        ("あした うかがいます。", "うかがい"),
        ("うけつけて おります。", "て おりま"),
    ],
)
def test_courtesy_is_named_with_its_words(text: str, words: str) -> None:
    found = next(hint for hint in hints(text) if hint.kind == "courtesy")
    assert words.startswith(found.words) or found.words.startswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "まってください。",
        "お金《かね》を もってきてください。",
        "おしえてください。",
        "ごみを だしてください。",
        "役所《やくしょ》に お願《ねが》いする ことです。",
        "お知《し》らせを よんでください。",
        "いたい ときは いってください。",
        "電車《でんしゃ》を おります。",
    ],
)
def test_a_plain_request_is_no_courtesy(text: str) -> None:
    assert "courtesy" not in kinds(text)


def test_an_era_is_named_and_a_western_year_is_not() -> None:
    assert kinds("令和《れいわ》8年《ねん》です。") == ["era"]
    assert kinds("2026年《ねん》です。") == []
    assert kinds("昭和《しょうわ》の ひとです。") == []


def test_a_sentence_is_measured_without_spaces_readings_and_explanations() -> None:
    assert kinds("あ" * LONGEST + "。") == ["long"]
    assert kinds("あ" * (LONGEST - 1) + "。") == []
    assert kinds("あ 　" * (LONGEST - 1) + "。") == []
    assert kinds("在《ざい》" + "あ" * (LONGEST - 3) + "〈" + "い" * 40 + "〉。") == []
    assert kinds("あ〈" + "い" * LONGEST + "〉。") == ["long"]
    assert kinds("ページ：https://example.jp/" + "a" * 60) == []


def test_kanji_without_a_reading_are_listed_once_a_sentence() -> None:
    (found,) = hints("窓口《まどぐち》で 申請と 届出と 申請を します。")
    assert (found.kind, found.words) == ("no_reading", "申請、届出")
    assert found.sentence == "窓口で 申請と 届出と 申請を します。"
    assert kinds("人々《ひとびと》と 3か月《げつ》") == []
    assert kinds("ヶ〆々") == []
    # The reading belongs to the run that it follows: of two words written together both are read.
    assert kinds("在留資格《しかく》") == []


def test_a_link_is_read_by_its_words() -> None:
    assert kinds("[在留《ざいりゅう》](https://example.jp/届出)を 見《み》てください。") == []


@pytest.mark.parametrize(
    "text",
    [
        "届出《とどけで》〈知らせること〉を します。",
        "帰化《きか》した〈日本の 国籍を とった〉人です。",
        "「帰化《きか》」〈国籍を とること〉です。",
        "帰化《きか》は、日本の 国籍を とる ことです。",
        "帰化《きか》は、〈国籍を とること〉と いう ことです。",
        "帰化《きか》します。帰化《きか》〈国籍を とること〉です。",
        "この 紙〈届出《とどけで》の 紙〉です。",
        "転出届出書《てんしゅつとどけでしょ》〈知らせる 紙〉です。",
    ],
)
def test_a_word_that_is_explained_anywhere_brings_no_hint(text: str) -> None:
    assert "unexplained" not in kinds(text, "届出", "帰化")


def test_an_unexplained_word_is_named_at_its_first_place() -> None:
    found = hints("しりません。帰化《きか》します。帰化《きか》です。", ["帰化"])
    assert found == [Hint("unexplained", "帰化します。", "帰化")]
    assert kinds("帰化《きか》は、まだ わかりません。", "帰化") == ["unexplained"]
    assert kinds("帰化《きか》します。") == []


def test_of_words_within_each_other_the_longest_counts() -> None:
    text = "特定《とくてい》在留《ざいりゅう》カード〈ひとつの カード〉です。"
    assert kinds(text, "在留カード", "特定在留カード") == []
    assert kinds(text + "在留《ざいりゅう》カードも。", "在留カード", "特定在留カード") == [
        "unexplained"
    ]


def test_the_share_of_kanji_is_of_the_whole_text_and_without_its_readings() -> None:
    few, many = "漢《かん》" * MOST_KANJI, "漢《かん》" * (MOST_KANJI + 1)
    kana = "。" + "あ" * 30 + "。" + "い" * (70 - MOST_KANJI)
    assert "kanji" not in kinds(few + kana)
    assert hints(many + kana)[-1] == Hint("kanji", "", count=MOST_KANJI + 1)


def test_a_sentence_that_says_a_word_over_and_over_brings_one_hint() -> None:
    assert kinds("おまちください、おまちください、おかけください。") == ["courtesy"] * 2
    assert kinds("おまちください。おまちください。") == ["courtesy"] * 2


def test_a_long_sentence_is_quoted_around_its_words() -> None:
    found = {each.kind: each for each in hints("あ" * 100 + "令和《れいわ》8" + "い" * 100)}
    assert found["era"].sentence == "…" + "あ" * 20 + "令和8" + "い" * 37 + "…"
    assert found["long"].sentence == "あ" * QUOTED + "…"
    assert hints("あ" * 100 + "届出")[-1].sentence == "…" + "あ" * 58 + "届出"
    whole = "あ" * QUOTED
    assert hints(whole) == [Hint("long", whole, count=QUOTED)]


def test_an_empty_text_has_no_hints() -> None:
    assert hints("") == hints(" \n　") == []
