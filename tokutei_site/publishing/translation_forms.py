"""The translator's form: each section of the source beside its translation, with a field for the
translation and a tick for "says the same". What was typed becomes whole texts and ticks."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .easy import EASY
from .labels import column_label
from .ledger_forms import PlainText
from .models import Entry, Revision
from .staleness import translations
from .translating import Tick, places
from .translation_rows import Composed, Row, rows_of

MOST_LINES = 30  # of a field; longer texts scroll


class TranslationForm(forms.Form):
    base = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, revision: Revision, language: str, data: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(data, initial={"base": revision.number})
        self.kind: type[Entry] = type(revision.entry.as_kind())
        self.revision, self.language = revision, language
        content = revision.content
        self.groups = [rows_of(each) for each in translations(self.kind, content, language)]
        for row in self.rows:
            self.add_row(row)

    @property
    def rows(self) -> Iterator[Row]:
        return (row for group in self.groups for row in group)

    def add_row(self, row: Row) -> None:
        label = column_label(self.kind, row.found.column, self.revision.columns)
        self.fields[f"text.{row.name}"] = PlainText(
            label=label,
            required=False,
            strip=False,  # a paragraph may begin with U+3000
            initial=row.target.strip("\n"),
            widget=self.widget_for(row),
        )
        if row.is_to_compare:
            self.fields[f"tick.{row.name}"] = forms.BooleanField(
                label=_("Says the same as the source"), required=False
            )

    def widget_for(self, row: Row) -> forms.Widget:
        attrs: dict[str, Any] = {"lang": row.found.lang}
        if self.kind.is_single_line(row.found.stem):
            return forms.TextInput(attrs)
        lines = max(row.source.count("\n"), row.target.count("\n")) + 2
        return forms.Textarea(attrs | {"rows": min(lines, MOST_LINES)})

    def source_label(self, row: Row) -> str:
        source = self.revision.content["source_language"]
        column = row.found.column if self.language == EASY else f"{row.found.stem}_{source}"
        return column_label(self.kind, column, self.revision.columns)

    def shown(self) -> list[tuple[Row, Any, Any]]:
        """Each row with its two fields."""
        fields = {name: self[name] for name in self.fields}
        return [
            (row, fields[f"text.{row.name}"], fields.get(f"tick.{row.name}")) for row in self.rows
        ]

    def clean(self) -> dict[str, Any]:
        for group in self.composed:
            for row, targets in group.targets.items():
                text, is_ticked = self.typed(row), self.is_ticked(row)
                if text and not targets:
                    self.add_error(
                        f"text.{row.name}", _("Begin with a heading, as the source does.")
                    )
                elif is_ticked and not text:
                    self.add_error(f"tick.{row.name}", _("There is no translation yet to compare."))
        return self.cleaned_data

    def typed(self, row: Row) -> str:
        text: str = self.cleaned_data.get(f"text.{row.name}") or ""
        return text

    def is_ticked(self, row: Row) -> bool:
        return bool(self.cleaned_data.get(f"tick.{row.name}"))

    @cached_property
    def composed(self) -> list[Composed]:
        """Once the fields are cleaned."""
        return [Composed(self.kind, group, self.typed) for group in self.groups]

    def texts(self) -> dict[str, str]:
        """The whole texts that were changed, by stem."""
        return {each.stem: each.text for each in self.composed if each.is_changed}

    def ticks(self) -> list[Tick]:
        return [
            Tick(row.found.stem, places(row.found, row.part)[0], targets)
            for each in self.composed
            for row, targets in each.targets.items()
            if self.is_ticked(row)
        ]


def moved_to(
    form: TranslationForm, head: Revision
) -> tuple[TranslationForm, list[tuple[str, str]]]:
    """The form on a newer version, with what was typed wherever a section is still the one that was
    shown; and the rest of what was typed, with its label, so that nothing is lost."""
    fresh = TranslationForm(head, form.language)
    data = {"base": str(head.number)}
    here = {row.seen: row for row in fresh.rows}
    lost = []
    for row in fresh.rows:
        data[f"text.{row.name}"] = row.target.strip("\n")
    for row in form.rows:
        text = form.typed(row)
        if row.seen in here:
            name = here[row.seen].name
            data[f"text.{name}"] = text
            data |= {f"tick.{name}": "on"} if form.is_ticked(row) else {}
        elif text.strip("\n") != row.target.strip("\n"):
            lost.append((str(form.fields[f"text.{row.name}"].label), text))
    return TranslationForm(head, form.language, data), lost
