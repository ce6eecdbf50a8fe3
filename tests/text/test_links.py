import pytest

from tokutei_site.text.inline import is_cjk
from tokutei_site.text.markup import (
    is_safe_link,
    only_safe_links,
    plain,
    refused_links,
    render,
    words_of,
)

SAFE = (
    "https://city.example.jp/", "HTTP://city.example.jp", "mailto:desk@city.example.jp",
    "tel:+81-3-1234-5678", "#step-2", "/ja/faq/", "/",
)  # fmt: skip
UNSAFE = (
    "javascript:alert(1)", "JavaScript:alert(1)", "vbscript:x", "data:text/html,x",
    "data:image/png;base64,AA", "file:///etc/passwd", "//evil.example", "/\\evil.example",
    "/%5Cevil.example", "/%5cevil.example", "\\\\evil.example", "https:///evil.example", "https://",
    "http:evil.example", "guide.html", "../x", "ftp://x", "mailto:", "", "?q=1",
)  # fmt: skip


@pytest.mark.parametrize("url", SAFE)
def test_link_that_may_stand(url: str) -> None:
    assert is_safe_link(url)
    assert f'href="{url}"' in render(f"[次へ]({url})")
    assert refused_links(f"[次へ]({url})") == []


@pytest.mark.parametrize("url", UNSAFE)
def test_link_that_may_not_stand(url: str) -> None:
    assert not is_safe_link(url)
    assert "<a" not in render(f"[次へ](<{url}>)")


@pytest.mark.parametrize(
    "url",
    [
        "/\t/evil.example",
        "/\n/evil.example",
        "\tjavascript:x",
        "java\nscript:x",
        " /x",
        "/x y",
        "/\u3000x",
        "/\x00",
        "/\x7f",
        "/\x9f",
        "/\ud800",
    ],
)
def test_an_address_with_space_or_control_characters_is_not_safe(url: str) -> None:
    assert not is_safe_link(url)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("[x](javascript:alert(1))", ["javascript:alert(1)"]),
        ("[x](//evil.example) と [y](/\\evil.example)", ["//evil.example", "/\\evil.example"]),
        ("<javascript:alert> <data:text/html,x>", ["javascript:alert", "data:text/html,x"]),
        ("![図](data:image/png;base64,AA)", ["data:image/png;base64,AA"]),
        ("[x](file:///a) [y](file:///a)", ["file:///a"]),
        ("[x](java&#115;cript:x)", ["javascript:x"]),
        ("[x](guide.html)", ["guide.html"]),
        ("[必須](本人のみ) [x](PDF) [x]() [y](/ok) https://city.example <desk@city.example>", []),
        ("`[x](javascript:y)`", []),
    ],
)
def test_refused_destinations_are_named_once_as_typed(text: str, refused: list[str]) -> None:
    assert refused_links(text) == refused


def test_a_refused_link_stays_as_typed() -> None:
    text = "[押す](javascript:alert(1)) <data:x,y> [次](//evil.example) [空]()"
    assert plain(text) == text
    assert "<a" not in render(text)


def test_sanitising_refuses_what_a_parser_lets_through() -> None:
    assert only_safe_links("a", "href", "//evil.example") is None
    assert only_safe_links("a", "href", "/faq/") == "/faq/"
    assert only_safe_links("a", "rel", "noopener") == "noopener"


def test_only_links_out_carry_a_rel() -> None:
    assert render("[外](https://x.example/)") == (
        '<p><a href="https://x.example/" rel="noopener noreferrer">外</a></p>\n'
    )
    assert render("[中](/faq/)") == '<p><a href="/faq/">中</a></p>\n'


def test_a_title_is_dropped() -> None:
    assert render('[中](/faq/ "題")') == '<p><a href="/faq/">中</a></p>\n'


def test_an_image_leaves_a_link_without_its_mark() -> None:
    assert plain("見取り図![一階](https://x.example/1.png)です") == "見取り図一階です"
    assert "<a" in render("![一階](https://x.example/1.png)")
    assert plain("すごい! [次](/x)") == "すごい! 次"
    assert plain("すごい![注]です") == "すごい![注]です"


