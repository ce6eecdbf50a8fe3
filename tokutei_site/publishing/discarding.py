"""The page that asks before a draft is discarded, and says what becomes of it."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from tokutei_site.staff.kept import given_back
from tokutei_site.staff.models import User

from . import desk
from .ledger_forms import CommentForm
from .models import Entry
from .panel import may_discard, page, person, text_before, visible_entry

if TYPE_CHECKING:
    from .admin import EntryAdmin


def discard(admin: "EntryAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    desk.require(person(request), "write")
    entry = visible_entry(admin, request, pk)
    before = text_before(entry)
    if not may_discard(entry, before):
        messages.info(request, _("There is no draft here that could be discarded."))
        return HttpResponseRedirect(admin.url("review", pk))
    form = CommentForm(request.POST or given_back(request))
    if request.method == "POST" and form.is_valid():
        try:
            told = write(
                entry, request.POST.get("hash", ""), form.cleaned_data["comment"], person(request)
            )
            messages.success(request, told)
            return HttpResponseRedirect(
                admin.url("review", pk) if before else admin.url("changelist")
            )
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
    title = _("Discard the draft")
    return page(admin, request, "discard", entry, title, form=form, before=before)


@transaction.atomic
def write(entry: Entry, seen: str, comment: str, by: User) -> str:
    """Discard what was seen; back to the text that is published or scheduled, if there is one."""
    entry, now = desk.locked(entry), timezone.now()
    head, before = entry.head, text_before(entry)
    if head is None or head.content_hash != seen:
        raise desk.Refused(
            _("The text has changed since you opened this page. Please look at the new version.")
        )
    if before is None:
        desk.discard(head, by=by, now=now, comment=comment)
        return _("The draft is discarded. The list shows it under “discarded”.")
    desk.restore(before, by=by, now=now)
    return _("The draft is discarded. The text is again that of version %(number)s.") % {
        "number": before.number
    }
