"""The desk of the questionnaire."""

from django.contrib import admin

from tokutei_site.publishing.admin import CitationInline, EntryAdmin, side_by_side

from .models import Guide
from .views import render_preview


@admin.register(Guide)
class GuideAdmin(EntryAdmin):
    fieldsets = [
        (None, {"fields": side_by_side("title", "summary"), "classes": ["bilingual"]}),
        (None, {"fields": ["slug", "source_language", "review_by", "owner"]}),
    ]
    inlines = [CitationInline]
    render_preview = staticmethod(render_preview)
