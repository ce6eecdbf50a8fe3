"""The inlines of the desk: children known by their permanent key, and cited sources."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from tokutei_site.staff.picking import Picker

from .content import MISSING, fingerprint
from .forms import EntryForm, NamedLanguagesForm, plain_value
from .models import Child

LAST_PLACE = 32_767


class OrderedForm(NamedLanguagesForm):
    """A row of a table whose place may be left open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "order" in self.fields:
            self.fields["order"].required = False
            self.fields["order"].validators.append(MaxValueValidator(LAST_PLACE))
            if not self.instance.pk:
                self.initial["order"] = None


class ChildForm(OrderedForm):
    """A row carries its key, so that it keeps its identity whatever a colleague did to the table
    meanwhile."""

    row_key = forms.CharField(label="", required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row_key"].initial = self.instance.key


MOST_ROWS = 100  # that one form may send of a kind


class RowFormSet(forms.BaseInlineFormSet):
    """Never saves; the row's number may be one that is gone, because the key decides."""

    default_error_messages = {
        "too_many_forms": ngettext_lazy(
            "No more than %(num)d row fits here.", "No more than %(num)d rows fit here.", "num"
        )
    }

    @cached_property
    def known(self) -> dict[str, Mapping[str, str]]:
        """What the rows have chosen from lists that search, by field: value and name."""
        fields = self.form.base_fields.items()
        pickers = {name: f.widget for name, f in fields if isinstance(f.widget, Picker)}
        return {name: picker.names(self.chosen(name)) for name, picker in pickers.items()}

    def chosen(self, name: str) -> set[str]:
        """The values of a field in all rows."""
        if self.is_bound:
            numbers = range(self.total_form_count())
            sent = (self.data.get(f"{self.prefix}-{number}-{name}") for number in numbers)
        else:
            column = self.model._meta.get_field(name).attname
            sent = (getattr(row, column) for row in self.get_queryset())
        return {str(value) for value in sent if value}

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        name = self.model._meta.pk.name
        hidden = forms.IntegerField(required=False, widget=forms.HiddenInput)
        hidden.initial = form.instance.pk
        form.fields[name] = hidden
        for field_name, names in self.known.items():
            form.fields[field_name].widget.known = names
        for field in form.fields.values():
            if not field.widget.is_hidden:
                # The admin wraps the list of a related row.
                widget = getattr(field.widget, "widget", field.widget)
                widget.attrs["aria-label"] = row_label(str(field.label), index)


def row_label(label: str, index: int | None) -> str:
    """The name of a cell for who cannot see the table's head; a template row has no number."""
    if index is None:
        return label
    return _("%(label)s, row %(number)d") % {"label": label, "number": index + 1}


def new_key(form: EntryForm, child_form: forms.ModelForm) -> str:
    """The permanent key of a child typed in now: the same again when the same form is sent
    twice (a double click), another one for every other person, version and row."""
    base = form.cleaned_data.get("base")
    origin = f"{base and base.pk}:{form.user.pk}:{child_form.prefix}"
    return fingerprint(origin)[:12]


def child_changes(
    name: str, formset: forms.BaseInlineFormSet, entry_form: EntryForm
) -> dict[str, Any]:
    """What an inline of children changes, by permanent key."""
    changes: dict[str, Any] = {}
    base = entry_form.cleaned_data.get("base")
    known = set(base.content.get(name, {})) if base else set()
    last = 0
    for form in formset.forms:
        key = form.cleaned_data.get("row_key") or ""
        if form in formset.deleted_forms:
            changes |= {f"{name}.{key}": MISSING} if key in known else {}
        elif key in known or form.has_changed():
            key = key if key in known else new_key(entry_form, form)
            last = row_order(form, last)
            changes |= {f"{name}.{key}.{c}": v for c, v in row_columns(form, last).items()}
    return changes


def row_order(form: forms.ModelForm, last: int) -> int:
    """The place of a row: as typed, else after the row above."""
    typed: int | None = form.cleaned_data.get("order")
    return min(last + 1, LAST_PLACE) if typed is None else typed


def row_columns(form: forms.ModelForm, order: int) -> dict[str, Any]:
    child: Child = form.instance
    typed = {name: form.cleaned_data[name] for name in child.column_names() if name in form.fields}
    return {"order": order} | {name: plain_value(value) for name, value in typed.items()}


def citation_changes(formset: forms.BaseInlineFormSet, entry_form: EntryForm) -> dict[str, Any]:
    base = entry_form.cleaned_data.get("base")
    kept: dict[str, int] = {}
    last = 0
    for form in formset.forms:
        source = form.cleaned_data.get("source")
        if source and form not in formset.deleted_forms:
            last = row_order(form, last)
            kept[source.key] = last
    cited = base.content.get("sources", {}) if base else {}
    return {f"sources.{key}": MISSING for key in cited if key not in kept} | {
        f"sources.{key}.order": order for key, order in kept.items()
    }
