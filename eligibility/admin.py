"""The desk of the questionnaire."""

from datetime import datetime

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from tokutei_site.publishing.admin import CitationInline, EntryAdmin, side_by_side
from tokutei_site.publishing.models import Window

from .models import Guide


def render_preview(request: HttpRequest, window: Window, at: datetime) -> HttpResponse:
    return HttpResponse(str(window.entry.as_kind()), content_type="text/plain; charset=utf-8")


@admin.register(Guide)
class GuideAdmin(EntryAdmin):
    fieldsets = [
        (None, {"fields": side_by_side("title", "summary"), "classes": ["bilingual"]}),
        (None, {"fields": ["slug", "source_language", "review_by", "owner"]}),
    ]
    inlines = [CitationInline]
    render_preview = staticmethod(render_preview)
