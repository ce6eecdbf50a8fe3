"""What a list tells of many texts at once: their first source and how its sources were checked.
The rules are those of reading.cited_sources, which asks for one text."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from . import due
from .models import Revision, SourceCheck, SourceReview
from .reading import in_order, text_or_any


@dataclass(frozen=True)
class Checked:
    source: str  # title of the first source; "" without any
    source_lang: str
    sources: int
    checked_at: datetime | None  # the oldest of the sources' last checks; None: not all checked
    is_live: bool  # all of these checks were of the live pages, none of collected material
    is_changed: bool  # a source changed and the text was not looked at since

    @property
    def check_kind(self) -> str:
        kind = SourceCheck.Kind.LIVE if self.is_live else SourceCheck.Kind.COLLECTED
        return str(kind.label)

    @property
    def others(self) -> int:
        return self.sources - 1


def checked_sources(
    revisions: Collection[Revision], at: datetime, language: str
) -> dict[int, Checked]:
    """By revision, in three queries however many there are."""
    keys = {key for revision in revisions for key in revision.content.get("sources", {})}
    last, changes = (
        {check.source.key: check for check in checks.select_related("source")}
        for checks in (
            due.last_checks(at).filter(source__key__in=keys),
            due.last_changes(at).filter(source__key__in=keys),
        )
    )
    looked = SourceReview.objects.filter(change__in=changes.values(), at__lte=at)
    seen = set(looked.values_list("change", "entry"))
    return {
        each.pk: checked(each, language, last, open_changes(each, changes.values(), seen))
        for each in revisions
    }


def open_changes(
    revision: Revision, changes: Iterable[SourceCheck], seen: set[tuple[int, int]]
) -> set[str]:
    """The sources that changed after this text was written, and nobody said it is still right."""
    return {
        change.source.key
        for change in changes
        if change.at >= revision.at and (change.pk, revision.entry_id) not in seen
    }


def checked(
    revision: Revision, language: str, last: dict[str, SourceCheck], changed: set[str]
) -> Checked:
    cited = in_order(revision.content.get("sources", {}))
    title, title_lang = text_or_any(cited[0][1], "title", language) if cited else ("", language)
    checks = [last.get(key) for key, _values in cited]
    days = [check.at for check in checks if check]
    return Checked(
        source=title,
        source_lang=title_lang,
        sources=len(cited),
        checked_at=min(days) if days and len(days) == len(checks) else None,
        is_live=all(check and check.kind == SourceCheck.Kind.LIVE for check in checks),
        is_changed=any(key in changed for key, _values in cited),
    )
