"""What may be stored: one cleaner and one validator for forms, imports and the publishing desk.

Text is otherwise stored as typed: NFC would change 神 (U+FA19), and hashes are of what was typed.
"""

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import fold

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TEXT_LIMIT = 30_000

NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(17)
)
# Marks of Symbol and Wingdings, as Word puts them before the items of a list: in any other font
# they show as □. At the beginning of a line they make a list here as well.
WORD_BULLETS = (
    "\uf06c\uf06d\uf06e\uf06f\uf071\uf075\uf076\uf077\uf09f\uf0a1\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc"
)
LIST_MARK = re.compile(rf"^([ \t　>]*)[{WORD_BULLETS}](?=[ \t　]*\S)", re.MULTILINE)

# code: (characters, sentence for the person who typed or pasted them)
Refusals = dict[str, tuple[re.Pattern[str], "_StrPromise"]]
IN_ANY_TEXT: Refusals = {
    "control": (
        re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"),
        _(
            "Line %(line)d, character %(column)d is an invisible control character (%(code)s). "
            "Please delete it and type the words around it again."
        ),
    ),
    "surrogate": (
        re.compile(r"[\ud800-\udfff]"),
        _(
            "Line %(line)d, character %(column)d is one half of a broken character (%(code)s). "
            "Please delete it and type it again."
        ),
    ),
    "replacement": (
        re.compile("\ufffd"),  # what a form or a file that is no UTF-8 is decoded to
        _(
            "Line %(line)d, character %(column)d is � (%(code)s): the one that was meant got lost "
            "on its way here. Please type it again."
        ),
    ),
    "noncharacter": (
        re.compile(f"[{NONCHARACTERS}]"),
        _(
            "Line %(line)d, character %(column)d is a code that stands for no character "
            "(%(code)s). Please delete it and type the words around it again."
        ),
    ),
    "private": (
        re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]"),
        _(
            "Line %(line)d, character %(column)d is a private character (%(code)s), which shows "
            "as □ or as something else on other computers. Please type another character in its "
            "place."
        ),
    ),
    "direction": (
        re.compile(r"[\u202a-\u202e\u2066-\u2069]"),
        _(
            "Line %(line)d, character %(column)d is an invisible character that changes the "
            "reading direction (%(code)s). Please delete it and type the words around it again."
        ),
    ),
}
IN_SINGLE_LINE: Refusals = {
    "line_break": (
        re.compile(r"[\t-\r\x85\u2028\u2029]"),
        _(
            "This must be a single line, but character %(column)d is a line break or a tab "
            "(%(code)s). Please delete it."
        ),
    ),
    **IN_ANY_TEXT,
    "control": (re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"), IN_ANY_TEXT["control"][1]),
    "direction": (
        re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]"),
        IN_ANY_TEXT["direction"][1],
    ),
}


def validate_text(value: str, *, limit: int = TEXT_LIMIT, single_line: bool = False) -> None:
    """Raise a ValidationError that lists every kind of fault, each at its first place."""
    errors = [] if length(value) <= limit else [too_long(value, limit)]
    refusals = IN_SINGLE_LINE if single_line else IN_ANY_TEXT
    judged = value if single_line else LIST_MARK.sub(r"\1•", value)
    for code, (characters, message) in refusals.items():
        if match := characters.search(judged):
            where = place(value, match.start())
            errors.append(ValidationError(message, code=code, params=where))
    if errors:
        raise ValidationError(errors)


def length(value: str) -> int:
    """As browsers and spreadsheet programs count, in UTF-16: a cell holds 32,767 of these."""
    return len(value.encode("utf-16-le", "surrogatepass")) // 2


def too_long(value: str, limit: int) -> ValidationError:
    found = length(value)
    plain = _(
        "This text has %(length)d characters, but %(limit)d is the most that fits. "
        "Please shorten it by %(excess)d."
    )
    doubled = _(
        "This text has %(length)d characters, of which emoji and rare kanji count as two, but "
        "%(limit)d is the most that fits. Please shorten it by %(excess)d."
    )
    return ValidationError(
        plain if found == len(value) else doubled,
        code="too_long",
        params={"length": found, "limit": limit, "excess": found - limit},
    )


def place(value: str, position: int) -> dict[str, int | str]:
    """Counted from 1, as a person counts."""
    line_start = value.rfind("\n", 0, position) + 1
    return {
        "line": value.count("\n", 0, position) + 1,
        "column": position - line_start + 1,
        "code": f"U+{ord(value[position]):04X}",
    }


INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
SHOWN_LIMIT = 200


def shown(value: str) -> str:
    """The beginning of a stranger's words as they may stand in a message: nothing in them is
    invisible, turns the message around or cannot be sent."""
    return INVISIBLE.sub("", value[:SHOWN_LIMIT])


BYTE_ORDER_MARK = re.compile(r"\A[\s\ufeff]*\ufeff")


def normalise(value: str | None, *, single_line: bool = False) -> str | None:
    """None for nothing (see `is_blank`). The byte order mark that a file began with is no part of
    the text pasted from it."""
    text = BYTE_ORDER_MARK.sub("", value or "").replace("\r\n", "\n").replace("\r", "\n")
    if is_blank(text):
        return None
    return text.strip() if single_line else text


def is_blank(text: str) -> bool:
    """Whether nothing of it shows: '', white space, U+3000 included, and characters of no width.
    Between others these have a meaning (👩‍👧, می‌خواهم) and stay."""
    return not fold.INVISIBLE.sub("", text).strip()
