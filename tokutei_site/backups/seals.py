"""What was removed for good stays removed, also in an older copy of the database."""

from pathlib import Path


def carry(old: str, new: str, files: Path | None) -> None:
    """Applies the seals of the database that is being replaced to the one that takes its place.

    `old` and `new` are aliases of open databases; `new` has been migrated and nobody uses it yet,
    `old` is as it was left, perhaps
    empty or of another version. `files` is the folder of stored files that goes with `new`, if the
    backup has one. Anything raised here leaves everything as it was."""
