"""The desk's pages beside the stock admin: preview, review, history, publish, withdraw and the
one-press steps. Each starts from the entries its reader may see."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tokutei_site.text.dates import jst_day

from . import approval, desk, gate, ledger
from .comparing import comparison
from .labels import column_labels
from .ledger_forms import CommentForm, LaterForm, PublishForm
from .models import LANGUAGE_CODES, Entry, Publication, Revision, Window
from .states import DeskState, PublicState, with_state

if TYPE_CHECKING:
    from .admin import EntryAdmin


def visible_entry(admin: "EntryAdmin", request: HttpRequest, pk: int) -> Entry:
    if not admin.has_view_permission(request):
        raise PermissionDenied
    entry: Entry = get_object_or_404(
        with_state(admin.model.objects.select_related("head__by"), timezone.now()), pk=pk
    )
    return entry


def revision_of(entry: Entry, number: int | str) -> Revision:
    """A revision by its number as the address or a form gives it."""
    if not str(number).isdecimal() or int(number) > 10**9:
        raise Http404
    return get_object_or_404(Revision.objects.select_related("by"), entry=entry, number=number)


def desk_context(admin: "EntryAdmin", request: HttpRequest, entry: Any) -> dict[str, Any]:
    """What the panel on every desk page says: where the entry stands and what may be done."""
    if not hasattr(entry, "desk_state"):
        entry = visible_entry(admin, request, entry.pk)
    now, head = timezone.now(), entry.head
    state, public = DeskState(entry.desk_state), PublicState(entry.public_state)
    may_write = request.user.has_perm("publishing.write_entry")
    may_approve = request.user.has_perm("publishing.approve_entry")
    open_columns = approval.open_columns(head, now) if head else {}
    own = bool(open_columns) and all(request.user.pk in who for who in open_columns.values())
    is_submitted = state in (DeskState.WAITING, DeskState.APPROVED)
    return {
        "entry": entry,
        "head": head,
        "state": state,
        "public": public,
        "verdict": approval.verdict(head) if head else None,
        "scheduled": ledger.scheduled(entry, now),
        "public_url": admin.model.public_path(entry.slug) if public == PublicState.LIVE else None,
        "open_labels": column_labels(type(entry), open_columns) if is_submitted else [],
        "is_own": own and is_submitted and may_approve,
        "may_submit": may_write and state in (DeskState.DRAFT, DeskState.RETURNED),
        "may_approve": may_approve and is_submitted and not own and bool(open_columns),
        "may_return": may_approve and is_submitted,
        "may_publish": may_approve and (state == DeskState.APPROVED or may_force(request)),
        "may_withdraw": may_approve and public == PublicState.LIVE,
        "may_cancel": may_approve,
        "may_write": may_write,
        "unchecked": approval.unchecked_forced(entry) if may_approve else [],
        "urls": {
            "edit": admin.url("change", entry.pk),
            "review": admin.url("review", entry.pk),
            "history": admin.url("history", entry.pk),
            "publish": admin.url("publish", entry.pk, head.number) if head else "",
            "withdraw": admin.url("withdraw", entry.pk),
            **{verb: admin.url("step", entry.pk, verb) for verb in STEPS},
        },
    }


def may_force(request: HttpRequest) -> bool:
    return settings.FORCED_PUBLISH and request.user.has_perm("publishing.force_entry")


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
            "original": entry,
            "desk": desk_context(admin, request, entry),
            **context,
        },
    )


# Preview


def preview(
    admin: "EntryAdmin", request: HttpRequest, language: str, pk: int | None = None
) -> HttpResponse:
    """The page as residents would see it, from what stands typed in the form; saves nothing."""
    if request.method != "POST" or language not in LANGUAGE_CODES:
        raise Http404
    entry = visible_entry(admin, request, pk) if pk else None
    form, formsets = admin.form_parts(request, entry)
    try:
        if not all(part.is_valid() for part in [form, *formsets]):
            raise desk.Refused(problems_of([form, *formsets]))
        revision = admin.write(desk.rehearse, request, form, formsets)
    except ValidationError as refusal:
        return TemplateResponse(
            request,
            "admin/publishing/no_preview.html",
            {
                **admin.admin_site.each_context(request),
                "title": _("Preview"),
                "problems": refusal.messages,
            },
            status=422,
        )
    return rendered(admin, request, revision, form.cleaned_data["slug"], language)


def problems_of(forms: list[Any]) -> list[str]:
    found = []
    for form in forms:
        for each in form.forms if hasattr(form, "forms") else [form]:
            for name, errors in each.errors.items():
                label = each.fields[name].label if name in each.fields else ""
                found += [f"{label}: {error}" if label else str(error) for error in errors]
        if hasattr(form, "non_form_errors"):
            found += [str(error) for error in form.non_form_errors()]
    return found


def view_version(
    admin: "EntryAdmin", request: HttpRequest, pk: int, number: int, language: str
) -> HttpResponse:
    if language not in LANGUAGE_CODES:
        raise Http404
    entry = visible_entry(admin, request, pk)
    return rendered(admin, request, revision_of(entry, number), entry.slug, language)


def rendered(
    admin: "EntryAdmin", request: HttpRequest, revision: Revision, slug: str, language: str
) -> HttpResponse:
    """A revision in the public template, as if it were published now."""
    now = timezone.now()
    publication = Publication(revision=revision, visible_from=now, significance="minor")
    window = Window(
        entry=revision.entry,
        revision=revision,
        publication=publication,
        begins=now,
        first_at=now,
        news_at=now,
    )
    window.entry.slug = slug
    with translation.override(language):
        response: HttpResponse = admin.render_preview(request, window, now)
    return response


# Review and history


def review(
    admin: "EntryAdmin", request: HttpRequest, pk: int, number: int | None = None
) -> HttpResponse:
    """What a version changes against what is public, field by field, and the steps it allows."""
    entry = visible_entry(admin, request, pk)
    if entry.head is None:
        raise Http404
    revision = revision_of(entry, number) if number else entry.head
    last = ledger.last_published(entry, timezone.now())
    against = last.revision if last else None
    return page(
        admin,
        request,
        "review",
        entry,
        _("Review of version %(number)s") % {"number": revision.number},
        revision=revision,
        against=against,
        is_head=revision == entry.head,
        rows=comparison(type(entry), against, revision),
        absent=named_absences(type(entry), revision),
        reviews=approval.reviews_at(revision),
        comment_form=CommentForm(),
        previews=[
            (name, admin.url("view", pk, revision.number, code))
            for code, name in settings.LANGUAGES
        ],
    )


def named_absences(kind: type[Entry], revision: Revision) -> list[tuple[str, list[str]]]:
    names = dict(settings.LANGUAGES)
    return [
        (names[code], column_labels(kind, paths))
        for code, paths in gate.absent_languages(kind, revision.content).items()
    ]


def history(admin: "EntryAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    """Every version, verdict and publication of an entry, newest first."""
    entry = visible_entry(admin, request, pk)
    revisions = entry.revisions.select_related("by", "parent", "merged").prefetch_related(
        "reviews__by"
    )
    publications = entry.publications.select_related("by", "revision", "cancels").order_by("-pk")
    now = timezone.now()
    cancelled = {p.cancels_id for p in publications if p.cancels_id}
    return page(
        admin,
        request,
        "history",
        entry,
        _("History"),
        revisions=[(r, admin.url("version", pk, r.number)) for r in revisions.order_by("-number")],
        publications=[
            (p, p.pk in cancelled, p.visible_from > now and p.pk not in cancelled)
            for p in publications
        ],
    )


# Steps


def do_submit(request: HttpRequest, entry: Entry, revision: Revision, **step: Any) -> str:
    desk.submit(revision, comment=request.POST.get("comment", ""), **step)
    return _("Submitted for review.")


def do_approve(request: HttpRequest, entry: Entry, revision: Revision, **step: Any) -> str:
    verdict = desk.approve(
        revision, request.POST.get("hash", ""), comment=request.POST.get("comment", ""), **step
    )
    if verdict.is_complete:
        return _("Approved. The version can be published now.")
    return _("Approved. What you wrote yourself still needs somebody else's approval.")


def do_return(request: HttpRequest, entry: Entry, revision: Revision, **step: Any) -> str:
    desk.return_(revision, request.POST.get("comment", ""), **step)
    return _("Returned to the writers with your comment.")


def do_restore(request: HttpRequest, entry: Entry, revision: Revision, **step: Any) -> str:
    new = desk.restore(revision, **step)
    return _("Version %(old)s is restored as a new draft, version %(new)s.") % {
        "old": revision.number,
        "new": new.number,
    }


def do_check(request: HttpRequest, entry: Entry, revision: Revision, **step: Any) -> str:
    desk.check(revision, comment=request.POST.get("comment", ""), **step)
    return _("Checked. The version is off the red list.")


def do_cancel(request: HttpRequest, entry: Entry, revision: Revision, **step: Any) -> str:
    number = request.POST.get("publication", "")
    if not number.isdecimal() or int(number) > 10**15:
        raise Http404
    desk.cancel(get_object_or_404(Publication, entry=entry, pk=number), **step)
    return _("The scheduled publication is cancelled.")


STEPS = {
    "submit": do_submit,
    "approve": do_approve,
    "return": do_return,
    "restore": do_restore,
    "check": do_check,
    "cancel": do_cancel,
}


def step(admin: "EntryAdmin", request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """One press, one verb. What the desk refuses is said on the page one came from."""
    if verb not in STEPS:
        raise Http404
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    entry = visible_entry(admin, request, pk)
    if entry.head is None:
        raise Http404
    revision = revision_of(entry, request.POST.get("number") or entry.head.number)
    try:
        done = STEPS[verb](request, entry, revision, by=request.user, now=timezone.now())
        messages.success(request, done)
    except ValidationError as refusal:
        for text in refusal.messages:
            messages.error(request, text)
    return HttpResponseRedirect(admin.url("review", pk))


def publish(admin: "EntryAdmin", request: HttpRequest, pk: int, number: int) -> HttpResponse:
    entry = visible_entry(admin, request, pk)
    if not request.user.has_perm("publishing.approve_entry"):
        raise PermissionDenied
    revision, now = revision_of(entry, number), timezone.now()
    waiting = ledger.scheduled(entry, now)
    form = PublishForm(
        request.POST or None,
        has_later=bool(waiting),
        absent=list(gate.absent_languages(type(entry), revision.content)),
        may_force=may_force(request),
        initial=first_note() if not entry.publications.exists() else planned(revision),
    )
    if form.is_valid():
        try:
            row = desk.publish(revision, by=request.user, now=now, **form.terms())
        except ValidationError as refusal:
            refuse(form, refusal, type(entry))
        else:
            messages.success(request, _("Scheduled.") if row.is_scheduled(now) else _("Published."))
            return HttpResponseRedirect(admin.url("review", pk))
    return page(
        admin,
        request,
        "publish",
        entry,
        _("Publish"),
        form=form,
        revision=revision,
        waiting=waiting,
    )


def first_note() -> dict[str, str]:
    """The note of a first publication, in every language, for the editor to keep or change."""
    notes = {}
    for code in LANGUAGE_CODES:
        with translation.override(code):
            notes[f"note_{code}"] = _("First published.")
    return notes


def planned(revision: Revision) -> dict[str, Any]:
    """The terms of the publication that this version was carried out of."""
    row = Publication.objects.filter(carried_into=revision).select_related("cancels").first()
    if row is None or row.cancels is None:
        return {}
    before = row.cancels
    return {
        "visible_from": before.visible_from,
        "visible_until": before.visible_until,
        "significance": before.significance,
        **{f"note_{code}": text for code, text in before.note.items()},
    }


def withdraw(admin: "EntryAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    entry = visible_entry(admin, request, pk)
    if not request.user.has_perm("publishing.approve_entry"):
        raise PermissionDenied
    now = timezone.now()
    waiting = ledger.scheduled(entry, now)
    form = LaterForm(request.POST or None, has_later=bool(waiting), may_carry=False)
    if form.is_valid():
        try:
            desk.withdraw(entry, form.note(), by=request.user, now=now, later=form.later())
        except ValidationError as refusal:
            refuse(form, refusal, type(entry))
        else:
            messages.success(request, _("Withdrawn. Readers see the reason."))
            return HttpResponseRedirect(admin.url("review", pk))
    return page(admin, request, "withdraw", entry, _("Withdraw"), form=form, waiting=waiting)


def refuse(form: Any, refusal: ValidationError, kind: type[Entry]) -> None:
    form.add_error(None, refusal.messages)
    if isinstance(refusal, desk.Conflict):
        form.add_error(
            None,
            [
                _(
                    "Both versions change “%(label)s”. Cancel the scheduled one, or keep it and "
                    "give the reason."
                )
                % {"label": label}
                for label in column_labels(kind, refusal.clashes)
            ],
        )


def waiting_for(user: Any) -> dict[str, list[Entry]]:
    """What waits for a staff member, for the start page."""
    now = timezone.now()
    entries = with_state(Entry.objects.select_related("head__by"), now).filter(head__isnull=False)
    by_state: dict[str, list[Entry]] = {}
    for entry in entries.order_by("head__at"):
        by_state.setdefault(entry.desk_state, []).append(entry)
    may_write, may_approve = (
        user.has_perm(f"publishing.{verb}_entry") for verb in ("write", "approve")
    )
    waiting: dict[str, list[Entry]] = {}
    if may_approve:
        waiting["review"] = [
            e for e in by_state.get(DeskState.WAITING, []) if needs_approval_by(user, e, now)
        ]
        waiting["publish"] = by_state.get(DeskState.APPROVED, [])
        waiting["check"] = [e for e in entries if approval.unchecked_forced(e)]
    if may_write:
        waiting["returned"] = by_state.get(DeskState.RETURNED, [])
        waiting["drafts"] = by_state.get(DeskState.DRAFT, [])
        waiting["late"] = late_promises(now)
    return waiting


def needs_approval_by(user: Any, entry: Entry, now: Any) -> bool:
    assert entry.head is not None
    return any(user.pk not in who for who in approval.open_columns(entry.head, now).values())


def late_promises(now: Any) -> list[Entry]:
    """Live entries whose promised translation has not come by its day."""
    today = jst_day(now).isoformat()
    return [
        window.entry
        for window in ledger.live(now).select_related("entry", "publication")
        if any((a.get("by") or today) < today for a in window.publication.alternatives.values())
    ]
