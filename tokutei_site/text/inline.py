"""Inline rules: bold beside Japanese, bare URLs that end before Japanese, links, telephone numbers,
item notes."""

import re
import unicodedata
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import isPunctChar, isWhiteSpace
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, link
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from . import telephone
from .bold_headings import bold_headings

SCHEME = re.compile(r"https?$", re.IGNORECASE)
# No brackets, no asterisk (bold closes there), no punctuation at the end.
AFTER_SCHEME = re.compile(r"://[A-Za-z0-9](?:[\w\-.~:/?#@!$&'+,;=%]*[\w\-~/#@$&+=%])?", re.ASCII)
# Each may be a token of its own. Behind thousands in one paragraph a star is only a star.
MOST_MARKS = 4_000
NOTE_AT_END = re.compile(r"(?<![ \t　])[ \t　]++(?=※)")


def office_inlines(parser: MarkdownIt) -> None:
    rules = parser.inline.ruler
    rules.at("linkify", bare_url)
    rules.enable("linkify")
    rules.before("emphasis", "cjk_emphasis", cjk_emphasis)
    rules.at("link", office_link)
    rules.at("image", image_as_link)
    parser.core.ruler.push("finish", finish)
    parser.core.ruler.push("bold_headings", bold_headings)


def flanks(inner: str, outer: str) -> bool:
    """CommonMark's flanking rule, but no CJK character counts as punctuation or stops it."""
    if is_space(inner):
        return False
    if not isPunctChar(inner) or is_cjk(inner):
        return True
    return is_space(outer) or isPunctChar(outer) or is_cjk(outer)


def is_space(character: str) -> bool:
    return isWhiteSpace(ord(character))


def is_cjk(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFH"


def cjk_emphasis(state: StateInline, silent: bool) -> bool:
    start = end = state.pos
    if silent or state.src[start] != "*":
        return False
    while end < state.posMax and state.src[end] == "*":
        end += 1
    before = state.src[start - 1] if start > 0 else " "
    after = state.src[end] if end < state.posMax else " "
    is_times = end - start == 1 and before.isdecimal() and after.isdecimal()  # 5*3*2
    opens, closes = (False, False) if is_times else (flanks(after, before), flanks(before, after))
    is_mark = (opens or closes) and len(state.delimiters) < MOST_MARKS
    if not is_mark:
        state.pending += state.src[start:end]
    for _ in range(end - start) if is_mark else ():
        state.push("text", "", 0).content = "*"
        place = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord("*"), end - start, place, -1, opens, closes))
    state.pos = end
    return True


def bare_url(state: StateInline, silent: bool) -> bool:
    if silent or state.linkLevel > 0 or state.src[state.pos] != ":":
        return False
    rest = AFTER_SCHEME.match(state.src, state.pos, state.posMax)
    scheme = SCHEME.search(state.src[max(0, state.pos - 5) : state.pos])
    # Not pending: an escape or another link ends there.
    if not rest or not scheme or not state.pending.endswith(scheme[0]):
        return False
    state.pending = state.pending[: -len(scheme[0])]
    url = scheme[0] + rest[0]
    state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(url)}
    state.push("text", "", 0).content = url
    state.push("link_close", "a", -1)
    state.pos = rest.end()
    return True


def office_link(state: StateInline, silent: bool) -> bool:
    """Where no destination follows, nobody needs to look for the other bracket."""
    return state.pos < last_destination(state.src) and link(state, silent)


@lru_cache(maxsize=1)
def last_destination(text: str) -> int:
    return text.rfind("](")


def image_as_link(state: StateInline, silent: bool) -> bool:
    """There are no pictures in texts: ``![alt](url)`` is a link, and the mark goes with it."""
    if not state.src.startswith("![", state.pos):
        return False
    state.pos += 1
    if office_link(state, silent):
        return True
    state.pos -= 1
    return False


def finish(state: StateCore) -> None:
    for index, token in enumerate(state.tokens):
        if token.type != "inline" or not token.children:
            continue
        token.children = link_phones(finish_links(token.children))
        if index > 1 and state.tokens[index - 2].type == "list_item_open":
            token.children = mark_note_at_end(token.children)


def finish_links(tokens: list[Token]) -> list[Token]:
    finished: list[Token] = []
    href = ""
    for token in tokens:
        if token.type == "link_open":
            href = str(token.attrs["href"])
            if href.lower().startswith("http"):
                token.attrs["rel"] = "noopener noreferrer"
            token = token if href else text("[")
        elif token.type == "link_close":
            if finished[-1].type == "link_open":  # a link without words says where it leads
                finished.append(text(href))
            token = token if href else text("]()")
        finished.append(token)
    return finished


def link_phones(tokens: list[Token]) -> list[Token]:
    """Telephone numbers, unless they stand in a link already, with the words as typed."""
    linked: list[Token] = []
    depth = 0
    for token in tokens:
        depth += token.nesting * token.type.startswith("link_")
        if depth or token.type != "text":
            linked.append(token)
            continue
        for words, address in telephone.parts(token.content):
            found = [text(words)] if words else []
            if address:
                opening = Token("link_open", "a", 1, attrs={"href": address})
                found = [opening, text(words), Token("link_close", "a", -1)]
            linked += found
    return linked


def mark_note_at_end(tokens: list[Token]) -> list[Token]:
    """``・Item ※only for some``: what follows the mark is a note to that item."""
    depth = 0
    for index, token in enumerate(tokens):
        depth += token.nesting
        space = NOTE_AT_END.search(token.content) if token.type == "text" and not depth else None
        if space:
            before, after = token.content[: space.end()], token.content[space.end() :]
            opening = Token("note_open", "small", 1, attrs={"class": "note"})
            closing = Token("note_close", "small", -1)
            noted = [opening, text(after), *tokens[index + 1 :], closing]
            return [*tokens[:index], text(before), *noted]
    return tokens


def text(content: str) -> Token:
    return Token("text", "", 0, content=content)
