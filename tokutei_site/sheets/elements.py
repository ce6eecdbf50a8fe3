"""Walks through a part of a workbook, which is XML from a stranger: no DTD, no entities."""

from xml.parsers import expat

from tokutei_site.sheets.problem import Problem, Refused

PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/"
DEPTH = 100  # elements inside each other; office programs need a dozen

Attributes = dict[str, str]


def main(name: str) -> str:
    """The name of an element of the workbook's own language, as Walk gives it."""
    return f"{MAIN} {name}"


class Walk:
    """One pass over a part; what is made of it is up to opened(), closed() and characters()."""

    def __init__(self) -> None:
        self.path: list[str] = []  # from the root to where the walk is

    def through(self, part: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self.refuse_doctype
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.Parse(part, True)

    def refuse_doctype(self, *_declared: object) -> None:
        raise Refused(Problem("doctype"))

    def start(self, name: str, attributes: Attributes) -> None:
        if not self.path and name.startswith(STRICT):
            raise Refused(Problem("strict"))
        if len(self.path) == DEPTH:
            raise Refused(Problem("damaged"))
        self.path.append(name)
        self.opened(name, attributes)

    def end(self, name: str) -> None:
        self.closed(name)
        self.path.pop()

    def opened(self, name: str, attributes: Attributes) -> None:
        pass

    def closed(self, name: str) -> None:
        pass

    def characters(self, text: str) -> None:
        pass


class Collect(Walk):
    """The attributes of the elements that stand at one place."""

    def __init__(self, *place: str) -> None:
        super().__init__()
        self.place = list(place)
        self.found: list[Attributes] = []

    def opened(self, name: str, attributes: Attributes) -> None:
        if self.path == self.place:
            self.found.append(attributes)


def attributes_at(part: bytes, *place: str) -> list[Attributes]:
    collect = Collect(*place)
    collect.through(part)
    return collect.found
