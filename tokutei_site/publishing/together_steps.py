"""A press on the page of many entries: what it sent, and its step for every entry."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from . import desk
from .bulk import Outcome, for_each
from .ledger_forms import AcknowledgeForm, CommentForm, PublishForm
from .models import Revision, Transfer
from .panel import person

NEEDS = {  # step → permission
    "submit": "write",
    "acknowledge": "write",
    "undo": "write",
    "approve": "approve",
    "return": "approve",
    "publish": "approve",
}


@dataclass(frozen=True)
class Sent:
    """What a press sent: a step, the ticked versions with the hashes that were seen, the forms."""

    step: str
    hashes: dict[int, str]
    found: dict[int, list[str]]
    comment: CommentForm
    reason: AcknowledgeForm
    terms: PublishForm

    @classmethod
    def of(cls, request: HttpRequest) -> "Sent":
        step, now = request.POST.get("step", ""), timezone.now()
        typed = request.POST.dict()

        def form(form_class: type[Form], *steps: str, **fields: Any) -> Any:
            """Checked for its own steps; for another step what was typed just stays."""
            if step in steps:
                return form_class(request.POST, **fields)
            return form_class(initial=typed, **fields)

        ticked = [value.partition(":") for value in request.POST.getlist("entry")]
        found: dict[int, list[str]] = {}
        for value in request.POST.getlist("finding"):
            number, _colon, key = value.partition(":")
            found.setdefault(key_of(number), []).append(key)
        return cls(
            step=step,
            hashes={key_of(number): seen for number, _colon, seen in ticked if seen},
            found=found,
            comment=form(CommentForm, "submit", "approve", "return"),
            reason=form(AcknowledgeForm, "acknowledge"),
            terms=form(PublishForm, "publish", now=now),
        )

    @property
    def done(self) -> str:
        """What this step did to an entry, in a sentence."""
        if self.step == "publish":
            is_later = self.terms.cleaned_data["visible_from"]
            return _("Scheduled.") if is_later else _("Published.")
        return {
            "submit": _("Submitted for review."),
            "acknowledge": _("Accepted as it is."),
            "undo": _("Undone."),
            "approve": _("Approved."),
            "return": _("Returned to the writers with your comment."),
        }[self.step]

    @property
    def is_right(self) -> bool:
        """Whether the form that this step needs says what it must."""
        return all(
            form.is_valid() for form in (self.comment, self.reason, self.terms) if form.is_bound
        )


def key_of(number: str) -> int:
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0


def has(request: HttpRequest, permission: str) -> bool:
    return request.user.has_perm(f"publishing.{permission}_entry")


def take(
    request: HttpRequest, entries: QuerySet[Any], sent: Sent, batch: Transfer | None
) -> list[Outcome] | None:
    """The step, entry by entry; None when its form is not right and nothing was tried."""
    if sent.step not in NEEDS or (sent.step == "undo" and batch is None):
        raise Http404
    if not has(request, NEEDS[sent.step]):
        raise PermissionDenied
    if not sent.is_right:
        return None
    if sent.step == "undo" and batch is not None:
        chosen = batch.revisions.filter(entry__in=entries)
    else:
        ticked = sent.found if sent.step == "acknowledge" else sent.hashes
        chosen = Revision.objects.filter(pk__in=ticked, entry__in=entries)
    chosen = chosen.select_related("entry", "parent").order_by("entry__slug", "pk")
    return for_each(chosen, verb(request, sent))


def verb(request: HttpRequest, sent: Sent) -> Callable[[Revision], Any]:
    step: dict[str, Any] = {"by": person(request), "now": timezone.now()}
    said = sent.comment.cleaned_data["comment"] if sent.comment.is_bound else ""

    def approve(each: Revision) -> Any:
        number = sent.comment.cleaned_data.get("decision_number", "")
        seen = sent.hashes[each.pk]
        return desk.approve(each, seen, comment=said, decision_number=number, **step)

    def acknowledge(each: Revision) -> Any:
        return desk.acknowledge(
            each, sent.found[each.pk], sent.reason.cleaned_data["reason"], **step
        )

    steps: dict[str, Callable[[Revision], Any]] = {
        "submit": lambda each: desk.submit(each, comment=said, **step),
        "approve": approve,
        "return": lambda each: desk.return_(each, said, **step),
        "acknowledge": acknowledge,
        "publish": lambda each: desk.publish(each, **sent.terms.terms(), **step),
        "undo": lambda each: desk.undo(each, **step),
    }
    return steps[sent.step]
