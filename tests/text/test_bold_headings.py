import pytest

from tokutei_site.text.markup import plain, render, render_easy
from tokutei_site.text.sections import split


def test_a_bold_line_below_a_heading_is_the_next_heading_down() -> None:
    text = "■ 場所\n\n**市役所**\n\n一階\n\n**「駅」の窓口**\n\n二階\n\n### 地図\n\n**東**\n\n三"
    html = render(text)
    assert "<h3>市役所</h3>" in html and "<h3>「駅」の窓口</h3>" in html and "<h5>東</h5>" in html
    assert "<h4>市役所</h4>" in render(text, 2)
    assert plain(text) == "場所\n市役所\n一階\n「駅」の窓口\n二階\n地図\n東\n三"


def test_it_keeps_its_readings() -> None:
    assert "<h3><ruby>市<" in render_easy("■ 場所\n\n**市《し》の 窓口**\n\n一階")


@pytest.mark.parametrize(
    "bold",
    [
        "**必ず本人が来てください。**",
        "**Please come yourself!**",
        "**住所：** 見本町",
        "一階の**窓口**",
        "**一階**と**二階**",
        "**一行目**\n**二行目**",
        "・**項目**",
        "> **引用**",
        "**" + "長" * 61 + "**",
    ],
)
def test_bold_words_of_a_sentence_stay_words(bold: str) -> None:
    assert "<h3" not in render(f"■ 場所\n\n{bold}\n\n文")
    assert "<strong>" in render(f"■ 場所\n\n{bold}\n\n文")


def test_a_bold_line_with_nothing_below_or_no_heading_above_is_an_emphasis() -> None:
    for text in ("■ 場所\n\n**以上**", "■ 場所\n\n**一**\n\n■ 次", "**大雨**\n\n来ないでください"):
        assert "<strong>" in render(text)


def test_sections_stay_as_they_are() -> None:
    assert [each.heading for each in split("■ 場所\n\n**市役所**\n\n一階")] == ["場所"]
