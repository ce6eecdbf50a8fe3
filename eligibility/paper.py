"""How large a result can be printed and still stay on one sheet of A4: reckoned from its texts, so
that it prints alike with and without a script. Sizes are in points."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

SHEET = 796  # high, within the margins
COLUMN = 258  # wide, one of two
NARROW = 0.56  # a letter, by its size; a kanji or kana is as wide as high
WIDE = re.compile(r"[\u2e80-\uffef]|[\U00020000-\U0003ffff]")
LINE = 1.34  # of the size, for the gaps between items too
PARAGRAPH = 4  # above and below
FRAME, FRAME_LINES = 100, 5  # name of the office, code, verdict, sentence for the counter, address
OFFICE = 9  # lines at the foot, with the hours
SLACK = 1.05  # letters are wider than reckoned, columns not quite even
EASY = 1.1  # lines with readings break between words only, and so end sooner


@dataclass(frozen=True)
class Size:
    """Of what everybody reads, of what concerns some, and of what it rests on."""

    name: str  # as the style knows it
    core: float
    aside: float
    ground: float


SIZES = (
    Size("13", 13, 13, 10),
    Size("12", 12, 12, 9.5),
    Size("11", 11, 11, 9),
    Size("11-9", 11, 9, 8),
    Size("11-8", 11, 8, 7),
    Size("10", 10, 8, 7),
    Size("9", 9, 8, 7),
    Size("8", 8, 8, 7),
)


@dataclass(frozen=True)
class Measured:
    """Texts as lines, which are measured once for all sizes."""

    widths: tuple[float, ...]  # of the lines, by the size of the letters
    paragraphs: int

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Measured":
        lines = (line for text in texts for line in text.split("\n") if line.strip())
        blank = sum(text.count("\n\n") for text in texts)
        return cls(tuple(map(width, lines)), len(texts) + blank)

    def height(self, size: float) -> float:
        """In one column."""
        lines = sum(ceil(each * size / COLUMN) for each in self.widths)
        return lines * size * LINE + self.paragraphs * PARAGRAPH


def largest(core: Sequence[str], aside: Sequence[str], grounds: Sequence[str]) -> str:
    """The name of the largest size at which these texts fit on a sheet; the smallest if none does.
    What stands across both columns takes half as many lines, so that it counts as if it stood in
    them."""
    texts = [Measured.of(each) for each in (core, aside, grounds)]
    return next((size.name for size in SIZES if fits(size, *texts)), SIZES[-1].name)


def fits(size: Size, core: Measured, aside: Measured, grounds: Measured) -> bool:
    columns = core.height(size.core) + aside.height(size.aside)
    foot = grounds.height(size.ground) / 2 + OFFICE * LINE * size.ground
    frame = FRAME + FRAME_LINES * size.core
    return frame + SLACK * (columns / 2 + foot) <= SHEET


def width(line: str) -> float:
    wide = len(WIDE.findall(line))
    return (wide + NARROW * (len(line) - wide)) * (EASY if "《" in line else 1)
