"""A PDF has to be readable, open and inert. pdf_process.py reads it in a process of its own."""

import re
import zipfile
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tokutei_site.confined.running import Bounds, Broken, Exhausted, run_confined

BOUNDS = Bounds(seconds=20, cpu_seconds=15, memory=1 << 30)
PROCESS = "tokutei_site.publishing.files.pdf_process"
HEADER = re.compile(rb"%PDF-[12]\.\d[\s%]")
TAIL_LIMIT = 64  # blank bytes after the end mark, as some programs write

AGAIN = _("Please open it, print it to PDF (“Microsoft Print to PDF”) and choose the new file.")
REASONS = {
    "damaged": _("This PDF is damaged or incomplete."),
    "encrypted": _("This PDF is protected by a password."),
    "active": _("This PDF contains a script or something else that acts by itself."),
    "carrier": _("This PDF carries other files, sound or video inside."),
    "xfa": _("This PDF is a form that browsers cannot show (XFA)."),
    "link": _("This PDF has a link that leads neither to a web page, an e-mail nor a phone."),
    "endless": _("This PDF is too complicated to be checked."),
    "polyglot": _("This PDF has something else before its beginning or after its end."),
}


def check_pdf(data: bytes) -> None:
    """Raises ValidationError with the reason, in words for the person who chose the file."""
    reason = outside(data) or inside(data)
    if reason:
        raise ValidationError([ValidationError(REASONS[reason], code=reason), AGAIN])


def outside(data: bytes) -> str:
    """What the frame of the file says, before anything is read in it."""
    if not HEADER.match(data):
        return "damaged"
    _before, mark, tail = data.rpartition(b"%%EOF")
    if not mark:
        return "damaged"
    is_blank = not tail.strip(b"\0\t\n\f\r \x1a") and len(tail) <= TAIL_LIMIT
    return "" if is_blank and not zipfile.is_zipfile(BytesIO(data)) else "polyglot"


def inside(data: bytes) -> str:
    try:
        return run_confined(PROCESS, data, BOUNDS).decode("ascii", "replace").strip()
    except Exhausted:
        return "endless"
    except Broken:
        return "damaged"
