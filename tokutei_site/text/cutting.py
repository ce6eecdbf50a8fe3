"""A text cut into passages: paragraphs, headings, notes, list items, table rows, code blocks. Where
one begins, office notation and Markdown say."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from .markup import LONE_SURROGATE
from .sections import BLOCKS, LINE, LINE_BREAK


@dataclass(frozen=True)
class Cut:
    """`before`, then each passage with the line ends and blank lines that follow it: joined, they
    are the text again."""

    before: str
    passages: tuple[str, ...]
    gaps: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Cut":
        lines = LINE.findall(text)
        if not text.strip():
            return cls(text, (), ())
        starts = [*first_lines(text), len(lines)]
        stretches = ["".join(lines[start:end]) for start, end in pairwise(starts)]
        ends = [end_of(each) for each in stretches]
        return cls(
            "".join(lines[: starts[0]]),
            tuple(each[:end] for each, end in zip(stretches, ends, strict=True)),
            tuple(each[end:] for each, end in zip(stretches, ends, strict=True)),
        )

    def text(self, start: int, end: int) -> str:
        """Some passages as they stand, without what follows the last one."""
        pairs = zip(self.passages[start:end], self.gaps[start:end], strict=True)
        whole = "".join(passage + gap for passage, gap in pairs)
        return whole.removesuffix(self.gaps[end - 1]) if end > start else ""

    @cached_property
    def after(self) -> str:
        return self.gaps[-1] if self.gaps else ""


def first_lines(text: str) -> list[int]:
    """Where passages begin; an item of a list begins one inside another as well."""
    tokens = BLOCKS.parse(LONE_SURROGATE.sub("\ufffd", text))
    return sorted({token.map[0] for token in tokens if token.map})


def end_of(stretch: str) -> int:
    """Where the last line that says something ends; white space at its end belongs to it."""
    line_end = LINE_BREAK.search(stretch, len(stretch.rstrip()))
    return line_end.start() if line_end else len(stretch)
