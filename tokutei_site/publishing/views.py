"""The desk's reading pages: the review of a version and the history of an entry."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tokutei_site.staff.kept import form_of, given_back

from . import approval, gate, ledger
from .bilingual import disagreements
from .comparing import column_comparison, comparison
from .labels import column_labels, language_names
from .ledger_forms import CommentForm
from .models import Entry, Publication, Revision
from .panel import open_proposal, page, revision_of, visible_entry

if TYPE_CHECKING:
    from .admin import EntryAdmin


def review(
    admin: "EntryAdmin",
    request: HttpRequest,
    pk: int,
    number: int | None = None,
    comment_form: CommentForm | None = None,
) -> HttpResponse:
    """What a version changes against what is public, or against the version that the address
    names (`?against=2`), field by field, and the steps it allows."""
    entry = visible_entry(admin, request, pk)
    if entry.head is None:
        raise Http404
    revision = revision_of(entry, number) if number is not None else entry.head
    last, kind = ledger.last_published(entry, timezone.now()), type(entry)
    published = last.revision if last else None
    chosen = request.GET.get("against")
    against = revision_of(entry, chosen) if chosen else published
    return page(
        admin,
        request,
        "review",
        entry,
        _("Review of version %(number)s") % {"number": revision.number},
        revision=revision,
        against=against,
        published=published,
        versions=entry.revisions.exclude(pk=revision.pk)
        .order_by("-number")
        .values_list("number", flat=True),
        version_url=admin.url("version", pk, revision.number),
        is_head=revision == entry.head,
        rows=comparison(kind, against, revision),
        proposed=proposed_changes(kind, revision),
        absent=named_absences(kind, revision),
        disagreements=disagreements(kind, revision.content),
        reviews=approval.reviews_at(revision),
        comment_form=comment_form or CommentForm(given_back(request)),
        form_of=form_of(request, admin.url("review", pk)),
        previews=preview_links(admin, revision),
    )


def preview_links(admin: "EntryAdmin", revision: Revision) -> list[tuple[str, str, str]]:
    return [
        (code, name, admin.url("view", revision.entry_id, revision.number, code))
        for code, name in language_names().items()
    ]


def proposed_changes(kind: type[Entry], revision: Revision) -> list:
    """What the reviewer who returned this version would change in it."""
    returned = open_proposal(approval.verdict(revision), revision)
    return column_comparison(kind, revision.columns, returned.proposal) if returned else []


def named_absences(kind: type[Entry], revision: Revision) -> list[tuple[str, list[str]]]:
    names = language_names()
    return [
        (names[code], column_labels(kind, paths, revision.columns))
        for code, paths in gate.absent_languages(kind, revision.content).items()
    ]


def history(admin: "EntryAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    """Every version, verdict and publication of an entry, newest first."""
    entry = visible_entry(admin, request, pk)
    revisions = (
        entry.revisions.defer("text")
        .select_related("by", "parent", "merged")
        .prefetch_related("reviews__by")
    )
    return page(
        admin,
        request,
        "history",
        entry,
        _("History"),
        revisions=[(r, admin.url("version", pk, r.number)) for r in revisions.order_by("-number")],
        publications=ledger_rows(entry),
    )


def ledger_rows(entry: Entry) -> list[tuple[Publication, bool, bool]]:
    """The ledger newest first: each row, whether it is cancelled, whether it is still to come."""
    rows = entry.publications.select_related("by", "revision", "cancels").order_by("-pk")
    cancelled = {row.cancels_id for row in rows if row.cancels_id}
    now = timezone.now()
    return [(r, r.pk in cancelled, r.is_scheduled(now) and r.pk not in cancelled) for r in rows]
