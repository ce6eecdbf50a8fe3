"""What a person is told after saving: whether the text has been submitted, needs no review any
more, or has left the lists of the approvers."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from . import approval, desk
from .models import Review, Revision
from .panel import person


def submit(request: HttpRequest, revision: Revision) -> None:
    """Submit what was just saved. A text that needs no review is saved all the same."""
    now = timezone.now()
    why = desk.needless(revision, now)
    if not why:
        desk.submit(revision, by=person(request), now=now)
    if not why or approval.is_by(revision, Review.Verdict.SUBMIT, person(request)):
        messages.success(request, _("Saved and submitted for review."))  # a double click, too
    else:
        messages.success(request, _("Saved."))
        messages.info(request, why)


def tell_left(request: HttpRequest, revision: Revision, before: int | None) -> None:
    """Say so if what was just saved on the version `before` took the text off the lists of the
    approvers; a save that changed nothing did not."""
    if revision.pk == before:
        return
    if approval.verdict(revision) is None and was_handed_in(revision.parent):
        told = _("The approvers no longer find this text until it is submitted again.")
        messages.warning(request, told)


def was_handed_in(revision: Revision | None) -> bool:
    """Whether a version waited on those lists."""
    if revision is None or revision.publications.exists():
        return False
    last = approval.verdict(revision)
    return bool(last and last.verdict in (Review.Verdict.SUBMIT, Review.Verdict.APPROVE))
