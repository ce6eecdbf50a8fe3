"""A workbook is a zip archive of parts. They are taken out here, with an end to their number
and size."""

import io
import zipfile

from tokutei_site.sheets.elements import Walk
from tokutei_site.sheets.limits import Limits
from tokutei_site.sheets.problem import Problem, Refused

IS_ENCRYPTED = 1
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}

Parts = dict[str, bytes]  # by their names in small letters: they do not tell Aa from aa


def parts_of(data: bytes, limits: Limits) -> Parts:
    """Raises Refused, or whatever the zip and XML readers raise over a damaged file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        check_members(members, limits)
        parts = unpack(archive, members, limits.unpacked)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            Walk().through(part)
    return parts


def check_members(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(members) > limits.parts:
        raise Refused(Problem("too_many_parts", limit=limits.parts))
    seen: set[str] = set()
    for member in members:
        # What the archive says itself: zipfile cuts a name at NUL and turns backslashes.
        name = member.orig_filename.lower()
        if name in seen:
            raise Refused(Problem("double_part", value=name))
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            raise Refused(Problem("outside_part", value=name))
        if member.flag_bits & IS_ENCRYPTED:
            raise Refused(Problem("password"))
        if member.compress_type not in METHODS or "\0" in name:
            raise Refused(Problem("damaged"))
        seen.add(name)


def unpack(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limit: int) -> Parts:
    """Counts what really comes out, whatever the archive claims."""
    parts: Parts = {}
    left = limit
    for member in members:
        with archive.open(member) as stream:
            part = stream.read(left + 1)
        left -= len(part)
        if left < 0:
            raise Refused(Problem("unpacked", limit=limit))
        parts[member.filename.lower()] = part
    return parts
