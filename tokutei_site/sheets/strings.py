"""The texts of a workbook: plain, in pieces of different looks, and with readings (furigana)."""

import re

from tokutei_site.sheets.cells import lines
from tokutei_site.sheets.elements import Attributes, Walk, main
from tokutei_site.sheets.problem import Problem, Refused

ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
SST, SI, IS, T, R, V = map(main, ("sst", "si", "is", "t", "r", "v"))
TEXT = {T, R, main("rPh"), main("phoneticPr")}
# What may stand in an element that holds text; anything else might be text that we would lose.
INSIDE = {SI: TEXT, IS: TEXT, R: {T, main("rPr")}, T: set[str](), V: set[str]()}


def unescape(text: str) -> str:
    """_xHHHH_ stands for a character that XML cannot hold, in UTF-16."""
    if "_x" in text:
        text = ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return lines(text)


class TextWalk(Walk):
    """Collects the text of the element it is in, but for readings."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.is_inside = False

    def opened(self, name: str, attributes: Attributes) -> None:
        parent = self.path[-2] if len(self.path) > 1 else ""
        if parent in INSIDE and name not in INSIDE[parent]:
            raise Refused(Problem("damaged"))
        self.is_inside = name == V or (name == T and parent in (SI, IS, R))

    def closed(self, name: str) -> None:
        self.is_inside = False

    def characters(self, text: str) -> None:
        if self.is_inside:
            self.pieces.append(text)

    def taken(self) -> str:
        text = "".join(self.pieces)
        self.pieces.clear()
        return unescape(text)


class SharedStrings(TextWalk):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def closed(self, name: str) -> None:
        super().closed(name)
        if self.path == [SST, SI]:
            self.found.append(self.taken())


def shared_strings(part: bytes) -> list[str]:
    strings = SharedStrings()
    strings.through(part)
    return strings.found
