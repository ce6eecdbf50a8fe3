import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei_site.text.markup import PARSER, render
from tokutei_site.text.sections import fingerprint, split

NOTICE = "受付を始めます。\n\n■ 持ち物\n・旅券\n\n◆手数料\n無料です。\n### 注意 ###\n※雨天中止\n"


def test_a_text_is_split_at_the_headings_that_its_page_shows() -> None:
    assert [(each.heading, each.level, each.body) for each in split(NOTICE)] == [
        ("", 0, "受付を始めます。\n\n"),
        ("持ち物", 2, "・旅券\n\n"),
        ("手数料", 2, "無料です。\n"),
        ("注意", 4, "※雨天中止\n"),
    ]


@pytest.mark.parametrize("text", ["", "\n", " 　\n\n"])
def test_a_blank_text_has_no_section(text: str) -> None:
    assert split(text) == []


def test_blank_lines_before_the_first_heading_are_no_section() -> None:
    assert [each.heading for each in split("\n\n■ 持ち物\n旅券")] == ["持ち物"]


@pytest.mark.parametrize(
    "text", ["■■重要■■", "本文は■から", "```\n■ 例\n```", "> ■ 引用", "・項目\n　■ 項目の中"]
)
def test_what_is_no_heading_of_the_page_itself_begins_no_section(text: str) -> None:
    assert [each.level for each in split(text)] == [0]


PIECES = st.sampled_from(
    ["■ 見出し", "## two", "◆", "#", "・項目", "　", "    ", "> ", "```", "本文", "\n", "\r\n",
     "\r", "\n\n", "\u2028", "\x0b", "\x85", "|a|b|\n|-|-|\n", "※注", "１．", "---",
     "\x00", "\ud800"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_sections_joined_are_the_text_and_render_as_the_text(text: str) -> None:
    sections = split(text)
    if sections:
        assert "".join(each.text for each in sections) == text
    top = [t for t in PARSER.parse(text.replace("\ud800", "\ufffd")) if t.type == "heading_open"]
    assert sum(each.level > 0 for each in sections) == sum(t.level == 0 for t in top)
    apart = "".join(render(each.text) for each in sections)
    assert apart.replace("<p></p>\n", "") == render(text).replace("<p></p>\n", "")


@pytest.mark.parametrize(
    "other", ["■ 一\r\n本文\r\n", "\n\n■ 一\n本文", "■ 一  \n本文　\n\n", "■ 一\t\r本文\r\r"]
)
def test_line_endings_and_white_space_at_the_edges_make_no_difference(other: str) -> None:
    assert fingerprint(other) == fingerprint("■ 一\n本文")


@pytest.mark.parametrize(
    "other", ["■一\n本文", "◆ 一\n本文", "■ 一\n\n本文", "■ 一\n　本文", "一\n本文"]
)
def test_anything_else_makes_a_difference(other: str) -> None:
    assert fingerprint(other) != fingerprint("■ 一\n本文")


def test_characters_are_told_apart_that_unicode_would_unify() -> None:
    assert fingerprint("神戸") != fingerprint("\ufa19戸")
