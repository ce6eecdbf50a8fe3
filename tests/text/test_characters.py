import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tokutei_site.text.characters import TEXT_LIMIT, normalise, validate_text


def faults(value: str, *, limit: int = TEXT_LIMIT, single_line: bool = False) -> dict[str, str]:
    with translation.override("en"):
        try:
            validate_text(value, limit=limit, single_line=single_line)
        except ValidationError as error:
            return {each.code: each.messages[0] for each in error.error_list}
    return {}


REFUSED_ANYWHERE = {
    "control": "\x00\x01\x08\x0b\x0c\r\x0e\x1f\x7f\x80\x85\x9f",
    "surrogate": "\ud800\udfff",
    "replacement": "\ufffd",
    "noncharacter": "\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff",
    "direction": "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
}


@pytest.mark.parametrize(
    ("code", "character"),
    [(code, each) for code, all_ in REFUSED_ANYWHERE.items() for each in all_],
)
def test_unreadable_character_is_refused_by_its_code_and_place(code: str, character: str) -> None:
    found = faults(f"一行目\n二{character}行目")
    assert set(found) == {code}
    assert found[code].startswith("Line 2, character 2 is ")
    assert f"(U+{ord(character):04X})" in found[code]
    assert faults(f"二{character}行目", single_line=True)


@pytest.mark.parametrize("character", ["\n", "\t", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_a_single_line_has_no_line_break_or_tab(character: str) -> None:
    found = faults(f"題{character}名", single_line=True)
    assert list(found) == ["line_break"]
    assert f"character 2 is a line break or a tab (U+{ord(character):04X})" in found["line_break"]


@pytest.mark.parametrize("character", ["\u200e", "\u200f", "\u061c"])
def test_direction_marks_are_refused_in_a_single_line_only(character: str) -> None:
    assert list(faults(f"題{character}名", single_line=True)) == ["direction"]
    assert faults(f"本文{character}") == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一行目\n\t二行目",
        "神と神",
        "𠮷野家",
        "葛\U000e0100城",
        "👩‍👩‍👧",
        "é e\u0301",
        "=1+1",
        "　",
    ],
)
def test_ordinary_text_is_accepted(text: str) -> None:
    assert faults(text) == {}


def test_a_text_that_is_too_long_says_by_how_much() -> None:
    assert faults("あ" * 30_000) == {}
    assert faults("あ" * 30_001)["too_long"] == (
        "This text has 30001 characters, but 30000 is the most that fits. Please shorten it by 1."
    )
    assert list(faults("あ" * 201, limit=200, single_line=True)) == ["too_long"]


def test_what_two_units_stand_for_counts_as_two() -> None:
    """As in the cells of a spreadsheet and in the browser's own maxlength."""
    assert faults("💳" * 15_000) == {}
    told = faults("💳" * 14_999 + "あああ")["too_long"]
    assert told.startswith("This text has 30001 characters, of which emoji and rare kanji count")
    assert list(faults("𠮷" * 101, limit=200, single_line=True)) == ["too_long"]


def test_every_kind_of_fault_is_named_at_once() -> None:
    assert set(faults("\x00\ud800\uffff\u202eabc", limit=3)) == {
        "too_long", "control", "surrogate", "noncharacter", "direction",
    }  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [None, "", " ", "　", " 　\t\r\n", "\n", *"\u200b\u200c\u200d\u2060\ufeff", "\u200b \ufeff\n"],
)
def test_what_shows_nothing_is_none(value: str | None) -> None:
    assert normalise(value) is None
    assert normalise(value, single_line=True) is None


def test_line_ends_become_lf_and_the_rest_stays_as_typed() -> None:
    assert normalise("一\r\n二\r三\n") == "一\n二\n三\n"
    assert normalise("　字下げ ") == "　字下げ "
    assert normalise("神 e\u0301 ①") == "神 e\u0301 ①"


def test_characters_of_no_width_stay_between_others() -> None:
    for text in ("👩\u200d👩\u200d👧", "می\u200cخواهم", "\u200b題\u200b名", "題\ufeff名"):
        assert normalise(text) == normalise(text, single_line=True) == text


@pytest.mark.parametrize("beginning", ["\ufeff", "\ufeff\ufeff", " \ufeff", "\n\ufeff"])
def test_the_byte_order_mark_of_a_file_is_dropped(beginning: str) -> None:
    assert normalise(f"{beginning}題名") == "題名"
    assert normalise(f"{beginning} 題名", single_line=True) == "題名"


def test_a_single_line_is_trimmed() -> None:
    assert normalise("　 題名　\n", single_line=True) == "題名"
    assert normalise("題　名", single_line=True) == "題　名"
