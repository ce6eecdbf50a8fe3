"""The decision sheet (決裁) of a version, for paper: all that one needs to put a stamp on it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from . import acknowledging, approval, ledger
from .citing import cited_lines
from .comparing import comparison, form_order
from .labels import column_label, column_text, field_label, language_names, language_of
from .models import LANGUAGE_CODES, Entry, Review, Revision
from .panel import revision_of, visible_entry
from .views import named_absences

if TYPE_CHECKING:
    from .admin import EntryAdmin

HASH_GROUP = 8


def decision_sheet(admin: "EntryAdmin", request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One version as a document of A4 pages; whoever may read the entry may print it."""
    entry, now = visible_entry(admin, request, pk), timezone.now()
    revision = revision_of(entry, number)
    if revision.is_sealed:
        raise Http404
    return TemplateResponse(
        request,
        "admin/publishing/sheet.html",
        {
            **admin.admin_site.each_context(request),
            "opts": admin.opts,
            "title": _("Decision sheet"),
            "subtitle": title_of(revision),
            "entry": entry,
            "revision": revision,
            "review_url": admin.url("version", pk, number),
            "boxes": settings.DECISION_BOXES,
            "has_numbers": settings.DECISION_NUMBERS,
            "printed_at": now,
            **what_is_said(entry, revision, now),
            **what_was_done(entry, revision),
        },
    )


def what_is_said(entry: Entry, revision: Revision, now: datetime) -> dict[str, Any]:
    """The text, what it changes, and what a reviewer should know about it."""
    kind, before = type(entry), text_before(entry, revision, now)
    known = acknowledging.acknowledged(revision)
    return {
        "languages": list(language_names().items()),
        "rows": text_rows(kind, revision),
        "absent": named_absences(kind, revision),
        "before": before,
        "changes": comparison(kind, before, revision) if before else [],
        "findings": [(each, known.get(each.key)) for each in acknowledging.findings(revision, now)],
        "sources": cited_lines(revision, now),
        "hash_groups": in_groups(revision.content_hash),
    }


def what_was_done(entry: Entry, revision: Revision) -> dict[str, Any]:
    """Verdicts on this text, the numbers of its decisions, and the terms of its publication."""
    reviews = approval.reviews_at(revision)
    rows = ledger.standing_publications(entry)
    return {
        "reviews": reviews,
        "submitted": [each for each in reviews if each.verdict == Review.Verdict.SUBMIT],
        "numbers": [each.decision_number for each in reviews if each.decision_number],
        "publications": [row for row in rows if row.revision_id == revision.pk],
    }


def text_before(entry: Entry, revision: Revision, now: datetime) -> Revision | None:
    """What the decision is about changes this text: the one that was public before the version
    was, or the one that is public until it will be."""
    rows = [p for p in ledger.standing_publications(entry) if p.revision and p.visible_from <= now]
    own = next((place for place, p in enumerate(rows) if p.revision_id == revision.pk), len(rows))
    return rows[own - 1].revision if own else None


def title_of(revision: Revision) -> str:
    """The version's own title: the entry's may have changed since."""
    source = revision.content["source_language"]
    titles = (revision.columns.get(f"title_{code}") for code in (source, *LANGUAGE_CODES))
    return next((title for title in titles if title), "")


def in_groups(text: str) -> list[str]:
    """A hash in pieces that can be read aloud."""
    return [text[at : at + HASH_GROUP] for at in range(0, len(text), HASH_GROUP)]


@dataclass(frozen=True)
class TextRow:
    """A field of the version: its text in each language, or one value for all."""

    label: str
    texts: tuple[tuple[str, str], ...]  # language code, text as typed
    value: str = ""


def text_rows(kind: type[Entry], revision: Revision) -> list[TextRow]:
    """Every field that says something, in the order of the form; sources stand apart, and what
    only the desk needs (keys, places) is left out."""
    flat = revision.columns
    groups, leaves = ("sources", "basis", "kind"), ("key", "order")
    paths = [
        path
        for path in flat
        if path.partition(".")[0] not in groups and path.rpartition(".")[2] not in leaves
    ]
    stems = dict.fromkeys(
        path.removesuffix(f"_{language_of(path)}") for path in sorted(paths, key=form_order(kind))
    )
    rows = [text_row(kind, stem, revision) for stem in stems]
    return [row for row in rows if row.value or any(text for _code, text in row.texts)]


def text_row(kind: type[Entry], stem: str, revision: Revision) -> TextRow:
    flat = revision.columns
    if stem in flat:
        value = column_text(kind, stem, flat[stem], flat)
        return TextRow(column_label(kind, stem, flat), (), value)
    texts = ((code, flat.get(f"{stem}_{code}") or "") for code in LANGUAGE_CODES)
    return TextRow(stem_label(kind, stem, flat), tuple(texts))


def stem_label(kind: type[Entry], stem: str, flat: dict) -> str:
    """The label of a field without its language; what a reference lends has its own name."""
    group = stem.partition(".")[0]
    if group != stem and group not in kind.CHILDREN:
        return field_label(kind, group)
    return column_label(kind, stem, flat)
