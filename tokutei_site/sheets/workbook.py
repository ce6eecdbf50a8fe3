"""Finds the named sheet in the parts of a workbook, with what its cells refer to."""

import posixpath

from tokutei_site.sheets.cells import RawRow
from tokutei_site.sheets.elements import OFFICE, PACKAGE, Attributes, attributes_at, main
from tokutei_site.sheets.package import Parts
from tokutei_site.sheets.problem import Problem, Refused
from tokutei_site.sheets.strings import shared_strings
from tokutei_site.sheets.styles import date_styles
from tokutei_site.sheets.worksheet import SHEET, Book, read_worksheet

TYPES = "[content_types].xml"
TYPE_NAMES = f"{PACKAGE}content-types "
LINKS = f"{PACKAGE}relationships "
MACROS = ("macroenabled", "macrosheet", "vbaproject")
WORKBOOK = main("workbook")


def read_sheet(parts: Parts, name: str) -> list[RawRow]:
    """The rows that hold something. Raises Refused."""
    check_types(parts)
    path = next(iter(linked(parts, "", "officeDocument").values()), "")
    if path not in parts or not attributes_at(parts[path], WORKBOOK):
        raise Refused(Problem("not_a_workbook"))
    sheet = find_sheet(parts, path, name)
    if not attributes_at(parts[sheet], SHEET):
        raise Refused(Problem("damaged"))
    strings, styles = (only(parts, path, kind) for kind in ("sharedStrings", "styles"))
    book = Book(
        shared_strings(strings) if strings else [], date_styles(styles) if styles else frozenset()
    )
    return read_worksheet(parts[sheet], book)


def check_types(parts: Parts) -> None:
    """What the workbook says to be."""
    if TYPES not in parts:
        raise Refused(Problem("not_a_workbook"))
    found: list[Attributes] = []
    for kind in ("Default", "Override"):
        found += attributes_at(parts[TYPES], f"{TYPE_NAMES}Types", TYPE_NAMES + kind)
    types = [attributes.get("ContentType", "").lower() for attributes in found]
    if any("sheet.binary" in kind for kind in types):
        raise Refused(Problem("not_a_workbook"))
    if any(word in text for text in [*types, *parts] for word in MACROS):
        raise Refused(Problem("macro"))


def linked(parts: Parts, path: str, kind: str) -> dict[str, str]:
    """The parts of one kind that a part refers to, by the marks that it has for them."""
    folder, name = posixpath.split(path)
    links = parts.get(f"{folder}/_rels/{name}.rels".lstrip("/"), b"<none/>")
    found: dict[str, str] = {}
    for link in attributes_at(links, f"{LINKS}Relationships", f"{LINKS}Relationship"):
        if link["Type"] == f"{OFFICE}/{kind}" and link.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, link["Target"]))
            found[link["Id"]] = target.lstrip("/").lower()
    return found


def only(parts: Parts, path: str, kind: str) -> bytes | None:
    found = list(linked(parts, path, kind).values())
    if len(found) > 1:
        raise Refused(Problem("damaged"))
    return parts[found[0]] if found else None


def find_sheet(parts: Parts, path: str, name: str) -> str:
    """By its name: people put other sheets in front and leave another one open."""
    listed = attributes_at(parts[path], WORKBOOK, main("sheets"), main("sheet"))
    marks = [sheet[f"{OFFICE} id"] for sheet in listed if sheet["name"] == name]
    if not marks:
        raise Refused(Problem("no_sheet", value=" / ".join(sheet["name"] for sheet in listed)))
    sheets = linked(parts, path, "worksheet")
    if len(marks) > 1 or marks[0] not in sheets:
        raise Refused(Problem("damaged"))
    return sheets[marks[0]]
