"""Many entries on one page: what each changes, what was found in it, and the steps of the desk for
all that are ticked. The entries of an import, or those that somebody chose in the list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from . import acknowledging, ledger
from .comparing import ChangedColumn, comparison
from .findings import Finding
from .models import Acknowledgement, Entry, Revision, Transfer
from .panel import public_label
from .states import DeskState, with_state
from .together_steps import NEEDS, Sent, has, take

if TYPE_CHECKING:
    from .admin import EntryAdmin

PAGE_SIZE = 50


@dataclass(frozen=True)
class Row:
    entry: Any  # with_state
    head: Revision
    state: DeskState
    public: str
    changes: list[ChangedColumn]
    findings: list[tuple[Finding, Acknowledgement | None]]
    value: str  # what its tick sends: the version and the hash of the text that is shown
    is_ticked: bool
    has_newer: bool  # than the version that the import made

    @property
    def open_findings(self) -> int:
        return sum(known is None for _each, known in self.findings)


def together(
    admin: "EntryAdmin",
    request: HttpRequest,
    entries: QuerySet[Any],
    title: str,
    batch: Transfer | None = None,
    **context: Any,
) -> HttpResponse:
    """`entries`: of the admin's kind, in the order of the page."""
    if not admin.has_view_permission(request):
        raise PermissionDenied
    sent, outcomes = Sent.of(request), None
    if request.method == "POST":
        outcomes = take(request, entries, sent, batch)
    stated = with_state(entries.select_related("head__by"), timezone.now())
    pages = Paginator(stated.filter(head__isnull=False), PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    may = {f"may_{step}": has(request, needed) for step, needed in NEEDS.items()}
    return TemplateResponse(
        request,
        "admin/publishing/together.html",
        {
            **admin.admin_site.each_context(request),
            "opts": admin.opts,
            "title": title,
            "page": page,
            "rows": rows_of(admin.model, page, sent if request.method == "POST" else None, batch),
            "outcomes": outcomes,
            "done": sum(each.is_done for each in outcomes or []),
            "sent": sent,
            "batch": batch,
            **may,
            **context,
        },
    )


def rows_of(
    kind: type[Entry], page: Page, sent: Sent | None, batch: Transfer | None
) -> Iterable[Row]:
    now = timezone.now()
    mine = set(batch.revisions.values_list("pk", flat=True)) if batch else set()
    for entry in page:
        head: Revision = entry.head
        last = ledger.last_published(entry, now)
        known = acknowledging.acknowledged(head)
        yield Row(
            entry=entry,
            head=head,
            state=DeskState(entry.desk_state),
            public=public_label(entry),
            changes=comparison(kind, last.revision if last else None, head),
            findings=[(each, known.get(each.key)) for each in acknowledging.findings(head, now)],
            value=f"{head.pk}:{head.content_hash}",
            is_ticked=sent is None or head.pk in sent.hashes,
            has_newer=bool(batch) and head.pk not in mine,
        )
