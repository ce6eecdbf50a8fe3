"""The verbs of review: one person's verdict on one revision's text. The contract of all verbs is
in desk.py."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tokutei_site.staff.models import User
from tokutei_site.text.characters import validate_text

from . import gate
from .approval import approvers, open_columns, verdict
from .content import apply, nest
from .ledger import last_published, standing_publications
from .models import Review, Revision, same_text
from .refusals import Refused, locked, require, require_head, require_text

DECISION_NUMBER_LIMIT = 50
NOT_SUBMITTED = (Review.Verdict.RETURN, Review.Verdict.DISCARD)


def review(revision: Revision, verdict: str, by: User, now: datetime, **fields: Any) -> Review:
    if problems := gate.unreadable([fields.get("comment")]):
        raise Refused({"comment": problems})
    return Review.objects.create(
        revision=revision,
        content_hash=revision.content_hash,
        verdict=verdict,
        by=by,
        at=now,
        **fields,
    )


@transaction.atomic
def submit(revision: Revision, *, by: User, now: datetime, comment: str = "") -> Review:
    require(by, "write")
    require_head(revision)
    if why := needless(revision, now):
        raise Refused(why)
    if lacking := gate.lacking(type(revision.entry.as_kind()), revision.content):
        raise Refused(lacking)
    return review(revision, Review.Verdict.SUBMIT, by, now, comment=comment)


def needless(revision: Revision, now: datetime) -> str:
    """Why a text need not be submitted, or nothing. Somebody may have typed one again that the
    office knows."""
    if not open_columns(revision, now):
        published = last_published(revision.entry, now)
        if approvers(revision) and not (published and same_text(published.revision, revision)):
            return _("This text has been approved already. It can be published.")
        return _("This version says the same as the published one.")
    last = verdict(revision)
    if last and last.verdict in (Review.Verdict.SUBMIT, Review.Verdict.APPROVE):
        return _("This version has already been submitted.")
    return ""


@transaction.atomic
def approve(
    revision: Revision,
    content_hash: str,
    *,
    by: User,
    now: datetime,
    comment: str = "",
    decision_number: str = "",
) -> Review:
    """Approve the text with this hash: the columns that `by` did not write. Others stay open.
    `decision_number` is a single line of at most 50 characters."""
    require(by, "approve")
    require_head(revision, content_hash)
    try:
        validate_text(decision_number, limit=DECISION_NUMBER_LIMIT, single_line=True)
    except ValidationError as error:
        raise Refused({"decision_number": error.messages}) from error
    last = verdict(revision)
    if last is None or last.verdict in NOT_SUBMITTED:
        raise Refused(_("This version has not been submitted."))
    if by.pk in approvers(revision):
        raise Refused(_("You have already approved this version."))
    before = open_columns(revision, now)
    left = {path: who for path, who in before.items() if by.pk in who}
    if before and left.keys() == before.keys():
        raise Refused(_("These are your own words. Somebody else has to approve them."))
    return review(
        revision,
        Review.Verdict.APPROVE,
        by,
        now,
        comment=comment,
        decision_number=decision_number.strip(),
        is_complete=not left,
    )


@transaction.atomic
def return_(
    revision: Revision,
    comment: str,
    *,
    by: User,
    now: datetime,
    proposal: Mapping[str, Any] | None = None,
) -> Review:
    """Send the text back to its writers, with a comment; earlier approvals end. `proposal` (column
    path → value, as in `save`) is what the reviewer would rather see: nothing changes by it until
    a writer adopts it and so becomes its writer."""
    require(by, "approve")
    require_head(revision)
    last = verdict(revision)
    if last is None or last.verdict in NOT_SUBMITTED:
        raise Refused(_("This version has not been submitted."))
    if not comment.strip():
        raise Refused({"comment": _("Please say what should be changed.")})
    proposed = apply(revision.columns, proposal) if proposal else {}
    if proposed and (
        problems := gate.draft_problems(type(revision.entry.as_kind()), nest(proposed))
    ):
        raise Refused(problems)
    return review(revision, Review.Verdict.RETURN, by, now, comment=comment, proposal=proposed)


@transaction.atomic
def discard(revision: Revision, *, by: User, now: datetime, comment: str = "") -> Review:
    """Set aside an entry that nobody has published: it leaves the lists and the work that waits,
    until its text is changed or submitted again."""
    require(by, "write")
    require_head(revision)
    if standing_publications(revision.entry):
        raise Refused(_("This entry has been published or scheduled before."))
    last = verdict(revision)
    if last and last.verdict == Review.Verdict.DISCARD:
        raise Refused(_("This version has already been discarded."))
    return review(revision, Review.Verdict.DISCARD, by, now, comment=comment)


@transaction.atomic
def check(revision: Revision, *, by: User, now: datetime, comment: str = "") -> Review:
    """A second person stands for a text that was published by force."""
    require(by, "approve")
    locked(revision.entry.as_kind())
    require_text(revision)
    forced_by = {p.by_id for p in revision.publications.filter(is_forced=True)}
    if not forced_by:
        raise Refused(_("This version was not published by force."))
    checked = revision.reviews.filter(verdict=Review.Verdict.CHECKED).select_related("by").first()
    if checked:
        raise Refused(
            _("You have already checked this version.")
            if checked.by_id == by.pk
            else _("%(by)s has already checked this version.") % {"by": checked.by}
        )
    if by.pk in forced_by:
        raise Refused(_("You published this version yourself. Somebody else has to check it."))
    if by.pk in set().union(*open_columns(revision, now).values()):
        raise Refused(_("These are your own words. Somebody else has to approve them."))
    return review(revision, Review.Verdict.CHECKED, by, now, comment=comment)
