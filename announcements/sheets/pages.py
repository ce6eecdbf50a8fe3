"""The desk's pages of spreadsheets: take the FAQ out, bring a file in, look at what it changes."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from announcements.models import Faq
from tokutei_site.publishing.models import Transfer, Upload
from tokutei_site.publishing.panel import person
from tokutei_site.publishing.together_steps import key_of

from . import exporting, importing
from .plan import Kind, Plan

if TYPE_CHECKING:
    from announcements.faq.admin import FaqAdmin

SHOWN = 100  # rows on one page of the preview


def page(
    admin: "FaqAdmin", request: HttpRequest, template: str, title: str, **context: Any
) -> TemplateResponse:
    frame = {**admin.admin_site.each_context(request), "opts": admin.opts, "title": title}
    return TemplateResponse(request, template, frame | context)


# Out


class ExportForm(forms.Form):
    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=[
            (exporting.Format.XLSX, gettext_lazy("Excel (XLSX), to edit and to import again")),
            (exporting.Format.CSV, gettext_lazy("CSV (UTF-8), for other systems")),
        ],
        initial=exporting.Format.XLSX,
        widget=forms.RadioSelect,
    )


def export(admin: "FaqAdmin", request: HttpRequest) -> HttpResponse | FileResponse:
    """What the address chooses: `?entry=1&entry=2`, or the filters of the list."""
    if not request.user.has_perm("announcements.export_faq"):
        raise PermissionDenied
    form = ExportForm(request.POST or None)
    questions = chosen(admin, request)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        made = exporting.Export(questions, exporting.Format(form.cleaned_data["format"]), now)
        try:
            file, name, content_type = exporting.to_one_file(made, by=person(request), now=now)
            return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
        except ValidationError as unfit:
            form.add_error("format", unfit)
    return page(
        admin, request, "admin/faq/export.html", _("Export"), form=form, count=questions.count()
    )


def chosen(admin: "FaqAdmin", request: HttpRequest) -> QuerySet[Any]:
    if "entry" in request.GET:
        wanted = [key_of(number) for number in request.GET.getlist("entry")]
        return Faq.objects.filter(pk__in=wanted, head__isnull=False)
    try:
        listed = admin.get_changelist_instance(request).queryset
    except IncorrectLookupParameters:
        listed = admin.get_queryset(request)
    return Faq.objects.filter(pk__in=listed.order_by().values("pk"), head__isnull=False)


# In


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": gettext_lazy("Please choose a file."),
            "empty": gettext_lazy("This file is empty."),
        },
    )


def upload(admin: "FaqAdmin", request: HttpRequest) -> HttpResponse:
    importing.require_import(person(request))
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            kept = importing.receive(sent.read(), sent.name, by=person(request), now=timezone.now())
            return HttpResponseRedirect(admin.url("preview_import", kept.key))
        except ValidationError as unfit:
            form.add_error("file", unfit)
    return page(admin, request, "admin/faq/import.html", _("Import"), form=form)


def preview(admin: "FaqAdmin", request: HttpRequest, key: str) -> HttpResponse:
    by, now = person(request), timezone.now()
    importing.require_import(by)
    kept = importing.kept(key, by=by, now=now)
    if kept is None:
        return gone(admin, request, key)
    if request.method == "POST":
        return confirm(admin, request, kept)
    return show(admin, request, kept)


def gone(admin: "FaqAdmin", request: HttpRequest, key: str) -> HttpResponse:
    """Confirmed already, somebody else's, or older than it is kept."""
    done = Transfer.objects.filter(upload=key, by=person(request)).first()
    if done:
        messages.info(request, _("This file has already been imported."))
        return HttpResponseRedirect(admin.url("batch", done.pk))
    told = _("This file is not kept any more, or it is somebody else's. Please send it again.")
    messages.error(request, told)
    return HttpResponseRedirect(admin.url("import"))


def confirm(admin: "FaqAdmin", request: HttpRequest, kept: Upload) -> HttpResponse:
    compared = {key_of(number) for number in request.POST.getlist("compared")}
    try:
        batch = importing.confirm(
            kept,
            request.POST.get("sha256", ""),
            compared,
            by=person(request),
            now=timezone.now(),
        )
    except importing.NotConfirmed as refusal:
        for text in refusal.messages:
            messages.error(request, text)
        return HttpResponseRedirect(admin.url("preview_import", kept.key))
    messages.success(request, _("Imported as drafts. Submit them when they are ready for review."))
    return HttpResponseRedirect(admin.url("batch", batch.pk))


def show(admin: "FaqAdmin", request: HttpRequest, kept: Upload) -> HttpResponse:
    found = importing.planned(kept)
    counted = importing.counts(found)
    shown = in_order(found)
    pages = Paginator(shown, SHOWN)
    return page(
        admin,
        request,
        "admin/faq/preview_import.html",
        _("What the file changes"),
        kept=kept,
        counted=[(kind, kind.label, counted[kind.value]) for kind in importing.COUNTED],
        page=pages.get_page(request.GET.get("page")),
        may_confirm=not counted[Kind.REFUSED] and bool(counted[Kind.NEW] or counted[Kind.CHANGED]),
        worn=[plan for plan in found if plan.worn],
        is_refused=bool(counted[Kind.REFUSED]),
        may_compare=pages.num_pages == 1,
    )


def in_order(found: list[Plan]) -> list[Plan]:
    """What is to be looked at: the refused rows first, the unchanged ones not at all."""
    order = (Kind.REFUSED, Kind.MOVED, Kind.NEW, Kind.CHANGED)
    shown = [plan for plan in found if plan.kind in order]
    return sorted(shown, key=lambda plan: order.index(plan.kind))
