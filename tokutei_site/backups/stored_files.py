"""Where uploaded files are."""

from pathlib import Path

from django.core.files.storage import FileSystemStorage, default_storage


def kept() -> tuple[str, Path | None]:
    """How the manifest calls the place of stored files, and their folder if it is on this disk:
    "included" with a folder, "elsewhere", or "none" while no place is set."""
    if not isinstance(default_storage, FileSystemStorage):
        return "elsewhere", None
    if not default_storage.base_location:  # Django would take the working directory
        return "none", None
    return "included", Path(default_storage.location)
