"""One question or outcome: its texts, what it rests on, and the choices it offers."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from eligibility import naming
from eligibility.models import Guide
from tokutei_site.publishing import easy_advice

from .advice import about_step
from .choice_rows import ChoiceRows
from .keys import is_new_key, is_taken
from .step_form import StepForm
from .work import Work

if TYPE_CHECKING:
    from eligibility.admin import GuideAdmin


def edit(admin: "GuideAdmin", request: HttpRequest, pk: int, key: str) -> HttpResponse:
    work = Work.open(admin, request, pk)
    row = work.row("steps", key)
    form = StepForm(key, row, work.content, work.values, work.typed)
    choices = ChoiceRows(work, key)
    if not work.may_write:
        for each in (form, *choices.forms):
            each.keep_only_to_read()
    if work.is_sent and form.is_valid() and choices.is_valid():
        if work.save(form.changes() | choices.changes()):
            messages.success(request, _("Saved."))
            is_done = "_back" in request.POST
            there = f"{work.url('steps')}#step-{key}" if is_done else work.url("step_form", key)
            return HttpResponseRedirect(there)
        form.show(work.refusal)
        for each in choices.forms:
            each.show(work.refusal)
    return shown(work, key, form, choices)


def shown(work: Work, key: str, form: StepForm, choices: ChoiceRows) -> HttpResponse:
    kind = work.content["steps"][key].get("kind") or "question"
    return work.page(
        "step",
        "steps",
        naming.step_title(work.values, key),
        form=form,
        choices=choices,
        step=key,
        is_question=kind == "question",
        advice=about_step(work, key) + easy_advice.advice(Guide, work.base, f"steps.{key}."),
        has_errors=bool(form.errors) or any(each.errors for each in choices.forms),
    )


def new(admin: "GuideAdmin", request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A question or an outcome that nothing leads to yet; its choices follow on its own form."""
    if kind not in naming.KIND_NAMES:
        raise Http404
    work = Work.open(admin, request, pk)
    work.require_writer()
    key = offered_key(work)
    form = StepForm(key, {"kind": kind}, work.content, work.values, work.typed)
    if work.is_sent and form.is_valid():
        key = settled_key(work, form)
        if work.save(added(work, key, kind, form.columns())):
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(work.url("step_form", key))
        form.show(work.refusal)
    title = _("New question") if kind == "question" else _("New outcome")
    return work.page("new_step", "steps", title, form=form, has_errors=bool(form.errors))


def offered_key(work: Work) -> str:
    """The key that the form was offered with, or the next one."""
    sent = str(work.typed.get("new_step") or "") if work.typed else ""
    return sent if is_new_key(sent, "steps") else work.new_keys("steps")[0]


def settled_key(work: Work, form: StepForm) -> str:
    if is_taken(work.head, "steps", form.key, form.columns()):
        return work.new_keys("steps")[0]
    return form.key


def added(work: Work, key: str, kind: str, columns: dict[str, Any]) -> dict[str, Any]:
    """At the end of the steps; the first question is where the guide begins."""
    steps = work.head.content.get("steps", {})
    order = max((row.get("order") or 0 for each, row in steps.items() if each != key), default=-1)
    changes = {f"steps.{key}.{name}": value for name, value in columns.items()}
    changes |= {f"steps.{key}.kind": kind, f"steps.{key}.order": order + 1}
    if kind == "question" and not work.content.get("start"):
        changes["start"] = key
    return changes
