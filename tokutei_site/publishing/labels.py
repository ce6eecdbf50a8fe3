"""Names of columns for people: 「件名（日本語）」, not `title_ja`."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.forms import ModelForm
from django.utils.translation import gettext as _

from .content import MISSING
from .models import Entry, Source


def column_label(kind: type[Entry], path: str) -> str:
    """The label of a column path in the active language."""
    group, _dot, rest = path.partition(".")
    if not rest:
        return field_label(kind, path)
    if group == "sources":
        key, _dot, name = rest.rpartition(".")
        return f"{_('source')} {key}: {field_label(Source, name)}"
    if group not in kind.CHILDREN:
        return f"{field_label(kind, group)}: {name_of_language(rest)}"
    key, _dot, name = rest.rpartition(".")
    child = kind.CHILDREN[group]
    return f"{child._meta.verbose_name} {key}: {field_label(child, name)}"


def field_label(model: type[Model], name: str) -> str:
    stem, _underscore, code = name.rpartition("_")
    languages = dict(settings.LANGUAGES)
    if code in languages and stem:
        return f"{verbose_name(model, stem)}（{languages[code]}）"
    return verbose_name(model, name)


def verbose_name(model: type[Model], name: str) -> str:
    if name == "basis":
        return _("basis of the translation")
    if name in {field.name for field in model._meta.get_fields()}:
        return str(getattr(model._meta.get_field(name), "verbose_name", name))
    return name


def name_of_language(column: str) -> str:
    code = column.rpartition("_")[2]
    return dict(settings.LANGUAGES).get(code, column)


def name_languages(form: ModelForm) -> None:
    """Give each field of a language its plain label and its `lang`."""
    for name, field in form.fields.items():
        code = name.rpartition("_")[2]
        if code in dict(settings.LANGUAGES):
            field.label = field_label(form._meta.model, name)
            field.widget.attrs["lang"] = code


def shown(value: Any) -> str:
    """A column's value as text on a comparing page."""
    if value is MISSING or value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def column_labels(kind: type[Entry], paths: Iterable[str]) -> list[str]:
    return [column_label(kind, path) for path in paths]
