"""The form of a question or an outcome: what a reader sees, what the office knows about it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eligibility.models import Step
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.models import localised

from .choosing import Ticks, Values, block_options, fact_options, source_options
from .parts import PartForm

BOTH = ("kind", "title", "body", "easy", "legal_basis", "checked_on", "sources", "blocks")
ONLY = {
    "question": ("help", "why", "fact"),
    "outcome": ("verdict", "next_steps", "where", "bring", "counter"),
}


class StepForm(PartForm):
    group = "steps"
    fieldsets = [
        (None, ["title", "verdict", "body", "help", "why"]),
        (_("What to do"), ["next_steps", "where", "bring", "counter"]),
        (_("Basis and sources"), ["legal_basis", "checked_on", "sources", "blocks"]),
        (_("More"), ["easy", "fact", "kind"]),
    ]

    class Meta:
        model = Step
        fields = [
            *(column for name in Step.TEXTS for column in localised(name)),
            *("kind", "verdict", "fact", "checked_on", "easy"),
        ]
        widgets = {"checked_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(
        self,
        key: str,
        row: Content,
        content: Content,
        values: Values,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(key, row, data)
        self.leave_out(row.get("kind") or "question")
        self.fields["sources"] = Ticks(
            source_options(values, content),
            row.get("sources") or [],
            label=_("Sources"),
            help_text=_("The guide's own page says which sources it cites."),
        )
        self.fields["blocks"] = Ticks(
            block_options(values, content), row.get("blocks") or [], label=_("Shared paragraphs")
        )
        if "fact" in self.fields:
            self.fields["fact"] = forms.ChoiceField(
                choices=fact_options(), label=_("What is asked about"), required=False
            )
        self.initial.update(sources=self.instance.sources, blocks=self.instance.blocks)

    def leave_out(self, kind: str) -> None:
        """What the other kind of step has; a text that it already holds stays as it is."""
        wanted = {*BOTH, *ONLY[kind]}
        for name in list(self.fields):
            if not {name, name.rpartition("_")[0]} & wanted:
                del self.fields[name]
