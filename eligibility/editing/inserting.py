"""“Insert a question here”: a new question takes the place where a choice leads, and its own
choices lead on from there. Cases that take this choice are asked for once: what they answer to the
new question goes into all of them."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eligibility import naming
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.forms import plain_value
from tokutei_site.publishing.labels import language_names
from tokutei_site.publishing.models import LANGUAGE_CODES, localised

from .choosing import NOTHING
from .keys import is_new_key, is_taken
from .work import Work

if TYPE_CHECKING:
    from eligibility.admin import GuideAdmin

ANSWERS = 3
ONE_BY_ONE = "later"


class InsertForm(forms.Form):
    """The question, the answers that it starts with, and which of them `cases` (a number) give."""

    def __init__(self, data: Any, cases: int) -> None:
        super().__init__(data)
        names = language_names()
        for column in localised("title"):
            code = column.rpartition("_")[2]
            self.add(column, _("Question (%(language)s)") % {"language": names[code]}, "", code)
        for number in range(ANSWERS):
            for code in LANGUAGE_CODES:
                label = _("Answer %(number)d (%(language)s)")
                told = label % {"number": number + 1, "language": names[code]}
                self.add(f"label{number}_{code}", told, first_answer(number, code), code)
        if cases:
            self.ask_for_cases(cases)

    def add(self, name: str, label: str, initial: str, code: str) -> None:
        widget = forms.TextInput({"lang": code, "class": "vTextField"})
        self.fields[name] = forms.CharField(
            label=label, initial=initial, max_length=200, required=False, widget=widget
        )

    def ask_for_cases(self, cases: int) -> None:
        told = ngettext(
            "%(count)d case takes this way. What does it answer to the new question?",
            "%(count)d cases take this way. What do they answer to the new question?",
            cases,
        )
        answers = [(str(n), _("Answer %(number)d") % {"number": n + 1}) for n in range(ANSWERS)]
        self.fields["of_cases"] = forms.ChoiceField(
            label=told % {"count": cases},
            choices=[NOTHING, *answers, (ONE_BY_ONE, _("I go through the cases myself"))],
            error_messages={"required": _("Please choose what these cases answer.")},
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = cleaned.get("of_cases") or ONE_BY_ONE
        if chosen != ONE_BY_ONE and int(chosen) not in self.answers():
            self.add_error("of_cases", _("This answer is empty. Choose one that is added."))
        return cleaned

    def titles(self) -> dict[str, Any]:
        return {name: plain_value(self.cleaned_data[name]) or None for name in localised("title")}

    def answers(self) -> dict[int, dict[str, Any]]:
        """By its number, the labels of each answer that has any; "I don't know" is the last."""
        found = {}
        for number in range(ANSWERS):
            texts = {
                f"label_{code}": plain_value(self.cleaned_data.get(f"label{number}_{code}")) or None
                for code in LANGUAGE_CODES
            }
            if any(texts.values()):
                found[number] = texts | {"is_unsure": number == ANSWERS - 1}
        return found


def first_answer(number: int, code: str) -> str:
    with translation.override(code):
        return [_("Yes"), _("No"), _("I don't know")][number]


def insert(admin: "GuideAdmin", request: HttpRequest, pk: int, key: str) -> HttpResponse:
    work = Work.open(admin, request, pk)
    work.require_writer()
    choice = work.row("choices", key)
    form = InsertForm(work.typed, len(taking(work.content, key)))
    if work.is_sent and form.is_valid():
        step, changes = inserted(work, form, key, choice.get("next_step"))
        if work.save(changes):
            messages.success(request, _("Saved. Now complete the new question."))
            return HttpResponseRedirect(work.url("step_form", step))
    return work.page(
        "insert",
        "steps",
        _("Insert a question"),
        form=form,
        choice=naming.choice_name(work.values, key),
        target=naming.step_title(work.values, choice["next_step"])
        if choice.get("next_step")
        else "",
        new_step=offered(work),
    )


def taking(content: Content, choice: str) -> dict[str, list[str]]:
    """The trails of the cases that take a choice, by key."""
    trails = {key: row.get("trail") or [] for key, row in content.get("cases", {}).items()}
    return {key: trail for key, trail in trails.items() if choice in trail}


def offered(work: Work) -> str:
    sent = str(work.typed.get("new_step") or "") if work.typed else ""
    return sent if is_new_key(sent, "steps") else work.new_keys("steps")[0]


def inserted(
    work: Work, form: InsertForm, choice: str, target: str | None
) -> tuple[str, dict[str, Any]]:
    """The key of the new question, and everything that changes with it."""
    row = form.titles() | {"kind": "question"}
    step = offered(work)
    if is_taken(work.head, "steps", step, row):
        step = work.new_keys("steps")[0]
    before = work.content["steps"].get(work.content["choices"][choice]["step"], {})
    changes: dict[str, Any] = {f"steps.{step}.{name}": value for name, value in row.items()}
    changes |= {
        f"steps.{step}.order": before.get("order") or 0,
        f"choices.{choice}.next_step": step,
    }
    answers = form.answers()
    if step not in work.head.content["steps"]:  # else it was sent twice
        keys = dict(zip(answers, work.new_keys("choices", len(answers)), strict=True))
        for order, (number, texts) in enumerate(answers.items()):
            columns = texts | {"step": step, "next_step": target, "order": order}
            changes |= {f"choices.{keys[number]}.{name}": v for name, v in columns.items()}
        changes |= in_cases(work.content, choice, keys, form.cleaned_data.get("of_cases"))
    return step, changes


def in_cases(
    content: Content, choice: str, keys: dict[int, str], chosen: str | None
) -> dict[str, Any]:
    """The answer that was chosen for the cases, in each right behind the choice they took."""
    if chosen is None or chosen == ONE_BY_ONE:
        return {}
    changes = {}
    for key, trail in taking(content, choice).items():
        place = trail.index(choice) + 1
        changes[f"cases.{key}.trail"] = [*trail[:place], keys[int(chosen)], *trail[place:]]
    return changes
