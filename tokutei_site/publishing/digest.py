"""What the office has to look at, in words: for the start page, and as plain text for a mail or
the wall. Everything is said in the active language."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from tokutei_site.text.dates import format_day, format_moment, jst_day

from . import due
from .labels import last_check
from .links import entry_url, source_url
from .models import Entry, SourceCheck
from .waiting import late_promises, titled, unchecked

Item = tuple[str, str, str]  # what, the page where it is dealt with, since when and why


def digest(now: datetime, days: int) -> list[tuple[str, list[Item]]]:
    """What is due at an instant, by heading; headings without anything are left out. `days`: how
    far ahead a text's day of review is announced."""
    groups: dict[str, list[Item]] = {
        _("Published without approval: please check"): of_entries(unchecked(now)),
        _("Promised translation is late"): of_entries(late_promises(now)),
        _("The source changed: look at these texts"): changed_texts(now),
        _("Texts due for review"): due_texts(now, days),
        _("Sources to check again"): overdue_sources(now),
    }
    return [(heading, items) for heading, items in groups.items() if items]


def written(now: datetime, groups: list[tuple[str, list[Item]]]) -> str:
    """The digest as one text that ends with a line break."""
    lines = [_("To be looked at, as of %(at)s") % {"at": format_moment(now)}]
    for heading, items in groups:
        lines += ["", f"■ {heading} ({len(items)})"]
        for text, url, detail in items:
            lines += [
                f"・{text}",
                *([f"  {detail}"] if detail else []),
                f"  {settings.SITE_URL}{url}",
            ]
    if not groups:
        lines += ["", _("Nothing is due.")]
    return "\n".join(lines) + "\n"


def of_entries(entries: list[Entry], details: Iterable[str] | None = None) -> list[Item]:
    said = [""] * len(entries) if details is None else details
    return [
        (str(entry), entry_url(entry, "review"), detail)
        for entry, detail in zip(titled(entries), said, strict=True)
    ]


def changed_texts(now: datetime) -> list[Item]:
    """Each leads to the page of its source, where it is ticked once somebody has looked at it."""
    pairs = due.texts_to_look_at(now)
    return [
        (str(entry), source_url(change.source), change_said(change))
        for entry, (_entry, change) in zip(titled([e for e, _c in pairs]), pairs, strict=True)
    ]


def change_said(change: SourceCheck) -> str:
    return _("%(source)s, changed as of %(day)s: %(note)s") % {
        "source": change.source,
        "day": format_day(jst_day(change.at)),
        "note": " ".join(change.note.split()),
    }


def due_texts(now: datetime, days: int = due.DAYS_AHEAD) -> list[Item]:
    pairs = due.texts_due(now, days)
    details = (_("review by %(day)s") % {"day": format_day(day)} for _entry, day in pairs)
    return of_entries([entry for entry, _day in pairs], details)


def overdue_sources(now: datetime) -> list[Item]:
    rows: list[Any] = due.overdue_sources(now)
    return [(str(source), source_url(source), last_check(source.checked_at)) for source in rows]
