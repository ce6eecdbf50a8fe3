"""How large a result can be printed and still stay on one sheet of A4: reckoned from its texts, so
that it prints alike with and without a script. Sizes are in points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from .chart.boxes import ems

SHEET = 796  # high, within the margins
COLUMN = 258  # wide, one of two
LINE = 1.34  # of the size, for the gaps between items too
PARAGRAPH = 4  # above and below
FRAME, FRAME_LINES = 100, 5  # name of the office, code, verdict, sentence for the counter, address
OFFICE = 8  # lines at the foot, with the hours
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


def largest(core: Sequence[str], aside: Sequence[str], grounds: Sequence[str]) -> str:
    """The name of the largest size at which these texts fit on a sheet; the smallest if none does.
    What stands across both columns takes half as many lines, so that it counts as if it stood in
    them."""
    return next((size.name for size in SIZES if fits(size, core, aside, grounds)), SIZES[-1].name)


def fits(size: Size, core: Sequence[str], aside: Sequence[str], grounds: Sequence[str]) -> bool:
    columns = height(core, size.core) + height(aside, size.aside)
    foot = height(grounds, size.ground) / 2 + OFFICE * LINE * size.ground
    frame = FRAME + FRAME_LINES * size.core
    return frame + SLACK * (columns / 2 + foot) <= SHEET


def height(texts: Iterable[str], size: float) -> float:
    """In one column."""
    room, found = COLUMN / size, 0.0
    for text in texts:
        lines = [line for line in text.split("\n") if line.strip()]
        found += sum(ceil(width(line) / room) for line in lines) * size * LINE
        found += PARAGRAPH * (1 + text.count("\n\n"))
    return found


def width(line: str) -> float:
    return ems(line) * (EASY if "《" in line else 1)
