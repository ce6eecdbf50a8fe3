"""The choices of a question as rows of its form; blank rows at the end take new ones."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eligibility.models import Choice
from tokutei_site.publishing.content import MISSING, Content
from tokutei_site.publishing.models import localised
from tokutei_site.publishing.reading import in_order

from .choosing import Options, Ticks, step_options, value_options
from .keys import is_new_key, is_taken
from .parts import PartForm
from .stubs import STUBS, stub, stub_keys, stub_options
from .work import Work

BLANK = 2  # rows for new choices on each form
MOST = 40  # new rows that a form may send
LAST_PLACE = 32_767


class ChoiceForm(PartForm):
    group = "choices"
    fieldsets = [(None, ["label", ("next_step", "order"), "values", ("is_unsure", "remove")])]
    remove = forms.BooleanField(label=_("Remove this choice"), required=False)
    order = forms.IntegerField(label=_("place"), required=False, min_value=0, max_value=LAST_PLACE)

    class Meta:
        model = Choice
        fields = [*localised("label"), "is_unsure"]

    def __init__(
        self,
        key: str,
        row: Content,
        steps: Options,
        fact: str,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(key, row, data, prefix=key)
        self.fields["next_step"] = forms.ChoiceField(
            choices=steps, label=_("Leads to"), required=False
        )
        self.initial.update(next_step=row.get("next_step"), order=row.get("order"))
        if fact or row.get("values"):
            ticked = row.get("values") or []
            self.fields["values"] = Ticks(
                value_options(fact),
                ticked,
                label=_("Holds for"),
                help_text=_("If none is ticked, it applies to everybody."),
            )
            self.initial["values"] = ticked
        if not row:
            del self.fields["remove"]

    @property
    def is_blank(self) -> bool:
        """A row for a new choice into which nothing was typed."""
        return not self.row and not any(
            self.cleaned_data.get(name) for name in (*localised("label"), "next_step")
        )

    def columns(self) -> dict[str, Any]:
        typed = super().columns()
        for name in ("next_step", "values"):
            if name in self.fields:
                typed[name] = self.cleaned_data[name] or ([] if name == "values" else None)
        return typed


class ChoiceRows:
    """The rows of one question. New ones carry the key that they were offered with, so that a
    form sent twice makes each of them once."""

    def __init__(self, work: Work, step: str) -> None:
        self.work, self.step = work, step
        content, values = work.content, work.values
        question = content["steps"].get(step, {})
        fact = question.get("fact") or ""
        steps = [*step_options(content, values), *(stub_options() if work.may_write else [])]
        group = in_order(content.get("choices", {}))
        rows = {key: row for key, row in group if row.get("step") == step}
        offered = [] if question.get("kind") == "outcome" else self.offered()
        self.new = [key for key in offered if key not in rows]
        self.forms = [
            ChoiceForm(key, rows.get(key, {}), steps, fact, work.typed)
            for key in [*rows, *self.new]
        ]
        self.new_steps = stub_keys(work, len(self.forms))

    def offered(self) -> list[str]:
        typed = self.work.typed
        if typed is None:
            return self.work.new_keys("choices", BLANK) if self.work.may_write else []
        sent = (typed.get("new_choices") or "").split()[:MOST]
        return [key for key in sent if is_new_key(key, "choices")]

    def is_valid(self) -> bool:
        checked = [form.is_valid() for form in self.forms]  # all of them, to show every mistake
        return all(checked)

    def changes(self) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        for form, order in self.placed():
            row = form.columns() | {"order": order, "step": self.step}
            if kind := STUBS.get(row["next_step"] or ""):
                row["next_step"], made = self.made(form, kind)
                changes |= made
            key = self.settled(form, row)
            changes |= {f"choices.{key}.{name}": value for name, value in row.items()}
        for form in self.forms:
            if form.cleaned_data.get("remove"):
                changes[f"choices.{form.key}"] = MISSING
        return changes

    def made(self, form: ChoiceForm, kind: str) -> tuple[str, dict[str, Any]]:
        """A new step for a choice; it stands right behind its question."""
        place = self.forms.index(form)
        key = self.new_steps[place] if place < len(self.new_steps) else ""
        return stub(self.work, key, kind, place)

    def placed(self) -> Iterator[tuple[ChoiceForm, int]]:
        """The rows that stay, each at the place that was typed, else after the one above."""
        last = -1
        for form in self.forms:
            if form.is_blank or form.cleaned_data.get("remove"):
                continue
            typed = form.cleaned_data.get("order")
            last = min(last + 1, LAST_PLACE) if typed is None else typed
            yield form, last

    def settled(self, form: ChoiceForm, row: Mapping[str, Any]) -> str:
        """A new row whose key somebody else was given meanwhile takes the next one."""
        if form.row or not is_taken(self.work.head, "choices", form.key, row):
            return form.key
        return self.work.new_keys("choices", 1 + self.new.index(form.key))[-1]
