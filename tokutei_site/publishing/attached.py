"""The files of an entry as residents see them, and as staff find them in comparisons."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from .content import Content
from .models import LANGUAGE_CODES, Attachment, StoredFile
from .reading import in_order, text_or_any


@dataclass(frozen=True)
class PublishedFile:
    sha256: str
    name: str
    language: str  # which the file itself is in; "" for everybody
    kind: str
    size: int  # bytes
    width: int | None = None  # pixels, of pictures
    height: int | None = None

    @property
    def is_picture(self) -> bool:
        return self.width is not None

    @property
    def facts(self) -> str:
        """「PDF、1.2 MB」 in the active language."""
        return facts(self.kind, self.size)


@dataclass(frozen=True)
class PublishedAttachment:
    title: str
    title_lang: str
    alt: str
    alt_lang: str
    file: PublishedFile
    others: tuple[PublishedFile, ...]  # the same in other languages
    is_behind: bool = False  # the translation of its title or its description


def attachments(
    content: Content, language: str, behind: frozenset[str]
) -> tuple[PublishedAttachment, ...]:
    """What a page in `language` offers: its own file, else one for everybody, else another
    language's; the remaining ones beside it. `behind`: the texts whose translation is."""
    rows = in_order(content.get("attachments", {}))
    stored = stored_files(row.get(f"file_{code}") for _key, row in rows for code in LANGUAGE_CODES)
    found = ((key, attachment(row, language, stored)) for key, row in rows)
    return tuple(
        replace(each, is_behind=not behind.isdisjoint(texts_of(key)))
        for key, each in found
        if each is not None
    )


def texts_of(key: str) -> set[str]:
    return {f"attachments.{key}.{name}" for name in Attachment.TEXTS}


def stored_files(addresses: Iterable[str | None]) -> dict[str, StoredFile]:
    hashes = {address.partition("/")[0] for address in addresses if address}
    rows = StoredFile.objects.filter(sha256__in=hashes) if hashes else []
    return {file.sha256: file for file in rows}


def attachment(
    row: Content, language: str, stored: dict[str, StoredFile]
) -> PublishedAttachment | None:
    order = [language, *(code for code in LANGUAGE_CODES if code != language)]
    files = [
        published(address, "" if row.get("is_for_everybody") else code, stored)
        for code in order
        if (address := row.get(f"file_{code}"))
    ]
    if not files:
        return None
    title, title_lang = text_or_any(row, "title", language)
    alt, alt_lang = text_or_any(row, "alt", language)
    return PublishedAttachment(title, title_lang, alt, alt_lang, files[0], tuple(files[1:]))


def published(address: str, language: str, stored: dict[str, StoredFile]) -> PublishedFile:
    sha256, _slash, name = address.partition("/")
    file = stored[sha256]
    return PublishedFile(
        sha256=sha256,
        name=name,
        language=language,
        kind=file.kind.label,
        size=file.size,
        width=file.width,
        height=file.height,
    )


# For staff


def facts(kind: str, size: int) -> str:
    return _("%(kind)s, %(size)s") % {"kind": kind, "size": filesizeformat(size)}


def described(address: str) -> str:
    """A file in one line: its name, what it is, and the beginning of its hash."""
    sha256, _slash, name = address.partition("/")
    file = StoredFile.objects.filter(sha256=sha256).first()
    if file is None:
        return name
    return _("%(name)s (%(facts)s, content %(hash)s)") % {
        "name": name,
        "facts": facts(file.kind.label, file.size),
        "hash": sha256[:8],
    }


def staff_link(address: str) -> str:
    return reverse("staff_file", args=address.split("/", 1))
