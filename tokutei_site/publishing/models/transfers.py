"""What went out to a spreadsheet and came in from one."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .rows import Frozen


class Transfer(Frozen):
    """表の出し入れ: one file, on record. The versions that an import made are its batch."""

    class Direction(models.TextChoices):
        EXPORT = "export", _("exported")
        IMPORT = "import", _("imported")

    # Nobody is signed in where the server's own command line exports.
    by = models.ForeignKey(  # type: ignore[assignment]
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    direction = models.CharField(max_length=10, choices=Direction)
    kind = models.CharField(max_length=20)  # of the entries
    file_name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)  # of the file's bytes
    counts = models.JSONField(default=dict)  # what happened → how many rows
    upload = models.CharField(max_length=43, blank=True)  # the key of what was confirmed

    class Meta:
        verbose_name = _("spreadsheet on record")
        verbose_name_plural = _("spreadsheets on record")
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name


class Upload(models.Model):
    """What somebody sent and has not confirmed yet: the rows as they were read, for that person
    alone and for two hours. The file itself is not kept."""

    KEPT = timedelta(hours=2)

    key = models.CharField(max_length=43, unique=True)  # random, in the address of the preview
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)  # of the file's bytes
    rows = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name
