"""The form of one row of a guide: its columns as they stand in the version it was opened on, and
what was typed as changes of the content."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from eligibility.chart.boxes import ems
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.forms import NamedLanguagesForm, plain_value
from tokutei_site.publishing.models import Child, localised

LETTERS = 40  # wide ones in a line of a field


class PartForm(NamedLanguagesForm):
    group = ""
    fieldsets: list[Any] = []

    def __init__(
        self, key: str, row: Content, data: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        self.key, self.row = key, row
        instance: Child = self._meta.model(key=key)
        instance.fill_columns(row)
        super().__init__(data, instance=instance, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = lines_for(row.get(name))

    def columns(self) -> dict[str, Any]:
        """What was typed, by the names of the columns."""
        names = [name for name in self.instance.column_names() if name in self.fields]
        typed = {name: plain_value(self.cleaned_data[name]) for name in names}
        return {name: None if value == "" else value for name, value in typed.items()}

    def changes(self) -> dict[str, Any]:
        return {f"{self.group}.{self.key}.{name}": value for name, value in self.columns().items()}

    def show(self, refusal: ValidationError | None) -> None:
        """What the desk refused, at the fields it is about."""
        start = f"{self.group}.{self.key}."
        if refusal is None or not hasattr(refusal, "error_dict"):
            return
        for path, texts in refusal.message_dict.items():
            if path.removeprefix(start) in self.fields:
                self.add_error(path.removeprefix(start), texts)

    def keep_only_to_read(self) -> None:
        for field in self.fields.values():
            field.disabled = True

    def groups(self) -> list[tuple[str | None, list[list[BoundField]]]]:
        """As a page shows them: the languages of a text beside each other."""
        shown = [
            (title, [line for line in map(self.line, names) if line])
            for title, names in self.fieldsets
        ]
        return [(title, lines) for title, lines in shown if lines]

    def line(self, names: str | tuple[str, ...]) -> list[BoundField]:
        """Fields beside each other: those that are named, or a text in every language."""
        if isinstance(names, str):
            names = (names,) if names in self.fields else tuple(localised(names))
        return [self[column] for column in names if column in self.fields]


def lines_for(text: str | None) -> int:
    """Rows of a field in which the text can be read without scrolling much."""
    lines = (text or "").split("\n")
    wrapped = sum(1 + int(ems(line)) // LETTERS for line in lines)
    return min(max(wrapped, 3), 12)
