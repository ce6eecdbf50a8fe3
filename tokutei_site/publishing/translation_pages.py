"""The translator's view: what waits, with the words that changed since the translation was last
right."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from tokutei_site.staff.kept import given_back

from . import desk, handing_in
from .comparing import Line, lines
from .easy import EASY, SOURCE
from .labels import refusal_messages, target_names
from .models import Entry, Revision
from .panel import page, person, revision_of, visible_entry
from .staleness import TARGETS, sections, source_text
from .translation_forms import TranslationForm, moved_to
from .translation_rows import Row

if TYPE_CHECKING:
    from .admin import EntryAdmin

Found = dict[tuple[str, str], str]  # stem and fingerprint → the text of a section


def translate(admin: "EntryAdmin", request: HttpRequest, pk: int, language: str) -> HttpResponse:
    entry = visible_entry(admin, request, pk)
    head = entry.head
    if head is None or language not in TARGETS or language == entry.source_language:
        raise Http404
    form = TranslationForm(head, language)
    if language == EASY and not form.groups:
        raise Http404
    lost: list[tuple[str, str]] = []
    typed = request.POST if request.method == "POST" else given_back(request)
    if typed is not None:
        desk.require(person(request), "write")
        base = revision_of(entry, typed.get("base", ""))
        form = TranslationForm(base, language, typed)
        is_valid = form.is_valid()
        if request.method == "POST" and is_valid and (done := save(admin, request, form)):
            return done
        if base != head:
            form, lost = moved_to(form, head)
    names = target_names()
    source = SOURCE if language == EASY else entry.source_language
    return page(
        admin,
        request,
        "translation",
        entry,
        _("Translation: %(language)s") % {"language": names[language]},
        form=form,
        lost=lost,
        rows=described(entry, form),
        source_language=source,
        source_name=names[source],
        language=SOURCE if language == EASY else language,
        language_name=names[language],
    )


def save(admin: "EntryAdmin", request: HttpRequest, form: TranslationForm) -> HttpResponse | None:
    entry, by, now = form.revision.entry, person(request), timezone.now()
    before, is_step = entry.head_id, "_submit" in request.POST
    try:
        with transaction.atomic():
            revision = desk.confirm_translation(
                form.revision, form.language, form.ticks(), by=by, now=now, texts=form.texts()
            )
            if is_step:
                handing_in.submit(request, revision)
    except ValidationError as refusal:
        for text in refusal_messages(form.kind, refusal):
            messages.error(request, text)
        return None
    if is_step:
        return HttpResponseRedirect(admin.url("review", entry.pk))
    messages.success(request, _("Saved."))
    handing_in.tell_left(request, revision, before)
    return HttpResponseRedirect(admin.url("translation", entry.pk, form.language) + "#waiting")


def described(entry: Entry, form: TranslationForm) -> list[dict[str, Any]]:
    """What the page shows of each row; the first that waits is where it opens."""
    earlier = confirmed_texts(form)
    first = next((row for row in form.rows if row.is_waiting), None)
    return [
        {
            "row": row,
            "label": form.source_label(row),
            "text": text,
            "tick": tick,
            "is_first": row is first,
            "changes": changes(row, earlier),
        }
        for row, text, tick in form.shown()
    ]


def changes(row: Row, earlier: Found) -> tuple[Line, ...]:
    """How the source differs from what the translation was confirmed against, if that is known."""
    was = [earlier.get((row.found.stem, each)) for each in row.part.confirmed]
    if not row.is_waiting or not was or None in was:
        return ()
    return lines("".join(text for text in was if text), row.source)


def confirmed_texts(form: TranslationForm) -> Found:
    """The sections that stale translations were confirmed against, from the versions they last
    stood in."""
    wanted = {
        (row.found.stem, each) for row in form.rows if row.is_waiting for each in row.part.confirmed
    }
    found: Found = {}
    seen: set[tuple[str, str]] = set()
    for revision in earlier_versions(form.revision) if wanted else ():
        source = revision.content.get("source_language", form.language)
        for stem in {stem for stem, _print in wanted}:
            text = source_text(form.kind, revision.columns, stem, source, form.language)
            if (stem, text) not in seen:
                seen.add((stem, text))
                for each in sections(form.kind, stem, text):
                    found.setdefault((stem, each.fingerprint), each.text)
        if wanted <= found.keys():
            break
    return found


def earlier_versions(revision: Revision) -> Any:
    """Newest first, one at a time."""
    rows = Revision.objects.filter(entry=revision.entry_id, number__lte=revision.number)
    return rows.order_by("-number").iterator(chunk_size=5)
