"""Removing a step: whoever removes one that is in use says what takes its place."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eligibility import naming
from tokutei_site.publishing.content import MISSING, Content

from .choosing import NOTHING, step_options
from .work import Work

if TYPE_CHECKING:
    from eligibility.admin import GuideAdmin


class RemoveForm(forms.Form):
    instead = forms.ChoiceField(
        label=gettext_lazy("What takes its place?"),
        error_messages={"required": gettext_lazy("Please choose what takes its place.")},
    )

    def __init__(self, data: Any, work: Work, key: str) -> None:
        super().__init__(data, initial={"instead": only_way_on(work.content, key)})
        uses = is_used(work.content, key)
        if not uses:
            del self.fields["instead"]
            return
        options = step_options(work.content, work.values)
        self.fields["instead"].choices = [  # type: ignore[attr-defined]
            NOTHING,
            *((group, [each for each in steps if each[0] != key]) for group, steps in options[1:]),
        ]


def leading_here(content: Content, key: str) -> list[str]:
    """The choices of other steps that lead to this one."""
    choices = content.get("choices", {})
    return [c for c, row in choices.items() if row.get("next_step") == key and row["step"] != key]


def is_used(content: Content, key: str) -> bool:
    return content.get("start") == key or bool(leading_here(content, key))


def only_way_on(content: Content, key: str) -> str:
    """Where all choices of the step lead, if they agree: most likely what takes its place."""
    choices = content.get("choices", {}).values()
    targets = {row.get("next_step") for row in choices if row.get("step") == key}
    return (targets.pop() or "") if len(targets) == 1 else ""


def remove(admin: "GuideAdmin", request: HttpRequest, pk: int, key: str) -> HttpResponse:
    work = Work.open(admin, request, pk)
    work.require_writer()
    work.row("steps", key)
    form = RemoveForm(work.typed, work, key)
    is_ready = work.is_sent and form.is_valid()
    if is_ready and work.save(removed(work.content, key, form.cleaned_data.get("instead"))):
        messages.success(request, _("Removed."))
        return HttpResponseRedirect(work.url("steps"))
    choices = leading_here(work.content, key)
    return work.page(
        "remove",
        "steps",
        _("Remove"),
        form=form,
        title_of_step=naming.step_title(work.values, key),
        leading_here=[naming.choice_name(work.values, each) for each in choices],
        is_first=work.content.get("start") == key,
        answering=len(without_answers(work.content, key)),
        back_url=work.url("step_form", key),
    )


def removed(content: Content, key: str, instead: str | None) -> dict[str, Any]:
    changes: dict[str, Any] = {f"steps.{key}": MISSING}
    for choice, row in content.get("choices", {}).items():
        if row.get("step") == key:
            changes[f"choices.{choice}"] = MISSING
        elif row.get("next_step") == key:
            changes[f"choices.{choice}.next_step"] = instead
    if content.get("start") == key:
        changes["start"] = instead
    return changes | without_answers(content, key)


def without_answers(content: Content, key: str) -> dict[str, Any]:
    """The cases that answer a question, without that answer: the others may still hold."""
    choices = content.get("choices", {}).items()
    own = {choice for choice, row in choices if row.get("step") == key}
    trails = {case: row.get("trail") or [] for case, row in content.get("cases", {}).items()}
    return {
        f"cases.{case}.trail": [each for each in trail if each not in own]
        for case, trail in trails.items()
        if not own.isdisjoint(trail)
    }
