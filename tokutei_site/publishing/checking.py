"""The verbs around sources: somebody looks at one, stands by a text after a source changed, or
edits a source's data. The contract of all verbs is in desk.py."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tokutei_site.staff.models import User
from tokutei_site.text.characters import is_blank, validate_text

from . import due
from .models import Entry, Source, SourceCheck, SourceReview, localised
from .refusals import Refused, require

DOUBLE_PRESS = timedelta(minutes=1)
NOTE_LIMIT = 1_000
WEB_PAGE = re.compile("https?://", re.IGNORECASE)  # readers press it


@transaction.atomic
def check_source(
    source: Source,
    outcome: str,
    *,
    by: User,
    now: datetime,
    kind: str = SourceCheck.Kind.LIVE,
    note: str = "",
) -> SourceCheck:
    """Record that somebody looked at a source; residents read the day at once. `changed` needs a
    note of what changed, and every text that cites the source then waits to be looked at. The
    same press twice within a minute is one check."""
    require(by, "check", "source")
    source = held(source)
    terms = {"kind": kind, "outcome": outcome, "note": note.strip(), "by": by}
    check = SourceCheck(source=source, at=now, **terms)
    try:
        check.clean_fields(exclude=["source", "by"])
        validate_text(check.note, limit=NOTE_LIMIT)
    except ValidationError as error:
        raise Refused(error) from error
    if outcome == SourceCheck.Outcome.CHANGED and not check.note:
        raise Refused({"note": _("Please say in a few words what changed.")})
    pressed = source.checks.filter(at__gt=now - DOUBLE_PRESS, at__lte=now, **terms).last()
    if pressed is None:
        check.save()
    return pressed or check


@transaction.atomic
def keep_texts(
    change: SourceCheck, entries: Iterable[Entry], *, by: User, now: datetime
) -> list[SourceReview]:
    """Somebody looked at these entries after a source had changed: their texts are still right.
    Gives the new rows; what was looked at before stays as it is."""
    require(by, "write")
    source = held(change.source)
    looked = set(change.reviews.values_list("entry", flat=True))
    wanted = [entry.pk for entry in entries if entry.pk not in looked]
    waiting = {entry.pk for entry, last in due.texts_to_look_at(now, source) if last == change}
    if not waiting.issuperset(wanted):
        raise Refused(
            _("A text or the source has changed since you opened this page. Please look again.")
        )
    return [SourceReview.objects.create(change=change, entry_id=pk, by=by, at=now) for pk in wanted]


@transaction.atomic
def edit_source(source: Source, changes: Mapping[str, Any], *, by: User, now: datetime) -> Source:
    """Write `changes` (column → value) into a source, or make a new one. No text changes by it:
    an entry that cites the source takes the new data over with its next save, and they go through
    review like any other change of it."""
    require(by, "change" if source.pk else "add", "source")
    if source.pk:
        source = held(source)
        if changes.get("key", source.key) != source.key:
            raise Refused({"key": _("The key stays: published texts refer to the source by it.")})
    before = {name: getattr(source, name) for name in ("key", *Source.column_names())}
    after = before | {name: changes[name] for name in before if name in changes}
    if source.pk and after == before:
        return source
    if problems := source_problems(after):
        raise Refused(problems)
    for name, value in after.items():
        setattr(source, name, value)
    source.edited_by, source.edited_at = by, now
    try:
        source.full_clean()
    except ValidationError as error:
        raise Refused(error) from error
    source.save()
    return source


def source_problems(values: Mapping[str, Any]) -> dict[str, list[str]]:
    """What keeps a source's data from being stored, by column."""
    problems: dict[str, list[str]] = {}
    titles = localised("title")
    if all(is_blank(values.get(name) or "") for name in titles):
        problems[titles[0]] = [_("Please enter the title in at least one language.")]
    for name in localised("url"):
        if not WEB_PAGE.match(values.get(name) or "https://"):
            problems[name] = [_("Please give an address that begins with https:// or http://.")]
    for name, value in values.items():
        try:
            validate_text(value if isinstance(value, str) else "", single_line=True)
        except ValidationError as error:
            problems.setdefault(name, []).extend(error.messages)
    return problems


def held(source: Source) -> Source:
    """The source as it stands, held until the transaction ends."""
    return Source.objects.select_for_update().get(pk=source.pk)
