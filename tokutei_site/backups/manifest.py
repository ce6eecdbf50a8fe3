"""What a backup says of itself."""

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .contents import Contents
from .errors import BackupError

APPLICATION = "tokutei-site"
FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    taken_at: str  # ISO, UTC
    engine: str  # Django's vendor name
    contents: Contents
    files: str  # "included", "elsewhere" or "none"
    members: dict[str, str]  # SHA-256 by name
    application: str = APPLICATION
    format: int = FORMAT

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """Raises BackupError for the manifest of another application or of a later format."""
        try:
            data = json.loads(text)
            if data["application"] != APPLICATION:
                raise ValueError(data["application"])
            if data["format"] > FORMAT:
                raise BackupError(_("The backup was made by a newer version of this site."))
            contents = Contents(**data["contents"])
            return cls(**{**data, "contents": contents, "members": dict(data["members"])})
        except (ValueError, KeyError, TypeError) as error:
            raise BackupError(_("This is not a backup of this site.")) from error
