"""The engine's tables. An Entry's row is the working copy; everything residents see stands in
frozen Revisions and in the Publication ledger. Window and Listing are derived from both."""

from .derived import Listing, Window
from .entries import Entry
from .files import Attachment, FileKind, FileUse, StoredFile
from .records import Publication, Review, Revision, SlugChange
from .rows import LANGUAGE_CODES, Child, Frozen, Row, localised
from .sources import Citation, Source, SourceCheck

__all__ = [
    "LANGUAGE_CODES",
    "Attachment",
    "Child",
    "Citation",
    "Entry",
    "FileKind",
    "FileUse",
    "Frozen",
    "Listing",
    "Publication",
    "Review",
    "Revision",
    "Row",
    "SlugChange",
    "Source",
    "SourceCheck",
    "StoredFile",
    "Window",
    "localised",
]
