"""What a database holds, in a form that two databases can be compared by."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .errors import BackupError


@dataclass(frozen=True)
class Contents:
    """Per table the digest of its rows, and the applied migrations as `app.name`, sorted."""

    tables: dict[str, str]
    migrations: list[str]


def digest(columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> str:
    """The number and the SHA-256 of rows that come in the order of their key, one at a time.

    A row is hashed as Python writes the tuple of its values in ASCII: NULL, a number and a text
    that looks like either all differ, and so do two texts that merely look the same."""
    total, count = hashlib.sha256(ascii(tuple(columns)).encode()), 0
    for row in rows:
        total.update(ascii(row).encode())
        count += 1
    return f"{count}:{total.hexdigest()}"


def require_equal(found: Contents, expected: Contents) -> None:
    """Raises BackupError, naming the tables, unless both hold the very same rows."""
    names = sorted(found.tables.keys() | expected.tables.keys())
    differing = [n for n in names if found.tables.get(n) != expected.tables.get(n)]
    if differing or found.migrations != expected.migrations:
        raise BackupError(
            _("The rows that came back from the backup are not those that went in: %(tables)s")
            % {"tables": ", ".join(differing)}
        )
