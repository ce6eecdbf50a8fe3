"""The desk that every kind shares: the stock admin bound to the working copy. Saving appends a
revision through the verbs; delete and Django's own history are off."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationTabularInline

from tokutei_site.staff.desk import DeskAdmin

from . import desk, views
from .forms import EntryForm, NamedLanguagesForm, child_changes, citation_changes, own_changes
from .labels import column_label, shown
from .models import Child, Citation, Entry, Revision, Source, localised
from .states import DeskState, PublicState, with_state


def side_by_side(*names: str) -> list[tuple[str, ...]]:
    """One form row per translated field, the languages beside each other."""
    return [tuple(localised(name)) for name in names]


class StateFilter(admin.SimpleListFilter):
    states: Any

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return self.states.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(**{self.parameter_name: self.value()}) if self.value() else queryset


class DeskStateFilter(StateFilter):
    title, parameter_name, states = _("newest version"), "desk_state", DeskState


class PublicStateFilter(StateFilter):
    title, parameter_name, states = _("on the site"), "public_state", PublicState


class ChildInline(TranslationTabularInline):
    form = NamedLanguagesForm
    extra = 0
    changes_of: str  # the group of the content that this inline edits

    def has_permission(self, request: HttpRequest, *args: Any) -> bool:
        return request.user.has_perm("publishing.write_entry")

    has_add_permission = has_change_permission = has_delete_permission = has_permission

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perms(["publishing.write_entry"]) or request.user.has_perm(
            "publishing.view_entry"
        )


class CitationInline(admin.TabularInline):
    model = Citation
    extra = 0
    fields = ("source", "order")

    has_add_permission = has_change_permission = has_delete_permission = ChildInline.has_permission
    has_view_permission = ChildInline.has_view_permission


class EntryAdmin(DeskAdmin, TranslationAdmin):
    form = EntryForm
    list_display = ["shown_title", "state", "public", "newest", "owner"]
    list_filter = [DeskStateFilter, PublicStateFilter, "owner"]
    save_on_top = False
    change_form_template = "admin/publishing/change_form.html"
    render_preview: Any  # staticmethod(request, window) -> HttpResponse

    # Roles

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return any(request.user.has_perm(f"publishing.{verb}_entry") for verb in ("write", "view"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("publishing.write_entry")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("publishing.write_entry")

    # List

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return ["slug", *localised("title")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_state(super().get_queryset(request), timezone.now()).select_related(
            "head__by", "owner"
        )

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-head__at", "-pk"]

    @admin.display(description=_("title"))
    def shown_title(self, entry: Entry) -> str:
        return str(entry)

    @admin.display(description=_("newest version"), ordering="desk_state")
    def state(self, entry: Any) -> str:
        return format_html(
            '<span class="state state-{}">{}</span>',
            entry.desk_state,
            DeskState(entry.desk_state).label,
        )

    @admin.display(description=_("on the site"), ordering="public_state")
    def public(self, entry: Any) -> str:
        label = PublicState(entry.public_state).label
        if entry.public_state == PublicState.LIVE and entry.desk_state != DeskState.DONE:
            label = gettext("public; a newer version exists")
        return format_html('<span class="state state-{}">{}</span>', entry.public_state, label)

    @admin.display(description=_("last saved"), ordering="head__at")
    def newest(self, entry: Entry) -> str:
        if entry.head is None:
            return ""
        at = timezone.localtime(entry.head.at)
        return gettext("version %(number)s, %(at)s, %(by)s") % {
            "number": entry.head.number,
            "at": f"{at:%Y-%m-%d %H:%M}",
            "by": entry.head.by,
        }

    # Form

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[EntryForm]:
        form: type[EntryForm] = super().get_form(request, obj, **kwargs)
        form.user = request.user
        form.refusal = getattr(request, "refusal", None)
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            # The desk refused and its transaction is undone: show the form again, as typed.
            request.refusal = refusal  # type: ignore[attr-defined]
        context = {**(extra_context or {}), **self.clash_context(request.refusal)}  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, context)

    def clash_context(self, refusal: ValidationError) -> dict[str, Any]:
        if not isinstance(refusal, desk.Conflict):
            return {}
        return {
            "conflict_head": refusal.head,
            "clashes": [
                (column_label(self.model, p), shown(c.base), shown(c.theirs), shown(c.mine))
                for p, c in refusal.clashes.items()
            ],
        }

    def render_change_form(self, request, context, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[no-untyped-def]
        entry = kwargs.get("obj")
        context["languages_of_preview"] = [
            (name, self.preview_url(entry, code)) for code, name in settings.LANGUAGES
        ]
        if entry is not None:
            context["desk"] = views.desk_context(self, request, entry)
        return super().render_change_form(request, context, *args, **kwargs)

    def url(self, name: str, *args: Any) -> str:
        meta = self.opts
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_{name}", args=args)

    def preview_url(self, entry: Entry | None, code: str) -> str:
        return self.url("preview", entry.pk, code) if entry else self.url("preview_new", code)

    # Writing: one verb for the form and all its inlines

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing yet: the children have to come into the same revision."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        revision = self.write(desk.save, request, form, formsets)
        entry = revision.entry.as_kind()
        form.instance.pk, form.instance.head = entry.pk, revision
        slug, owner = form.cleaned_data["slug"], form.cleaned_data.get("owner")
        now = timezone.now()
        if entry.slug != slug:
            desk.rename(entry, slug, by=request.user, now=now)
        if "owner" in form.changed_data and change:
            Entry.objects.filter(pk=entry.pk).update(owner=owner)
        if "_submit" in request.POST:
            desk.submit(revision, by=request.user, now=now)

    def write(self, verb: Any, request: HttpRequest, form: Any, formsets: Any) -> Revision:
        base, accepted = form.cleaned_data.get("base"), form.cleaned_data.get("accepted")
        changes = own_changes(base, self.changes(form, formsets))
        entry = form.instance
        if entry.pk:
            entry = self.model.objects.get(pk=entry.pk)
        return verb(entry, accepted or base, changes, by=request.user, now=timezone.now())

    def changes(self, form: EntryForm, formsets: Any) -> dict[str, Any]:
        changes = form.column_changes()
        for formset in formsets:
            if formset.model is Citation:
                changes |= citation_changes(formset)
            elif issubclass(formset.model, Child):
                group = formset.fk.remote_field.get_accessor_name()
                changes |= child_changes(group, formset, form)
        return changes

    # The ledger is the record; Django's own log entries stay empty.

    def construct_change_message(self, *args: Any, **kwargs: Any) -> list[Any]:
        return []

    def log_addition(self, *args: Any, **kwargs: Any) -> None: ...

    def log_change(self, *args: Any, **kwargs: Any) -> None: ...

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if "_submit" in request.POST:
            self.message_user(request, gettext("Saved and submitted for review."))
            return HttpResponseRedirect(self.url("review", obj.pk))
        return super().response_change(request, obj)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any):
        if "_submit" in request.POST:
            return self.response_change(request, obj)
        return super().response_add(request, obj, *args, **kwargs)

    # The desk's own pages

    def get_urls(self) -> list[URLPattern]:
        meta = self.opts

        def page(route: str, view: Any, name: str) -> URLPattern:
            def bound(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
                return view(self, request, *args, **kwargs)

            return path(
                route,
                self.admin_site.admin_view(bound),
                name=f"{meta.app_label}_{meta.model_name}_{name}",
            )

        return [
            page("preview/<str:language>/", views.preview, "preview_new"),
            page("<int:pk>/preview/<str:language>/", views.preview, "preview"),
            page("<int:pk>/history/", views.history, "history"),
            page("<int:pk>/review/", views.review, "review"),
            page("<int:pk>/version/<int:number>/", views.review, "version"),
            page("<int:pk>/version/<int:number>/view/<str:language>/", views.view_version, "view"),
            page("<int:pk>/publish/<int:number>/", views.publish, "publish"),
            page("<int:pk>/withdraw/", views.withdraw, "withdraw"),
            page("<int:pk>/do/<str:verb>/", views.step, "step"),
            *super().get_urls(),
        ]

    def form_parts(self, request: HttpRequest, entry: Entry | None) -> tuple[Any, list[Any]]:
        """The bound form and inlines of a POST that is not a save (the preview)."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        instance = entry or self.model()
        form = self.get_form(request, entry, change=bool(entry))(
            request.POST, request.FILES, instance=instance
        )
        form.is_valid()
        formsets, _inlines = self._create_formsets(request, instance, change=bool(entry))
        for formset in formsets:
            formset.is_valid()
        return form, formsets


@admin.register(Source)
class SourceAdmin(DeskAdmin, TranslationAdmin):
    form = NamedLanguagesForm
    list_display = ["key", "__str__"]
    fieldsets = [
        (None, {"fields": ["key"]}),
        (None, {"fields": side_by_side("title", "url", "publisher"), "classes": ["bilingual"]}),
        (None, {"fields": ["text_as_of"]}),
    ]

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return ["key", *localised("title")]
