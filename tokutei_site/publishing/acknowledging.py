"""Findings of a version: what is behind, what the languages say differently. Before a publication
each is acknowledged once per version, with a reason. The contract of all verbs is in desk.py."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tokutei_site.staff.models import User
from tokutei_site.text.alignment import State
from tokutei_site.text.sections import Section

from . import due, gate, ledger
from .approval import wrote_all
from .bilingual import disagreements
from .content import Columns, Content, columns
from .easy import EASY
from .findings import Finding, finding_key
from .labels import column_label, column_labels, language_names, last_check
from .models import Acknowledgement, Entry, Revision, same_text
from .refusals import Refused, locked, require
from .staleness import TARGETS, Translation, translations


def findings(revision: Revision, now: datetime) -> list[Finding]:
    """Everything there is to look at in a version: its texts and what they rest on."""
    kind = Entry.kinds()[revision.entry.kind]
    return [
        *changed_meaning(kind, revision, now),
        *lost_languages(kind, revision, now),
        *text_findings(kind, revision.content),
        *overdue_findings(revision, now),
    ]


def changed_meaning(kind: type[Entry], revision: Revision, now: datetime) -> list[Finding]:
    """What the kind itself has to say of a change of the published text."""
    before = published_before(revision, now)
    return kind.findings_against(revision.content, before.content) if before else []


def lost_languages(kind: type[Entry], revision: Revision, now: datetime) -> Iterator[Finding]:
    """The languages in which readers have the whole text today, and would read the source
    language's instead, because something of the new one is not translated."""
    before = published_before(revision, now)
    if before is None:
        return
    for code, paths in gate.absent_languages(kind, revision.content).items():
        source = revision.content["source_language"]
        if code != source and not kind.missing(before.content, code):
            names = language_names()
            message = _(
                "Residents can read this page in %(language)s today. With this version all of it "
                "would read in %(source)s until this is translated: %(labels)s"
            )
            labels = column_labels(kind, paths, revision.columns)
            told = {
                "language": names[code],
                "source": names[source],
                "labels": _(", ").join(labels),
            }
            yield Finding(finding_key("lost", code, *paths), names[code], message % told)


def published_before(revision: Revision, now: datetime) -> Revision | None:
    """The published text that a version would take the place of, if it says something else."""
    last = ledger.last_published(revision.entry, now)
    before = last.revision if last else None
    if before is None or before.is_sealed or same_text(before, revision):
        return None
    return before


def text_findings(kind: type[Entry], content: Content) -> list[Finding]:
    """What is behind, and what the languages say differently."""
    return [*behind_findings(kind, content), *disagreements(kind, content)]


def overdue_findings(revision: Revision, now: datetime) -> Iterator[Finding]:
    rows: list[Any] = due.overdue_of(revision, now)
    for source in rows:
        told = _("The source has to be checked again (%(last)s)")
        key = finding_key("source", source.key, str(source.checked_at))
        yield Finding(key, str(source), told % {"last": last_check(source.checked_at)})


def behind_findings(kind: type[Entry], content: Content) -> Iterator[Finding]:
    """The sections that are stale or untranslated, for languages that are complete; the others
    are declared at the publication."""
    flat = columns(content)
    for language in TARGETS:
        if language == EASY or not kind.missing(content, language):
            for found in translations(kind, content, language):
                yield from behind_in(kind, found, flat)


def behind_in(kind: type[Entry], found: Translation, flat: Columns) -> Iterator[Finding]:
    label = column_label(kind, found.column, flat)
    for key, message in behind_sections(found):
        yield Finding(finding_key("behind", found.language, found.stem, *key), label, message)


def behind_sections(found: Translation) -> Iterator[tuple[tuple[str, ...], str]]:
    """What identifies each section that is behind, and what there is to say of it."""
    texts = {
        State.STALE: _("Section “%(section)s” has not been compared with the current source"),
        State.UNTRANSLATED: _("Section “%(section)s” is not translated"),
    }
    for part in found.parts:
        if part.state in texts:
            sections = [found.sources[each] for each in part.sources]
            message = texts[part.state] % {"section": named(sections[0])}
            yield (part.state, *(each.fingerprint for each in sections)), message
    for index in found.alignment.leftover:
        section = found.targets[index]
        message = _("Section “%(section)s” is no longer in the source")
        yield ("leftover", section.fingerprint), message % {"section": named(section)}


def named(section: Section) -> str:
    return section.heading or _("beginning of the text")


def acknowledged(revision: Revision) -> dict[str, Acknowledgement]:
    rows = revision.acknowledgements.select_related("by")
    return {row.finding: row for row in rows}


def unacknowledged(revision: Revision, now: datetime) -> list[Finding]:
    """What keeps a version from being published until somebody has looked at it."""
    known = acknowledged(revision)
    return [each for each in findings(revision, now) if each.key not in known]


def earlier_reasons(revision: Revision, keys: Collection[str]) -> dict[str, Acknowledgement]:
    """The last reason that was given for the same finding in another version, by key."""
    rows = Acknowledgement.objects.filter(revision__entry=revision.entry_id, finding__in=keys)
    return {
        row.finding: row
        for row in rows.exclude(revision=revision).select_related("by", "revision").order_by("pk")
    }


def may_tick(finding: Finding, revision: Revision, by: User, now: datetime) -> bool:
    """Whether this person may let a finding of a version stand."""
    if not finding.is_for_approvers:
        return by.has_perm("publishing.write_entry")
    return by.has_perm("publishing.approve_entry") and not wrote_all(revision, by, now)


@transaction.atomic
def acknowledge(
    revision: Revision, keys: Collection[str], reason: str, *, by: User, now: datetime
) -> list[Acknowledgement]:
    """Let findings of this version stand (given by `Finding.key`), for a reason. What has already
    been acknowledged stays as it is."""
    require(by, "write")
    locked(revision.entry.as_kind())
    found = {each.key: each for each in unacknowledged(revision, now)}
    waiting = found.keys()
    if not keys:
        raise Refused(_("Please tick what you have looked at."))
    if {*keys} - waiting - acknowledged(revision).keys():
        raise Refused(
            _("The text has changed since you opened this page. Please look at the new version.")
        )
    if any(key in waiting and not may_tick(found[key], revision, by, now) for key in keys):
        raise Refused(_("An approver who did not write all of the changes has to tick this."))
    if not reason.strip():
        raise Refused({"reason": _("Please give the reason.")})
    if problems := gate.unreadable([reason]):
        raise Refused({"reason": problems})
    return [
        Acknowledgement.objects.create(
            revision=revision, finding=key, reason=reason.strip(), by=by, at=now
        )
        for key in dict.fromkeys(keys)
        if key in waiting
    ]
