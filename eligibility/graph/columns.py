"""Rows of a content: by key, with a column for each language of a text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from .steps import Texts

Content = dict[str, Any]
Row = Mapping[str, Any]


def rows(group: Any) -> list[tuple[str, Row]]:
    pairs: Iterable[tuple[str, Row]]
    pairs = group.items() if isinstance(group, Mapping) else ((r["key"], r) for r in group or ())
    return sorted(pairs, key=lambda pair: (pair[1].get("order") or 0, pair[0]))


def texts(row: Row, names: Iterable[str], languages: Sequence[str]) -> Texts:
    """Of each text the languages that have any; a blank one is none."""

    def found() -> Iterator[tuple[str, dict[str, str]]]:
        for name in names:
            typed = ((code, row.get(f"{name}_{code}") or "") for code in languages)
            yield name, {code: text for code, text in typed if text.strip()}

    return {name: by_language for name, by_language in found() if by_language}


def columns(found: Texts, names: Iterable[str], languages: Sequence[str]) -> Content:
    return {f"{n}_{code}": found.get(n, {}).get(code) for n in names for code in languages}


def day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def iso(value: date | None) -> str | None:
    return value.isoformat() if value else None
