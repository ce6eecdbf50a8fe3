"""The one-press steps: one press, one verb. What the desk refuses is said on the page."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tokutei_site.staff.kept import put_by

from . import approval, desk
from .ledger_forms import AcknowledgeForm, CommentForm
from .models import Entry, Publication, Revision
from .panel import person, revision_of, visible_entry
from .views import looked_at, review

if TYPE_CHECKING:
    from .admin import EntryAdmin


def do_submit(request: HttpRequest, entry: Entry, revision: Revision, **step: Any) -> str:
    desk.submit(revision, comment=comment(request), **step)
    return _("Submitted for review.")


def do_approve(request: HttpRequest, entry: Entry, revision: Revision, **step: Any) -> str:
    verdict = desk.approve(
        revision,
        request.POST.get("hash", ""),
        comment=comment(request),
        decision_number=typed(CommentForm, "decision_number", request),
        **step,
    )
    if verdict.is_complete:
        return _("Approved. No further approval is needed.")
    return _("Approved. What you wrote yourself still needs somebody else's approval.")


def do_return(request: HttpRequest, entry: Entry, revision: Revision, **step: Any) -> str:
    desk.return_(revision, comment(request), **step)
    return _("Returned to the writers with your comment.")


def do_adopt(request: HttpRequest, entry: Entry, revision: Revision, **step: Any) -> str:
    desk.require(step["by"], "write")
    returned = approval.verdict(revision)
    if returned is None:
        raise desk.Refused(_("No text was proposed."))
    new = desk.adopt(returned, **step)
    return _(
        "The proposed text is now version %(number)s. Submit it when it is ready for review."
    ) % {"number": new.number}


def do_restore(request: HttpRequest, entry: Entry, revision: Revision, **step: Any) -> str:
    new = desk.restore(revision, **step)
    return _("Version %(old)s is restored as a new draft, version %(new)s.") % {
        "old": revision.number,
        "new": new.number,
    }


def do_check(request: HttpRequest, entry: Entry, revision: Revision, **step: Any) -> str:
    desk.check(revision, comment=comment(request), **step)
    return _("Checked. The version is off the red list.")


def do_cancel(request: HttpRequest, entry: Entry, revision: Revision, **step: Any) -> str:
    number = request.POST.get("publication", "")
    if not number.isdecimal() or len(number) > 15:
        raise Http404
    desk.cancel(get_object_or_404(Publication, entry=entry, pk=number), **step)
    return _("The scheduled publication is cancelled.")


def do_acknowledge(request: HttpRequest, entry: Entry, revision: Revision, **step: Any) -> str:
    desk.require(step["by"], "write")
    found = request.POST.getlist("finding")
    desk.acknowledge(revision, found, typed(AcknowledgeForm, "reason", request), **step)
    return ngettext("%(count)d finding accepted.", "%(count)d findings accepted.", len(found)) % {
        "count": len(found)
    }


STEPS = {
    "acknowledge": do_acknowledge,
    "submit": do_submit,
    "approve": do_approve,
    "return": do_return,
    "adopt": do_adopt,
    "restore": do_restore,
    "check": do_check,
    "cancel": do_cancel,
}


def comment(request: HttpRequest) -> str:
    return typed(CommentForm, "comment", request)


def typed(form_class: type[Form], name: str, request: HttpRequest) -> str:
    """What stands in a field of a form, if it has that field; what cannot be stored is refused like
    any other text."""
    form = form_class(request.POST)
    form.is_valid()
    if name in form.errors:
        raise desk.Refused({name: form.errors[name]})
    text: str = form.cleaned_data.get(name, "")
    return text


def step(admin: "EntryAdmin", request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    if verb not in STEPS:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    entry = visible_entry(admin, request, pk)
    if entry.head is None:
        raise Http404
    revision = revision_of(entry, request.POST.get("number") or entry.head.number)
    try:
        done = STEPS[verb](request, entry, revision, by=person(request), now=timezone.now())
        messages.success(request, done)
        keep_the_rest(request, revision, verb, admin.url("review", pk))
    except ValidationError as refusal:
        is_reason = verb == "acknowledge"
        form = AcknowledgeForm(request.POST) if is_reason else CommentForm(request.POST)
        return refused(admin, request, entry, revision, refusal, form)
    return HttpResponseRedirect(admin.url("review", pk))


def keep_the_rest(request: HttpRequest, revision: Revision, verb: str, page: str) -> None:
    """What was typed or ticked for another button than the one that was pressed comes back on the
    page."""
    fields = [*CommentForm().fields] if verb == "acknowledge" else ["reason", "finding"]
    is_typed = any(request.POST.get(name, "").strip() for name in fields)
    if is_typed and (verb == "acknowledge" or not is_as_offered(request, revision)):
        put_by(request, page, {name: request.POST.getlist(name) for name in fields})


def is_as_offered(request: HttpRequest, revision: Revision) -> bool:
    """Whether the ticks and their reason are those that the page gives by itself."""
    shown = looked_at(revision, person(request), None, None)
    ticked = {
        each.key
        for each, known, _earlier, is_ticked, may_tick in shown["findings"]
        if is_ticked and may_tick and not known
    }
    form = AcknowledgeForm(request.POST, initial=shown["acknowledge_form"].initial)
    return ticked == {*request.POST.getlist("finding")} and not form.has_changed()


def refused(
    admin: "EntryAdmin",
    request: HttpRequest,
    entry: Entry,
    revision: Revision,
    refusal: ValidationError,
    form: Form,
) -> HttpResponse:
    """Why not, each message at its field if it has one; what was typed is shown again."""
    told = refusal.message_dict if hasattr(refusal, "error_dict") else {}
    at_field = {name: texts for name, texts in told.items() if name in form.fields}
    if form.is_valid():
        for name, texts in at_field.items():
            form.add_error(name, texts)
    if not at_field:
        for text in refusal.messages:
            messages.error(request, text)
    typed = {**CommentForm().fields, **AcknowledgeForm().fields}
    if at_field or any(request.POST.get(name) for name in typed):
        number = None if revision == entry.head else revision.number
        return review(admin, request, entry.pk, number, form=form)
    return HttpResponseRedirect(admin.url("review", entry.pk))
