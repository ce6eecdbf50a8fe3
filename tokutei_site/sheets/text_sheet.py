"""A worksheet of XlsxWriter that keeps every text as it is."""

import re
from typing import Any

from xlsxwriter.worksheet import Worksheet

LIKE_ESCAPE = re.compile("_(?=x[0-9a-fA-F]{4}_)")
CONTROL = re.compile("[\0-\x08\x0b-\x1f\ufffe\uffff]")


class TextSheet(Worksheet):
    """XlsxWriter overlooks that escapes overlap (_x005F_x000D_), and takes a text between <r> and
    </r> for markup when it keeps no rows."""

    def _escape_control_characters(self, data: str) -> str:
        if "_x" in data:
            data = LIKE_ESCAPE.sub("_x005F_", data)
        return CONTROL.sub(lambda sign: f"_x{ord(sign[0]):04X}_", data)

    def _xml_rich_inline_string(self, string: str, attributes: list[Any]) -> None:
        self._xml_inline_string(string, False, attributes)
