"""The public name of a file: what a person called it, safe in addresses, headers and folders."""

import re
import unicodedata

from .characters import SHOWN_LIMIT, shown

NAME_LIMIT = 80  # characters without the extension
KEPT = {"L", "M", "N"}  # letters of every script, their marks, and digits
KEPT_SIGNS = set("-_()（）")


def public_name(name: str, extension: str) -> str:
    """`name` as it may stand in an address: no path, no control or direction characters, one
    extension, which is `extension` (with its dot). The same again for a name already clean."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem = last.rpartition(".")[0] or last.lstrip(".")
    signs = (sign if is_kept(sign) else "_" for sign in stem)
    cleaned = re.sub(r"_{2,}", "_", "".join(signs))[:NAME_LIMIT].strip("_-")
    return (cleaned or "file") + extension


def is_kept(sign: str) -> bool:
    return sign in KEPT_SIGNS or unicodedata.category(sign)[0] in KEPT


def readable(name: str) -> str:
    """An argument or a file's name as a person reads it: old Japanese archives and terminals give
    it in CP932 bytes, which Python keeps as halves of characters (PEP 383)."""
    try:
        given = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # other halves: no bytes stand behind them
        return name
    for encoding in ("utf-8", "cp932"):
        try:
            return given.decode(encoding)
        except UnicodeDecodeError:
            continue
    return given.decode("utf-8", "replace")


def name_on_record(name: str) -> str:
    """The end of a file's name, as it may be kept and shown."""
    return shown(readable(name)[-SHOWN_LIMIT:]) or "file"
