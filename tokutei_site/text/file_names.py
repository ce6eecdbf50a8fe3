"""The public name of a file: what a person called it, safe in addresses, headers and folders."""

import re
import unicodedata

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
