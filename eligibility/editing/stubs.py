"""A step that does not exist yet, chosen as where a choice leads: it is made with the choice, with
a title that says so. The check keeps it from being published before somebody has filled it in."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from tokutei_site.publishing.models import LANGUAGE_CODES

from .choosing import Options
from .keys import is_new_key, is_taken
from .work import Work

STUBS = {"+question": "question", "+outcome": "outcome"}


def stub_options() -> Options:
    made = [("+question", _("a new question")), ("+outcome", _("a new outcome"))]
    return [(_("Make at once"), made)]


def stub_keys(work: Work, count: int) -> list[str]:
    """A key for each choice that may ask for a step. They travel with the form, so that a form
    sent twice makes its steps once."""
    if work.typed is None:
        return work.new_keys("steps", count) if work.may_write else []
    sent = str(work.typed.get("new_steps") or "").split()[:count]
    return [key for key in sent if is_new_key(key, "steps")]


def stub(work: Work, key: str, kind: str, order: int) -> tuple[str, dict[str, Any]]:
    """The key that the step really gets, and its columns."""
    row = {f"title_{code}": title(kind, code) for code in LANGUAGE_CODES} | {"kind": kind}
    if not key or is_taken(work.head, "steps", key, row):
        key = work.new_keys("steps", 1 + order)[-1]
    columns = row | {"order": order}
    return key, {f"steps.{key}.{name}": value for name, value in columns.items()}


def title(kind: str, language: str) -> str:
    with translation.override(language):
        return _("New question") if kind == "question" else _("New outcome")
