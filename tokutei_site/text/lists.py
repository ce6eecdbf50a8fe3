"""List items as office staff type or paste them: ・ ● • ○ - * and １． 1) ①, nested by indent."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Self

from markdown_it.rules_block import StateBlock

from .characters import WORD_BULLETS

# markdown-it drops the text of whatever is nested deeper than its limit (20 levels, two per list):
# well before that a marker becomes ordinary text, so that nothing is lost.
DEEPEST_LEVEL = 10

PASTED = f"○◇•◦▪➢❖{WORD_BULLETS}"
# ○○市 and ○月○日 wait to be filled in; ○：可 and ○/× are answers.
NO_BULLET = re.compile(r"○(?:[年月日時分秒人名円件号回個階番丁×✕△▲]|[^\w\s「『（(])")
ANSWER = re.compile(r"[ \t　]*[×✕△▲]")
# The second and third level of a list as Word begins it. It copies no indents.
WORD_COLUMNS = {"o": 2, "\uf06e": 2, "\uf0a7": 4, "\uf075": 4}
MARKER = re.compile(
    rf"""(?: (?P<bullet> [・●](?![・●]) | [{PASTED}](?![{PASTED}]) | o(?=\t) | ·(?=[ \t])
            | (?!(?:[-*][ \t]*){{3,}}$)[-*](?=[ \t　]) )
          | (?P<number> [1-9１-９][0-9０-９]? ) (?: (?P<mark>[.)])(?=[ \t　]) | (?P<wide>[．）]) )
          | (?P<circled> [①-⑳㉑-㉟㊱-㊿] )
        ) [ \t　]* (?=\S)""",
    re.VERBOSE,
)
# "１．５" and "8. 4. 1から" are numbers, "①と②は" is a sentence: no list begins there.
# As the next item of a list that is already open, the same line is an item.
NO_FIRST_ITEM = {
    "ordered": re.compile(r"[0-9０-９]"),
    "circled": re.compile(r"[①-⑳㉑-㉟㊱-㊿とのはがを、・～〜]|から|まで|又は|及び"),
}


@dataclass(frozen=True)
class Marker:
    kind: str
    number: int | None
    content: int
    may_begin: bool

    @classmethod
    def at(cls, state: StateBlock, line: int) -> Self | None:
        end = state.eMarks[line]
        match = MARKER.match(state.src, line_start(state, line), end)
        if match is None or is_answer(state, line):
            return None
        if bullet := match["bullet"]:
            return cls(bullet, None, match.end(), may_begin=True)
        if circled := match["circled"]:
            kind, number, exceptions = "circled", int(unicodedata.numeric(circled)), "circled"
        else:
            kind = "dot" if (match["mark"] or match["wide"]) in ".．" else "parenthesis"
            number, exceptions = int(match["number"]), "ordered"
        doubtful = NO_FIRST_ITEM[exceptions].match(state.src, match.end(), end)
        return cls(kind, number, match.end(), may_begin=doubtful is None)

    def follows(self, other: Self) -> bool:
        """Numbers appear as typed: one that is not the next begins a list of its own."""
        if self.kind != other.kind:
            return False
        return other.number is None or self.number == other.number + 1


def is_answer(state: StateBlock, line: int) -> bool:
    """○ above × says yes, and as the mark of an item it would say nothing."""
    start = line_start(state, line)
    if not state.src.startswith("○", start):
        return False
    beside = (each for each in (line - 1, line + 1) if 0 <= each < state.lineMax)
    return bool(NO_BULLET.match(state.src, start)) or any(
        ANSWER.match(state.src, state.bMarks[each]) for each in beside
    )


def line_start(state: StateBlock, line: int) -> int:
    return state.bMarks[line] + state.tShift[line]


def line_text(state: StateBlock, line: int) -> str:
    return state.src[line_start(state, line) : state.eMarks[line]]


def list_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    marker = Marker.at(state, start)
    if marker is None or not marker.may_begin or state.level >= DEEPEST_LEVEL:
        return False
    if silent:
        return True
    tag = "ul" if marker.number is None else "ol"
    opening = state.push("list_open", tag, 1)
    if marker.number not in (None, 1):
        opening.attrs = {"start": str(marker.number)}
    line: int | None = start
    while line is not None:
        state.line = item_end(state, line, end)
        add_item(state, marker, line, state.line)
        line, marker = next_item(state, marker, end)
    state.push("list_close", tag, -1)
    opening.map = [start, state.line]
    return True


def next_item(state: StateBlock, marker: Marker, end: int) -> tuple[int | None, Marker]:
    line = state.skipEmptyLines(state.line)
    if line < end and state.sCount[line] >= state.blkIndent:
        following = Marker.at(state, line)
        if following and following.follows(marker):
            return line, following
    return None, marker


def item_end(state: StateBlock, start: int, end: int) -> int:
    """The line after the item: what is indented more belongs to it, a marker by two columns."""
    stop = start + 1
    while (line := state.skipEmptyLines(stop)) < end:
        deeper = state.sCount[line] - state.sCount[start]
        if deeper < 1 or (deeper == 1 and Marker.at(state, line)):
            break
        stop = line + 1
    return stop


def add_item(state: StateBlock, marker: Marker, start: int, end: int) -> None:
    first = len(state.tokens)
    opening = state.push("list_item_open", "li", 1)
    opening.map = [start, end]
    outer = state.blkIndent, state.lineMax, state.tShift[start], state.sCount[start]
    state.blkIndent = state.sCount[start] + 1
    # The paragraph inside looks as far as lineMax: it must not see the lines after the item.
    state.lineMax = end
    state.tShift[start] = marker.content - state.bMarks[start]
    state.sCount[start] += 2
    state.md.block.tokenize(state, start, end)
    state.blkIndent, state.lineMax, state.tShift[start], state.sCount[start] = outer
    state.line = end
    state.push("list_item_close", "li", -1)
    if not any(state.isEmpty(line) for line in range(start, end)):
        for token in state.tokens[first:]:
            if token.level == opening.level + 1 and token.type.startswith("paragraph_"):
                token.hidden = True
