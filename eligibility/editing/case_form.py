"""The form of a case: one answer after the other, each question as the answers before lead to it.
Without a script: “Go on” asks the next question, “Save” writes."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eligibility import naming
from eligibility.graph.cases import follow
from eligibility.graph.structure import Graph
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.forms import plain_value

from .choosing import NOTHING, Values, step_options

MOST = 60  # answers


class CaseForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Who it is about"),
        help_text=gettext_lazy(
            "For staff only, such as “Permanent resident, 10 years, with a card”."
        ),
        max_length=200,
        error_messages={"required": gettext_lazy("Please say who it is about.")},
        widget=forms.TextInput({"class": "vTextField"}),
    )

    def __init__(
        self, key: str, row: Content, graph: Graph, content: Content, values: Values, data: Any
    ) -> None:
        super().__init__(data, initial={"name": row.get("name"), "outcome": row.get("outcome")})
        self.key, self.graph, self.values = key, graph, values
        trail = list(row.get("trail") or ())
        self.trail = trail if data is None else self.sent(data)
        self.followed = follow(graph, self.trail)
        self.add_questions()
        self.fields["outcome"] = forms.ChoiceField(
            label=_("Outcome it must reach"),
            choices=step_options(content, values, ["outcome"]),
            error_messages={"required": _("Please choose the outcome it must reach.")},
        )

    def sent(self, data: Any) -> list[str]:
        """The answers as far as they go; one that was emptied ends the trail."""
        answers = []
        for number in range(MOST):
            answer = data.get(f"answer{number}")
            if not answer:
                break
            answers.append(answer)
        return answers

    def add_questions(self) -> None:
        """Each question on the way with its answer, and the next one that is open."""
        asked = [*self.followed.way]
        if self.reached_question:
            asked.append((self.reached_question, ""))
        for number, (step, answer) in enumerate(asked):
            options = [
                (each.key, naming.text_of(self.values, f"choices.{each.key}", "label") or each.key)
                for each, _target in self.graph.ways[step]
            ]
            self.fields[f"answer{number}"] = forms.ChoiceField(
                label=naming.step_title(self.values, step),
                choices=[NOTHING, *options],
                initial=answer,
                required=False,
            )

    @property
    def asked(self) -> list[BoundField]:
        """The fields in the order in which one thinks: who, the answers, the outcome."""
        answers = [name for name in self.fields if name.startswith("answer")]
        return [self[name] for name in ("name", *answers, "outcome")]

    @property
    def reached_question(self) -> str:
        step = self.followed.step
        return step if step and self.graph.step[step].is_question else ""

    @property
    def reached(self) -> str:
        """The title of the outcome that the answers lead to, if they do."""
        step = self.followed.step
        return naming.step_title(self.values, step) if step and not self.reached_question else ""

    @property
    def lost(self) -> list[str]:
        """Answers that cannot be given any more."""
        return [naming.choice_name(self.values, key) for key in self.followed.rest]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.reached_question:
            step = naming.step_title(self.values, self.reached_question)
            self.add_error(
                None,
                _("Please go on until an outcome: “%(step)s” has no answer yet.") % {"step": step},
            )
        return cleaned

    def columns(self) -> dict[str, Any]:
        return {
            "name": plain_value(self.cleaned_data["name"]),
            "outcome": self.cleaned_data["outcome"],
            "trail": [answer for _step, answer in self.followed.way],
        }
