"""The desk of what the search treats as one. Changes hold at once: no page says these words."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from tokutei_site.staff.desk import KEPT_PAGES, DeskAdmin
from tokutei_site.staff.forms import OpenedForm
from tokutei_site.text.fold import fold

from .models import Synonym


@admin.register(Synonym)
class SynonymAdmin(DeskAdmin):
    form = OpenedForm  # the group judges its words itself
    search_fields = ["words"]  # shows the box; get_search_results looks the words up
    ordering = ["pk"]
    kept_pages = (*KEPT_PAGES, "_delete")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing that was public is lost with a group."""
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Synonym], search_term: str
    ) -> tuple[QuerySet[Synonym], bool]:
        """Spelled any way that residents may spell it."""
        looked_for = fold(search_term)
        found = [each.pk for each in queryset if any(looked_for in word for word in each.folded)]
        return queryset.filter(pk__in=found), False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": capfirst(str(self.opts.verbose_name_plural))}
        return super().changelist_view(request, title | (extra_context or {}))
