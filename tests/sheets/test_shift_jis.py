"""What Shift_JIS leaves of a text, as LibreOffice and Windows write it."""

import pytest

from tokutei_site.sheets.shift_jis import is_left_of, lost


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Zairyū Card", "Zairy? Card"),
        ("‖ 〜 − ¢", "∥ ～ － ￠"),
        ("10¥ — ‾", "10\\ ― ￣"),
        ("café ©", "cafe c"),
        ("💳を𠮷", "?を?"),
        ("💳を𠮷", "??を??"),
        ("何？ū?", "何？??"),
        ("葛󠄀", "葛?"),
        ("a\xa0b", "a?b"),
    ],
)
def test_what_is_left_of_a_text(text: str, cell: str) -> None:
    assert lost(text) and is_left_of(cell, text)


@pytest.mark.parametrize(
    "cell",
    ["Zairyu Card", "Zairy Card", "Zairy? Cards", "Zairy?", "Zairy?? Card", "Zairyū Card", "", "?"],
)
def test_what_somebody_wrote(cell: str) -> None:
    assert not is_left_of(cell, "Zairyū Card")


def test_a_text_that_loses_nothing_is_never_what_is_left() -> None:
    text = "①㈱髙﨑～∥－￠ｱ\n\t「」"
    assert lost(text) == [] and not is_left_of(text, text)


def test_it_ends_soon_whatever_was_lost() -> None:
    """No pattern that tries one way after another."""
    assert is_left_of("?" * 30_000, "💳" * 15_000) and is_left_of("?" * 15_000, "💳" * 15_000)
    assert not is_left_of("?" * 22_000 + "x", "💳" * 15_000)
