"""The engine's tables. An Entry's row is the working copy; everything residents see stands in
frozen Revisions and in the Publication ledger. Window, PublicCitation, Listing and Backlog are
derived."""

from .derived import Backlog, Listing, PublicCitation, Window
from .entries import Entry
from .files import Attachment, FileKind, FileUse, StoredFile
from .records import Acknowledgement, Publication, Review, Revision, SlugChange, same_text
from .rows import (
    EASY_FIELD,
    LANGUAGE_CODES,
    SHOWN_DAYS,
    Child,
    Frozen,
    Row,
    localised,
)
from .seals import Erasure, Seal, SealRequest, seal_of
from .sources import Citation, Source, SourceCheck, SourceReview
from .transfers import Transfer, Upload
from .words import OfficeWord

__all__ = [
    "EASY_FIELD",
    "LANGUAGE_CODES",
    "SHOWN_DAYS",
    "Acknowledgement",
    "Attachment",
    "Backlog",
    "Child",
    "Citation",
    "Entry",
    "Erasure",
    "FileKind",
    "FileUse",
    "Frozen",
    "Listing",
    "OfficeWord",
    "PublicCitation",
    "Publication",
    "Review",
    "Revision",
    "Row",
    "Seal",
    "SealRequest",
    "SlugChange",
    "Source",
    "SourceCheck",
    "SourceReview",
    "StoredFile",
    "Transfer",
    "Upload",
    "Window",
    "localised",
    "same_text",
    "seal_of",
]
