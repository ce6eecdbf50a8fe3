"""One text of a form in every language, as the public page will show it: for the preview that
follows the typing. Nothing of it is stored or logged."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import gettext as _

from tokutei_site.staff.forms import LONGEST_KEY
from tokutei_site.text.characters import TEXT_LIMIT, length, normalise, too_long

from .acknowledging import behind_in
from .bilingual import disagreements
from .content import columns
from .easy import EASY, SOURCE
from .easy_advice import meanings, told
from .findings import Finding
from .labels import column_label
from .models import LANGUAGE_CODES, Entry, Revision
from .panel import person
from .staleness import translations
from .turns import turn

if TYPE_CHECKING:
    from .admin import EntryAdmin

LARGEST_REQUEST = 1_000_000  # bytes


@dataclass(frozen=True)
class Typed:
    code: str  # of the language, or EASY
    column: str
    label: str
    text: str

    @property
    def is_easy(self) -> bool:
        return self.code == EASY

    @property
    def lang(self) -> str:
        return SOURCE if self.is_easy else self.code

    @property
    def problem(self) -> str:
        """Why the text is not shown, if it is not."""
        if length(self.text) <= TEXT_LIMIT:
            return ""
        return ValidationError(too_long(self.text, TEXT_LIMIT)).messages[0]


def as_typed(admin: "EntryAdmin", request: HttpRequest) -> HttpResponse:
    """POST the text's name (`text`) and its columns: an HTML fragment. What is refused is answered
    by one plain sentence in the person's language, and what is asked while an earlier question of
    the same person is at work by 204: ask again."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    response = refused(admin, request) or in_turn(request, admin.model)
    response["Cache-Control"] = "no-store"
    return response


def refused(admin: "EntryAdmin", request: HttpRequest) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return sentence(
            _("Your sign-in has expired. Press Save: your text is kept while you sign in again."),
            status=401,
        )
    if not (admin.admin_site.has_permission(request) and admin.has_change_permission(request)):
        return sentence(_("Your role does not include this step."), status=403)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_REQUEST:
        return sentence(_("The text is too long to be shown here."), status=413)
    return None


def in_turn(request: HttpRequest, kind: type[Entry]) -> HttpResponse:
    """Who types does not hold every process of the server, from however many windows."""
    with turn("previews", person(request).pk) as is_free:
        return fragment(request, kind) if is_free else HttpResponse(status=204)


def sentence(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def fragment(request: HttpRequest, kind: type[Entry]) -> HttpResponse:
    name = request.POST.get("text", "")
    if name not in kind.notation_texts():
        raise Http404
    texts = typed(kind, name, request.POST)
    found = [] if any(each.problem for each in texts) else findings(kind, name, request.POST, texts)
    known = meanings() if any(each.is_easy for each in texts) else {}
    hints = [hint for each in texts if each.is_easy for hint in told(each.text, known)]
    context = {"texts": texts, "findings": found, "hints": hints}
    return render(request, "admin/publishing/_as_typed.html", context)


def findings(
    kind: type[Entry], name: str, form: Mapping[str, str], texts: list[Typed]
) -> list[Finding]:
    """What a save of this text would leave to look at, against the version the form was opened on
    (`base`): what was compared, and the cited sources."""
    base = form.get("base", "")
    number = int(base) if base.isdecimal() and len(base) < LONGEST_KEY else 0
    revision = Revision.objects.filter(entry__kind=kind.KIND, pk=number).first()
    known = revision.content if revision else {}
    content = {
        "source_language": form.get("source_language") or settings.LANGUAGE_CODE,
        "basis": known.get("basis", {}),
        "sources": known.get("sources", {}),
        **{each.column: each.text for each in texts},
    }
    behind = [
        found
        for each in texts
        if each.text
        for text in translations(kind, content, each.code)
        for found in behind_in(kind, text, columns(content))
    ]
    return [*behind, *disagreements(kind, content)]


def typed(kind: type[Entry], name: str, form: Mapping[str, str]) -> list[Typed]:
    """A text in the languages of the site as a save would take it over; blank ones are empty. In
    やさしい日本語 only if there is any."""
    columns, easy = [(code, f"{name}_{code}") for code in LANGUAGE_CODES], kind.easy_column(name)
    if easy and normalise(form.get(easy)):
        columns.append((EASY, easy))
    return [
        Typed(code, column, column_label(kind, column), normalise(form.get(column)) or "")
        for code, column in columns
    ]
