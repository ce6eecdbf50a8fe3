"""What rests on a source, and what one text rests on, for the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .content import Content
from .due import changes_under, is_overdue, last_checks
from .labels import field_label, field_text, language_names
from .ledger import live
from .models import Citation, Entry, Revision, Source, SourceCheck, Window
from .reading import in_order
from .states import in_use
from .waiting import titled

Difference = tuple[str, str, str]  # column, as it stands in a text, as it stands today
Place = tuple[Entry, Revision, datetime | None, Content]


@dataclass(frozen=True)
class Use:
    """One text that cites the source."""

    entry: Entry  # as its own kind
    revision: Revision
    begins: datetime | None  # None: the working copy
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Uses:
    public: list[Use]
    working: list[Use]
    scheduled: list[Use]


def uses_of(source: Source, now: datetime) -> Uses:
    """Every text that cites the source now: the live ones, the working copies, the scheduled."""
    windows = Window.objects.filter(citations__source=source).select_related("revision__by")
    entries = in_use(Entry.objects.filter(head__isnull=False))
    rows = Citation.objects.filter(source=source, entry__in=entries)
    working: list[Place] = [
        (citation.entry, citation.entry.head, None, citation.snapshot)
        for citation in rows.select_related("entry__head__by").order_by("entry")
        if citation.entry.head
    ]
    return Uses(
        public=each_use(source, in_windows(source, windows.filter(pk__in=live(now)))),
        working=each_use(source, working),
        scheduled=each_use(source, in_windows(source, windows.filter(begins__gt=now))),
    )


def in_windows(source: Source, windows: Iterable[Window]) -> list[Place]:
    return [
        (w.entry, w.revision, w.begins, w.revision.content["sources"][source.key])
        for w in windows.select_related("entry").order_by("begins", "entry")  # type: ignore[attr-defined]
    ]


def each_use(source: Source, places: list[Place]) -> list[Use]:
    today = source.snapshot()
    entries = titled([entry for entry, *_rest in places])
    return [
        Use(entry, revision, begins, differences(values, today))
        for entry, (_entry, revision, begins, values) in zip(entries, places, strict=True)
    ]


def differences(cited: Content, today: Content) -> tuple[Difference, ...]:
    """Where a source's data in a text are not today's."""
    return tuple(
        (
            field_label(Source, name),
            field_text(Source, name, cited.get(name)),
            field_text(Source, name, today.get(name)),
        )
        for name in Source.column_names()
        if cited.get(name) != today.get(name)
    )


@dataclass(frozen=True)
class CitedLine:
    """One source of a version: as it stands there, and what became of it."""

    source: Source
    texts: list[tuple[str, str, str]]  # language code, title, URL
    publishers: list[tuple[str, str]]  # language code, name
    check: SourceCheck | None
    change: SourceCheck | None  # a change that this version was not looked at for
    is_overdue: bool


def cited_lines(revision: Revision, now: datetime) -> list[CitedLine]:
    """The sources of a version in its order, each with its last check."""
    group = revision.content.get("sources", {})
    sources = {s.key: s for s in Source.objects.filter(key__in=group)}
    checks, changes = (
        {check.source_id: check for check in found.select_related("by")}
        for found in (
            last_checks(now).filter(source__key__in=group),
            changes_under(revision, now),
        )
    )
    lines = []
    for key, values in in_order(group):
        if source := sources.get(key):
            check = checks.get(source.pk)
            lines.append(
                CitedLine(
                    source=source,
                    texts=titles_of(values),
                    publishers=publishers_of(values),
                    check=check,
                    change=changes.get(source.pk),
                    is_overdue=is_overdue(check.at if check else None, now),
                )
            )
    return lines


def titles_of(values: Content) -> list[tuple[str, str, str]]:
    """Per language the title (or the address, where there is none) and the address."""
    found = []
    for code in language_names():
        title, url = (values.get(f"{name}_{code}") or "" for name in ("title", "url"))
        if title or url:
            found.append((code, title or url, url))
    return found


def publishers_of(values: Content) -> list[tuple[str, str]]:
    """Per language the publisher's name."""
    names = [(code, values.get(f"publisher_{code}") or "") for code in language_names()]
    return [(code, name) for code, name in names if name]
