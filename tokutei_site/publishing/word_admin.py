"""The list of office words that a text in やさしい日本語 should explain."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from tokutei_site.staff.desk import DeskAdmin

from .models import OfficeWord


@admin.register(OfficeWord)
class OfficeWordAdmin(DeskAdmin):
    list_display = ["word", "meaning", "is_used"]
    list_filter = ["is_used"]
    search_fields = ["word", "meaning"]
    show_facets = admin.ShowFacets.NEVER

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": capfirst(str(self.opts.verbose_name_plural))}
        return super().changelist_view(request, title | (extra_context or {}))
