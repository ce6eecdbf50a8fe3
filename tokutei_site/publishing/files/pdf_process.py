"""Reads a PDF from standard input, looks at every object in it and prints why it may not be kept
(the keys of pdf.REASONS), or nothing. Runs by itself, without the site."""

import io
import logging
import sys
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

OBJECTS = 1_000_000

# The names are those of ISO 32000-2.
KEYS = {
    "/JS": "active",
    "/JavaScript": "active",
    "/AA": "active",  # 12.6.3: acts when a page, a field or the document is opened, left or printed
    "/PresSteps": "active",  # 12.4.4.2: acts while pages are turned
    "/OPI": "active",  # 14.11.7: stands for a picture in another file
    "/XFA": "xfa",
    "/EF": "carrier",
    "/EmbeddedFiles": "carrier",
    "/Collection": "carrier",
    "/RichMediaContent": "carrier",
    "/Renditions": "carrier",
    "/AlternatePresentations": "carrier",
}
ACTIONS = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/GoToDp"),
    *("/Thread", "/Rendition", "/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView", "/Trans"),
}
PARTS = {
    *("/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"),
    *("/Rendition", "/MediaClip"),
}
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
    if shows_another_file(found):
        return "active"
    link = value(found, "/URI")
    if link and value(found, "/S") == "/URI" and not link.lower().startswith(LINKS):
        return "link"
    return ""


def is_place(opening: Any) -> bool:
    """LibreOffice writes into every PDF that it opens at its first page: this acts on nothing."""
    if isinstance(opening, DictionaryObject):
        return value(opening, "/S") == "/GoTo" and "/Next" not in opening
    return isinstance(opening, ArrayObject)


def shows_another_file(found: DictionaryObject) -> bool:
    """A form whose page stands in another document (8.10.4), a stream whose bytes do (7.3.8.2), or
    a file that is named by its address (7.11.5)."""
    is_reference = value(found, "/Subtype") == "/Form" and "/Ref" in found
    is_outside = isinstance(found, StreamObject) and "/F" in found
    return is_reference or is_outside or value(found, "/FS") == "/URL"


def value(found: DictionaryObject, key: str) -> str:
    content = found[key] if key in found else ""  # noqa: SIM401, get() follows no reference
    return content.decode("latin-1") if isinstance(content, bytes) else str(content).strip()


if __name__ == "__main__":
    logging.disable()
    try:
        print(reason(sys.stdin.buffer.read()))
    except (LimitReachedError, RecursionError):
        print("endless")
