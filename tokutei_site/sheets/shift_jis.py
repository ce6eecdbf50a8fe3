"""What is left of a text in a CSV file that an office program saved in Shift_JIS (CP932), which
lacks many characters."""

import re
import unicodedata

from tokutei_site.sheets.csv_file import CP932, NO_CHARACTER


def characters() -> str:
    """All that CP932 holds; what Python only writes like another one (‖ as ∥) is not among them."""
    codes = [bytes([n]) for n in range(256)]
    codes += [bytes([lead, trail]) for lead in range(0x81, 0xFD) for trail in range(0x40, 0xFD)]
    found = {code.decode(CP932, "ignore") for code in codes}
    return NO_CHARACTER.sub("", "".join(sign for sign in found if len(sign) == 1))


LOST = re.compile(f"[^{re.escape(characters())}]")
# What stands for a lost character besides "?" and what Python writes: from LibreOffice 7.4, and
# from the nearest signs that Windows knows for CP932 (WindowsBestFit/bestfit932.txt).
NEAREST = {"¥": "\\", "—": "―", "‾": "￣~", "\xa0": " ", "©": "c", "®": "R", "«": "≪", "»": "≫"}
NEAREST |= {"Æ": "A", "Ð": "D", "Ø": "O", "Þ": "T", "ß": "s", "æ": "a", "ð": "d", "ø": "o"}
NEAREST |= {"þ": "t", "¡": "!", "¦": "|", "\xad": "-", "¯": "￣", "·": "・", "¸": "，", "µ": "μ"}


def lost(text: str) -> list[str]:
    """The characters of a text that CP932 lacks, each once."""
    return list(dict.fromkeys(LOST.findall(text)))


def is_left_of(cell: str, text: str) -> bool:
    """Whether a cell holds nothing but what CP932 leaves of a text. A program writes one "?" for
    each character or, where UTF-16 needs two units, two."""
    return any(is_left(cell, text, is_by_unit) for is_by_unit in (False, True))


def is_left(cell: str, text: str, is_by_unit: bool) -> bool:
    at = place = 0
    for match in LOST.finditer(text):
        kept = text[at : match.start()]
        if not cell.startswith(kept, place):
            return False
        place += len(kept)
        mark = "??" if is_by_unit and match[0] > "\uffff" else "?"
        if cell.startswith(mark, place):
            place += len(mark)
        elif cell[place : place + 1] in nearest(match[0]):
            place += 1
        else:
            return False
        at = match.end()
    return at > 0 and cell[place:] == text[at:]


def nearest(sign: str) -> set[str]:
    written = sign.encode(CP932, "ignore").decode(CP932, "ignore")
    letter = unicodedata.normalize("NFD", sign)[0] if sign <= "\xff" else ""
    return {*NEAREST.get(sign, ""), *written, *letter} - {sign, ""}
