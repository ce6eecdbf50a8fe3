"""Where the Japanese and the English of one content say different things, in words for people.
A finding is never a verdict: somebody looks at both texts."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from functools import lru_cache

from django.utils.translation import gettext as _

from tokutei_site.text import parity
from tokutei_site.text.sections import split

from .comparing import text_stems
from .content import Columns, Content, columns
from .findings import Finding, finding_key
from .labels import column_label, language_names
from .models import LANGUAGE_CODES, Entry

PAIR = ("ja", "en")  # what tokutei_site.text.parity can read


def disagreements(kind: type[Entry], content: Content) -> list[Finding]:
    """Sure findings first, each group in the order of the form."""
    if not set(PAIR) <= set(LANGUAGE_CODES):
        return []
    return sorted(each_disagreement(kind, content), key=lambda found: found.is_hint)


def each_disagreement(kind: type[Entry], content: Content) -> Iterator[Finding]:
    flat, pages = columns(content), source_pages(content)
    headings = lru_cache(section_names)
    for stem in text_stems(kind, flat, PAIR[0]):
        ja, en = (flat.get(f"{stem}_{code}") or "" for code in PAIR)
        for found in parity.compared(ja, en, pages):
            label = column_label(kind, f"{stem}_{found.language}", flat)
            what = asdict(replace(found, spans=()))
            yield Finding(
                finding_key("parity", stem, what),
                label,
                message(found, headings, ja, en),
                found.is_hint,
            )
    yield from one_sided_files(kind, flat)


def one_sided_files(kind: type[Entry], flat: Columns) -> Iterator[Finding]:
    """A language that gives a file a title, but not the file. One file may be for everybody."""
    names = language_names()
    rows = {path.rpartition(".")[0] for path in flat if path.startswith("attachments.")}
    for row in sorted(rows):
        there = [code for code in names if flat.get(f"{row}.file_{code}")]
        lacking = [code for code in names if code not in there and flat.get(f"{row}.title_{code}")]
        if there and not flat.get(f"{row}.is_for_everybody"):
            for code in lacking:
                label = column_label(kind, f"{row}.file_{code}", flat)
                only = _("This file is there in %(language)s only.")
                key = finding_key("file", row, code, flat[f"{row}.file_{there[0]}"])
                yield Finding(key, label, only % {"language": names[there[0]]})


def source_pages(content: Content) -> tuple[tuple[str, str], ...]:
    """The two addresses of each cited source, which stand for each other."""
    rows = content.get("sources", {}).values()
    return tuple((row.get("url_ja") or "", row.get("url_en") or "") for row in rows)


def message(found: parity.Finding, headings: Callable[[str], list[str]], ja: str, en: str) -> str:
    text, section = found.text.strip(), ""
    if found.section is not None:
        section = headings(en if found.language == "en" else ja)[found.section]
    if found.counts:
        return of_counts(found, section)
    if found.kind == "too_many":
        return _("Too many numbers to be compared here. Please compare the two languages yourself.")
    if found.kind in ("no_such_day", "wrong_weekday", "wrong_era"):
        return wrong_in_itself(found.kind) % {"text": text}
    return missing(found) % {
        "what": named(found.kind),
        "text": text,
        "language": language_names()[found.missing_in],
        "section": section,
    }


def of_counts(found: parity.Finding, section: str) -> str:
    sentences = {
        "sections": _("Sections: %(ja)d in Japanese, %(en)d in English"),
        "items": _("Section “%(section)s”: list items: %(ja)d in Japanese, %(en)d in English"),
        "notes": _("Section “%(section)s”: notes: %(ja)d in Japanese, %(en)d in English"),
    }
    ja, en = found.counts or (0, 0)
    return sentences[found.kind] % {"section": section, "ja": ja, "en": en}


def wrong_in_itself(kind: str) -> str:
    return {
        "no_such_day": _("“%(text)s”: there is no such day"),
        "wrong_weekday": _("“%(text)s”: the day falls on another weekday"),
        "wrong_era": _("“%(text)s”: the era and the year do not agree"),
    }[kind]


def missing(found: parity.Finding) -> str:
    if found.kind == "weekday":
        return _("“%(text)s”: another weekday stands in %(language)s")
    if found.kind in ("scheduled", "to_be_confirmed"):
        return _("Section “%(section)s”: “%(text)s” has no counterpart in %(language)s")
    if found.section is not None:
        return _("%(what)s “%(text)s”: is in another section in %(language)s")
    return _("%(what)s “%(text)s”: not found in %(language)s")


def named(kind: str) -> str:
    names = {
        "date": _("Date"),
        "time": _("Time"),
        "amount": _("Amount of money"),
        "phone": _("Telephone number"),
        "url": _("Link"),
        "email": _("E-mail address"),
        "number": _("Number"),
    }
    return names.get(kind, "")


def section_names(text: str) -> list[str]:
    """The heading of each section, or its place where it has none."""
    return [each.heading or _("beginning of the text") for each in split(text)]
