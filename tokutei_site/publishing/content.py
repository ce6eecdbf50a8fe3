"""Content of a revision as plain values: canonical text, columns, differences, merge. No ORM.

A content is a dict of scalars, lists and (for children and references) nested dicts by key. Its
*columns* are the paths to the leaves, joined by dots: `title_ja`, `key_dates.k1.label_en`.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Any, Final

from tokutei_site.text.merging import Merge
from tokutei_site.text.weaving import woven

Content = dict[str, Any]
Columns = dict[str, Any]


class Missing:
    """The value of a column that is not there (a child added or removed on one side)."""

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        return False


MISSING: Final = Missing()


SEALED: Final = "sealed"  # the key that marks what is left of a sealed content


def canonical(content: Any) -> str:
    """The one spelling of a content: sorted keys, characters as typed."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(content: Content) -> Content:
    """What is left of a content without its text; the trigger in frozen.py builds the same."""
    kept = {name: content[name] for name in ("kind", "source_language")}
    return {**kept, SEALED: True}


def columns(content: Mapping[str, Any], prefix: str = "") -> Columns:
    """Every leaf by its path. An empty group has no columns."""
    flat: Columns = {}
    for key, value in content.items():
        if isinstance(value, dict):
            flat |= columns(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = value
    return flat


def nest(flat: Mapping[str, Any]) -> Content:
    """The inverse of `columns` (empty groups aside)."""
    content: Content = {}
    for path, value in flat.items():
        *groups, leaf = path.split(".")
        target = content
        for group in groups:
            target = target.setdefault(group, {})
        target[leaf] = value
    return content


def apply(base: Columns, changes: Mapping[str, Any]) -> Columns:
    """`base` with `changes` put on top; MISSING removes the column or everything below it."""
    result = dict(base)
    for path, value in changes.items():
        if value is MISSING:
            result = {p: v for p, v in result.items() if p != path and not p.startswith(path + ".")}
    return result | {path: value for path, value in changes.items() if value is not MISSING}


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """The paths whose values differ, in the order of `new`, removed ones last."""
    return [
        path
        for path in dict.fromkeys([*new, *old])
        if old.get(path, MISSING) != new.get(path, MISSING)
    ]


MOST_CHOICES = 5  # collisions of one text whose choices are told from words of one's own


class Way(StrEnum):
    """How two changes of one column become one."""

    VALUE = "value"  # one or the other; also a list whose order says something
    SET = "set"  # what either side put in or took out
    RECORD = "record"  # what stands on both sides, in its order; where they differ, all of it
    TEXT = "text"  # passage by passage


@dataclass(frozen=True)
class Clash:
    """One column that both sides changed, each differently; of a text, `merge` tells the passages
    that are to be decided."""

    base: Any
    theirs: Any
    mine: Any
    merge: Merge | None = None

    def choices(self) -> list[Any]:
        """What it can say when each collision is decided as one of the sides has it."""
        if self.merge is None:
            return [self.theirs, self.mine]
        sides = [(each.theirs, each.mine) for each in self.merge.collisions[:MOST_CHOICES]]
        rest = self.merge.collisions[MOST_CHOICES:]
        return [] if rest else [self.merge.text(answers) for answers in product(*sides)]


def merge(
    base: Columns,
    theirs: Columns,
    mine: Columns,
    way: Callable[[str], Way] = lambda path: Way.VALUE,
) -> tuple[Columns, dict[str, Clash]]:
    """Three-way merge by column. A column changed on both sides is merged in its `way`; what cannot
    be is a clash and keeps `theirs` in the result, which then must not be written."""
    merged, clashes = dict(theirs), {}
    for path in changed(base, mine):
        old, their, my = (side.get(path, MISSING) for side in (base, theirs, mine))
        if their in (old, my) or (their is MISSING and my is MISSING):
            merged[path] = my
            continue
        found = merged_column(way(path), old, their, my)
        if isinstance(found, Clash):
            clashes[path] = found
        else:
            merged[path] = found
    return {path: value for path, value in merged.items() if value is not MISSING}, clashes


def merged_column(way: Way, old: Any, theirs: Any, mine: Any) -> Any:
    """The merged value, or the Clash."""
    if isinstance(theirs, list) and isinstance(mine, list):
        if way is Way.SET:
            return merged_set(old or [], theirs, mine)
        if way is Way.RECORD:
            return merged_record(old or [], theirs, mine)
    if way is Way.TEXT and all(isinstance(text, str) and text for text in (old, theirs, mine)):
        found = Merge.of(old, theirs, mine)
        return Clash(old, theirs, mine, found) if found.collisions else found.text()
    return Clash(old, theirs, mine)


def is_woven(way: Way, old: Any, theirs: Any, mine: Any, value: Any) -> bool:
    """Whether a value says only what the two sides do: who merged them wrote nothing of it."""
    found = merged_column(way, old, theirs, mine)
    return value in (found.choices() if isinstance(found, Clash) else [found])


def merged_set(old: list[Any], theirs: list[Any], mine: list[Any]) -> list[Any]:
    kept = [each for each in theirs if each in mine or each not in old]
    return kept + [each for each in mine if each not in old and each not in theirs]


def merged_record(old: list[Any], theirs: list[Any], mine: list[Any]) -> list[Any]:
    """A clash holds what both sides say there, theirs first."""
    keys = [[canonical(each) for each in side] for side in (old, theirs, mine)]
    found: list[Any] = []
    for strand in woven(*keys):
        some = theirs[strand.theirs.start : strand.theirs.stop]
        others = mine[strand.mine.start : strand.mine.stop]
        if strand.kind == "clash":
            found += some + [each for each in others if each not in some]
        else:
            found += others if strand.kind == "mine" else some
    return found


def missing_texts(
    content: Content, names: Iterable[str], language: str, is_text: Callable[[str], bool]
) -> list[str]:
    """The columns that `language` lacks: required `names`, and every text that the source
    language has, children included."""
    flat, source = columns(content), content["source_language"]
    wanted = {f"{name}_{language}" for name in names}
    for path, value in flat.items():
        stem, _, suffix = path.rpartition("_")
        if suffix == source and value and is_text(stem):
            wanted.add(f"{stem}_{language}")
    return sorted(path for path in wanted if not flat.get(path))
