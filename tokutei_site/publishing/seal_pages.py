"""The desk's page of sealing: one person ticks versions and asks, a second one looks and seals."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tokutei_site.text.dates import format_moment

from . import desk, erasing, ledger, sealing
from .labels import language_names
from .ledger_forms import text_area
from .models import LANGUAGE_CODES, Entry, Revision, SealRequest
from .panel import page, person, visible_entry

if TYPE_CHECKING:
    from .admin import EntryAdmin


class AskForm(forms.Form):
    numbers = forms.MultipleChoiceField(
        label=gettext_lazy("Versions whose text has to go"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, versions: list[Revision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {str(revision.number): revision for revision in versions}
        self.fields["numbers"].choices = [  # type: ignore[attr-defined]
            (number, named(revision)) for number, revision in self.versions.items()
        ]
        for code, name in language_names().items():
            label = _("Reason for readers (%(language)s)") % {"language": name}
            self.fields[f"reason_{code}"] = text_area(label, code)
            self.fields[f"reason_{code}"].help_text = _("Do not repeat what has to go.")

    def clean(self) -> dict[str, Any]:
        for name, problems in sealing.reason_problems(self.reason()).items():
            if name not in self.errors:
                self.add_error(name, [ValidationError(problem) for problem in problems])
        return self.cleaned_data

    def chosen(self) -> list[Revision]:
        return [self.versions[number] for number in self.cleaned_data["numbers"]]

    def reason(self) -> dict[str, str]:
        return {
            code: self.cleaned_data.get(f"reason_{code}", "").strip() for code in LANGUAGE_CODES
        }


class SealForm(forms.Form):
    has_looked = forms.BooleanField(
        label=gettext_lazy("I have looked at these versions. Nobody can bring their text back.")
    )


def named(revision: Revision) -> str:
    return _("Version %(number)s, %(at)s, %(by)s") % {
        "number": revision.number,
        "at": format_moment(revision.at),
        "by": revision.by,
    }


def seal(admin: "EntryAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    entry = visible_entry(admin, request, pk)
    if not request.user.has_perm("publishing.seal_entry"):
        raise PermissionDenied
    if "erase" in request.POST:
        return finish(admin, request, entry)
    if "request" in request.POST:
        return answer(admin, request, entry)
    return ask(admin, request, entry)


def ask(admin: "EntryAdmin", request: HttpRequest, entry: Entry) -> HttpResponse:
    if asked := sealing.open_request(entry):
        if request.method == "POST":
            say_already_asked(request, asked)
        return request_page(admin, request, entry, asked, SealForm())
    form = AskForm(request.POST or None, versions=list(sealing.sealable(entry)))
    if form.is_valid():
        try:
            desk.ask_seal(form.chosen(), form.reason(), by=person(request), now=timezone.now())
            messages.success(request, _("Sealing requested. A second person has to seal now."))
            return HttpResponseRedirect(admin.url("seal", entry.pk))
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
    return page(admin, request, "ask_seal", entry, _("Seal versions"), form=form)


def say_already_asked(request: HttpRequest, asked: SealRequest) -> None:
    """A button pressed twice is content with its own row."""
    numbers = {str(number) for number in asked.numbers}
    if asked.by_id == request.user.pk and set(request.POST.getlist("numbers")) == numbers:
        messages.success(request, _("This was already done."))
    else:
        messages.error(
            request, _("The sealing of versions of this entry has already been asked for.")
        )


def answer(admin: "EntryAdmin", request: HttpRequest, entry: Entry) -> HttpResponse:
    number = request.POST["request"]
    if not number.isdecimal() or len(number) > 15:
        raise Http404
    asked, who = get_object_or_404(SealRequest, entry=entry, pk=number), person(request)
    is_drop, form = "drop" in request.POST, SealForm(request.POST)
    is_open = asked == sealing.open_request(entry)
    if is_open and not is_drop and not form.is_valid():
        return request_page(admin, request, entry, asked, form)
    try:
        if is_drop:
            desk.drop_seal_request(asked, by=who, now=timezone.now())
            messages.success(request, _("The request is taken back. Nothing was sealed."))
        else:
            desk.seal(asked, by=who, now=timezone.now())
            say_sealed(request, asked)
    except ValidationError as refusal:
        if not is_drop and asked.seals.filter(by=who).exists():
            messages.success(request, _("This was already done."))
        else:
            messages.error(request, " ".join(refusal.messages))
    return HttpResponseRedirect(admin.url("history", entry.pk))


def say_sealed(request: HttpRequest, asked: SealRequest) -> None:
    if erasing.unerased().filter(pk=asked.pk).exists():
        messages.warning(request, unfinished())
    else:
        messages.success(
            request, _("Sealed. The text is gone from the site and from the database's files.")
        )


def unfinished() -> str:
    return _(
        "Sealed, and the text is gone from the site. The database's files may still hold it, "
        "because somebody was reading at that moment. Please press “Try again” below."
    )


def finish(admin: "EntryAdmin", request: HttpRequest, entry: Entry) -> HttpResponse:
    """Once more what could not be cleaned just after the sealing."""
    if erasing.erase():
        messages.success(request, _("The text is gone from the database's files too."))
    else:
        messages.warning(request, unfinished())
    return HttpResponseRedirect(admin.url("history", entry.pk))


def request_page(
    admin: "EntryAdmin", request: HttpRequest, entry: Entry, asked: SealRequest, form: SealForm
) -> HttpResponse:
    versions = entry.revisions.filter(number__in=asked.numbers).select_related("by")
    return page(
        admin,
        request,
        "seal",
        entry,
        _("Seal versions"),
        asked=asked,
        form=form,
        is_own=asked.by_id == request.user.pk,
        versions=[
            (named(revision), admin.url("version", entry.pk, revision.number))
            for revision in versions.order_by("number")
        ],
        live=public_one(entry, asked),
    )


def public_one(entry: Entry, asked: SealRequest) -> Revision | None:
    """The text that residents read now, if it is asked to be sealed."""
    place = ledger.standing(entry, timezone.now())
    revision = place.publication.revision if place.publication else None
    is_asked = place.state == "live" and revision and revision.number in asked.numbers
    return revision if is_asked else None
