"""Japanese telephone numbers in a text, as people type them, and where each is dialled."""

import re
from collections.abc import Iterator

from .widths import PLAIN

FOLDED = PLAIN | {ord("ー"): "-", ord("ｰ"): "-"}  # センター０３ー１２３４ー５６７８
FORMS = r"""
    \+81[-\ ]?(?:\(0\)[-\ ]?)?[1-9][0-9]{0,3}(?:[-\ ][0-9]{1,8}){1,2}  # +81-3-1234-5678
  | \+81[1-9][0-9]{8,9}
  | \(0[0-9]{1,4}\)[-\ ]?[0-9]{1,4}[-\ ][0-9]{2,4}                      # (03) 1234-5678
  | \(0[0-9]{1,4}\)[-\ ]?[0-9]{5,8}
  | 0[0-9]{1,4}\ ?\([0-9]{1,4}\)[-\ ]?[0-9]{2,4}                        # 03(1234)5678
  | 0[0-9]{1,4}(?P<mark>[-.\ ])[0-9]{1,4}(?P=mark)[0-9]{2,4}            # 0120-95-0178
  | 0[0-9]{1,4}(?:-[0-9]{1,4}){3}
  | 0[0-9]{1,4}-[0-9]{5,8}                                              # 0570-013904
  | 0(?:120|570|800|990)\ [0-9]{6,7}
  | (?P<bare>0[0-9]{9,10})
"""
# Neither a part of a longer number or word, nor the number of a law or a postal code.
NUMBER = re.compile(
    rf"(?:(?<![0-9A-Za-z+._/=%\#&?@])|(?<=tel)|(?<=TEL)|(?<=Tel))(?<![0-9A-Za-z]-)(?<![第〒№])"
    rf"(?:{FORMS})(?![0-9A-Za-z]|[-.,:/][0-9]|[-\ ]?[号円条年])",
    re.VERBOSE,
)
# By the Numbering Plan (電気通信番号計画): ten digits, or eleven where the third is 0.
DIALLED = re.compile(r"0(?:[1-9][1-9][0-9]{7}|[5-9]0[0-9]{8})")
WORD = re.compile(r"(?:電話|でんわ|ダイヤル|tel|phone)[^0-9]{0,8}$", re.IGNORECASE)
# 電話・FAX 03-… is one number for both.
FAX = re.compile(r"(?<![・/&])(?:fax|ファ(?:ッ?クス|クシミリ))(?:番号)?[ :.)\]】]*$", re.IGNORECASE)
NOT_DIGIT = re.compile("[^0-9]+")
IS_ABROAD = re.compile(r"[^0-9+]*\+")  # a plus before the first digit
LONGEST = 15  # digits, with the code of the country (ITU-T E.164, 6.1)
BEFORE = 20  # characters that may say what a number is


def numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and `tel:` address (RFC 3966) of each number, in order. Ten digits in a row are
    one only behind a word that says so; a fax is none. An extension (内線) stays outside the
    address: telephones do not agree on how to dial one, and a person answers first."""
    folded = text.translate(FOLDED)
    for match in NUMBER.finditer(folded):
        before = folded[max(0, match.start() - BEFORE) : match.start()]
        digits = NOT_DIGIT.sub("", match[0].replace("(0)", ""))
        national = "0" + digits[2:] if match[0].startswith("+") else digits
        is_named = not match["bare"] or WORD.search(before)
        if DIALLED.fullmatch(national) and is_named and not FAX.search(before):
            yield *match.span(), f"tel:{'+' * match[0].startswith('+')}{digits}"


def parts(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with its address, which is "" for what is no number."""
    end = 0
    for start, stop, address in numbers(text):
        yield text[end:start], ""
        yield text[start:stop], address
        end = stop
    yield text[end:], ""


def address(typed: str) -> str:
    """Where a field with nothing but a telephone number is dialled; "" if it has no digit, or more
    than a number may have (ITU-T E.164)."""
    folded = typed.translate(FOLDED)
    plus = "+" if IS_ABROAD.match(folded) else ""
    digits = NOT_DIGIT.sub("", folded.replace("(0)", "") if plus else folded)
    return f"tel:{plus}{digits}" if 0 < len(digits) <= LONGEST else ""
