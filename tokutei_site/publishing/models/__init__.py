"""The engine's tables. An Entry's row is the working copy; everything residents see stands in
frozen Revisions and in the Publication ledger. Window and Listing are derived from both."""

from .derived import Listing, Window
from .entries import Entry
from .records import Publication, Review, Revision, SlugChange
from .rows import LANGUAGE_CODES, Child, Frozen, Row, localised
from .seals import Erasure, Seal, SealRequest, seal_of
from .sources import Citation, Source, SourceCheck

__all__ = [
    "LANGUAGE_CODES",
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
