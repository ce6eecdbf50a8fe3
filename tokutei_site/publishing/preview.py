"""The page as residents would see it: from what stands typed in the form, or of any version."""

from datetime import datetime
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

from . import desk, ledger
from .easy import EASY, SOURCE
from .labels import language_names, refusal_messages, target_names
from .models import Entry, Publication, Revision, Window
from .panel import revision_of, visible_entry
from .staying import staying

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
    return rendered(admin, request, revision, form.slug, language, is_saved=False)


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
    admin: "EntryAdmin",
    request: HttpRequest,
    revision: Revision,
    slug: str,
    language: str,
    *,
    is_saved: bool = True,
) -> HttpResponse:
    """A revision in the public template, as if it were published now."""
    is_easy, now = language == EASY, timezone.now()
    if is_easy and not admin.model.has_easy(revision.content):
        nothing = ValidationError(_("Nothing is written in easy Japanese yet."))
        return no_preview(admin, request, nothing)
    window = window_of(revision, now)
    window.entry.slug = slug
    render = admin.render_easy if is_easy else admin.render_preview
    with translation.override(SOURCE if is_easy else language):
        response: HttpResponse = render(request, window, now)
    path = request.preview.path  # type: ignore[attr-defined]
    own = own_pages(admin, revision, slug, is_saved=is_saved)
    response.content = staying(response.content.decode(), path, now, own).encode()
    return response


def window_of(revision: Revision, now: datetime) -> Window:
    """Since when the text stands, if it is public; else as if it were published now, after
    what the ledger says of its entry."""
    shown = ledger.live(now).filter(
        entry=revision.entry_id, revision__content_hash=revision.content_hash
    )
    if window := shown.select_related("entry", "revision", "publication").first():
        return window
    before = [row for row in ledger.standing_publications(revision.entry) if row.visible_from < now]
    minor = Publication.Significance.MINOR
    coming = Publication(
        entry=revision.entry, revision=revision, visible_from=now, significance=minor
    )
    window = ledger.windows_of([*before, coming])[-1]
    window.entry, window.revision = revision.entry, revision
    return window


def own_pages(
    admin: "EntryAdmin", revision: Revision, slug: str, *, is_saved: bool
) -> dict[str, str]:
    """The addresses that a version will have, each with the page where staff see it."""
    found = {}
    for code in preview_names(admin.model):
        with translation.override(SOURCE if code == EASY else code):
            path = admin.model.public_path(slug)
        args = (revision.entry_id, revision.number, code)
        if path:
            found[f"{path}easy/" if code == EASY else path] = (
                admin.url("view", *args) if is_saved else ""
            )
    return found
