from typing import Any

from django.contrib import admin
from django.urls import URLPattern
from modeltranslation.admin import TranslationAdmin

from tokutei_site.publishing.admin import (
    AttachmentInline,
    ChildInline,
    CitationInline,
    side_by_side,
)
from tokutei_site.publishing.forms import NamedLanguagesForm
from tokutei_site.publishing.models import localised
from tokutei_site.staff.desk import DeskAdmin
from tokutei_site.staff.forms import RowForm
from tokutei_site.staff.picking import find

from .categorised import CategorisedAdmin
from .faq.admin import FaqAdmin as FaqAdmin
from .models import Announcement, Category, KeyDate
from .views import EASY_PAGE, render_preview


class KeyDateInline(ChildInline):
    model = KeyDate


@admin.register(Announcement)
class AnnouncementAdmin(CategorisedAdmin):
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *side_by_side("title"),
                    "title_easy",
                    *side_by_side("summary", "body"),
                    "body_easy",
                    *side_by_side("contact"),
                ],
                "classes": ["bilingual"],
            },
        ),
        (
            None,
            {"fields": ["category", "keywords", "slug", "source_language", "review_by", "owner"]},
        ),
    ]
    inlines = [KeyDateInline, AttachmentInline, CitationInline]
    picked_by = "slug"
    render_preview = staticmethod(render_preview)
    render_easy = EASY_PAGE.preview

    def get_urls(self) -> list[URLPattern]:
        return [self.page("find/", find, "find"), *super().get_urls()]


class CategoryForm(RowForm, NamedLanguagesForm):
    pass


@admin.register(Category)
class CategoryAdmin(DeskAdmin, TranslationAdmin):
    form = CategoryForm
    list_display = ["key", "__str__", "order"]
    fieldsets = [(None, {"fields": ["key", "order", *side_by_side("name")]})]

    def get_search_fields(self, request: Any) -> list[str]:
        return ["key", *localised("name")]
