"""封印: two people remove the text of versions for good. That it happened, when, by whom and why
stays on record; the text does not."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .entries import Entry
from .records import Revision
from .rows import Frozen


class SealRequest(Frozen):
    """封印の申請: what the first person asks for. A row that `drops` another takes it back."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="seal_requests")
    numbers = models.JSONField(default=list)  # of the versions, ascending
    reason = models.JSONField(default=dict)  # language → why, for readers
    drops = models.OneToOneField("self", models.PROTECT, null=True, related_name="dropped_by")

    class Meta:
        verbose_name = _("request to seal")
        verbose_name_plural = _("requests to seal")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.entry_id} {self.numbers}"


class Seal(Frozen):
    """封印: the second person's row; only with it do the triggers let the text be overwritten."""

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="seal")
    request = models.ForeignKey(SealRequest, models.PROTECT, related_name="seals")
    # Number of a version beside this one → the columns that differed. Without any text, it tells
    # afterwards who wrote what (approval.History).
    changes = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.revision)


class Erasure(Frozen):
    """The database's own files no longer hold what this request sealed (erasing.py)."""

    request = models.OneToOneField(SealRequest, models.PROTECT, related_name="erasure")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.request)


def seal_of(revision: Revision) -> Seal | None:
    """For a revision read with select_related("seal__request") without another query."""
    found: Seal | None = getattr(revision, "seal", None)
    return found
