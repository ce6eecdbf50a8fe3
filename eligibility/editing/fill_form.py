"""Asks once what cases answer to a question that has come in between."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eligibility.graph.cases import Case
from eligibility.graph.filling import filled
from eligibility.graph.structure import Graph

from .choosing import NOTHING


class FillForm(forms.Form):
    def __init__(self, data: Any, graph: Graph, step: str, cases: Sequence[Case]) -> None:
        super().__init__(data, auto_id=f"id_{step}_%s")
        self.graph, self.step, self.cases = graph, step, cases
        language = get_language() or ""
        self.question = graph.title(step, language)
        answers = [(each.key, graph.label(each.key, language)) for each, _at in graph.ways[step]]
        self.fields["answer"] = forms.ChoiceField(
            label=_("What do they answer?"),
            choices=[NOTHING, *answers],
            error_messages={"required": _("Please choose what these cases answer.")},
        )

    def changes(self) -> dict[str, Any]:
        answer = self.cleaned_data["answer"]
        return {
            f"cases.{case.key}.trail": list(filled(self.graph, case, answer).trail)
            for case in self.cases
        }
