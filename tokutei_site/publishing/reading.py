"""What public pages see: frozen values made from a revision's content. An old snapshot may lack
a key that came later; it then reads as that key's default, for ever."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from .content import Content
from .models import LANGUAGE_CODES, Publication, Revision, SourceCheck, Window, seal_of


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


def cited_sources(content: Content, language: str, at: datetime) -> tuple[CitedSource, ...]:
    """The sources as they stood in the revision, each with its latest check (dated rows beside
    the ledger)."""
    group = content.get("sources", {})
    checks = latest_checks(list(group), at) if group else {}
    sources = []
    for key, values in in_order(group):
        title, title_lang = text_or_any(values, "title", language)
        publisher, publisher_lang = text_or_any(values, "publisher", language)
        check = checks.get(key)
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
            )
        )
    return tuple(sources)


def latest_checks(keys: list[str], at: datetime) -> dict[str, SourceCheck]:
    newest = (
        SourceCheck.objects.filter(source__key__in=keys, at__lte=at)
        .values("source")
        .annotate(newest=Max("pk"))
        .values("newest")
    )
    rows = SourceCheck.objects.filter(pk__in=newest).select_related("source")
    return {row.source.key: row for row in rows}


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
