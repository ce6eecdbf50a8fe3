"""The engine's tables. An Entry's row is the working copy; everything residents see stands in
frozen Revisions and in the Publication ledger. Window, Listing and Backlog are derived."""

from .derived import Backlog, Listing, Window
from .entries import Entry
from .records import Acknowledgement, Publication, Review, Revision, SlugChange
from .rows import LANGUAGE_CODES, Child, Frozen, Row, localised
from .seals import Erasure, Seal, SealRequest, seal_of
from .sources import Citation, Source, SourceCheck

__all__ = [
    "LANGUAGE_CODES",
    "Acknowledgement",
    "Backlog",
    "Child",
    "Citation",
    "Entry",
    "Erasure",
    "Frozen",
    "Listing",
    "Publication",
    "Review",
    "Revision",
    "Row",
    "Seal",
    "SealRequest",
    "SlugChange",
    "Source",
    "SourceCheck",
    "Window",
    "localised",
    "seal_of",
]
