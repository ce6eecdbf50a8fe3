"""Forms of rows that several people change. What the fields held when the form was opened goes
with it, unseen: so what its writer left alone stays as a colleague made it meanwhile, and what both
changed is told."""

from collections.abc import Iterable
from copy import deepcopy
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tokutei_site.text.characters import validate_text

LONGEST_KEY = 19  # digits that both databases hold


class OpenedForm(forms.ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.carried():
            self.fields[name].show_hidden_initial = True

    def carried(self) -> Iterable[str]:
        """The fields whose values go with the form; a new row has nobody else's."""
        names = [name for name, field in self.fields.items() if not field.disabled]
        return names if self.instance.pk else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        names = self.carried()
        if any(self[name].html_initial_name in self.data for name in names):
            for name in names:
                if name not in self.errors:
                    self.put_on_newest(name)
        return cleaned

    def put_on_newest(self, name: str) -> None:
        """A field in which somebody else's value stands by now, if one does."""
        field, opened, mine = self.fields[name], self.opened(name), self.raw(name)
        theirs = self.get_initial_for_field(field, name)
        if not field.has_changed(theirs, opened):
            return
        if name not in self.changed_data:
            self.cleaned_data[name] = field.clean(field.prepare_value(theirs))
        elif field.has_changed(theirs, mine):
            values = {"base": opened, "theirs": field.prepare_value(theirs), "mine": mine}
            self.add_error(name, told(field, values))
            self.open_anew(name, values["theirs"])

    def opened(self, name: str) -> Any:
        """What was sent of the value that the form was opened with."""
        widget = self.fields[name].hidden_widget()
        name = self.add_initial_prefix(name)
        return lines(widget.value_from_datadict(self.data, self.files, name))

    def raw(self, name: str) -> Any:
        return lines(self[name].data)

    def open_anew(self, name: str, theirs: Any) -> None:
        """Shown again, the form knows the other value: saved once more, it takes its place."""
        sent: Any = deepcopy(self.data)  # one that may be changed
        values = theirs if isinstance(theirs, list) else [theirs]
        sent.setlist(self.add_initial_prefix(name), ["" if v is None else str(v) for v in values])
        self.data = sent


class RowForm(OpenedForm):
    """Of a row that has no versions: each of its texts is judged by the one rule, because it is
    shown, and frozen with what refers to it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            is_secret = isinstance(field.widget, forms.PasswordInput)
            if isinstance(field, forms.CharField) and not is_secret:
                is_line = not isinstance(field.widget, forms.Textarea)
                field.validators.append(partial(validate_text, single_line=is_line))


def lines(value: Any) -> Any:
    """A browser sends the end of a line as two characters."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def told(field: forms.Field, values: dict[str, Any]) -> str:
    message = _(
        "Meanwhile somebody else changed this from “%(base)s” to “%(theirs)s”. Yours (“%(mine)s”) "
        "stands in the field. Save again to put it in the place of theirs."
    )
    return message % {name: as_read(field, value) for name, value in values.items()}


def as_read(field: forms.Field, value: Any) -> str:
    """A value as it reads in the form."""
    labels = {str(key): str(label) for key, label in getattr(field, "choices", [])}
    values = value if isinstance(value, list) else [value]
    return _(", ").join(labels.get(str(v), str(v)) for v in values if v not in (None, ""))
