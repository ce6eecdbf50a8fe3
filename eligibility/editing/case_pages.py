"""What staff expect of the guide: cases, whether each passes, and those nobody thought of yet."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eligibility import naming
from eligibility.graph.cases import Case, follow
from eligibility.graph.filling import interrupted
from tokutei_site.publishing.content import MISSING

from .case_form import CaseForm
from .fill_form import FillForm
from .keys import is_new_key, is_taken
from .work import Work

if TYPE_CHECKING:
    from eligibility.admin import GuideAdmin


@dataclass(frozen=True)
class Shown:
    name: str
    trail: str
    outcome: str
    reached: str
    is_passed: bool
    url: str = ""


def cases(admin: "GuideAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    work = Work.open(admin, request, pk)
    proposals, fills = work.proof.proposals, fill_forms(work)
    if "_fill" in request.POST:
        if is_filled(work, fills):
            return HttpResponseRedirect(work.url("cases"))
    elif work.is_sent and work.save(proposed(work, proposals)):
        told = ngettext("%(count)d case was added.", "%(count)d cases were added.", len(proposals))
        messages.success(request, told % {"count": len(proposals)})
        return HttpResponseRedirect(work.url("cases"))
    rows = [shown(work, each, work.url("case_form", each.key)) for each in work.proof.cases]
    return work.page(
        "cases",
        "cases",
        _("Cases"),
        rows=rows,
        failing=sum(not row.is_passed for row in rows),
        uncovered=len(work.proof.uncovered),
        proposals=[shown(work, each) for each in proposals],
        fills=fills,
        may_propose=work.proof.may_propose,
        new_url=work.url("new_case"),
    )


def shown(work: Work, case: Case, url: str = "") -> Shown:
    reached = follow(work.proof.graph, case.trail).step
    return Shown(
        name=case.name,
        trail=naming.trail_text(work.values, case.trail),
        outcome=naming.step_title(work.values, case.outcome),
        reached=naming.step_title(work.values, reached) if reached else "",
        is_passed=work.proof.is_passed(case),
        url=url,
    )


def fill_forms(work: Work) -> list[FillForm]:
    """One for each question that has come in between."""
    graph, sent = work.proof.graph, work.request.POST
    return [
        FillForm(sent if sent.get("_fill") == step else None, graph, step, cases)
        for step, cases in interrupted(graph, work.proof.cases).items()
    ]


def is_filled(work: Work, forms: list[FillForm]) -> bool:
    """The answer that was chosen for one of the questions, in all cases that lack it."""
    form = next((each for each in forms if each.is_bound), None)
    if form is None or not form.is_valid() or not work.save(form.changes()):
        return False
    count = len(form.cases)
    told = ngettext("%(count)d case was completed.", "%(count)d cases were completed.", count)
    messages.success(work.request, told % {"count": count})
    return True


def proposed(work: Work, proposals: tuple[Case, ...]) -> dict[str, Any]:
    """Each named by its last answers, for staff to rename."""
    keys = work.new_keys("cases", len(proposals))
    changes: dict[str, Any] = {}
    for key, case in zip(keys, proposals, strict=True):
        row = {
            "name": naming.trail_text(work.values, case.trail)[:200],
            "trail": list(case.trail),
            "outcome": case.outcome,
            "order": int(key[1:]),
        }
        changes |= {f"cases.{key}.{name}": value for name, value in row.items()}
    return changes


def edit(admin: "GuideAdmin", request: HttpRequest, pk: int, key: str) -> HttpResponse:
    work = Work.open(admin, request, pk)
    row = work.row("cases", key)
    form = form_for(work, key, row)
    if work.is_sent and "_remove" in request.POST:
        if work.save({f"cases.{key}": MISSING}):
            messages.success(request, _("Removed."))
            return HttpResponseRedirect(work.url("cases"))
    elif is_saved(work, form):
        return HttpResponseRedirect(work.url("cases"))
    return page(work, form, row.get("name") or key, is_new=False)


def new(admin: "GuideAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    work = Work.open(admin, request, pk)
    work.require_writer()
    sent = str(work.typed.get("new_case") or "") if work.typed else ""
    key = sent if is_new_key(sent, "cases") else work.new_keys("cases")[0]
    form = form_for(work, key, {})
    if is_saved(work, form):
        return HttpResponseRedirect(work.url("cases"))
    return page(work, form, _("New case"), is_new=True)


def form_for(work: Work, key: str, row: dict[str, Any]) -> CaseForm:
    """Along the newest version: a case is about the guide as it is now."""
    form = CaseForm(key, row, work.proof.graph, work.head.content, work.head.columns, work.typed)
    if not work.may_write:
        for field in form.fields.values():
            field.disabled = True
    return form


def is_saved(work: Work, form: CaseForm) -> bool:
    if not work.is_sent or "_go_on" in work.request.POST or not form.is_valid():
        return False
    row = form.columns()
    if form.key not in work.content["cases"]:
        if is_taken(work.head, "cases", form.key, row):
            form.key = work.new_keys("cases")[0]
        row["order"] = int(form.key[1:])
    if work.save({f"cases.{form.key}.{name}": value for name, value in row.items()}):
        messages.success(work.request, _("Saved."))
        return True
    return False


def page(work: Work, form: CaseForm, title: str, *, is_new: bool) -> HttpResponse:
    is_checked = work.is_sent and "_go_on" not in work.request.POST
    return work.page(
        "case",
        "cases",
        title,
        form=form,
        is_new=is_new,
        errors=form.non_field_errors() if is_checked else [],
        shows_errors=is_checked,
    )
