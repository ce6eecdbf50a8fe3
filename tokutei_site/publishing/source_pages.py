"""The desk's page of a source: what rests on it, every check, and the steps: checked, changed,
this text is still right."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import desk, due
from .citing import publishers_of, titles_of, uses_of
from .ledger_forms import PlainText
from .links import entry_url, source_url
from .models import Entry, Source, SourceCheck
from .panel import LAST_KEY, person
from .waiting import titled

if TYPE_CHECKING:
    from .source_admin import SourceAdmin


class CheckForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("How was it checked?"),
        choices=SourceCheck.Kind.choices,
        initial=SourceCheck.Kind.LIVE,
        required=False,
        widget=forms.RadioSelect,
    )
    note = PlainText(
        label=gettext_lazy("What changed (needed where it changed)"),
        required=False,
        max_length=desk.NOTE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def visible_source(admin: "SourceAdmin", request: HttpRequest, pk: int) -> Source:
    if not admin.has_view_permission(request):
        raise PermissionDenied
    if pk > LAST_KEY:
        raise Http404
    source: Source = get_object_or_404(admin.get_queryset(request), pk=pk)
    return source


def overview(
    admin: "SourceAdmin", request: HttpRequest, pk: int, form: CheckForm | None = None
) -> HttpResponse:
    """Titles and links, what rests on the source, every check; and the steps of this person."""
    source, now = visible_source(admin, request, pk), timezone.now()
    return TemplateResponse(
        request,
        "admin/publishing/source.html",
        {
            **admin.admin_site.each_context(request),
            "opts": admin.opts,
            "title": _("Source"),
            "subtitle": str(source),
            **told_of(source, now),
            "checks": source.checks.select_related("by").order_by("-pk"),
            "form": form or CheckForm(),
            "may_check": request.user.has_perm("publishing.check_source"),
            "may_write": request.user.has_perm("publishing.write_entry"),
            "may_edit": admin.has_change_permission(request, source),
        },
    )


def told_of(source: Any, now: datetime) -> dict[str, Any]:
    """A source (with its last check), what rests on it, and which of it waits to be looked at."""
    uses, snapshot = uses_of(source, now), source.snapshot()
    waiting = due.texts_to_look_at(now, source)
    entries = titled([entry for entry, _change in waiting])
    return {
        "source": source,
        "texts": titles_of(snapshot),
        "publishers": publishers_of(snapshot),
        "uses": uses,
        "is_overdue": bool(uses.public) and due.is_overdue(source.checked_at, now),
        "change": waiting[0][1] if waiting else None,
        "waiting": [(entry, entry_url(entry, "review")) for entry in entries],
    }


def check(admin: "SourceAdmin", request: HttpRequest, pk: int, outcome: str) -> HttpResponse:
    if outcome not in SourceCheck.Outcome:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    source, form = visible_source(admin, request, pk), CheckForm(request.POST)
    if not form.is_valid():
        return overview(admin, request, pk, form)
    try:
        desk.check_source(
            source,
            outcome,
            kind=form.cleaned_data["kind"] or SourceCheck.Kind.LIVE,
            note=form.cleaned_data["note"],
            by=person(request),
            now=timezone.now(),
        )
    except ValidationError as refusal:
        form.add_error("note" if hasattr(refusal, "error_dict") else None, refusal.messages)
        return overview(admin, request, pk, form)
    said = {
        SourceCheck.Outcome.UNCHANGED: _("Recorded. Residents read the new day of checking."),
        SourceCheck.Outcome.CHANGED: _("Recorded. The texts below wait to be looked at."),
    }
    messages.success(request, said[SourceCheck.Outcome(outcome)])
    return HttpResponseRedirect(source_url(source))


def keep(admin: "SourceAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    """The ticked texts were looked at after the change that the page named."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    source = visible_source(admin, request, pk)
    change = get_object_or_404(source.checks, pk=number(request.POST.get("change", "")))
    ticked = [number(text) for text in request.POST.getlist("entry")]
    entries = list(Entry.objects.filter(pk__in=ticked))
    try:
        desk.keep_texts(change, entries, by=person(request), now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        if entries:
            messages.success(request, _("Recorded: these texts are still right."))
        else:
            messages.error(request, _("Please tick the texts that you have looked at."))
    return HttpResponseRedirect(source_url(source))


def number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < len(str(LAST_KEY))):
        raise Http404
    return int(text)
