"""What readers are told about a publication: from when until when, how important, what changed."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from .models import Publication, Window
from .reading import Removal, reader_note

FOR_READERS = {
    Publication.Significance.MAJOR.value: _("important change"),
    Publication.Significance.MINOR.value: _("small change"),
    Publication.Significance.CORRECTION.value: _("correction"),
}


@dataclass(frozen=True)
class LedgerLine:
    """What readers are told about one publication or withdrawal."""

    at: datetime
    until: datetime | None
    number: int | None  # None: a withdrawal
    significance: str
    note: str
    note_lang: str
    removal: Removal | None

    @classmethod
    def of(cls, row: Publication, language: str) -> "LedgerLine":
        note, note_lang = reader_note(row, language)
        return cls(
            at=row.visible_from,
            until=row.visible_until,
            number=row.revision.number if row.revision else None,
            significance=str(FOR_READERS[row.significance]),
            note=note,
            note_lang=note_lang,
            removal=Removal.of(row.revision, language) if row.revision else None,
        )


@dataclass(frozen=True)
class Visible:
    """From when until when a text is public, and what readers were told about it."""

    begins: datetime
    ends: datetime | None
    first_at: datetime
    is_live: bool
    significance: str
    note: str
    note_lang: str

    @classmethod
    def of(cls, window: Window, language: str, at: datetime) -> "Visible":
        row = window.publication
        note, note_lang = reader_note(row, language)
        return cls(
            begins=window.begins,
            ends=window.ends,
            first_at=window.first_at,
            is_live=window.ends is None or window.ends > at,
            significance=str(FOR_READERS[row.significance]),
            note=note,
            note_lang=note_lang,
        )

    @property
    def is_updated(self) -> bool:
        return self.begins > self.first_at
