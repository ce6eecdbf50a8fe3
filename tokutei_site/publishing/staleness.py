"""How far a translation is behind its source, text by text and section by section. All of it from
one content, so that the desk judges the working copy and residents are told about the live text."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tokutei_site.text.alignment import Alignment, Part, State, align
from tokutei_site.text.sections import Section, split

from .comparing import form_order, text_stems
from .content import Columns, Content, columns
from .easy import EASY, SOURCE, is_easy
from .labels import target_names
from .models import LANGUAGE_CODES, Backlog, Entry, Revision

TARGETS = (*LANGUAGE_CODES, EASY)  # what is compared with a source


@dataclass(frozen=True)
class Translation:
    """A text and its translation, with the state of every section."""

    stem: str  # the column path without its language; one in やさしい日本語 is the path itself
    language: str  # of TARGETS
    sources: tuple[Section, ...]
    targets: tuple[Section, ...]
    alignment: Alignment

    @property
    def column(self) -> str:
        return target_column(self.stem, self.language)

    @property
    def lang(self) -> str:
        """The registered language of the translation (やさしい日本語 is Japanese)."""
        return SOURCE if self.language == EASY else self.language

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.alignment.parts

    def count(self, state: State) -> int:
        return self.alignment.states.count(state)

    @property
    def stale(self) -> int:
        """Sections that changed since, and those that the source no longer has."""
        return self.count(State.STALE) + len(self.alignment.leftover)

    @property
    def untranslated(self) -> int:
        return self.count(State.UNTRANSLATED)

    @property
    def is_behind(self) -> bool:
        return bool(self.stale or self.untranslated)


def translations(kind: type[Entry], content: Content, language: str) -> list[Translation]:
    """Every text that the source language has, in the order of the form; none for the source
    language itself. Of やさしい日本語 what there is: an entry may do without."""
    source = content.get("source_language", language)
    if language == source:
        return []
    flat = columns(content)
    stems = retellings(kind, flat) if language == EASY else text_stems(kind, flat, source)
    found = (translation(kind, flat, stem, source, language) for stem in stems)
    return [each for each in found if each.sources or each.targets]


def retellings(kind: type[Entry], flat: Columns) -> list[str]:
    """The columns of a content that say something in やさしい日本語, in the order of the form."""
    found = (path for path, text in flat.items() if text and is_easy(path) and kind.retold(path))
    return sorted(found, key=form_order(kind))


def translation(
    kind: type[Entry], flat: Columns, stem: str, source: str, language: str
) -> Translation:
    sources = sections(kind, stem, source_text(kind, flat, stem, source, language))
    targets = sections(kind, stem, flat.get(target_column(stem, language)) or "")
    basis = tuple(map(tuple, flat.get(basis_path(language, stem)) or []))
    alignment = aligned((*fingerprints(sources),), (*fingerprints(targets),), basis)
    return Translation(stem, language, sources, targets, alignment)


def target_column(stem: str, language: str) -> str:
    return stem if language == EASY else f"{stem}_{language}"


def source_text(kind: type[Entry], flat: Columns, stem: str, source: str, language: str) -> str:
    """What a translation is compared with: やさしい日本語 with all the Japanese that it retells."""
    if language != EASY:
        return flat.get(f"{stem}_{source}") or ""
    texts = (flat.get(column) for column in kind.retold_columns(stem, flat))
    return "\n\n".join(text for text in texts if text)


def sections(kind: type[Entry], stem: str, text: str) -> tuple[Section, ...]:
    """A text of one line is one section, whatever it begins with; so is one that retells several
    texts, because its headings are not theirs."""
    if kind.is_single_line(stem) or len(kind.retold(stem)) > 1:
        return (Section("", 0, "", text),) if text.strip() else ()
    return divided(text)


@lru_cache(maxsize=4_000)
def aligned(
    sources: tuple[str, ...], targets: tuple[str, ...], basis: tuple[tuple[str, ...], ...]
) -> Alignment:
    """`align`, kept for the texts looked at last."""
    return align(sources, targets, basis)


@lru_cache(maxsize=4_000)
def divided(text: str) -> tuple[Section, ...]:
    """`split`, kept for the texts looked at last: of a long content most stay as they were."""
    return tuple(split(text))


def fingerprints(side: Iterable[Section]) -> list[str]:
    return [section.fingerprint for section in side]


def basis_path(language: str, stem: str) -> str:
    """The column of the pairs of fingerprints that a person confirmed for a text."""
    return f"basis.{language}.{stem}"


def without_orphans(flat: Columns) -> Columns:
    """Columns without the basis of texts that are gone, such as those of a deleted row."""
    kept = {basis_path(code, path.rpartition("_")[0]) for code in LANGUAGE_CODES for path in flat}
    kept |= {basis_path(EASY, path) for path in flat if is_easy(path)}
    return {path: v for path, v in flat.items() if not path.startswith("basis.") or path in kept}


def behind(kind: type[Entry], content: Content, language: str) -> frozenset[str]:
    """The texts of which something is stale or untranslated, by their stems."""
    found = translations(kind, content, language)
    return frozenset(each.stem for each in found if each.is_behind)


# The backlog: what waits for a translator, as rows that lists can count


def record(entry: Entry) -> None:
    """Make the Backlog rows of an entry anew from its newest version."""
    Backlog.objects.filter(entry=entry.pk).delete()
    head: Any = entry.head
    if head is not None:
        kind = Entry.kinds()[entry.kind]
        Backlog.objects.bulk_create(
            backlog(kind, head, code)
            for code in TARGETS
            if code != EASY or retellings(kind, head.columns)
        )


def told(row: Backlog) -> str:
    """In the active language: "1 section behind, 2 untranslated"."""
    if row.is_absent:
        return _("not complete")
    behind = ngettext("%(count)d section behind", "%(count)d sections behind", row.stale)
    found = [behind % {"count": row.stale}] if row.stale else []
    if row.untranslated:
        found.append(_("%(count)d untranslated") % {"count": row.untranslated})
    return _(", ").join(found) or _("up to date")


def told_with_language(row: Backlog) -> str:
    """The same with the language: "English: 1 section behind"."""
    language = target_names()[row.language]
    return _("%(language)s: %(state)s") % {"language": language, "state": told(row)}


def backlog(kind: type[Entry], revision: Revision, language: str) -> Backlog:
    found = translations(kind, revision.content, language)
    return Backlog(
        entry_id=revision.entry_id,
        language=language,
        stale=sum(each.stale for each in found),
        untranslated=sum(each.untranslated for each in found),
        is_absent=language != EASY and bool(kind.missing(revision.content, language)),
    )
