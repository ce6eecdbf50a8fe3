"""The desk of the questionnaire."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _

from tokutei_site.publishing.admin import CitationInline, EntryAdmin, side_by_side
from tokutei_site.publishing.forms import EntryForm
from tokutei_site.publishing.models import Entry, Revision

from .editing import block_pages, case_pages, inserting, removing, step_page, steps_page
from .editing.advice import about, rendered
from .editing.choosing import step_options
from .gate import proof_of
from .graph.subject import Outside
from .models import Guide
from .views import preview_easy, render_preview


class GuideForm(EntryForm):
    """The first question is picked from a list, as soon as there are any."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        head = self.instance.head
        if "start" not in self.fields:
            return
        if head is None:
            del self.fields["start"]
            return
        self.fields["start"] = forms.ChoiceField(
            label=self.fields["start"].label,
            choices=step_options(head.content, head.columns, ["question"]),
            required=False,
        )

    def column_changes(self) -> dict[str, Any]:
        changes = super().column_changes()
        return changes | ({"start": changes["start"] or None} if "start" in changes else {})


@admin.register(Guide)
class GuideAdmin(EntryAdmin):
    form = GuideForm
    inlines = [CitationInline]
    render_preview = staticmethod(render_preview)
    render_easy = staticmethod(preview_easy)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new guide has no questions to begin with."""
        rest = ["slug", "source_language", "review_by", "owner"]
        return [
            (None, {"fields": side_by_side("title", "summary"), "classes": ["bilingual"]}),
            (None, {"fields": ["start", *rest] if obj else rest}),
        ]

    def get_urls(self) -> list[URLPattern]:
        one = "<int:pk>/"
        return [
            self.page(f"{one}steps/", steps_page.steps, "steps"),
            self.page(f"{one}chart/", steps_page.chart, "chart"),
            self.page(f"{one}steps/new/<str:kind>/", step_page.new, "new_step"),
            self.page(f"{one}steps/<slug:key>/", step_page.edit, "step_form"),
            self.page(f"{one}steps/<slug:key>/remove/", removing.remove, "remove_step"),
            self.page(f"{one}choices/<slug:key>/insert/", inserting.insert, "insert"),
            self.page(f"{one}paragraphs/", block_pages.blocks, "blocks"),
            self.page(f"{one}paragraphs/new/", block_pages.new, "new_block"),
            self.page(f"{one}paragraphs/<slug:key>/", block_pages.edit, "block_form"),
            self.page(f"{one}cases/", case_pages.cases, "cases"),
            self.page(f"{one}cases/new/", case_pages.new, "new_case"),
            self.page(f"{one}cases/<slug:key>/", case_pages.edit, "case_form"),
            *super().get_urls(),
        ]

    def own_pages(self, entry: Entry) -> list[tuple[str, str, str]]:
        labels = {
            "steps": _("Questions and outcomes"),
            "chart": _("Flow chart"),
            "blocks": _("Shared paragraphs"),
            "cases": _("Cases"),
        }
        return [(name, label, self.url(name, entry.pk)) for name, label in labels.items()]

    def advice(self, request: HttpRequest, revision: Revision) -> str:
        guide: Any = revision.entry
        proof = proof_of(Guide, revision.content, timezone.now(), Outside())
        return rendered(about(self, guide, proof)) + super().advice(request, revision)
