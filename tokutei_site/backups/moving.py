"""Renames that are taken back when a later one fails."""

import os
from contextlib import ExitStack
from pathlib import Path


def move(source: Path, target: Path, undo: ExitStack) -> None:
    """Renames `source`, if it is there; `undo` knows the way back. Raises FileExistsError rather
    than replace anything."""
    if not source.exists():
        return
    if target.exists():
        raise FileExistsError(17, os.strerror(17), str(target))
    source.rename(target)
    undo.callback(target.rename, source)
    sync(target.parent)


def sync(folder: Path) -> None:
    """Until then a power cut may take a rename back."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
