"""What a file is, told from its bytes alone: its name and what the browser says of it count for
nothing. What may be kept is a PDF that only shows itself, or a picture made anew."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tokutei_site.publishing.models import FileKind

from .pdf import check_pdf
from .pictures import remade


@dataclass(frozen=True)
class Checked:
    """The bytes that may be kept; the size of pictures in pixels."""

    kind: FileKind
    data: bytes
    width: int | None = None
    height: int | None = None


def pdf(data: bytes) -> Checked:
    check_pdf(data)
    return Checked(FileKind.PDF, data)


def png(data: bytes) -> Checked:
    return Checked(FileKind.PNG, *remade(data, "PNG"))


def jpeg(data: bytes) -> Checked:
    return Checked(FileKind.JPEG, *remade(data, "JPEG"))


BEGINNINGS: dict[bytes, Callable[[bytes], Checked]] = {
    b"%PDF-": pdf,
    b"\x89PNG\r\n\x1a\n": png,
    b"\xff\xd8\xff": jpeg,
}


def check(data: bytes) -> Checked:
    """Raises ValidationError with what is wrong, in the active language."""
    for beginning, reading in BEGINNINGS.items():
        if data.startswith(beginning):
            return reading(data)
    raise ValidationError(
        _("Only PDF, PNG and JPEG files can be attached. Please save it as one of these.")
    )
