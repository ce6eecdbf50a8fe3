"""Rows in the entry's form: who may write the entry may write them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline, TranslationTabularInline

from tokutei_site.staff.desk import PlainSelects
from tokutei_site.staff.forms import LONGEST_KEY
from tokutei_site.staff.picking import Picker

from .attached import described, staff_link
from .child_forms import MOST_ROWS, ChildForm, OrderedForm, RowFormSet
from .labels import plain_labels
from .links import source_url
from .models import Attachment, Citation, Source, localised
from .upload_form import AttachmentForm

# The browser's own pickers: they need no script and speak the reader's language.
FIELDS: dict[type[models.Field], dict[str, Any]] = {
    models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    models.TimeField: {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")},
    models.URLField: {"assume_scheme": "https"},
}


def side_by_side(*names: str) -> list[Any]:
    """One form row per translated field, the languages beside each other."""
    return [tuple(localised(name)) for name in names]


class RowInline(InlineModelAdmin):
    """Rows of an entry: who may write the entry may write them."""

    formset = RowFormSet
    formfield_overrides = FIELDS
    extra = 0
    max_num: int | None = MOST_ROWS

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """A form does not say by itself how much work it is."""
        limits = {"absolute_max": 2 * MOST_ROWS, "validate_max": True}
        return super().get_formset(request, obj, **limits, **kwargs)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("publishing.write_entry")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("publishing.write_entry")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("publishing.write_entry")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return any(request.user.has_perm(f"publishing.{verb}_entry") for verb in ("write", "view"))


class ChildRows(RowInline):
    form: type[forms.ModelForm] = ChildForm

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, **kwargs, labels=plain_labels(self.model))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The place comes last: it is seldom typed. Who may only read has no use for the key."""
        names = flatten_fieldsets(super().get_fieldsets(request, obj))
        if not self.has_change_permission(request):
            names.remove("row_key")
        return [(None, {"fields": sorted(names, key=lambda name: name == "order")})]


class ChildInline(ChildRows, TranslationTabularInline):
    """Children with texts in every language."""


class PlainChildInline(ChildRows, PlainSelects, admin.TabularInline):
    """Children that are the same in every language."""


class AttachmentInline(RowInline, TranslationStackedInline):
    """One box a document: the languages' titles and files beside each other."""

    model = Attachment
    form: type[forms.ModelForm] = AttachmentForm
    extra = 1  # there without a script, too
    max_num = Attachment.MOST
    readonly_fields = ["files"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs, labels=plain_labels(self.model))
        formset.form.user = request.user
        return formset

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        title, file, alt = (tuple(localised(name)) for name in ("title", "file", "alt"))
        fields = [title, file, "is_for_everybody", alt, "order", "row_key"]
        if not self.has_change_permission(request):
            fields = [title, "files", "is_for_everybody", alt]
        return [(None, {"fields": fields, "classes": ["bilingual"]})]

    @admin.display(description=_("file"))
    def files(self, attachment: Attachment) -> str:
        """For who may only read."""
        found = attachment.addresses().values()
        links = [(staff_link(address), described(address)) for address in found]
        return format_html_join(" ", '<a href="{}">{}</a>', links)


def source_names(keys: Iterable[str]) -> dict[str, str]:
    """What sources are called, by their numbers as a form sends them."""
    numbers = [key for key in keys if key.isdecimal() and len(key) < LONGEST_KEY]
    return {str(source.pk): str(source) for source in Source.objects.filter(pk__in=numbers)}


class CitationInline(RowInline, PlainSelects, admin.TabularInline):
    model = Citation
    form = OrderedForm
    fields = ("source", "about", "order")
    readonly_fields = ("about",)

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "source":
            kwargs["widget"] = Picker("admin:publishing_source_find", source_names)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Citation]:
        return super().get_queryset(request).select_related("source")

    @admin.display(description=_("page of the source"))
    def about(self, citation: Citation) -> str:
        if not citation.source_id:
            return ""
        link = format_html(
            '<a href="{}">{}</a>', source_url(citation.source), gettext("Checks and texts")
        )
        if not citation.is_behind:
            return link
        said = gettext("The source was edited. The next save takes the new data over.")
        return format_html("{}<br><strong>{}</strong>", link, said)
