"""The desk's pages that write into the ledger: publish and withdraw."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tokutei_site.staff.kept import given_back

from . import acknowledging, carried, desk, gate, ledger, settled
from .carrying import Carry
from .ledger_forms import LaterForm, PublishForm, WithdrawForm
from .models import LANGUAGE_CODES, Entry, Publication, Revision, same_text
from .panel import may_force, page, person, revision_of, visible_entry
from .views import named_absences, preview_links

if TYPE_CHECKING:
    from .admin import EntryAdmin


def publish(admin: "EntryAdmin", request: HttpRequest, pk: int, number: int) -> HttpResponse:
    entry, now = entry_to_publish(admin, request, pk), timezone.now()
    revision = revision_of(entry, number)
    if revision.is_sealed:
        return HttpResponseRedirect(admin.url("version", pk, number))
    form = publish_form(request, entry, revision, now)
    carry = Carry(type(entry), request.POST, form.scheduled)

    def write() -> str:
        row = carry.publish(revision, by=person(request), now=now, **form.terms())
        for text in settled.told(row):
            messages.warning(request, text)
        return _("Scheduled.") if row.is_scheduled(now) else _("Published.")

    if is_sent(request, form) and done(request, entry, form, revision, write):
        return HttpResponseRedirect(admin.url("review", pk))
    return page(
        admin,
        request,
        "publish",
        entry,
        _("Publish version %(number)s") % {"number": number},
        form=form,
        answers=carry.answers,
        revision=revision,
        absent=named_absences(type(entry), revision),
        open_findings=acknowledging.unacknowledged(revision, now),
        previews=preview_links(admin, revision),
        advice=admin.advice(request, revision),
    )


def publish_form(
    request: HttpRequest, entry: Entry, revision: Revision, now: datetime
) -> PublishForm:
    return PublishForm(
        request.POST or given_back(request),
        now=now,
        source=revision.content["source_language"],
        scheduled=ledger.scheduled(entry, now),
        absent=list(gate.absent_languages(type(entry), revision.content)),
        may_force=may_force(request),
        longest=type(entry).LONGEST,
        initial={"seen": newest_row(entry)} | first_terms(entry, revision),
    )


def withdraw(admin: "EntryAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    entry, now = entry_to_publish(admin, request, pk), timezone.now()
    form = WithdrawForm(
        request.POST or given_back(request),
        scheduled=ledger.scheduled(entry, now),
        now=now,
        may_carry=False,
        initial={"seen": newest_row(entry)},
    )

    def write() -> str:
        row = desk.withdraw(entry, form.note(), by=person(request), now=now, later=form.later())
        for text in settled.told(row):
            messages.warning(request, text)
        return _("Withdrawn. Readers see the reason.")

    if is_sent(request, form) and done(request, entry, form, None, write):
        return HttpResponseRedirect(admin.url("review", pk))
    return page(admin, request, "withdraw", entry, _("Withdraw from the site"), form=form)


def is_sent(request: HttpRequest, form: LaterForm) -> bool:
    """Whether somebody pressed the button: what is given back is only shown."""
    return request.method == "POST" and form.is_valid()


def entry_to_publish(admin: "EntryAdmin", request: HttpRequest, pk: int) -> Entry:
    entry = visible_entry(admin, request, pk)
    if not request.user.has_perm("publishing.approve_entry"):
        raise PermissionDenied
    return entry


def newest_row(entry: Entry) -> int:
    return entry.publications.order_by("-pk").values_list("pk", flat=True).first() or 0


@transaction.atomic
def done(
    request: HttpRequest,
    entry: Entry,
    form: LaterForm,
    revision: Revision | None,
    write: Callable[[], str],
) -> bool:
    """Write once: a form that is sent twice finds its own row and is content with it, if nothing
    came after; one that was opened before another row is shown again."""
    desk.locked(entry)
    seen = form.cleaned_data["seen"]
    since = list(entry.publications.filter(pk__gt=seen).order_by("pk")) if seen is not None else []
    if since:
        is_own = all(row.by_id == request.user.pk for row in since)
        last = ledger.standing_rows([entry.pk]).filter(pk__gt=seen).order_by("pk").last()
        if is_own and last and same_text(last.revision, revision):
            messages.success(request, _("This was already done."))
            return True
        ask_again(form, since[-1])
        return False
    try:
        with transaction.atomic():
            messages.success(request, write())
    except ValidationError as refusal:
        is_collision = isinstance(refusal, desk.Conflict)
        form.add_error(None, collision() if is_collision else refusal.messages)
        return False
    return True


def ask_again(form: LaterForm, newest: Publication) -> None:
    """Show the form once more, now as opened after the newest row."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["seen"] = str(newest.pk)  # type: ignore[index]
    form.add_error(None, _("Something was published or withdrawn meanwhile. Please look again."))


def collision() -> str:
    return _(
        "This version and the scheduled one change the same passage differently. Choose below what "
        "the scheduled version shall say, or cancel it, or keep it."
    )


def first_terms(entry: Entry, revision: Revision) -> dict[str, Any]:
    """What the form starts with: a first publication's note, the end that the same text has on the
    site now, or the terms carried over."""
    live = ledger.standing(entry, timezone.now())
    if live.state == "live" and live.publication and same_text(live.publication.revision, revision):
        minor = Publication.Significance.MINOR
        return {"visible_until": live.publication.visible_until, "significance": minor}
    if entry.publications.exists():
        return planned(revision)
    notes = {}
    for code in LANGUAGE_CODES:
        with translation.override(code):
            notes[f"note_{code}"] = _("First published.")
    return notes


def planned(revision: Revision) -> dict[str, Any]:
    """The terms of the publication that was taken back for this version; its beginning only while
    it is still to come."""
    before = carried.taken_from(revision)
    if before is None:
        return {}
    return {
        "visible_from": before.visible_from if before.is_scheduled(timezone.now()) else None,
        "visible_until": before.visible_until,
        "significance": before.significance,
        **{f"note_{code}": text for code, text in before.note.items()},
    }
