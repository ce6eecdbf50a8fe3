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
    are the text again. `kinds` says as what each one is read."""

    before: str
    passages: tuple[str, ...]
    gaps: tuple[str, ...]
    kinds: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Cut":
        lines = LINE.findall(text)
        if not text.strip():
            return cls(text, (), (), ())
        kinds = first_lines(text)
        starts = [*sorted(kinds), len(lines)]
        stretches = ["".join(lines[start:end]) for start, end in pairwise(starts)]
        ends = [end_of(each) for each in stretches]
        return cls(
            "".join(lines[: starts[0]]),
            tuple(each[:end] for each, end in zip(stretches, ends, strict=True)),
            tuple(each[end:] for each, end in zip(stretches, ends, strict=True)),
            tuple(kinds[start] for start in starts[:-1]),
        )

    def text(self, start: int, end: int) -> str:
        """Some passages as they stand, without what follows the last one."""
        pairs = zip(self.passages[start:end], self.gaps[start:end], strict=True)
        whole = "".join(passage + gap for passage, gap in pairs)
        return whole.removesuffix(self.gaps[end - 1]) if end > start else ""

    def read(self, start: int, end: int) -> list[tuple[str, str]]:
        """Some passages, each with its kind: a table row without its table is only a line."""
        return list(zip(self.passages[start:end], self.kinds[start:end], strict=True))

    @cached_property
    def after(self) -> str:
        return self.gaps[-1] if self.gaps else ""


def first_lines(text: str) -> dict[int, str]:
    """Where passages begin, and the innermost block there; an item of a list begins one inside
    another as well."""
    tokens = BLOCKS.parse(LONE_SURROGATE.sub("\ufffd", text))
    return {token.map[0]: token.type for token in tokens if token.map and token.type != "inline"}


def end_of(stretch: str) -> int:
    """Where the last line that says something ends; white space at its end belongs to it."""
    line_end = LINE_BREAK.search(stretch, len(stretch.rstrip()))
    return line_end.start() if line_end else len(stretch)
