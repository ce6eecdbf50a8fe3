"""The admin of the office: the stock site without its side doors."""

from functools import update_wrapper
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, models
from django.forms import Field, ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from . import kept
from .forms import RowForm

KEPT_PAGES = ("_changelist", "_add", "_change", "_password_change")
SIDE_DOORS = {"autocomplete", "view_on_site"}


class DeskSite(admin.AdminSite):
    index_title = gettext_lazy("Home")
    enable_nav_sidebar = False  # the two languages side by side need the width

    def get_urls(self) -> list[URLPattern | URLResolver]:
        kept = [url for url in super().get_urls() if getattr(url, "name", "") not in SIDE_DOORS]
        return [path("language/", self.admin_view(choose_language), name="language"), *kept]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Strangers are asked to sign in, and what they typed is kept; whoever is signed in and
        may not come here is told so, on a page of the desk and in the person's language."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated:
                kept.forget_others(request)
            elif request.method == "POST" and (page := kept.keep(request)):
                return HttpResponseRedirect(reverse("admin:login", query={"next": page}))
            try:
                if request.user.is_authenticated and not self.has_permission(request):
                    raise PermissionDenied(_("Your account does not include the desk."))
                response: HttpResponse = inner(request, *args, **kwargs)
            except PermissionDenied as denied:
                return self.forbidden(request, denied)
            return response

        return update_wrapper(guarded, inner)

    def each_context(self, request: Any) -> dict[str, Any]:
        form_of = kept.form_of(request) if request.user.is_authenticated else ""
        return {**super().each_context(request), "form_of": form_of}

    def forbidden(self, request: HttpRequest, denied: PermissionDenied) -> HttpResponse:
        context = {
            **self.each_context(request),
            "title": _("Not allowed"),
            "reason": str(denied) or _("Your role does not include this step."),
        }
        return TemplateResponse(request, "admin/403.html", context, status=403)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Each staff member chooses the language of the desk; it stays chosen."""
    from .models import User  # this module is read before the models are

    language = request.POST.get("language")
    if language not in dict(settings.LANGUAGES):
        raise Http404
    User.objects.filter(username=request.user.get_username()).update(language=language)
    return HttpResponseRedirect(reverse("admin:index"))


class DeskAppConfig(AdminConfig):
    default_site = "tokutei_site.staff.desk.DeskSite"


class PlainSelects(BaseModelAdmin):
    """Plain selects: what they offer is edited on its own page, not in a pop-up window."""

    def formfield_for_dbfield(
        self, db_field: models.Field, request: Any, **kwargs: Any
    ) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class DeskAdmin(PlainSelects, admin.ModelAdmin):
    """Lists and forms only. What is on record stays: nothing is deleted here, and the ledger is
    the history."""

    form: type[ModelForm] = RowForm
    actions: Any = None
    # How the names end of those of Django's own pages that a model keeps.
    kept_pages: tuple[str, ...] = KEPT_PAGES
    picked_by = "pk"  # the column by which a Picker names a row
    change_form_template = "admin/desk_form.html"

    def get_urls(self) -> list[URLPattern]:
        return [url for url in super().get_urls() if (url.name or "").endswith(self.kept_pages)]

    def page(self, route: str, view: Any, name: str) -> URLPattern:
        """A page of the desk's own, below the model's: view(admin, request, …)."""

        def bound(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response: HttpResponse = view(self, request, *args, **kwargs)
            return response

        return path(route, self.admin_site.admin_view(bound), name=self.url_name(name))

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"admin:{self.url_name(name)}", args=args)

    def url_name(self, name: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """Held while a form is saved, so that nothing changes between comparing and writing."""
        found = super().get_object(request, object_id, from_field)
        is_saving = request.method == "POST" and connection.in_atomic_block
        if found is None or not is_saving:
            return found
        self.hold(found)
        return super().get_object(request, object_id, from_field)

    def hold(self, row: Any) -> None:
        self.model._base_manager.select_for_update().filter(pk=row.pk).first()

    def changeform_view(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        fields = kept.given_back(request)
        if fields is not None:
            request = kept.as_posted(request, fields)
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            return self.second_look(request, *args, **kwargs)

    def second_look(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The same was saved twice at once: now the form finds what the other press made, and
        tells it beside what was typed."""
        try:
            response = super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            request.is_given_back = True
            response = super().changeform_view(request, *args, **kwargs)
        if response.status_code == 200:
            messages.warning(
                request, _("Somebody saved the same at this moment. Look at it below.")
            )
        return response

    def get_form(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """What is given back is shown with what is wrong in it, and never saved by itself."""
        form: Any = super().get_form(request, *args, **kwargs)
        if getattr(request, "is_given_back", False):
            form.is_valid = lambda form: False
        return form
