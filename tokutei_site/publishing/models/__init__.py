"""The engine's tables. An Entry's row is the working copy; everything residents see stands in
frozen Revisions and in the Publication ledger. Window, Listing and PublicCitation are derived
from both."""

from .derived import Listing, PublicCitation, Window
from .entries import Entry
from .records import Publication, Review, Revision, SlugChange
from .rows import LANGUAGE_CODES, Child, Frozen, Row, localised
from .sources import Citation, Source, SourceCheck, SourceReview

__all__ = [
    "LANGUAGE_CODES",
    "Child",
    "Citation",
    "Entry",
    "Frozen",
    "Listing",
    "PublicCitation",
    "Publication",
    "Review",
    "Revision",
    "Row",
    "SlugChange",
    "Source",
    "SourceCheck",
    "SourceReview",
    "Window",
    "localised",
]
