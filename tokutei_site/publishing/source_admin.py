"""Sources in the desk: the list with their last checks, and the form of their own data. What rests
on a source and what is done with it stand on its page (source_pages)."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from tokutei_site.staff.desk import DeskAdmin
from tokutei_site.staff.forms import OpenedForm
from tokutei_site.staff.picking import find
from tokutei_site.text.dates import format_day, jst_day

from . import desk, due, source_pages
from .forms import NamedLanguagesForm
from .inlines import FIELDS, side_by_side
from .links import source_url
from .models import Source, SourceCheck, localised
from .panel import person


class SourceForm(OpenedForm, NamedLanguagesForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, texts in desk.source_problems(cleaned).items():
            if name not in self.errors:
                self.add_error(name, texts)
        return cleaned


class OverdueFilter(admin.SimpleListFilter):
    title, parameter_name = _("checks"), "checks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("overdue", gettext("Sources to check again"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Source]) -> QuerySet[Source]:
        if self.value() != "overdue":
            return queryset
        return due.overdue(queryset, timezone.now()).filter(is_cited=True)


@admin.register(Source)
class SourceAdmin(DeskAdmin, TranslationAdmin):
    form = SourceForm
    formfield_overrides = FIELDS
    list_display = ["shown_title", "checked", "cited"]
    list_display_links = None
    list_filter = [OverdueFilter]
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    fieldsets = [
        (None, {"fields": ["key"]}),
        (None, {"fields": side_by_side("title", "url", "publisher"), "classes": ["bilingual"]}),
        (None, {"fields": ["text_as_of"]}),
    ]

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return ["key", *localised("title"), *localised("publisher")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return due.with_last_check(super().get_queryset(request), timezone.now())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["key"] if obj else []

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": capfirst(str(self.opts.verbose_name_plural))}
        return super().changelist_view(request, title | (extra_context or {}))

    @admin.display(description=_("title"), ordering="key")
    def shown_title(self, source: Source) -> str:
        url = source_url(source)
        return format_html(
            '<a href="{}">{}</a><br><span class="quiet">{}</span>', url, source, source.key
        )

    @admin.display(description=_("last check"), ordering="checked_at")
    def checked(self, source: Any) -> str:
        outcome = gettext("not checked yet")
        if source.checked_at:
            found = SourceCheck.Outcome(source.checked_outcome).label
            outcome = f"{format_day(jst_day(source.checked_at))} · {found}"
        if not source.is_cited or not due.is_overdue(source.checked_at, timezone.now()):
            return outcome
        return format_html("{}<br><strong>{}</strong>", outcome, gettext("to be checked again"))

    @admin.display(description=_("cited by a public text"))
    def cited(self, source: Any) -> str:
        return gettext("yes") if source.is_cited else gettext("no")

    # Writing

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        source = obj if change else Source()
        obj.pk = desk.edit_source(source, changes, by=person(request), now=timezone.now()).pk

    def response_change(self, request: HttpRequest, obj: Source) -> HttpResponse:
        self.message_user(request, gettext("Saved."))
        return HttpResponseRedirect(source_url(obj))

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any):  # type: ignore[no-untyped-def]
        return self.response_change(request, obj)

    def get_urls(self) -> list[URLPattern]:
        return [
            self.page("find/", find, "find"),
            self.page("<int:pk>/overview/", source_pages.overview, "overview"),
            self.page("<int:pk>/check/<str:outcome>/", source_pages.check, "check"),
            self.page("<int:pk>/keep/", source_pages.keep, "keep"),
            *super().get_urls(),
        ]
