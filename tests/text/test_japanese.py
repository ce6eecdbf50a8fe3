import pytest

from tokutei_site.text.japanese import marked


def in_english(words: str) -> str:
    return marked(f'<html lang="en"><body>{words}</body></html>', "en")[22:-14]


@pytest.mark.parametrize(
    ("words", "japanese"),
    [
        ("a card (在留カード) with", "在留カード"),
        ("「特定在留カード」", "「特定在留カード」"),
        ("Act 令和6年法律第59号.", "令和6年法律第59号"),
        ("<a href='/'>転入届</a>", "転入届"),
        ("<b>カード、住民票</b>", "カード、住民票"),
        ("10 々", "々"),
    ],
)
def test_a_run_of_japanese_words_is_marked_once(words: str, japanese: str) -> None:
    whole = f'<span lang="ja">{japanese}</span>'
    assert in_english(words) == words.replace(japanese, whole)


@pytest.mark.parametrize(
    "html",
    [
        "Tokutei Zairyū Card, café, “quotes” … 10 ℃",
        '<p lang="ja">在留<p>留</p>カード</p>',
        '<a lang="zh" href="/zh/">中文</a>',
        "<title>在留</title>",
        '<input value="在留" title="在留">',
        "<code>在留</code><pre>在留</pre><textarea>在留</textarea>",
    ],
)
def test_what_is_marked_already_or_cannot_be_stays(html: str) -> None:
    assert in_english(html) == html


def test_after_a_japanese_element_words_are_marked_again() -> None:
    assert in_english('<p lang="ja">在<p>留</p></p><p>在</p>').endswith(
        '<p><span lang="ja">在</span></p>'
    )


@pytest.mark.parametrize("tag", ["img", "input", "link", "br"])
def test_an_element_without_an_end_leaves_the_words_behind_it_marked(tag: str) -> None:
    assert in_english(f'<{tag} lang="ja"> 在') == f'<{tag} lang="ja"> <span lang="ja">在</span>'


@pytest.mark.parametrize("language", ["ja", "zh-hans"])
def test_a_page_written_with_kanji_stays(language: str) -> None:
    assert marked("<p>在留</p>", language) == "<p>在留</p>"
