"""What every page of the desk starts with: the entry its reader may see, where it stands, what
this person may do with it now, and the frame of the page."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tokutei_site.staff.models import User

from . import approval, ledger, settled, staleness
from .comparing import form_order
from .labels import column_labels, target_names
from .models import Entry, Review, Revision
from .staleness import TARGETS
from .states import DeskState, PublicState, with_state

if TYPE_CHECKING:
    from .admin import EntryAdmin

LAST_KEY = 2**63 - 1  # what the databases hold; a parent link does not check it itself
NOT_SUBMITTED = (DeskState.DRAFT, DeskState.RETURNED, DeskState.DISCARDED)
SETTLED = (DeskState.DONE, DeskState.SCHEDULED)
VERBS = ("submit", "approve", "return", "adopt", "restore", "check", "cancel", "acknowledge")


def visible_entry(admin: "EntryAdmin", request: HttpRequest, pk: int) -> Entry:
    if not admin.has_view_permission(request):
        raise PermissionDenied
    if pk > LAST_KEY:
        raise Http404
    entry: Entry = get_object_or_404(
        with_state(admin.model.objects.select_related("head__by"), timezone.now()), pk=pk
    )
    return entry


def revision_of(entry: Entry, number: int | str) -> Revision:
    """A revision by its number as the address or a form gives it."""
    digits = str(number)
    if not digits.isdecimal() or len(digits) > 9:
        raise Http404
    revisions = Revision.objects.select_related("by", "seal__by", "seal__request__by")
    revision: Revision = get_object_or_404(revisions, entry=entry, number=int(digits))
    return revision


def person(request: HttpRequest) -> User:
    """Who is signed in; every page of the desk asks for that first."""
    return cast(User, request.user)


def may_force(request: HttpRequest) -> bool:
    return settings.FORCED_PUBLISH and request.user.has_perm("publishing.force_entry")


def public_label(entry: Any) -> str:
    """What residents see of an entry, for an entry `with_state`."""
    if entry.public_state == PublicState.LIVE and entry.desk_state != DeskState.DONE:
        return _("public; a newer version exists")
    return str(PublicState(entry.public_state).label)


def desk_context(admin: "EntryAdmin", request: HttpRequest, entry: Any) -> dict[str, Any]:
    """What the panel on every desk page says."""
    if not hasattr(entry, "desk_state"):
        entry = visible_entry(admin, request, entry.pk)
    now, head = timezone.now(), entry.head
    is_live = entry.public_state == PublicState.LIVE
    open_columns = approval.open_columns(head, now) if head else {}
    verdict = approval.verdict(head) if head else None
    if verdict is None and entry.desk_state in NOT_SUBMITTED:
        verdict = approval.last_returns([entry.pk]).get(entry.pk)
    may = allowed(request, entry, open_columns)
    return {
        "entry": entry,
        "head": head,
        "state": DeskState(entry.desk_state),
        "public": PublicState(entry.public_state),
        "public_label": public_label(entry),
        "verdict": verdict,
        "proposal": open_proposal(verdict, head),
        "scheduled": ledger.scheduled(entry, now),
        "to_set_again": settled.to_set_again(entry),
        "public_url": admin.model.public_path(entry.slug) if is_live else None,
        "open_labels": open_labels(entry, open_columns) if is_submitted(entry) else [],
        "to_correct": text_to_correct(request, entry),
        "unchecked": approval.unchecked_forced(entry) if may["may_cancel"] else [],
        "translations": translations(admin, entry),
        "urls": addresses(admin, entry),
        "own_pages": admin.own_pages(entry) if head else [],
        **may,
    }


def translations(admin: "EntryAdmin", entry: Entry) -> list[tuple[str, str, str]]:
    """Each language the entry is translated into, and やさしい日本語 if there is any: its name,
    where it stands, its page."""
    names = target_names()
    return [
        (names[row.language], staleness.told(row), admin.url("translation", entry.pk, row.language))
        for row in sorted(entry.backlogs.all(), key=lambda row: TARGETS.index(row.language))
        if row.language != entry.source_language
    ]


def open_labels(entry: Entry, paths: Iterable[str]) -> list[str]:
    kind, columns = type(entry), entry.head.columns if entry.head else {}
    shown = sorted((path for path in paths if path != "kind"), key=form_order(kind))
    return column_labels(kind, shown, columns)


def is_submitted(entry: Any) -> bool:
    return entry.desk_state in (DeskState.WAITING, DeskState.APPROVED)


def open_proposal(verdict: Review | None, head: Revision | None) -> Review | None:
    """The return of the newest version, if it came with a proposed text."""
    if verdict is None or verdict.verdict != Review.Verdict.RETURN or not verdict.proposal:
        return None
    return verdict if head and verdict.revision_id == head.pk else None


def text_to_correct(request: HttpRequest, entry: Any) -> Revision | None:
    """The public text, while the working copy holds another one that waits for its day: whoever
    wants to correct what residents read now has to start from it."""
    if entry.desk_state != DeskState.SCHEDULED or not request.user.has_perm(
        "publishing.write_entry"
    ):
        return None
    live = ledger.standing(entry, timezone.now())
    return live.publication.revision if live.state == "live" and live.publication else None


def text_before(entry: Entry) -> Revision | None:
    """What an entry goes back to without its draft: the text that is scheduled last, which a day
    makes public without asking again, else the one that was published last."""
    texts = [row for row in ledger.standing_publications(entry) if row.revision_id]
    return texts[-1].revision if texts else None


def may_discard(entry: Any, before: Revision | None) -> bool:
    """Whether the newest version of an entry `with_state` is a draft that can be let go."""
    if entry.head is None or entry.desk_state in (*SETTLED, DeskState.DISCARDED):
        return False
    return not before.is_sealed if before else True


def allowed(request: HttpRequest, entry: Any, open_columns: dict[str, set[int]]) -> dict[str, bool]:
    """Which steps the page offers; the verbs themselves refuse all others."""
    state, user = entry.desk_state, request.user
    may_write = user.has_perm("publishing.write_entry")
    may_approve = user.has_perm("publishing.approve_entry")
    own = bool(open_columns) and all(user.pk in who for who in open_columns.values())
    return {
        "is_own": own and is_submitted(entry) and may_approve,
        "is_submitted": is_submitted(entry),
        "may_write": may_write,
        "may_submit": may_write and state in NOT_SUBMITTED,
        "may_discard": may_write and may_discard(entry, text_before(entry)),
        "may_approve": may_approve and is_submitted(entry) and not own and bool(open_columns),
        "may_return": may_approve and is_submitted(entry),
        "may_publish": may_approve and (state == DeskState.APPROVED or may_force(request)),
        "may_publish_again": may_approve and state == DeskState.DONE,
        "may_withdraw": may_approve and entry.public_state == PublicState.LIVE,
        "may_cancel": may_approve,
        "may_seal": user.has_perm("publishing.seal_entry"),
    }


def addresses(admin: "EntryAdmin", entry: Entry) -> dict[str, str]:
    return {
        "edit": admin.url("change", entry.pk),
        "review": admin.url("review", entry.pk),
        "history": admin.url("history", entry.pk),
        "publish": admin.url("publish", entry.pk, entry.head.number) if entry.head else "",
        "withdraw": admin.url("withdraw", entry.pk),
        "seal": admin.url("seal", entry.pk),
        "discard": admin.url("discard", entry.pk),
        **{verb: admin.url("step", entry.pk, verb) for verb in VERBS},
    }


def page(
    admin: "EntryAdmin",
    request: HttpRequest,
    template: str,
    entry: Entry,
    title: str,
    **context: Any,
) -> TemplateResponse:
    return TemplateResponse(
        request,
        f"admin/publishing/{template}.html",
        {
            **admin.admin_site.each_context(request),
            "opts": admin.opts,
            "title": title,
            "subtitle": str(entry),
            "original": entry,
            "here": template,
            "desk": desk_context(admin, request, entry),
            **context,
        },
    )
