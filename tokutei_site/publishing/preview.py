"""The page as residents would see it: from what stands typed in the form, or of any version."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from . import desk
from .easy import EASY, SOURCE
from .labels import language_names, refusal_messages, target_names
from .models import Entry, Publication, Revision, Window
from .panel import revision_of, visible_entry

if TYPE_CHECKING:
    from .admin import EntryAdmin


def preview_names(kind: type[Entry]) -> dict[str, str]:
    """In what a page of this kind can be looked at: code and name."""
    return target_names() if kind.HAS_EASY_PAGE else language_names()


def preview(
    admin: "EntryAdmin", request: HttpRequest, language: str, pk: int | None = None
) -> HttpResponse:
    """What stands typed in the form as a page; saves nothing."""
    if language not in preview_names(admin.model):
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    entry = visible_entry(admin, request, pk) if pk else None
    form, formsets = admin.form_parts(request, entry)
    try:
        if not all(part.is_valid() for part in [form, *formsets]):
            raise desk.Refused(problems_of([form, *formsets]))
        revision = admin.write(desk.rehearse, request, form, formsets)
    except ValidationError as refusal:
        return no_preview(admin, request, refusal)
    return rendered(admin, request, revision, form.slug, language)


def no_preview(
    admin: "EntryAdmin", request: HttpRequest, refusal: ValidationError
) -> TemplateResponse:
    return TemplateResponse(
        request,
        "admin/publishing/no_preview.html",
        {
            **admin.admin_site.each_context(request),
            "title": _("Preview"),
            "problems": refusal_messages(admin.model, refusal),
        },
        status=422,
    )


def problems_of(forms: list[Any]) -> list[str]:
    found = []
    for form in forms:
        for each in form.forms if hasattr(form, "forms") else [form]:
            for name, errors in each.errors.items():
                label = each.fields[name].label if name in each.fields else ""
                found += [f"{label}: {error}" if label else str(error) for error in errors]
        if hasattr(form, "non_form_errors"):
            found += [str(error) for error in form.non_form_errors()]
    return found


def view_version(
    admin: "EntryAdmin", request: HttpRequest, pk: int, number: int, language: str
) -> HttpResponse:
    if language not in preview_names(admin.model):
        raise Http404
    entry = visible_entry(admin, request, pk)
    revision = revision_of(entry, number)
    if revision.is_sealed:
        return HttpResponseRedirect(admin.url("version", pk, number))
    return rendered(admin, request, revision, entry.slug, language)


def rendered(
    admin: "EntryAdmin", request: HttpRequest, revision: Revision, slug: str, language: str
) -> HttpResponse:
    """A revision in the public template, as if it were published now."""
    is_easy, now = language == EASY, timezone.now()
    if is_easy and not admin.model.has_easy(revision.content):
        nothing = ValidationError(_("Nothing is written in easy Japanese yet."))
        return no_preview(admin, request, nothing)
    publication = Publication(revision=revision, visible_from=now, significance="minor")
    window = Window(
        entry=revision.entry,
        revision=revision,
        publication=publication,
        begins=now,
        first_at=now,
        news_at=now,
    )
    window.entry.slug = slug
    render = admin.render_easy if is_easy else admin.render_preview
    with translation.override(SOURCE if is_easy else language):
        response: HttpResponse = render(request, window, now)
    return response
