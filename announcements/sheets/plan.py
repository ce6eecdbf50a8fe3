"""What is to be done with one row of a file."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from announcements.models import Faq
from tokutei_site.publishing.comparing import ChangedColumn, column_comparison
from tokutei_site.publishing.content import Columns, apply
from tokutei_site.publishing.labels import language_of
from tokutei_site.sheets.columns import SheetRow
from tokutei_site.text.characters import shown

from .columns import CLEAR, headings


class Kind(TextChoices):
    NEW = "new", gettext_lazy("new")
    CHANGED = "changed", gettext_lazy("changed")
    UNCHANGED = "unchanged", gettext_lazy("unchanged")
    MOVED = "moved", gettext_lazy("changed on the desk since the export; not changed in the file")
    REFUSED = "refused", gettext_lazy("refused")


@dataclass
class Plan:
    """What is to be done with one row."""

    row: SheetRow
    kind: Kind = Kind.UNCHANGED
    typed: dict[str, str] = field(default_factory=dict)  # column → what somebody wrote there
    worn: dict[str, list[str]] = field(default_factory=dict)  # column → what only Shift_JIS took
    faq: Faq | None = None  # as it stands, of a changed one
    changes: Columns = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def refuse(self, *problems: str) -> None:
        self.kind = Kind.REFUSED
        self.problems += problems

    @property
    def code(self) -> str:
        return self.row.cells["code"].strip()

    @property
    def version(self) -> str:
        return self.row.cells["version"].strip()

    @property
    def name(self) -> str:
        """The code and the question, for who looks at the plan."""
        texts = (self.row.cells[name] for name in self.row.cells if name.startswith("title_"))
        title = next((text for text in texts if text.strip() and text != CLEAR), "")
        return shown(f"{self.code} {title}")

    @property
    def before(self) -> Columns:
        return self.faq.head.columns if self.faq and self.faq.head else {}

    @property
    def after(self) -> Columns:
        frame = {"kind": Faq.KIND, "source_language": settings.LANGUAGE_CODE}
        return apply(frame | self.before, self.changes)

    @property
    def comparison(self) -> list[ChangedColumn]:
        """Cell by cell, for who looks at the plan."""
        after = {path: v for path, v in self.after.items() if path in self.before | self.changes}
        return column_comparison(Faq, self.before, after)

    @property
    def worn_cells(self) -> list[str]:
        """The cells that count as unchanged although characters are missing in them."""
        return [f"{headings()[name]}: {' '.join(signs)}" for name, signs in self.worn.items()]

    @property
    def has_texts(self) -> bool:
        """Whether a text changes, so that somebody should compare the languages."""
        return any(language_of(path) for path in self.changes)
