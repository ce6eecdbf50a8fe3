"""The desk's reading pages: the review of a version and the history of an entry."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from tokutei_site.staff.kept import form_of, given_back
from tokutei_site.staff.models import User

from . import acknowledging, approval, gate, ledger
from .citing import cited_lines
from .comparing import column_comparison, comparison
from .labels import column_labels, language_names, target_names
from .ledger_forms import AcknowledgeForm, CommentForm
from .models import Entry, Publication, Revision, SealRequest
from .panel import open_proposal, page, person, revision_of, visible_entry

if TYPE_CHECKING:
    from .admin import EntryAdmin


def review(
    admin: "EntryAdmin",
    request: HttpRequest,
    pk: int,
    number: int | None = None,
    form: Form | None = None,
) -> HttpResponse:
    """What a version changes against what is public, or against the version that the address
    names (`?against=2`), field by field, and the steps it allows. `form`: of the step that the
    desk refused; what was typed for the others stays too."""
    entry = visible_entry(admin, request, pk)
    if entry.head is None:
        raise Http404
    revision = revision_of(entry, number) if number is not None else entry.head
    if revision.is_sealed:
        title = _("Version %(number)s") % {"number": revision.number}
        return page(admin, request, "sealed", entry, title, revision=revision)
    last, kind = ledger.last_published(entry, timezone.now()), type(entry)
    published = last.revision if last else None
    chosen = request.GET.get("against")
    against = revision_of(entry, chosen) if chosen else published
    sources = cited_lines(revision, timezone.now())
    typed = request.POST if request.method == "POST" else given_back(request)
    return page(
        admin,
        request,
        "review",
        entry,
        _("Review of version %(number)s") % {"number": revision.number},
        revision=revision,
        against=against,
        published=published,
        versions=entry.revisions.filter(seal__isnull=True)
        .exclude(pk=revision.pk)
        .order_by("-number")
        .values_list("number", flat=True),
        sheet_url=admin.url("sheet", pk, revision.number),
        version_url=admin.url("version", pk, revision.number),
        is_head=revision == entry.head,
        rows=comparison(kind, against, revision),
        proposed=proposed_changes(kind, revision),
        absent=named_absences(kind, revision),
        **looked_at(
            revision, person(request), typed, form if isinstance(form, AcknowledgeForm) else None
        ),
        advice=admin.advice(request, revision),
        sources=sources,
        has_changed_source=any(line.change for line in sources),
        reviews=approval.reviews_at(revision),
        comment_form=form if isinstance(form, CommentForm) else CommentForm(typed),
        form_of=form_of(request, admin.url("review", pk)),
        previews=preview_links(admin, revision),
    )


def looked_at(
    revision: Revision, by: User, typed: QueryDict | None, form: AcknowledgeForm | None
) -> dict[str, Any]:
    """The findings, each with who let it stand, or what was said of it in another version, and
    whether this person may."""
    now = timezone.now()
    found = acknowledging.findings(revision, now)
    known = acknowledging.acknowledged(revision)
    earlier = acknowledging.earlier_reasons(
        revision, [each.key for each in found if each.key not in known]
    )
    last = max(earlier.values(), key=lambda row: row.pk, default=None)
    ticked, reason = list(earlier), last.reason if last else ""
    if typed is not None and "reason" in typed:  # what comes back may be a comment alone
        ticked, reason = typed.getlist("finding"), str(typed["reason"])
    return {
        "findings": [
            (
                each,
                known.get(each.key),
                earlier.get(each.key),
                each.key in ticked,
                acknowledging.may_tick(each, revision, by, now),
            )
            for each in found
        ],
        "open_findings": sum(each.key not in known for each in found),
        "acknowledge_form": form or AcknowledgeForm(initial={"reason": reason}),
    }


def preview_links(admin: "EntryAdmin", revision: Revision) -> list[tuple[str, str, str]]:
    names = target_names() if admin.model.has_easy(revision.content) else language_names()
    return [
        (code, name, admin.url("view", revision.entry_id, revision.number, code))
        for code, name in names.items()
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
        .select_related("by", "seal__by")
        .prefetch_related("reviews__by")
    )
    return page(
        admin,
        request,
        "history",
        entry,
        _("History"),
        revisions=[
            (r, *(admin.url(name, pk, r.number) for name in ("version", "sheet")))
            for r in revisions.order_by("-number")
        ],
        publications=ledger_rows(entry),
        seal_requests=seal_requests(entry),
    )


def seal_requests(entry: Entry) -> QuerySet[SealRequest]:
    """What was asked for to be sealed, with what came of it, the newest first."""
    rows = SealRequest.objects.filter(entry=entry.pk, drops__isnull=True).order_by("-pk")
    return rows.select_related("by", "dropped_by__by", "erasure").prefetch_related("seals__by")


def ledger_rows(entry: Entry) -> list[tuple[Publication, bool, bool]]:
    """The ledger newest first: each row, whether it is cancelled, whether it is still to come."""
    rows = entry.publications.select_related("by", "revision", "cancels").order_by("-pk")
    cancelled = {row.cancels_id for row in rows if row.cancels_id}
    now = timezone.now()
    return [(r, r.pk in cancelled, r.is_scheduled(now) and r.pk not in cancelled) for r in rows]
