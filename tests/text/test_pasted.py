"""What is pasted from Word and Excel reads as it did there."""

import pytest
from django.core.exceptions import ValidationError

from tokutei_site.text.characters import WORD_BULLETS, validate_text
from tokutei_site.text.markup import plain, render


def html(text: str) -> str:
    return render(text).replace("\n", "")


def items(*words: str) -> str:
    return "<ul>" + "".join(f"<li>{each}</li>" for each in words) + "</ul>"


@pytest.mark.parametrize("bullet", [*WORD_BULLETS, *"•○◇●◦▪➢❖・"])
def test_the_bullets_of_word_make_a_list(bullet: str) -> None:
    assert html(f"{bullet}\t旅券\n{bullet} 写真\n{bullet}印鑑") == items("旅券", "写真", "印鑑")


def test_a_dot_and_a_letter_are_bullets_only_before_a_tab() -> None:
    assert html("·\tPassport\n· Photo") == items("Passport", "Photo")
    assert html("o\tPassport") == items("Passport")
    assert html("o Passport\n·a") == "<p>o Passport<br>·a</p>"


@pytest.mark.parametrize("levels", ["\uf0b7o\uf0a7", "\uf06c\uf06e\uf075"])
def test_the_levels_of_a_list_from_word_stay_below_each_other(levels: str) -> None:
    first, second, third = levels
    text = f"{first}\t一\n{second}\t二\n{third}\t三\n{first}\t四"
    assert html(text) == "<ul><li>一<ul><li>二<ul><li>三</li></ul></li></ul></li><li>四</li></ul>"


@pytest.mark.parametrize(
    "text",
    ["○○市\n○月○日", "○：可\n×：不可", "○ 対象\n× 対象外", "△ 一部\n○ 対象", "○/×", "◇◇◇", "••"],
)
def test_circles_that_are_words_stay(text: str) -> None:
    assert html(text) == f"<p>{text}</p>".replace("\n", "<br>")


def test_cells_from_excel_are_a_table() -> None:
    assert html("曜日\t時間\n月曜日\t8:30–17:15\n水曜日\t\n終わり") == (
        "<table><thead><tr><th>曜日</th><th>時間</th></tr></thead><tbody>"
        "<tr><td>月曜日</td><td>8:30–17:15</td></tr><tr><td>水曜日</td><td></td></tr>"
        "</tbody></table><p>終わり</p>"
    )


def test_a_table_from_excel_may_have_an_empty_corner_and_cells_of_several_lines() -> None:
    assert plain('\t月\t火\n"1階\n""左"""\t○\t×\n2階\t×\t○') == '月 火\n1階\n"左" ○ ×\n2階 × ○'


@pytest.mark.parametrize(
    "text",
    [
        "電話\t内線",
        "a\tb\nc\td\te",
        "\t字下げ\n\t字下げ",
        "■ 受付\t窓口\n■ 相談\t窓口",
        "・a\tb\n・c\td",
    ],
)
def test_a_tab_alone_makes_no_table(text: str) -> None:
    assert "<table>" not in html(text)


@pytest.mark.parametrize("text", ["5*3*2", "５*３*２", "1*2 と 3*4", "2*3*4*5"])
def test_a_star_between_digits_is_a_sign(text: str) -> None:
    assert html(text) == f"<p>{text}</p>"


def test_stars_beside_digits_still_make_bold() -> None:
    assert html("**2026**年と*3*人") == "<p><strong>2026</strong>年と<em>3</em>人</p>"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("旅券\n写真\ue000です", 2, 3),
        ("・\uf06c旅券", 1, 2),
        ("\uf06c\n旅券", 1, 1),
        ("\uf06c旅券 \uf06c", 1, 5),
        ("\U000f0000", 1, 1),
        ("\U0010fffd", 1, 1),
        ("\uf8ff", 1, 1),
    ],
)
def test_a_private_character_is_named_with_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_text(text)
    (error,) = refusal.value.error_list
    assert error.code == "private"
    assert error.params["line"] == line
    assert error.params["column"] == column
    assert error.params["code"] == f"U+{ord(text.split(chr(10))[line - 1][column - 1]):04X}"


def test_a_bullet_of_word_may_begin_a_line_but_no_title() -> None:
    validate_text("\uf06c\t旅券\n > \uf0b7 写真")
    with pytest.raises(ValidationError):
        validate_text("\uf06c 旅券", single_line=True)
