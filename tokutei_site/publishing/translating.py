"""The verb of translation: somebody compared sections with their source and stands for it. The
contract of all verbs is in desk.py."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tokutei_site.staff.models import User
from tokutei_site.text.alignment import Part, confirm

from .content import Columns, nest
from .models import Entry, Revision
from .refusals import Refused, locked, require
from .staleness import (
    TARGETS,
    Translation,
    basis_path,
    fingerprints,
    sections,
    source_text,
    target_column,
    translations,
)
from .writing import merged_changes, write


@dataclass(frozen=True)
class Place:
    """A section as a person saw it: where it stood, and its fingerprint."""

    index: int
    fingerprint: str


@dataclass(frozen=True)
class Tick:
    """These sections of a translation say what these sections of its source say."""

    stem: str
    sources: tuple[Place, ...]
    targets: tuple[Place, ...]


@transaction.atomic
def confirm_translation(
    revision: Revision,
    language: str,
    ticks: Iterable[Tick],
    *,
    by: User,
    now: datetime,
    texts: Mapping[str, str] | None = None,
) -> Revision:
    """Take over translated `texts` (stem → the whole text in `language`), typed on `revision`, and
    what was ticked of them: one new version. A tick is refused if its sections have been changed by
    somebody else meanwhile; then nothing is written."""
    require(by, "write")
    entry = locked(revision.entry.as_kind())
    if language not in TARGETS or language == entry.source_language:
        raise Refused(_("The source language is no translation."))
    changes = {target_column(stem, language): text for stem, text in (texts or {}).items()}
    values = merged_changes(entry, revision, changes)
    grouped: dict[str, list[Tick]] = {}
    for tick in ticks:
        grouped.setdefault(tick.stem, []).append(tick)
    for stem, some in grouped.items():
        values[basis_path(language, stem)] = confirmed(entry, values, stem, language, some)
    return write(entry, values, by=by, now=now)


def confirmed(
    entry: Entry, values: Columns, stem: str, language: str, ticks: Sequence[Tick]
) -> list[list[str]]:
    kind = type(entry)
    texts = (
        source_text(kind, values, stem, values["source_language"], language),
        values.get(target_column(stem, language)) or "",
    )
    source, target = (fingerprints(sections(kind, stem, text)) for text in texts)
    places = [(found(source, tick.sources), found(target, tick.targets)) for tick in ticks]
    return confirm(source, target, places, values.get(basis_path(language, stem)) or [])


def found(prints: Sequence[str], places: Iterable[Place]) -> list[int]:
    """Where the sections stand now, which may have moved since they were seen."""
    indexes = []
    for place in places:
        is_there = place.index < len(prints) and prints[place.index] == place.fingerprint
        if not is_there and place.fingerprint not in prints:
            raise Refused(
                _("A section that you ticked has been changed meanwhile. Please compare it again.")
            )
        indexes.append(place.index if is_there else prints.index(place.fingerprint))
    return indexes


def all_confirmed(kind: type[Entry], values: Columns) -> Columns:
    """The basis columns of a content whose texts somebody wrote and compared in all languages."""
    content = nest(values)
    found = [each for code in TARGETS for each in translations(kind, content, code)]
    return {
        basis_path(each.language, each.stem): confirm(
            fingerprints(each.sources),
            fingerprints(each.targets),
            [(part.sources, part.targets) for part in each.parts],
            [],
        )
        for each in found
    }


def places(found: Translation, part: Part) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """The sections of a part as they stand in the source and in the translation."""
    sources, targets = (
        tuple(Place(index, side[index].fingerprint) for index in indexes)
        for side, indexes in ((found.sources, part.sources), (found.targets, part.targets))
    )
    return sources, targets
