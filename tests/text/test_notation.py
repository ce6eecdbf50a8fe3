"""Office notation, the way staff type it, and what the sources say must stay untouched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei_site.text.markup import plain, render
from tokutei_site.text.notation import MOST_LINES

NOTICE = """来月から、窓口の受付が変わります。
■ 何が変わりますか？
これまでは
・転入の届け → 一階
・カードの申請 → 二階
と分かれていました。
これからは一つの窓口です。
■持ち物
・旅券
・写真　※十六歳未満の方は不要
１．番号札を取る
２．申請書を書く
３．受け取る
※混み合う日があります。
くわしくはこちらhttps://city.example.jp/madoguchi.html?a=1&b=2をご覧ください。"""


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("■ 持ち物", "<h2>持ち物</h2>"),
        ("■持ち物", "<h2>持ち物</h2>"),
        ("　◆　持ち物", "<h2>持ち物</h2>"),
        ("# One", "<h2>One</h2>"),
        ("##　二つ目", "<h3>二つ目</h3>"),
        ("### Three", "<h4>Three</h4>"),
        ("###### Six", "<h5>Six</h5>"),
        ("## 二つ目 ##", "<h3>二つ目</h3>"),
        ("本文\n■ 見出し\n本文", "<p>本文</p>\n<h2>見出し</h2>\n<p>本文</p>"),
        ("※雨の日は休み", '<p class="note">※雨の日は休み</p>'),
        ("　（注）雨の日は休み", '<p class="note">（注）雨の日は休み</p>'),
        ("(注) 雨の日は休み", '<p class="note">(注) 雨の日は休み</p>'),
        ("本文\n※注\n本文", '<p>本文</p>\n<p class="note">※注</p>\n<p>本文</p>'),
        ("※注\n　続き", '<p class="note">※注<br>\n続き</p>'),
        ("一行目\n二行目", "<p>一行目<br>\n二行目</p>"),
        ("一段落\n\n　二段落", "<p>一段落</p>\n<p>二段落</p>"),
        (
            "> ・引用\nここは外",
            "<blockquote>\n<ul>\n<li>引用</li>\n</ul>\n</blockquote>\n<p>ここは外</p>",
        ),
    ],
)
def test_office_notation_becomes_html(typed: str, html: str) -> None:
    assert render(typed).strip() == html


@pytest.mark.parametrize(
    "typed",
    [
        "１．５倍になります",
        "1.5倍になります",
        "1.手続き",
        "2026. 4. 1から受付",
        "8. 4. 1から受付",
        "+ 81 3 1234 5678",
        "0. はじめに",
        "100. 百番目",
        "水・土・日は休み",
        "・・・と続きます",
        "●●市役所",
        "①と②は不要です",
        "■■重要■■",
        "■",
        "・",
        "-",
        "-5度",
        "#1の窓口",
        "受付は九時から※の日を除く",
        "本文に ※印",
        "~~~重要~~~",
        "[注]: 読んでください",
        "[ref]: /guide",
        "R&amp;D &copy;",
        "<b>太字</b>",
    ],
)
def test_text_that_only_looks_like_notation_stays_as_typed(typed: str) -> None:
    html = render(typed).strip()
    assert html.startswith("<p>")
    assert html.count("<p") == 1
    assert plain(typed) == typed
    assert not any(tag in html for tag in ("<ol", "<ul", "<h", "<pre", "<b>", "<a", "note"))


def test_text_before_a_rule_is_no_heading() -> None:
    assert render("本文\n---\n本文") == "<p>本文</p>\n<hr>\n<p>本文</p>\n"


def test_an_indented_line_is_no_program() -> None:
    assert render("    受付中") == "<p>受付中</p>\n"


def test_notation_inside_fenced_code_is_not_touched() -> None:
    html = render("```\n　■ 見出し\n・項目\n**x**\n```")
    assert html == "<pre><code>　■ 見出し\n・項目\n**x**\n</code></pre>\n"


