"""Block rules for what office staff type: ■ ◆ headings, ※ （注） notes, indents of U+3000.

They replace markdown-it's own rules for headings, lists and paragraphs: a line belongs to a list
item or a note by its indent only (no lazy continuation), and U+3000 counts as two columns.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, fence
from markdown_it.rules_core import StateCore

from .lists import DEEPEST_LEVEL, WORD_COLUMNS, Marker, line_start, line_text, list_block
from .tables import pasted_table, table

HEADING = re.compile(r"(?:(?P<hashes>#{1,6})[ \t　]|[■◆](?![■◆□◇]))[ \t　]*(?P<text>.*\S)")
CLOSING_HASHES = re.compile(r"(?:^|[ \t　])#+$")
FENCE = re.compile(r"`{3,}[ \t]*[A-Za-z0-9+-]*[ \t]*")
NOTE = re.compile(r"※|（注|\(注")
# A page has some hundreds. Thirty thousand characters of the shortest lines or cells would keep
# every reader waiting: what comes after so many is shown as typed.
MOST_LINES = 3_000
MOST_TOKENS = 15_000


def office_notation(parser: MarkdownIt) -> None:
    parser.core.ruler.at("block", block)
    rules = parser.block.ruler
    rules.before("table", "as_typed", as_typed)
    rules.at("table", table, {"alt": ["paragraph"]})
    rules.after("table", "pasted_table", pasted_table, {"alt": ["paragraph"]})
    rules.at("fence", code_fence, {"alt": ["paragraph", "blockquote"]})
    rules.at("blockquote", quote, {"alt": ["paragraph", "blockquote"]})
    rules.at("list", list_block, {"alt": ["paragraph", "blockquote"]})
    rules.at("heading", heading, {"alt": ["paragraph", "blockquote"]})
    rules.before("paragraph", "note", note, {"alt": ["paragraph", "blockquote"]})
    rules.at("paragraph", paragraph)


def block(state: StateCore) -> None:
    """markdown-it's own step, with the indents measured in full-width spaces as well."""
    lines = StateBlock(state.src, state.md, state.env, state.tokens)
    every, written = lines.lineMax, 0
    for line in range(every):
        after_gap = line == 0 or lines.isEmpty(line - 1)
        measure_indent(lines, line, after_gap)
        written += not lines.isEmpty(line)
        if written > MOST_LINES:
            lines.lineMax = line
            break
    state.md.block.tokenize(lines, 0, lines.lineMax)
    if every > lines.lineMax:
        add_as_typed(lines, lines.lineMax, every)


def measure_indent(state: StateBlock, line: int, after_gap: bool) -> None:
    columns, position = 0, state.bMarks[line]
    while position < state.eMarks[line] and (character := state.src[position]) in " \t　":
        columns += {" ": 1, "\t": 4 - columns % 4, "　": 2}[character]
        position += 1
    indent = state.src[state.bMarks[line] : position]
    state.tShift[line] = len(indent)
    marker = Marker.at(state, line)
    marked = marker or NOTE.match(state.src, position)
    columns += WORD_COLUMNS.get(marker.kind, 0) if marker else 0
    # One full-width space at the head of a paragraph is typography (字下げ), not an indent.
    state.sCount[line] = 0 if indent == "　" and after_gap and not marked else columns


def as_typed(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or state.level or len(state.tokens) < MOST_TOKENS:
        return False
    add_as_typed(state, start, end)
    state.line = end
    return True


def add_as_typed(state: StateBlock, start: int, end: int) -> None:
    token = state.push("code_block", "code", 0)
    token.content = state.src[state.bMarks[start] : state.eMarks[end - 1]]
    token.map = [start, end]


def add_inline(state: StateBlock, kind: str, tag: str, content: str, lines: list[int]) -> None:
    opening = state.push(f"{kind}_open", tag, 1)
    if kind == "note":
        opening.attrs = {"class": "note"}
    inline = state.push("inline", "", 0)
    inline.content, inline.children = content, []
    opening.map = inline.map = lines
    state.push(f"{kind}_close", tag, -1)


def heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    match = HEADING.match(state.src, line_start(state, start), state.eMarks[start])
    text = match and (CLOSING_HASHES.sub("", match["text"]) if match["hashes"] else match["text"])
    if not match or not text:
        return False
    if not silent:
        # h1 is the page's own; below h5 nobody tells the levels apart.
        level = min(len(match["hashes"] or "#") + 1, 5)
        state.line = start + 1
        add_inline(state, "heading", f"h{level}", text, [start, state.line])
    return True


def note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not NOTE.match(state.src, line_start(state, start), state.eMarks[start]):
        return False
    if not silent:
        line = start + 1
        while line < end and state.sCount[line] > state.sCount[start] and is_plain(state, line):
            line += 1
        state.line = line
        content = "\n".join(line_text(state, each) for each in range(start, line))
        add_inline(state, "note", "p", content, [start, line])
    return True


def paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = start + 1
    while line < state.lineMax and is_plain(state, line):
        line += 1
    state.line = line
    content = "\n".join(line_text(state, each) for each in range(start, line))
    add_inline(state, "paragraph", "p", content.strip(), [start, line])
    return True


def is_plain(state: StateBlock, line: int) -> bool:
    if state.isEmpty(line):
        return False
    rules = state.md.block.ruler.getRules("paragraph")
    return not any(rule(state, line, state.lineMax, True) for rule in rules)


def code_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Only ``` alone or with a language: a decorative ~~~ or ```重要``` would swallow words."""
    return bool(FENCE.fullmatch(line_text(state, start))) and fence(state, start, end, silent)


def quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not is_quoted(state, start) or state.level >= DEEPEST_LEVEL:
        return False
    if silent:
        return True
    stop, outer = start, []
    while stop < end and is_quoted(state, stop):
        outer.append((state.bMarks[stop], state.tShift[stop], state.sCount[stop]))
        state.bMarks[stop] = line_start(state, stop) + 1
        measure_indent(state, stop, after_gap=False)
        stop += 1
    state.push("blockquote_open", "blockquote", 1).map = [start, stop]
    around = state.blkIndent, state.lineMax
    state.blkIndent, state.lineMax = 0, stop
    state.md.block.tokenize(state, start, stop)
    state.blkIndent, state.lineMax = around
    for line, marks in enumerate(outer, start):
        state.bMarks[line], state.tShift[line], state.sCount[line] = marks
    state.line = stop
    state.push("blockquote_close", "blockquote", -1)
    return True


def is_quoted(state: StateBlock, line: int) -> bool:
    inside = state.sCount[line] >= state.blkIndent
    return inside and state.src.startswith(">", line_start(state, line), state.eMarks[line])
