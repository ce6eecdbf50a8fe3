"""A text's sections and their fingerprints: what a translation is confirmed against."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256

from markdown_it.token import Token

from .markup import LONE_SURROGATE, OfficeParser

LINE_BREAK = re.compile(r"\r\n?|\n")
LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
FINGERPRINT_LENGTH = 16

BLOCKS = OfficeParser()
BLOCKS.core.ruler.enableOnly(["normalize", "block"])


@dataclass(frozen=True)
class Section:
    heading: str  # without its marker; "" before the first heading
    level: int  # 2 to 5, as in the page's h2 to h5; 0 before the first heading
    head: str  # the heading's line as typed
    body: str

    @property
    def text(self) -> str:
        return self.head + self.body

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint(self.text)


def split(text: str) -> list[Section]:
    """Sections that, joined, are the text again; none for a blank text.

    A section begins where the page shows a heading of its own; one inside a list item or a
    quotation is part of the section around it.
    """
    if not text.strip():
        return []
    lines = LINE.findall(text)
    found = headings(text)
    starts = [line for line, *_ in found]
    if not found or "".join(lines[: starts[0]]).strip():
        found.insert(0, (0, "", 0))
        starts.insert(0, 0)
    starts[0] = 0
    ends = [*starts[1:], len(lines)]
    return [
        section(lines[start:end], line - start + 1, heading, level)
        for start, end, (line, heading, level) in zip(starts, ends, found, strict=True)
    ]


def section(lines: list[str], head_lines: int, heading: str, level: int) -> Section:
    head_lines = head_lines if level else 0
    return Section(heading, level, "".join(lines[:head_lines]), "".join(lines[head_lines:]))


@lru_cache(maxsize=8)
def blocks(text: str) -> tuple[Token, ...]:
    """Its blocks, their words not read yet. To be looked at only: all who ask for the same text
    soon after each other get the same ones."""
    return tuple(BLOCKS.parse(LONE_SURROGATE.sub("\ufffd", text)))


def headings(text: str) -> list[tuple[int, str, int]]:
    """Line, words and level of each heading that stands in no list item or quotation."""
    tokens = blocks(text)
    return [
        (token.map[0], tokens[index + 1].content, int(token.tag[1:]))
        for index, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0 and token.map
    ]


def fingerprint(text: str) -> str:
    """Of the text as typed: only line endings, white space at their ends and blank lines at the
    text's edges make no difference."""
    lines = (line.rstrip() for line in LINE_BREAK.split(text))
    return digest("\n".join(lines).strip("\n"))


def digest(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:FINGERPRINT_LENGTH]
