"""What a text must be before it may be saved, and before it may be public. Messages come by
column, so that a form can show each at its field."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import DateField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tokutei_site.text.characters import is_blank, validate_text
from tokutei_site.text.dates import LAST_DAY, format_day, is_typable, jst_day
from tokutei_site.text.markup import refused_links

from .content import Columns, Content, columns
from .labels import language_names, language_of
from .models import Entry

TITLE_LIMIT = 200
Problems = dict[str, list[str]]


def draft_problems(kind: type[Entry], content: Content) -> Problems:
    """What keeps a content from being saved at all. What other tables lend to it is judged as the
    save finds it there (`lent_problems`), not as it was at the save before."""
    source, typed = content["source_language"], columns(content)
    problems = unfit(kind, {path: v for path, v in typed.items() if not kind.is_lent(path)})
    if is_blank(content.get(title := f"title_{source}") or ""):
        asked = _("Please enter the title in the source language.")
        problems[title] = [asked, *problems.get(title, [])]
    for path, texts in kind.content_problems(content).items():
        problems.setdefault(path, []).extend(texts)
    return problems


def lacking(kind: type[Entry], content: Content) -> Problems:
    """What has to be there before a text is reviewed: without it there is nothing to publish, and
    nobody would hear of it before the last step."""
    paths = kind.missing(content, content["source_language"])
    return {path: [_("Please fill this in before the text is submitted.")] for path in paths}


def lent_problems(kind: type[Entry], content: Content) -> Problems:
    """What is wrong with the data that other tables lent to a content."""
    return unfit(kind, {path: v for path, v in columns(content).items() if kind.is_lent(path)})


def unfit(kind: type[Entry], values: Columns) -> Problems:
    texts = {path: value for path, value in values.items() if isinstance(value, str)}
    found = {path: text_problems(kind, path, text) for path, text in texts.items()}
    return {path: problems for path, problems in found.items() if problems}


def content_problems(kind: type[Entry], content: Content) -> list[str]:
    """What keeps a frozen content from being public, whatever it came from."""
    found = draft_problems(kind, content) | lent_problems(kind, content)
    return [text for texts in found.values() for text in texts]


def text_problems(kind: type[Entry], path: str, value: str) -> list[str]:
    stem = path.rpartition("_")[0] if language_of(path) else path
    single_line = kind.is_single_line(stem)
    try:
        validate_text(
            value,
            **({"limit": TITLE_LIMIT} if stem in kind.SINGLE_LINE else {}),
            single_line=single_line,
        )
    except ValidationError as error:
        return error.messages
    if single_line or not ("." in stem or kind.is_text(stem) or kind.retold(stem)):
        return []
    return [_("This link is not allowed: %(link)s") % {"link": link} for link in not_allowed(value)]


@lru_cache(maxsize=4_000)
def not_allowed(text: str) -> tuple[str, ...]:
    """`refused_links`, kept for the texts looked at last: a save reads what it changed."""
    return tuple(refused_links(text))


def unreadable(texts: Iterable[Any]) -> list[str]:
    """What is wrong with texts that readers see beside the content: notes and reasons."""
    problems: list[str] = []
    for text in texts:
        try:
            validate_text(text or "")
        except ValidationError as error:
            problems += error.messages
    return problems


def absent_languages(kind: type[Entry], content: Content) -> dict[str, list[str]]:
    """The languages that are not complete, with the columns they lack."""
    missing = {code: kind.missing(content, code) for code, _name in settings.LANGUAGES}
    return {code: paths for code, paths in missing.items() if paths}


def alternative_problems(
    absent: Iterable[str], alternatives: dict[str, Any], source: str, visible_from: datetime
) -> list[str]:
    """Each absent language needs a declared alternative: a promised day or a reason."""
    names, problems = language_names(), []
    for code in absent:
        declared = alternatives.get(code, {})
        if code == source:
            problems.append(
                _("The text in %(language)s, its source language, is not complete.")
                % {"language": names[code]}
            )
        elif declared.get("by"):
            try:
                day = DateField().to_python(declared["by"])
            except ValidationError as error:
                problems += error.messages
                continue
            if day > LAST_DAY:
                problems.append(too_far())
            elif day < jst_day(visible_from):
                problems.append(
                    _("The day promised for %(language)s lies before the publication.")
                    % {"language": names[code]}
                )
        elif problem := unreadable(chain(*declared.get("reason", {}).items())):
            problems += problem
        elif not all(declared.get("reason", {}).get(each) for each in names):
            problems.append(
                _(
                    "%(language)s is not complete. Complete it, promise a day, or give readers "
                    "the reason in every language."
                )
                % {"language": names[code]}
            )
    return problems


def too_far() -> str:
    return _("Please choose a day up to %(last)s.") % {"last": format_day(LAST_DAY)}


def window_problems(
    start: datetime, until: datetime | None, now: datetime, longest: timedelta | None = None
) -> list[str]:
    """What is wrong with a window. `longest`: how long it may last, if it must have an end."""
    problems = []
    latest = max(start, until or start)
    if latest > now and not is_typable(latest):
        problems.append(too_far())
    if start < now:
        problems.append(_("The start lies in the past."))
    if until is not None and until <= start:
        problems.append(_("The end must come after the start."))
    if longest and until is None:
        problems.append(_("Please enter an end: until when is it shown?"))
    elif longest and until and until > start + longest:
        message = ngettext(
            "It can be shown for at most %(days)d day. If it still holds then, publish it again.",
            "It can be shown for at most %(days)d days. If it still holds then, publish it again.",
            longest.days,
        )
        problems.append(message % {"days": longest.days})
    return problems
