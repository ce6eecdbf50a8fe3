"""The start page: what waits for a staff member. Entries that are published and unchanged are
never loaded, and as many queries do for sixty that wait as for one."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tokutei_site.text.dates import jst_day

from . import approval, erasing, ledger, sealing
from .models import Backlog, Entry, Publication, Review, Revision, SealRequest
from .states import DeskState, in_use, with_state

RECENTLY = timedelta(days=7)


def waiting_for(user: Any) -> dict[str, list[Entry]]:
    """Entries by what is to be done with them, the longest waiting first."""
    now = timezone.now()
    may_write, may_approve = (
        user.has_perm(f"publishing.{verb}_entry") for verb in ("write", "approve")
    )
    waiting: dict[str, list[Entry]] = {}
    if user.has_perm("publishing.seal_entry"):
        waiting["seal"] = entries_of(sealing.open_requests().exclude(by=user))
        waiting["unerased"] = entries_of(erasing.unerased())
        sealed = SealRequest.objects.filter(by=user, seals__at__gt=now - RECENTLY)
        waiting["sealed"] = entries_of(sealed)
    if may_approve:
        submitted = open_entries(user, now, DeskState.WAITING)
        waiting["check"] = unchecked(now)
        waiting["review"] = need_approval_by(user, submitted, now)
        waiting["publish"] = open_entries(user, now, DeskState.APPROVED)
    if may_write:
        waiting["returned"] = open_entries(user, now, DeskState.RETURNED, is_own=True)
        waiting["late"] = late_promises(now)
        known = {entry.pk for entry in waiting["late"]}
        waiting["translate"] = [e for e in behind_entries() if e.pk not in known]
        waiting["drafts"] = open_entries(user, now, DeskState.DRAFT, is_own=True)
    return waiting


def entries_of(requests: QuerySet[SealRequest]) -> list[Entry]:
    wanted = Entry.objects.filter(pk__in=requests.values("entry"))
    return list(wanted.select_related("head__by").order_by("pk"))


def open_entries(
    user: Any, now: datetime, state: DeskState, *, is_own: bool = False
) -> list[Entry]:
    """Entries in one state; `is_own`: only those this person or their section writes."""
    entries: Any = with_state(Entry.objects.filter(head__isnull=False), now)
    entries = entries.filter(desk_state=state)
    if is_own:
        wrote = Exists(Revision.objects.filter(entry=OuterRef("pk"), by=user))
        section = Q(owner=user.section_id) if user.section_id else Q()
        entries = entries.filter(wrote | section if section else wrote)
    return list(entries.select_related("head__by").order_by("head__at"))


def unchecked(now: datetime) -> list[Entry]:
    """The red list: published by force, and no second person has looked at it yet."""
    checked = Review.objects.filter(
        revision=OuterRef("revision"), verdict=Review.Verdict.CHECKED, at__lte=now
    )
    forced = Publication.objects.filter(
        ~Exists(checked),
        entry=OuterRef("pk"),
        is_forced=True,
        revision__isnull=False,
        revision__seal__isnull=True,
        at__lte=now,
    )
    return list(Entry.objects.filter(Exists(forced)).select_related("head__by").order_by("pk"))


def need_approval_by(user: Any, entries: list[Entry], now: datetime) -> list[Entry]:
    """Those in which somebody else's words wait for approval."""
    heads = {entry.pk: entry.head for entry in entries if entry.head}
    waiting = approval.open_columns_of(heads.values(), now)
    return [
        entry
        for entry in entries
        if any(user.pk not in who for who in waiting[heads[entry.pk].pk].values())
    ]


def late_promises(now: datetime) -> list[Entry]:
    """Live entries whose promised translation has not come by its day."""
    today = jst_day(now).isoformat()
    promised = ledger.live(now).exclude(publication__alternatives={})
    return [
        window.entry
        for window in promised.select_related("entry__head__by", "publication")
        if any((a.get("by") or today) < today for a in window.publication.alternatives.values())
    ]


def behind_entries() -> list[Entry]:
    """Entries with a translation that is not up to date, or not there yet."""
    behind = Exists(Backlog.waiting().filter(entry=OuterRef("pk")))
    entries = in_use(Entry.objects.filter(behind))
    return list(entries.select_related("head__by").order_by("head__at"))


def titled(entries: list[Entry]) -> list[Entry]:
    """The same entries as rows of their own kinds, which know their titles."""
    wanted: dict[str, list[int]] = {}
    for entry in entries:
        wanted.setdefault(entry.kind, []).append(entry.pk)
    rows: dict[int, Entry] = {}
    for kind, pks in wanted.items():
        rows |= Entry.kinds()[kind].objects.select_related("head__by").in_bulk(pks)
    return [rows[entry.pk] for entry in entries]
