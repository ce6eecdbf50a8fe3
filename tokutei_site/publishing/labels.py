"""Names and values of columns for people: 「件名（日本語）」 and 「締切」, not `title_ja` and
`deadline`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model
from django.forms import ModelForm
from django.utils.text import capfirst
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from tokutei_site.text.dates import format_day, jst_day

from .attached import described
from .content import MISSING
from .easy import EASY, SOURCE, is_easy
from .models import Attachment, Child, Citation, Entry, Row, Source

LANGUAGES = dict(settings.LANGUAGES)
EMPTY: tuple[Any, ...] = (MISSING, None, [])
Values = Mapping[str, Any]


def language_names() -> dict[str, str]:
    """The site's languages, named in the active one."""
    return {code: get_language_info(code)["name_translated"] for code in LANGUAGES}


def target_names() -> dict[str, str]:
    """What texts are compared in: the languages, and やさしい日本語."""
    return {**language_names(), EASY: _("Easy Japanese")}


def column_label(kind: type[Entry], path: str, values: Values | None = None) -> str:
    """The label of a column path in the active language. With the `values` of its content a
    child is called by its own text, not by its key."""
    group, _dot, rest = path.partition(".")
    if not rest:
        return field_label(kind, path)
    if group == "basis":
        language, _dot, stem = rest.partition(".")
        text = column_label(kind, stem if language == EASY else f"{stem}_{language}", values)
        return _("%(text)s: compared with the source") % {"text": text}
    model = owner_of(kind, path)
    key, _dot, name = rest.rpartition(".")
    if model is kind:
        what = field_label(kind, group)
        part = language_names().get(language_of(rest)) or verbose_name(Citation, rest)
        return what if rest == "key" else in_language(what, part)
    named = child_name(model, f"{group}.{key}", values or {}) or key
    thing = _("source") if model is Source else capfirst(str(model._meta.verbose_name))
    return _("%(thing)s “%(name)s”: %(field)s") % {
        "thing": thing,
        "name": named,
        "field": field_label(model, name),
    }


def column_labels(
    kind: type[Entry], paths: Iterable[str], values: Values | None = None
) -> list[str]:
    return [column_label(kind, path, values) for path in paths]


def refusal_messages(kind: type[Entry], refusal: ValidationError) -> list[str]:
    """What the desk refused, each message with the column it is about."""
    if not hasattr(refusal, "error_dict"):
        return refusal.messages
    return [
        f"{column_label(kind, path)}: {text}"
        for path, texts in refusal.message_dict.items()
        for text in texts
    ]


def owner_of(kind: type[Entry], path: str) -> type[Model]:
    """The model that a column path's last part is a field of."""
    group = path.partition(".")[0] if "." in path else ""
    owners: dict[str, type[Model]] = {"sources": Source, **kind.CHILDREN}
    return owners.get(group, kind)


def child_name(model: type[Model], prefix: str, values: Values) -> str:
    """What its kind calls a child, else the first text it has, else its first other value (a day,
    a weekday)."""
    if issubclass(model, Child) and (name := model.name_in(prefix, values)):
        return name
    texts = [f"{name}_{code}" for name in getattr(model, "TEXTS", ()) for code in LANGUAGES]
    for column in [*texts, *getattr(model, "PLAIN", ())]:
        if (value := values.get(f"{prefix}.{column}")) not in (None, ""):
            return field_text(model, column, value)
    return ""


def field_label(model: type[Model], name: str) -> str:
    stem, _underscore, code = name.rpartition("_")
    if code in LANGUAGES and stem:
        return in_language(verbose_name(model, stem), language_names()[code])
    return verbose_name(model, name)


def in_language(label: str, language: str) -> str:
    return _("%(label)s (%(language)s)") % {"label": label, "language": language}


def plain_labels(model: Any) -> dict[str, str]:
    """The labels of a row's columns where a form shows them without fields (read only)."""
    return {name: field_label(model, name) for name in model.column_names()}


def verbose_name(model: type[Model], name: str) -> str:
    field = field_of(model, name) or field_of(Citation, name)  # the place of a cited source
    return capfirst(str(field.verbose_name)) if field else name


def field_of(model: type[Model], name: str) -> Field | None:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, Field) else None


def language_of(path: str) -> str:
    """The language that a column is written in, or nothing."""
    code = path.rpartition("_")[2]
    return code if code in LANGUAGES else ""


def name_languages(form: ModelForm) -> None:
    """Give each field of a language its plain label and its `lang`."""
    for name, field in form.fields.items():
        if is_easy(name):
            field.widget.attrs["lang"] = SOURCE
        elif code := language_of(name):
            field.label = field_label(form._meta.model, name)
            field.widget.attrs["lang"] = code


def column_text(kind: type[Entry], path: str, value: Any, values: Values | None = None) -> str:
    """A column's value as text on a comparing page; what refers to another part of the content
    is read from its `values`."""
    owner, name = owner_of(kind, path), path.rpartition(".")[2]
    if values and value not in EMPTY and path.partition(".")[0] != "basis":
        text = issubclass(owner, Row) and owner.reference_text(path, value, values)
        if text:
            return text
    return field_text(owner, name, value)


def field_text(model: type[Model], name: str, value: Any) -> str:
    if value in EMPTY:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return _(", ").join(value)
    if isinstance(value, list):
        return ngettext(
            "%(count)d section confirmed", "%(count)d sections confirmed", len(value)
        ) % {"count": len(value)}
    if is_file(model, name):
        return described(value)
    field = field_of(model, name)
    choices = dict(field.flatchoices) if field and field.choices else {}
    return str(choices.get(value, value))


def last_check(checked_at: datetime | None) -> str:
    """When a source was last looked at."""
    if checked_at is None:
        return _("not checked yet")
    return _("last check: %(day)s") % {"day": format_day(jst_day(checked_at))}


def is_file(model: type[Model], name: str) -> bool:
    """Whether a column holds the address of a file."""
    return model is Attachment and name.startswith("file_")
