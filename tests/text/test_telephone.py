import pytest

from tokutei_site.text.markup import plain, render
from tokutei_site.text.telephone import address, numbers

NUMBERS = {
    "0570-013904": "0570013904",
    "0120-95-0178": "0120950178",
    "0120-0178-27": "0120017827",
    "0120 950178": "0120950178",
    "0800-123-4567": "08001234567",
    "03-5796-7112": "0357967112",
    "03 5796 7112": "0357967112",
    "03.5796.7112": "0357967112",
    "(03) 5796-7112": "0357967112",
    "（03）5796-7112": "0357967112",
    "03(5796)7112": "0357967112",
    "０３（５７９６）７１１２": "0357967112",
    "０３－５７９６－７１１２": "0357967112",
    "03ー5796ー7112": "0357967112",
    "0463-12-3456": "0463123456",
    "04992-2-1234": "0499221234",
    "090-1234-5678": "09012345678",
    "050-3786-0301": "05037860301",
    "+81-3-5796-7112": "+81357967112",
    "+81 3 5796 7112": "+81357967112",
    "+81 (0)3-5796-7112": "+81357967112",
    "+81357967112": "+81357967112",
}
AROUND = [
    "{}",
    "電話：{}",
    "センター{}へ",
    "TEL{}",
    "({})",
    "Call {}.",
    "{}（内線 123）",
    "{}内線12",
]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("typed", NUMBERS)
def test_a_number_is_a_link_with_the_words_as_typed(typed: str, around: str) -> None:
    text = around.format(typed)
    assert f'<a href="tel:{NUMBERS[typed]}">{typed}</a>' in render(text)
    assert plain(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-14から", "06-14-2026", "令和8年6月14日", "8:30-17:15", "〒100-0001",
        "〒064-0811 011",
        "10,000円", "令和6年法律第59号", "第03-1234-5678号", "AB12345678CD", "AB03-1234-5678",
        "123456789012", "0312345678", "000-000-0000", "0.312345678", "03-5796-71123",
        "1-03-5796-7112",
        "03-5796-7112-99", "010-1-202-555-0100", "+1 202 555 0100", "01 02 03 04 05 06",
        "00-1234-5678",
        "FAX 03-5796-7112", "ファックス番号：03-5796-7112", "`03-5796-7112`",
    ],
)  # fmt: skip
def test_no_other_figure_is_one(text: str) -> None:
    assert "tel:" not in render(text)


def test_an_extension_stays_behind_the_link() -> None:
    assert "</a>内線12" in render("03-5796-7112内線12")


def test_ten_digits_in_a_row_are_one_behind_a_word_that_says_so() -> None:
    assert "tel:0357967112" in render("電話番号 0357967112")
    assert "tel:0357967112" in render("電話・FAX 03-5796-7112")


def test_a_number_in_a_link_is_not_linked_again() -> None:
    assert render("[03-5796-7112](/contact/)").count("<a ") == 1
    assert render("https://x.example/03-5796-7112").count("<a ") == 1


def test_numbers_are_linked_in_lists_tables_notes_and_bold() -> None:
    text = "・A 0570-013904 ※03-5796-7112\n\n| 0570-013904 |\n|---|\n| **0570-013904** |"
    assert render(text).count('href="tel:') == 4


@pytest.mark.parametrize(
    "piece", ["0", "03-", "(0", "0 ", "+81 1 ", "0120-95-0178 ", "tel", "0000-", "fax 0"]
)
def test_a_long_text_is_read_in_one_go(piece: str) -> None:
    text = (piece * 30_000)[:30_000]
    assert sum(end - start for start, end, _address in numbers(text)) <= len(text)


def test_a_field_for_a_number_may_hold_any() -> None:
    assert address("０００－０００－００００") == "tel:0000000000"
    assert address("代表番号") == ""


@pytest.mark.parametrize(
    "typed", ["+82-2-1234-5678", "＋８２（０）２－１２３４－５６７８", "Seoul: +82 2 1234 5678"]
)
def test_a_field_for_a_number_keeps_the_code_of_the_country(typed: str) -> None:
    assert address(typed) == "tel:+82212345678"


def test_a_field_with_more_digits_than_a_number_has_is_no_link() -> None:
    assert address("123-456-789-012-345") == "tel:123456789012345"
    assert address("03-5796-7112 / 03-5796-7113") == ""
