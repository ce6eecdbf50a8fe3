"""The verbs of publication: each appends to the ledger. The contract of all verbs is in desk.py."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tokutei_site.staff.models import User

from . import acknowledging, gate, ledger, settling
from .approval import approvers, open_columns
from .models import Entry, Publication, Revision, same_text
from .refusals import Refused, locked, require, require_text
from .settling import Choices


@transaction.atomic
def publish(
    revision: Revision,
    *,
    by: User,
    now: datetime,
    visible_from: datetime | None = None,
    visible_until: datetime | None = None,
    significance: str = Publication.Significance.MAJOR,
    note: Mapping[str, str] | None = None,
    alternatives: Mapping[str, Any] | None = None,
    later: Choices = None,
    force_reason: str = "",
) -> Publication:
    """Make an approved revision visible from an instant (default: now) until another one.

    note: language code → what changed, for readers, in every language (a minor change needs
    none). alternatives: absent language → {"by": ISO day} or {"reason": {language: text}}.
    """
    require(by, "force" if force_reason else "approve")
    entry = locked(revision.entry.as_kind())
    require_text(revision)
    start, note, alternatives = visible_from or now, dict(note or {}), dict(alternatives or {})
    is_forced = require_approved(revision, by, now, force_reason)
    kind, content = type(entry), revision.content
    absent = gate.absent_languages(kind, content)
    messages = [
        *gate.window_problems(start, visible_until, now, kind.LONGEST),
        *gate.content_problems(kind, content),
        *gate.alternative_problems(absent, alternatives, content["source_language"], start),
        *note_problems(note, significance),
        *gate.unreadable([force_reason, *settling.reasons(later, of_kept=False)]),
        *kind.release_problems(
            content, begins=start, running_since=running_since(entry, now), now=now
        ),
        *([] if is_forced else finding_problems(revision, now)),
    ]
    if messages:
        raise Refused(messages)
    publication = Publication(
        entry=revision.entry,
        revision=revision,
        visible_from=start,
        visible_until=visible_until,
        significance=significance,
        note=note,
        alternatives={code: alternatives[code] for code in absent},
        reason="\n".join(filter(None, [force_reason, *settling.reasons(later)])),
        is_forced=is_forced,
        by=by,
        at=now,
    )
    if says_nothing_new(publication):
        raise Refused(_("This version says the same as the published one."))
    public = public_text(entry, now)
    publication.save()
    settling.settle_later(publication, public, later, by, now)
    settling.bring_forward(publication, public, by, now)
    ledger.rebuild(revision.entry)
    return publication


def require_approved(revision: Revision, by: User, now: datetime, force_reason: str) -> bool:
    """Whether the publication is a forced one; raises when it is neither approved nor forced."""
    if approvers(revision) and not open_columns(revision, now):
        require(by, "approve")
        return False
    if not force_reason:
        raise Refused(_("This version has not been approved."))
    if not settings.FORCED_PUBLISH:
        raise PermissionDenied(_("Publishing without approval is switched off here."))
    require(by, "force")
    return True


def public_text(entry: Entry, now: datetime) -> Revision | None:
    """The text that was published last, be it still open or not."""
    last = ledger.last_published(entry, now)
    return last.revision if last else None


def running_since(entry: Entry, now: datetime) -> datetime | None:
    """When the text that residents read now began, if they read any."""
    where = ledger.standing(entry, now)
    return where.publication.visible_from if where.state == "live" and where.publication else None


def finding_problems(revision: Revision, now: datetime) -> list[str]:
    open_findings = acknowledging.unacknowledged(revision, now)
    if not open_findings:
        return []
    return [
        ngettext(
            "%(count)d finding on the review page has not been looked at yet.",
            "%(count)d findings on the review page have not been looked at yet.",
            len(open_findings),
        )
        % {"count": len(open_findings)}
    ]


def says_nothing_new(publication: Publication) -> bool:
    """Whether the ledger already says just this for that moment: a button pressed twice."""
    rows = ledger.standing_publications(publication.entry)
    before = [p for p in rows if p.visible_from <= publication.visible_from]
    terms = ("visible_until", "significance", "note", "alternatives", "is_forced")
    return (
        bool(before)
        and same_text(before[-1].revision, publication.revision)
        and all(getattr(before[-1], t) == getattr(publication, t) for t in terms)
    )


def note_problems(note: Mapping[str, str], significance: str | None) -> list[str]:
    """What is wrong with a note to readers; with the reason of a withdrawal, which has no
    significance."""
    if problems := gate.unreadable([*note, *note.values()]):
        return problems
    if significance not in (None, *Publication.Significance.values):
        return [_("Please choose how significant the change is.")]
    if significance == Publication.Significance.MINOR or all(
        (note.get(code) or "").strip() for code, _name in settings.LANGUAGES
    ):
        return []
    if significance is None:
        return [_("Please tell readers why it is withdrawn, in every language.")]
    return [_("Please tell readers what changed, in every language.")]


@transaction.atomic
def cancel(publication: Publication, *, by: User, now: datetime) -> Publication:
    """Take back a publication or withdrawal that has not begun."""
    require(by, "approve")
    locked(publication.entry.as_kind())
    if publication.cancels_id or publication.cancelled_by.exists():
        raise Refused(_("This publication has already been cancelled."))
    if publication.visible_from <= now:
        raise Refused(_("This publication has already begun. Withdraw it instead."))
    row = settling.take_back(publication, by, now)
    ledger.rebuild(publication.entry)
    return row


@transaction.atomic
def withdraw(
    entry: Entry,
    note: Mapping[str, str],
    *,
    by: User,
    now: datetime,
    later: Choices = None,
) -> Publication:
    """Take the live text off the site; readers are told why, in every language."""
    require(by, "approve")
    entry = locked(entry)
    if ledger.standing(entry, now).state != "live":
        raise Refused(_("Nothing of this entry is public now."))
    reasons = settling.reasons(later, of_kept=False)
    if problems := [*note_problems(note, None), *gate.unreadable(reasons)]:
        raise Refused(problems)
    row = Publication(
        entry=entry.entry_ptr,  # type: ignore[attr-defined]
        visible_from=now,
        significance=Publication.Significance.MAJOR,
        note=dict(note),
        reason="\n".join(settling.reasons(later)),
        by=by,
        at=now,
    )
    row.save()
    settling.settle_later(row, None, later, by, now)
    ledger.rebuild(row.entry)
    return row
