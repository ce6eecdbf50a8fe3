"""A text in やさしい日本語 as its own page shows it: frozen, without the ORM."""

from dataclasses import dataclass

from tokutei_site.text.ruby import without_readings

from .content import Content
from .easy import EASY, SOURCE
from .models import Entry
from .passages import Passage, passages
from .staleness import behind


@dataclass(frozen=True)
class Retelling:
    title: str  # with its readings
    passages: tuple[Passage, ...]
    is_title_behind: bool
    is_behind: bool

    @property
    def plain_title(self) -> str:
        """For the window, bookmarks and search engines."""
        return without_readings(self.title)


def retelling(kind: type[Entry], content: Content) -> Retelling | None:
    """None for a content that has no page in やさしい日本語."""
    if not kind.has_easy(content):
        return None
    late = behind(kind, content, EASY)
    return Retelling(
        title=content.get(f"title_{EASY}") or content[f"title_{SOURCE}"],
        passages=passages(kind, content, f"{kind.RETOLD}_{EASY}", EASY),
        is_title_behind=f"title_{EASY}" in late,
        is_behind=bool(late),
    )