def test_a_link_without_words_says_where_it_leads() -> None:
    assert plain("[](https://x.example/)") == "https://x.example/"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("ホームページhttps://x.example/a.htmlをご覧ください。", "https://x.example/a.html"),
        ("「https://x.example/あ。」", "https://x.example/"),
        ("（https://x.example/a）", "https://x.example/a"),
        ("(https://x.example/a)", "https://x.example/a"),
        ("[https://x.example/a]", "https://x.example/a"),
        ("https://x.example/a.pdf(PDF)", "https://x.example/a.pdf"),
        ("See https://x.example/a.", "https://x.example/a"),
        ("https://x.example/a?b=1&c=2, or", "https://x.example/a?b=1&amp;c=2"),
        ("https://x.example/a!?:;", "https://x.example/a"),
        ("https://x.example/a、次", "https://x.example/a"),
        ("https://x.example/a　次", "https://x.example/a"),
        ("**https://x.example/a**です", "https://x.example/a"),
        ("https://x.example/snake_case_name", "https://x.example/snake_case_name"),
        ("Https://x.example/a", "Https://x.example/a"),
        ("https://x.example:8443/#top", "https://x.example:8443/#top"),
    ],
)
def test_a_bare_url_begins_anywhere_and_ends_before_the_sentence(text: str, url: str) -> None:
    html = render(text)
    assert html.count("<a ") == 1
    assert f">{url}</a>" in html
    assert plain(text) == text.replace("*", "")


@pytest.mark.parametrize(
    "text", ["https://", "https://。", "http:x", "時刻:九時", "https\\://x.example"]
)
def test_what_is_no_url_is_no_link(text: str) -> None:
    assert "<a" not in render(text)


def test_a_url_inside_a_link_is_not_linked_again() -> None:
    assert render("[https://x.example/](/faq/)").count("<a ") == 1


def test_an_address_is_shown_as_typed() -> None:
    assert plain("<https://x.example/%E3%81%82>") == "https://x.example/%E3%81%82"
    assert plain("https://xn--eckwd4c7c.example/") == "https://xn--eckwd4c7c.example/"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**「特定在留カード」**は", "<strong>「特定在留カード」</strong>は"),
        ("**必須です。**窓口へ", "<strong>必須です。</strong>窓口へ"),
        ("これは**「新しい」**です", "これは<strong>「新しい」</strong>です"),
        ("**(注)**は", "<strong>(注)</strong>は"),
        ("は**(注)**", "は<strong>(注)</strong>"),
        ("**「A」**と**「B」**", "<strong>「A」</strong>と<strong>「B」</strong>"),
        ("これは*強調*です", "これは<em>強調</em>です"),
        ("a **bold** b", "a <strong>bold</strong> b"),
        ("a ** b ** c", "a ** b ** c"),
        ("あ**　い　**う", "あ**　い　**う"),
        ('a**"b"**c', 'a**"b"**c'),
        ("snake_case_name", "snake_case_name"),
        ("_em_", "<em>em</em>"),
        ("\\*文字どおり\\*", "*文字どおり*"),
    ],
)
def test_bold_works_beside_japanese(text: str, html: str) -> None:
    assert render(text) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("character", "cjk"), [("漢", True), ("。", True), ("ｱ", True), ("(", False)]
)
def test_wide_and_half_width_japanese_is_cjk(character: str, cjk: bool) -> None:
    assert is_cjk(character) is cjk


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<a href="//evil.example">x</a>',
        "<img src=x onerror=y>",
        "&lt;b&gt;",
    ],
)
def test_html_is_shown_not_run(text: str) -> None:
    html = render(text)
    assert not any(tag in html for tag in ("<script", "<img", "<a ", "<b>"))
    assert plain(text) == text


def test_a_lone_surrogate_or_nul_does_not_break_the_page() -> None:
    assert plain("a\ud800b\x00c") == "a\ufffdb\ufffdc"
    assert refused_links("[a\ud800](javascript:x)") == ["javascript:x"]


def test_plain_is_what_a_reader_sees() -> None:
    text = (
        "■ **持ち物**\n・旅券 ※原本\n・[写真](/photo/)\n\n|日|時|\n|-|-|\n|月|九|\n\n一行目\n二行目"
    )
    assert plain(text) == "持ち物\n旅券 ※原本\n写真\n日 時\n月 九\n一行目\n二行目"


def test_furigana_is_not_part_of_the_words() -> None:
    html = "<ruby>在留<rp>(</rp><rt>ざいりゅう</rt><rp>)</rp></ruby>カード"
    assert words_of(html) == "在留カード"
