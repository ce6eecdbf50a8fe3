"""A bold line that stands alone below a heading is a heading for whoever reads it; here it becomes
one for whoever hears it (WCAG 2.2, 1.3.1 and 2.4.6)."""

from collections.abc import Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

LONGEST = 60  # characters; a longer line is a sentence that somebody stresses
SENTENCE_ENDS = ("。", "．", ".", "！", "!", "？", "?", "、", "：", ":")


def bold_headings(state: StateCore) -> None:
    """Rendering only: sections, and with them what a translation is compared by, stay as they are.
    Before the first heading of a text a bold line is an emphasis, as in an urgent notice."""
    level = 0
    for index, token in enumerate(state.tokens):
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif level and stands_for_heading(state.tokens[index : index + 4]):
            for each, kind in ((token, "heading_open"), (state.tokens[index + 2], "heading_close")):
                each.type, each.tag = kind, f"h{min(level + 1, 5)}"
            inline = state.tokens[index + 1]
            inline.children = (inline.children or [])[1:-1]


def stands_for_heading(tokens: Sequence[Token]) -> bool:
    """Whether a paragraph at the front of these tokens is one bold line with something below it."""
    if len(tokens) < 4 or tokens[0].type != "paragraph_open" or tokens[0].level:
        return False
    children = [each for each in tokens[1].children or [] if each.type != "text" or each.content]
    opens = [each.type for each in children if each.nesting > 0 and each.level == 0]
    is_bold = bool(children) and children[-1].type == "strong_close" and opens == ["strong_open"]
    words = "".join(each.content for each in children)
    is_line = not any(each.type.endswith("break") for each in children)
    is_line = is_line and len(words) <= LONGEST and not words.endswith(SENTENCE_ENDS)
    is_last = tokens[3].type in ("heading_open", "hr")
    return is_bold and children[0].type == "strong_open" and is_line and not is_last
