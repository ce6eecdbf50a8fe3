"""The desk's pages of imports: one batch with its steps, entries chosen in the list, and every
spreadsheet that went out or came in."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from .models import Transfer
from .panel import LAST_KEY
from .together import together
from .together_steps import key_of

if TYPE_CHECKING:
    from .admin import EntryAdmin

RECORDS = 50  # on one page


def batch(admin: "EntryAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    if pk > LAST_KEY:
        raise Http404
    imports = Transfer.objects.filter(kind=admin.model.KIND, direction=Transfer.Direction.IMPORT)
    row = get_object_or_404(imports.select_related("by"), pk=pk)
    entries = admin.model.objects.filter(pk__in=row.revisions.values("entry"))
    title = _("Import of %(file)s") % {"file": row.file_name}
    return together(admin, request, entries.order_by("slug"), title, batch=row)


def chosen(admin: "EntryAdmin", request: HttpRequest) -> HttpResponse:
    """The entries that the address names."""
    wanted = [key_of(number) for number in request.GET.getlist("entry")]
    entries = admin.model.objects.filter(pk__in=wanted).order_by("slug")
    return together(admin, request, entries, _("Several entries at once"))


def transfers(admin: "EntryAdmin", request: HttpRequest) -> HttpResponse:
    if not admin.has_view_permission(request):
        raise PermissionDenied
    rows = Transfer.objects.filter(kind=admin.model.KIND).select_related("by").order_by("-pk")
    return TemplateResponse(
        request,
        "admin/publishing/transfers.html",
        {
            **admin.admin_site.each_context(request),
            "opts": admin.opts,
            "title": _("Spreadsheets on record"),
            "page": Paginator(rows, RECORDS).get_page(request.GET.get("page")),
        },
    )