def test_a_notice_as_typed_gives_headings_lists_a_note_and_a_link() -> None:
    html = render(NOTICE)
    counts = {tag: html.count(f"<{tag}") for tag in ("h2", "ul", "ol", "li", "small", "a ")}
    assert counts == {"h2": 2, "ul": 2, "ol": 1, "li": 7, "small": 1, "a ": 1}
    assert html.count('<p class="note">') == 1


def test_a_notice_keeps_every_character_but_its_markers() -> None:
    seen = "".join(plain(NOTICE).split())
    for marker in ("■", "\n・", "１．", "２．", "３．"):
        assert marker in NOTICE
    typed = NOTICE.replace("■", "").replace("\n・", "\n")
    for number in ("１．", "２．", "３．"):
        typed = typed.replace(number, "")
    assert seen == "".join(typed.split())


def letters(text: str) -> list[str]:
    return [
        each for each in text if unicodedata.category(each) in ("Lo", "Ll") or each in "※。「」"
    ]


PIECES = (
    "■ ◆ ・ ● ※ （注） １． ① 2.␣ 3)␣ -␣ *␣ ␣※ ** * _ > | ⏎|-|-|⏎ ⏎---⏎ ⏎ ⏎⏎ ␣ ␣␣␣␣ 　 "
    "あ 漢 a 。 「 」 ( ) # ##␣ ⏎```⏎ ~~~ <b> https://city.example/x ! [ ] &amp; １ 5"
)


@given(st.lists(st.sampled_from(PIECES.replace("⏎", "\n").split(" ")), max_size=40))
def test_no_notation_however_mixed_loses_a_word(pieces: list[str]) -> None:
    text = "".join(pieces).replace("␣", " ")
    assert letters(plain(text)) == letters(text)


def test_a_table_row_with_too_many_cells_keeps_them_in_the_last() -> None:
    html = render("|日|時間|\n|:-|-:|\n|月|9時|昼休みあり|")
    assert "<th>時間</th>" in html
    assert "<td>9時 | 昼休みあり</td>" in html


@pytest.mark.parametrize("marker", ["> ", "- ", "・", "１．", "　・\n"])
def test_text_nested_too_deep_is_still_there(marker: str) -> None:
    assert "ここ" in plain(marker * 40 + "ここ")


HOSTILE = {
    name: (unit * 30_000)[:30_000]
    for name, unit in {
        "brackets": "[", "links": "[a](", "images": "![", "asterisks": "*", "bold": "あ**",
        "quotes": ">", "quoted lines": "> > > > a\nb\n", "backticks": "`a``", "pipes": "|",
        "table": "|a|b|\n|-|-|\n", "tags": "<a", "colons": ":", "schemes": "https://", "list": "- ",
        "items": "・a\n　・b\n　　・c\n", "numbers": "1. ", "notes": " ※", "spaces": "　",
        "backslashes": "\\", "rules": "---\n", "headings": "# ", "blank": "- a\n\n\n",
    }.items()
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_renders(text: str) -> None:
    assert isinstance(render(text), str)


def test_lists_a_thousand_deep_render() -> None:
    text = "".join(" " * depth + "- a\n" for depth in range(240))
    assert plain(text).count("a") == 240


def test_lines_without_number_are_shown_as_typed() -> None:
    text = "・a\n" * MOST_LINES + "・<b>\n■ c\n"
    assert render(text).endswith("</ul>\n<pre><code>・&lt;b&gt;\n■ c</code></pre>\n")
    assert plain(text).endswith("a\n・<b> ■ c")


def test_cells_without_number_are_shown_as_typed() -> None:
    table = "|a|b|\n|-|-|\n" + "|1|2|\n" * 98 + "\n"
    html = render(table * 25)
    assert 15 < html.count("<table>") < 25
    assert html.endswith("|1|2|\n</code></pre>\n")


def test_a_head_of_thousands_of_columns_is_no_table() -> None:
    assert "<table>" not in render("|a" * 5_000 + "|\n" + "|-" * 5_000 + "|\n")


def test_short_rows_are_filled_up_as_far_as_anybody_reads() -> None:
    html = render("|a|b|c|\n|-|-|-|\n|1|\n")
    assert html.count("<td>") == 3
    html = render("|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n" + "|1|\n" * 1_000)
    assert html.count("<td>") < 8_000
