"""What public pages see: frozen values made from a revision's content. An old snapshot may lack
a key that came later; it then reads as that key's default, for ever."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from tokutei_site.text.dates import jst_day

from . import due
from .content import Content
from .models import LANGUAGE_CODES, Publication, Revision, SourceCheck, Window, seal_of

CHANGED = SourceCheck.Outcome.CHANGED


def text(values: Content, name: str, language: str) -> str:
    return values.get(f"{name}_{language}") or ""


def text_or_any(values: Content, name: str, language: str) -> tuple[str, str]:
    """A text in `language`, else in the first language that has it, with its language code."""
    for code in [language, *LANGUAGE_CODES]:
        if found := text(values, name, code):
            return found, code
    return "", language


def day(values: Content, name: str) -> date | None:
    value = values.get(name)
    return date.fromisoformat(value) if value else None


def in_order(group: Content) -> list[tuple[str, Content]]:
    """The children of a group by their order, then key."""
    return sorted(group.items(), key=lambda item: (item[1].get("order") or 0, item[0]))


class Reviewed:
    """A text that the office has promised to look at again."""

    review_by: date | None

    def is_due(self, at: datetime) -> bool:
        """Whether the office should have looked at this text again by now."""
        return self.review_by is not None and jst_day(at) > self.review_by


@dataclass(frozen=True)
class CitedSource:
    key: str
    title: str
    title_lang: str
    url: str
    publisher: str
    publisher_lang: str
    text_as_of: date | None
    checked_at: datetime | None = None
    check_kind: str = ""
    is_changed: bool = False  # the check found another source than this text was written from
    is_checked_live: bool = False  # on the official page itself


def cited_sources(
    content: Content, language: str, at: datetime, revision: Revision | None = None
) -> tuple[CitedSource, ...]:
    """The sources as they stood in the content, each with its latest check (dated rows beside
    the ledger). A change that the text was not looked at for comes before any later check; which
    these are is known for a `revision`. Without one the latest check alone decides."""
    group = content.get("sources", {})
    checks = telling_checks(list(group), at, revision) if group else {}
    sources = []
    for key, values in in_order(group):
        title, title_lang = text_or_any(values, "title", language)
        publisher, publisher_lang = text_or_any(values, "publisher", language)
        check, is_changed = checks.get(key, (None, False))
        sources.append(
            CitedSource(
                key=key,
                title=title,
                title_lang=title_lang,
                url=text_or_any(values, "url", language)[0],
                publisher=publisher,
                publisher_lang=publisher_lang,
                text_as_of=day(values, "text_as_of"),
                checked_at=check.at if check else None,
                check_kind=check.get_kind_display() if check else "",
                is_changed=is_changed,
                is_checked_live=check is not None and check.kind == SourceCheck.Kind.LIVE,
            )
        )
    return tuple(sources)


def telling_checks(
    keys: list[str], at: datetime, revision: Revision | None
) -> dict[str, tuple[SourceCheck, bool]]:
    """What is told of each source: a check, and whether it is a change under the text."""
    last = due.last_checks(at).filter(source__key__in=keys)
    changes = due.changes_under(revision, at) if revision else last.filter(outcome=CHANGED)
    is_last, is_open = (Q(pk__in=rows.values("pk")) for rows in (last, changes))
    told: dict[str, tuple[SourceCheck, bool]] = {}
    rows: Any = SourceCheck.objects.filter(is_last | is_open).annotate(is_open=is_open)
    for row in rows.select_related("source").order_by("is_open", "pk"):
        told[row.source.key] = (row, row.is_open)  # an open change comes last, and so stays
    return told


@dataclass(frozen=True)
class Absence:
    """Why a page shows another language than the one asked for."""

    language: str
    shown: str
    promised: date | None = None
    is_late: bool = False
    reason: str = ""


def absence(window: Window, shown: str, language: str, today: date) -> Absence | None:
    """The declared alternative for `language`, or None when the page is in that language."""
    if shown == language:
        return None
    declared: dict[str, Any] = window.publication.alternatives.get(language, {})
    promised = day(declared, "by")
    return Absence(
        language=language,
        shown=shown,
        promised=promised,
        is_late=bool(promised and promised < today),
        reason=(declared.get("reason") or {}).get(language, ""),
    )


def reader_note(row: Publication, language: str) -> tuple[str, str]:
    """The note to readers in `language`, else in the first that has one, with its code."""
    return in_language(row.note, language)


def in_language(texts: dict[str, str], language: str) -> tuple[str, str]:
    return next(
        ((text, code) for code in [language, *LANGUAGE_CODES] if (text := texts.get(code))),
        ("", language),
    )


@dataclass(frozen=True)
class Removal:
    """What readers are told in place of a text that was sealed."""

    number: int
    at: datetime
    reason: str
    reason_lang: str

    @classmethod
    def of(cls, revision: Revision, language: str) -> "Removal | None":
        seal = seal_of(revision)
        if seal is None:
            return None
        return cls(revision.number, seal.at, *in_language(seal.request.reason, language))
