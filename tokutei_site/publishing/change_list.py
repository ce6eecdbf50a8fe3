"""The list of a kind's entries: where each stands, who saved it last and when."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from tokutei_site.staff.desk import DeskAdmin
from tokutei_site.text.dates import format_moment

from . import staleness
from .models import Backlog, Entry, localised
from .panel import public_label
from .states import DeskState, PublicState, with_state


class StateFilter(admin.SimpleListFilter):
    states: Any

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return self.states.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in self.states.values:
            return queryset.filter(**{str(self.parameter_name): self.value()})
        return queryset


class DeskStateFilter(StateFilter):
    title, parameter_name, states = _("newest version"), "desk_state", DeskState

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What was discarded is listed only where somebody asks for it."""
        if self.value() is None:
            return queryset.exclude(desk_state=DeskState.DISCARDED)
        return super().queryset(request, queryset)


class PublicStateFilter(StateFilter):
    title, parameter_name, states = _("on the site"), "public_state", PublicState


class TranslationFilter(admin.SimpleListFilter):
    title, parameter_name = _("translation"), "translation"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("behind", gettext("waits for a translator"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "behind":
            return queryset.filter(Exists(Backlog.waiting().filter(entry=OuterRef("pk"))))
        return queryset


class EntryList(DeskAdmin, TranslationAdmin):
    list_display = ["shown_title", "state", "public", "translated", "newest", "owner"]
    list_filter = [DeskStateFilter, PublicStateFilter, TranslationFilter, "owner"]
    list_per_page = 50
    list_select_related = ["head__by", "owner"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return ["slug", *localised("title")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        entries = with_state(super().get_queryset(request), timezone.now())
        return entries.prefetch_related("backlogs")

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-head__at", "-pk"]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": capfirst(str(self.opts.verbose_name_plural))}
        return super().changelist_view(request, title | (extra_context or {}))

    @admin.display(description=_("title"))
    def shown_title(self, entry: Entry) -> str:
        return str(entry)

    @admin.display(description=_("newest version"), ordering="desk_state")
    def state(self, entry: Any) -> str:
        state = DeskState(entry.desk_state)
        return format_html('<span class="state state-{}">{}</span>', state.value, state.label)

    @admin.display(description=_("on the site"), ordering="public_state")
    def public(self, entry: Any) -> str:
        badge = format_html(
            '<span class="state state-{}">{}</span>', entry.public_state, public_label(entry)
        )
        if entry.scheduled_from is None:
            return badge
        coming = gettext("next change: %(at)s") % {"at": format_moment(entry.scheduled_from)}
        return format_html('{}<br><span class="quiet">{}</span>', badge, coming)

    @admin.display(description=_("translation"))
    def translated(self, entry: Entry) -> str:
        return format_html_join(
            mark_safe("<br>"),
            "{}",
            (
                (staleness.told_with_language(row),)
                for row in entry.backlogs.all()
                if row.language != entry.source_language
            ),
        )

    @admin.display(description=_("last saved"), ordering="head__at")
    def newest(self, entry: Entry) -> str:
        if entry.head is None:
            return ""
        return format_html(
            '{}<br><span class="quiet">{}</span>',
            gettext("version %(number)s, %(by)s")
            % {"number": entry.head.number, "by": entry.head.by},
            format_moment(entry.head.at),
        )
