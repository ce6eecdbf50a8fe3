"""The desk that every kind shares: the stock admin bound to the working copy. Saving appends a
revision through the verbs; delete and Django's own history are off."""

from collections.abc import Mapping
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext

from . import (
    approval,
    desk,
    discarding,
    easy_advice,
    handing_in,
    ledger_pages,
    preview,
    seal_pages,
    sheet,
    steps,
    translation_pages,
    views,
)
from .as_typed import as_typed
from .change_list import EntryList
from .child_forms import child_changes, citation_changes
from .clashing import Answers
from .forms import SLUG_TAKEN, EntryForm, own_changes
from .inlines import FIELDS
from .inlines import AttachmentInline as AttachmentInline
from .inlines import ChildInline as ChildInline
from .inlines import CitationInline as CitationInline
from .inlines import PlainChildInline as PlainChildInline
from .inlines import side_by_side as side_by_side
from .labels import column_label, column_text, plain_labels
from .models import Child, Citation, Entry, Review, Revision
from .panel import LAST_KEY, desk_context, person
from .source_admin import SourceAdmin as SourceAdmin
from .word_admin import OfficeWordAdmin as OfficeWordAdmin


class EntryAdmin(EntryList):
    form: type[forms.ModelForm] = EntryForm
    formfield_overrides = FIELDS
    save_on_top = False
    change_form_template = "admin/publishing/entry_form.html"
    render_preview: Any  # staticmethod(request, window, at) -> HttpResponse
    render_easy: Any  # the same of the page in やさしい日本語, for a kind that has one

    # Roles

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return any(request.user.has_perm(f"publishing.{verb}_entry") for verb in ("write", "view"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("publishing.write_entry")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("publishing.write_entry")

    # What a kind has beyond the others

    def advice(self, request: HttpRequest, revision: Revision) -> str:
        """A fragment of HTML about a version, for its form, its review and its publication."""
        return easy_advice.advice(self.model, revision)

    def own_pages(self, entry: Entry) -> list[tuple[str, str, str]]:
        """The kind's own pages of an entry: name of the page, label, address."""
        return []

    # Form

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[EntryForm]:
        kwargs["labels"] = plain_labels(self.model)
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        form.refusal = getattr(request, "refusal", None)
        return cast(type[EntryForm], form)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What the desk refuses undoes its transaction; the form is then shown again, as typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]
        context = {**(extra_context or {}), **self.clash_context(request.refusal, request.POST)}  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, context)

    def clash_context(
        self, refusal: ValidationError | None, data: Mapping[str, str]
    ) -> dict[str, Any]:
        """The passages that are to be decided, and the other columns as all three have them."""
        if not isinstance(refusal, desk.Conflict):
            return {}
        answers = self.answers(data)
        answers.ask(refusal)
        return {
            "conflict_head": refusal.head,
            "answers": answers,
            "clashes": [
                (
                    column_label(self.model, path, refusal.head.columns),
                    *(
                        column_text(self.model, path, value, refusal.head.columns)
                        for value in (c.base, c.theirs, c.mine)
                    ),
                )
                for path, c in refusal.clashes.items()
                if c.merge is None
            ],
        }

    def answers(self, data: Mapping[str, str]) -> Answers:
        return Answers(self.model, data, only_passages=True)

    def render_change_form(self, request, context, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[no-untyped-def]
        entry = kwargs.get("obj")
        context["languages_of_preview"] = [
            (code, name, self.preview_url(entry, code))
            for code, name in preview.preview_names(self.model).items()
        ]
        if self.has_change_permission(request):
            context["as_typed_url"] = self.url("as_typed")
        if entry is not None:
            context["desk"] = desk_context(self, request, entry)
            context["subtitle"] = None
            context["advice"] = self.advice(request, entry.head) if entry.head else ""
        return super().render_change_form(request, context, *args, **kwargs)

    def preview_url(self, entry: Entry | None, code: str) -> str:
        return self.url("preview", entry.pk, code) if entry else self.url("preview_new", code)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        if object_id.isdecimal() and len(object_id) > len(str(LAST_KEY)) - 1:
            return None
        return super().get_object(request, object_id, from_field)

    def hold(self, row: Any) -> None:
        desk.locked(row)

    # Writing: one verb for the form and all its inlines

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing yet: the children have to come into the same revision."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        if "_propose" in request.POST:
            self.propose(request, form, formsets)
            return
        before = form.instance.head_id
        revision = self.write(desk.save, request, form, formsets)
        entry = revision.entry.as_kind()
        form.instance.pk, form.instance.head = entry.pk, revision
        now = timezone.now()
        if entry.slug != form.slug:
            desk.rename(entry, form.slug, by=person(request), now=now)
        if "owner" in form.changed_data:
            desk.assign(entry, form.cleaned_data["owner"], by=person(request), now=now)
        if comment := form.cleaned_data.get("comment"):
            told = gettext("Your comment belongs to the proposal and was not sent: %(comment)s")
            messages.warning(request, told % {"comment": comment})
        if "_submit" in request.POST:
            handing_in.submit(request, revision)
        else:
            messages.success(request, gettext("Saved."))
            handing_in.tell_left(request, revision, before)

    def write(self, verb: Any, request: HttpRequest, form: Any, formsets: Any) -> Revision:
        base, accepted = form.cleaned_data.get("base"), form.cleaned_data.get("accepted")
        changes = own_changes(base, self.changes(form, formsets))
        entry = form.twin or form.instance
        if entry.pk:
            entry = self.model.objects.get(pk=entry.pk)
        step: dict[str, Any] = {"by": person(request), "now": timezone.now()}
        try:
            revision = self.answers(request.POST).saved(
                verb, entry, base, changes, seen=accepted, **step
            )
        except desk.Conflict:
            if form.twin:
                raise desk.Refused({"slug": gettext(SLUG_TAKEN)}) from None  # type: ignore[arg-type]
            raise
        return revision

    def propose(self, request: HttpRequest, form: Any, formsets: Any) -> None:
        """Return the text with what the approver typed as a proposal; the text stays as it is."""
        base = form.cleaned_data.get("base")
        if base is None or approval.is_by(base, Review.Verdict.RETURN, person(request)):
            return  # the second press of a double click
        if self.write(desk.rehearse, request, form, formsets).content == base.content:
            raise desk.Refused(gettext("You have not changed anything in the text."))
        changes = own_changes(base, self.changes(form, formsets))
        comment, now = form.cleaned_data["comment"], timezone.now()
        desk.return_(base, comment, by=person(request), now=now, proposal=changes)

    def changes(self, form: EntryForm, formsets: Any) -> dict[str, Any]:
        changes = form.column_changes()
        for formset in formsets:
            if formset.model is Citation:
                changes |= citation_changes(formset, form)
            elif issubclass(formset.model, Child):
                group = formset.fk.remote_field.get_accessor_name()
                changes |= child_changes(group, formset, form)
        return changes

    # The ledger is the record; Django's own log entries stay empty.

    def construct_change_message(self, *args: Any, **kwargs: Any) -> list[Any]:
        return []

    def log_addition(self, *args: Any, **kwargs: Any) -> Any: ...

    def log_change(self, *args: Any, **kwargs: Any) -> Any: ...

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Back to the form after a save, on to the review after a step."""
        if "_propose" in request.POST:
            said = gettext("Returned to the writers with your text as a proposal.")
            self.message_user(request, said, messages.SUCCESS)
        is_step = "_submit" in request.POST or "_propose" in request.POST
        return HttpResponseRedirect(self.url("review" if is_step else "change", obj.pk))

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any):  # type: ignore[no-untyped-def]
        return self.response_change(request, obj)

    # The desk's own pages

    def get_urls(self) -> list[URLPattern]:
        return [
            # Its answers are for a script: a stranger gets a sentence, no page to sign in.
            path("preview/", partial(as_typed, self), name=self.url_name("as_typed")),
            self.page("preview/<str:language>/", preview.preview, "preview_new"),
            self.page("<int:pk>/preview/<str:language>/", preview.preview, "preview"),
            self.page("<int:pk>/history/", views.history, "history"),
            self.page("<int:pk>/review/", views.review, "review"),
            self.page("<int:pk>/version/<int:number>/", views.review, "version"),
            self.page(
                "<int:pk>/version/<int:number>/view/<str:language>/", preview.view_version, "view"
            ),
            self.page(
                "<int:pk>/translation/<str:language>/", translation_pages.translate, "translation"
            ),
            self.page("<int:pk>/version/<int:number>/sheet/", sheet.decision_sheet, "sheet"),
            self.page("<int:pk>/publish/<int:number>/", ledger_pages.publish, "publish"),
            self.page("<int:pk>/withdraw/", ledger_pages.withdraw, "withdraw"),
            self.page("<int:pk>/discard/", discarding.discard, "discard"),
            self.page("<int:pk>/seal/", seal_pages.seal, "seal"),
            self.page("<int:pk>/do/<str:verb>/", steps.step, "step"),
            *super().get_urls(),
        ]

    def form_parts(self, request: HttpRequest, entry: Entry | None) -> tuple[Any, list[Any]]:
        """The bound form and inlines of a POST that is not a save (the preview)."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        instance = entry or self.model()
        form = self.get_form(request, entry, change=bool(entry))(
            request.POST, request.FILES, instance=instance
        )
        form.is_valid()
        formsets, _inlines = self._create_formsets(  # type: ignore[attr-defined]
            request, instance, change=bool(entry)
        )
        for formset in formsets:
            formset.is_valid()
        return form, formsets
