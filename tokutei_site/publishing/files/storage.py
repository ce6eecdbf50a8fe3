"""Where the bytes lie: Django's folder storage, with files that are there whole or not at all."""

import os
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """A full disk or a crash leaves no half of a file under the name that is its hash."""

    def _save(self, name: str, content: Any) -> str:
        draft = Path(self.path(f"{name}.{uuid4().hex}"))
        try:
            super()._save(f"{name}{draft.suffix}", content)  # type: ignore[misc]
            with draft.open("rb") as written:
                os.fsync(written.fileno())
            draft.replace(self.path(name))
        finally:
            draft.unlink(missing_ok=True)
        return name
