"""Reads a PDF from standard input, looks at every object in it and prints why it may not be kept
(the keys of pdf.REASONS), or nothing. Runs by itself, without the site."""

import io
import logging
import sys
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

OBJECTS = 1_000_000

KEYS = {
    "/JS": "active",
    "/JavaScript": "active",
    "/XFA": "xfa",
    "/EF": "carrier",
    "/EmbeddedFiles": "carrier",
    "/RichMediaContent": "carrier",
}
ACTIONS = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition"),
    *("/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView"),
}
PARTS = {"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
LINKS = ("http://", "https://", "mailto:", "tel:")


def reason(data: bytes) -> str:
    reader = PdfReader(io.BytesIO(data))
    if "/Encrypt" in reader.trailer:
        return "encrypted"
    if not reader.pages:
        return "damaged"
    return next(filter(None, map(reason_of, dictionaries(reader))), "")


def dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary: those that a page leads to, and those that only the table names."""
    listed = [(n, gen) for gen, numbers in reader.xref.items() for n in numbers]
    listed += [(n, 0) for n in reader.xref_objStm]
    waiting: list[Any] = [IndirectObject(n, gen, reader) for n, gen in listed]
    waiting.append(reader.trailer)
    seen: set[tuple[int, int]] = set()
    for _count in range(OBJECTS):
        if not waiting:
            return
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            place = (found.idnum, found.generation)
            if place in seen:
                continue
            seen.add(place)
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            yield found
            waiting.extend(dict.values(found))
        elif isinstance(found, ArrayObject):
            waiting.extend(list.__iter__(found))
    raise LimitReachedError("too many objects")


def reason_of(found: DictionaryObject) -> str:
    for key, why in KEYS.items():
        if key in found:
            return why
    if value(found, "/S") in ACTIONS:
        return "active"
    if PARTS & {value(found, "/Type"), value(found, "/Subtype")}:
        return "carrier"
    if "/OpenAction" in found and not is_place(found["/OpenAction"]):
        return "active"
    link = value(found, "/URI")
    if link and value(found, "/S") == "/URI" and not link.lower().startswith(LINKS):
        return "link"
    return ""


def is_place(opening: Any) -> bool:
    """LibreOffice writes into every PDF that it opens at its first page: this acts on nothing."""
    if isinstance(opening, DictionaryObject):
        return value(opening, "/S") == "/GoTo"
    return isinstance(opening, ArrayObject)


def value(found: DictionaryObject, key: str) -> str:
    content = found[key] if key in found else ""  # noqa: SIM401, get() follows no reference
    return content.decode("latin-1") if isinstance(content, bytes) else str(content).strip()


if __name__ == "__main__":
    logging.disable()
    try:
        print(reason(sys.stdin.buffer.read()))
    except (LimitReachedError, RecursionError):
        print("endless")
