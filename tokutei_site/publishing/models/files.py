"""Files that entries carry: the bytes are known by their hash, and an attachment is a column of
the entry's content like every text."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tokutei_site.text.file_names import public_name

from .records import Revision
from .rows import LANGUAGE_CODES, Child, Frozen, localised


class FileKind(models.TextChoices):
    PDF = "application/pdf", "PDF"
    PNG = "image/png", "PNG"
    JPEG = "image/jpeg", "JPEG"

    @property
    def extension(self) -> str:
        return {"PDF": ".pdf", "PNG": ".png", "JPEG": ".jpg"}[self.name]


class StoredFile(Frozen):
    """Bytes that were accepted once, by their SHA-256. The row stays when the bytes are removed."""

    sha256 = models.CharField(max_length=64, unique=True)
    content_type = models.CharField(max_length=20, choices=FileKind)
    size = models.PositiveIntegerField()  # bytes
    width = models.PositiveIntegerField(null=True)  # pixels, of pictures
    height = models.PositiveIntegerField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.sha256

    @property
    def kind(self) -> FileKind:
        return FileKind(self.content_type)

    @property
    def is_picture(self) -> bool:
        return self.width is not None

    @property
    def path(self) -> str:
        """Where the bytes lie in the storage."""
        return f"{self.sha256[:2]}/{self.sha256}{self.kind.extension}"


class FileUse(models.Model):
    """Which version carries which file, under which name; derived from the versions' content
    (files.keeping.rebuild_uses), so that nobody has to search in texts."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="file_uses")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="uses")
    name = models.CharField(max_length=100)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "file", "name"], name="file_use_once_in_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {self.name}"


class Attachment(Child):
    """添付: one document or picture. Each language has its own file, or one serves all. The
    column of a file is its address below /files/: hash, slash, public name."""

    TEXTS = ("title", "alt")
    PLAIN = (*localised("file"), "is_for_everybody")
    MOST = 20

    entry = models.ForeignKey("Entry", models.CASCADE, related_name="attachments")
    title = models.CharField(_("title"), max_length=200, blank=True)
    file = models.CharField(_("file"), max_length=165, blank=True)
    alt = models.CharField(
        _("description of the picture"),
        max_length=300,
        blank=True,
        help_text=_("For people who cannot see it: what the picture tells."),
    )
    is_for_everybody = models.BooleanField(
        _("one file for every language"),
        default=False,
        help_text=_("For a picture without words, or a form printed in every language."),
    )

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["order", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["entry", "key"], name="attachment_key_in_entry")
        ]

    def __str__(self) -> str:
        return next((t for name in localised("title") if (t := getattr(self, name))), self.key)

    def addresses(self) -> dict[str, str]:
        """Column → address, of the files that are there."""
        found = {name: getattr(self, name) for name in localised("file")}
        return {name: address for name, address in found.items() if address}

    def clean(self) -> None:
        problems: dict[str, Any] = {}
        files = {name: known_file(address) for name, address in self.addresses().items()}
        for name in (name for name, file in files.items() if file is None):
            problems[name] = gettext("This file is not known here. Please choose it again.")
        if self.is_for_everybody and len(files) > 1:
            problems["is_for_everybody"] = gettext(
                "There is more than one file. Take one of them out, or take this tick away."
            )
        if not any(getattr(self, name) for name in localised("title")):
            problems[localised("title")[0]] = gettext("Please enter a title.")
        if any(file and file.is_picture for file in files.values()):
            problems |= self.undescribed()
        if problems:
            raise ValidationError(problems)

    def undescribed(self) -> dict[str, str]:
        return {
            f"alt_{code}": gettext("Please describe the picture for people who cannot see it.")
            for code in LANGUAGE_CODES
            if getattr(self, f"title_{code}") and not getattr(self, f"alt_{code}")
        }

    def clean_as_part(self, path: str) -> None:
        """Also what a form asks apart, because it may not know its entry yet."""
        super().clean_as_part(path)
        title = f"title_{self.entry.source_language}"
        if not getattr(self, title):
            message = gettext("Please enter the title in the source language.")
            raise ValidationError({f"{path}.{title}": [message]})
        if not self.addresses():
            raise ValidationError({f"{path}.{localised('file')[0]}": [str(NO_FILE)]})


NO_FILE = _("Please choose a file.")


def known_file(address: str) -> StoredFile | None:
    """The file of an address, if it was accepted once and the name is a clean one."""
    sha256, _slash, name = address.partition("/")
    file: StoredFile | None = StoredFile.objects.filter(sha256=sha256).first()
    return file if file and name == public_name(name, file.kind.extension) else None
