"""What is drawn: a box for each step that can be reached, one for the words on each line, and bare
bends where a line passes a column."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

STEP_WIDTH, LABEL_WIDTH, BEND_HEIGHT = 196, 128, 8
STEP_SIZE, LABEL_SIZE = 14, 12  # of the letters
LINE, PADDING = 1.4, 10
MOST_LINES = 4


@dataclass(frozen=True)
class Box:
    name: str  # of a step its key
    lines: tuple[str, ...] = ()
    note: str = ""  # a further line in a step: its verdict
    is_step: bool = False

    @property
    def width(self) -> int:
        return STEP_WIDTH if self.is_step else LABEL_WIDTH

    @property
    def size(self) -> int:
        return STEP_SIZE if self.is_step else LABEL_SIZE

    @property
    def height(self) -> int:
        number = len(self.lines) + bool(self.note)
        inside = round(number * self.size * LINE)
        return inside + 2 * PADDING if self.is_step else max(inside, BEND_HEIGHT)


def wrapped(text: str, width: int, size: int) -> tuple[str, ...]:
    """In lines that fit, by words where there are spaces; what does not fit ends with "…"."""
    room = (width - 2 * PADDING) / size
    lines, line = list[str](), ""
    for piece in pieces(text):
        if line and ems(line + piece.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece.lstrip() if not line else piece
    lines += [line.rstrip()] if line.strip() else []
    if len(lines) > MOST_LINES:
        lines[MOST_LINES - 1] = lines[MOST_LINES - 1][:-1] + "…"
    return tuple(lines[:MOST_LINES])


def pieces(text: str) -> Iterable[str]:
    """A line may break after a space and between wide characters."""
    piece = ""
    for character in " ".join(text.split()):
        if piece and (is_wide(character) or is_wide(piece[-1]) or piece[-1] == " "):
            if character in "、。，．）」』】？！ー・ぁぃぅぇぉっゃゅょァィゥェォッャュョ":
                piece += character
                continue
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def ems(text: str) -> float:
    return sum(1 if is_wide(character) else 0.56 for character in text)
