"""The desk of the FAQ."""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from announcements.categorised import CategorisedAdmin
from announcements.models import Announcement, Faq, RelatedAnnouncement
from announcements.models.faq import LAST_PLACE
from announcements.sheets import pages
from tokutei_site.publishing import batch_pages
from tokutei_site.publishing.admin import CitationInline, PlainChildInline, side_by_side
from tokutei_site.publishing.child_forms import ChildForm
from tokutei_site.publishing.given import GivenAddressAdmin, GivenAddressForm
from tokutei_site.staff.picking import Picker

from . import ordering
from .views import EASY_PAGE, render_preview

TOGETHER = 200  # entries on one page of steps
TEXT_FIELDS = [*side_by_side("title"), "title_easy", *side_by_side("answer"), "answer_easy"]


def titles(slugs: Iterable[str]) -> dict[str, str]:
    return {each.slug: str(each) for each in Announcement.objects.filter(slug__in=slugs)}


class RelatedForm(ChildForm):
    """Announcements by their titles; one that moved stays chosen under its former address."""

    class Meta:
        widgets = {"slug": Picker("admin:announcements_announcement_find", titles)}


class RelatedInline(PlainChildInline):
    model = RelatedAnnouncement
    form = RelatedForm


class FaqForm(GivenAddressForm):
    """A new question comes after all others of its category, unless its place is typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "order" in self.fields and not self.instance.pk:
            self.fields["order"].required = False
            self.fields["order"].help_text = gettext("Empty: after all others of its category.")
            self.initial["order"] = None

    def clean_order(self) -> int:
        typed: int | None = self.cleaned_data["order"]
        if typed is not None or self.instance.pk:
            return cast(int, typed)
        category = self.cleaned_data.get("category")
        taken = Faq.last_places().get(category and category.key, -1)
        return min(taken + 1, LAST_PLACE)


@admin.register(Faq)
class FaqAdmin(GivenAddressAdmin, CategorisedAdmin):
    form = FaqForm
    list_display = ["code", "question", "category", "state", "public", "translated", "newest"]
    list_display_links = ["code", "question"]
    list_filter = [*CategorisedAdmin.list_filter, "category"]
    list_select_related = [*CategorisedAdmin.list_select_related, "category"]
    fieldsets = [
        (None, {"fields": TEXT_FIELDS, "classes": ["bilingual"]}),
        (
            None,
            {"fields": ["is_to_be_confirmed", "category", "order", "place_on_home", "keywords"]},
        ),
        (None, {"fields": ["slug", "source_language", "review_by", "owner"]}),
    ]
    inlines = [RelatedInline, CitationInline]
    change_list_template = "admin/faq/change_list.html"
    actions = ["go_together", "export_chosen"]
    render_preview = staticmethod(render_preview)
    render_easy = EASY_PAGE.preview

    def get_urls(self) -> list[URLPattern]:
        return [
            self.page("order/", ordering.order, "order"),
            self.page("together/", batch_pages.chosen, "together"),
            self.page("batch/<int:pk>/", batch_pages.batch, "batch"),
            self.page("transfers/", batch_pages.transfers, "transfers"),
            self.page("export/", pages.export, "export"),
            self.page("import/", pages.upload, "import"),
            self.page("import/<slug:key>/", pages.preview, "preview_import"),
            *super().get_urls(),
        ]

    @admin.action(description=_("Review and publish together…"))
    def go_together(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.lead(request, "together", queryset)

    @admin.action(description=_("Export…"), permissions=["export"])
    def export_chosen(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        if request.POST.get("select_across") == "1":  # all that the filters of the list show
            filters = request.META.get("QUERY_STRING", "")
            return HttpResponseRedirect(f"{self.url('export')}?{filters}")
        return self.lead(request, "export", queryset)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("announcements.export_faq")

    def lead(self, request: HttpRequest, page: str, queryset: QuerySet[Any]) -> HttpResponse | None:
        """On to a page of the chosen entries, which its address names."""
        chosen = list(queryset.values_list("pk", flat=True)[: TOGETHER + 1])
        if len(chosen) > TOGETHER:
            told = gettext("Please choose at most %(count)d at once.") % {"count": TOGETHER}
            self.message_user(request, told, messages.ERROR)
            return None
        query = urlencode([("entry", pk) for pk in chosen])
        return HttpResponseRedirect(f"{self.url(page)}?{query}")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The code stands first once there is one."""
        fieldsets = super().get_fieldsets(request, obj)
        return [(None, {"fields": ["code"]}), *fieldsets] if obj else fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["code", "slug"] if obj else []

    @admin.display(description=_("code"), ordering="slug")
    def code(self, faq: Faq) -> str:
        return faq.slug

    @admin.display(description=_("question"))
    def question(self, faq: Faq) -> str:
        return str(faq)

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["slug"]
