"""What happened to an entry, as append-only rows: versions, verdicts, the ledger, its addresses."""

import json
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from tokutei_site.publishing.content import (
    SEALED,
    Columns,
    Content,
    canonical,
    columns,
    fingerprint,
)

from .entries import Entry
from .rows import Frozen
from .transfers import Transfer


class Revision(Frozen):
    """版: a complete, frozen copy of an entry's content."""

    class Origin(models.TextChoices):
        SAVE = "save", _("saved")
        RESTORE = "restore", _("restored")
        CARRY = "carry", _("change carried into the scheduled version")
        IMPORT = "import", _("imported")
        UNDO = "undo", _("import undone")

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("version"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    merged = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.SAVE)
    text = models.TextField()
    content_hash = models.CharField(max_length=64)
    batch = models.ForeignKey(Transfer, models.PROTECT, null=True, related_name="revisions")

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="revision_number_in_entry")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} #{self.number}"

    @cached_property
    def content(self) -> Content:
        loaded: Content = json.loads(self.text)
        return loaded

    @cached_property
    def columns(self) -> Columns:
        """Nothing any more once the text is sealed."""
        return {} if self.is_sealed else columns(self.content)

    @property
    def is_sealed(self) -> bool:
        return bool(self.content.get(SEALED))

    @classmethod
    def freeze(cls, content: Content, **fields: Any) -> "Revision":
        text = canonical(content)
        return cls.objects.create(text=text, content_hash=fingerprint(text), **fields)


def same_text(one: Revision | None, other: Revision | None) -> bool:
    """Whether two versions of an entry say the same, whatever their numbers; so do two without
    any text (a withdrawal)."""
    return (one and one.content_hash) == (other and other.content_hash)


class Review(Frozen):
    """確認: one person's verdict on one content hash."""

    class Verdict(models.TextChoices):
        SUBMIT = "submit", _("submitted")
        APPROVE = "approve", _("approved")
        RETURN = "return", _("returned")
        DISCARD = "discard", _("discarded")
        CHECKED = "checked", _("checked afterwards")

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="reviews")
    content_hash = models.CharField(max_length=64)
    verdict = models.CharField(max_length=10, choices=Verdict)
    comment = models.TextField(blank=True)
    # 決裁番号, where the office numbers its decisions
    decision_number = models.CharField(_("decision number"), max_length=50, blank=True)
    # The columns as the reviewer would rather see them; a writer may take them over.
    proposal = models.JSONField(default=dict)
    # An approval that left no column waiting for another pair of eyes, as of its moment.
    is_complete = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.revision}: {self.verdict}"


class Publication(Frozen):
    """公開: one row of the ledger. No revision withdraws; `cancels` takes back an earlier row
    that has not begun."""

    class Significance(models.TextChoices):
        MAJOR = "major", _("major: readers are told")
        MINOR = "minor", _("minor")
        CORRECTION = "correction", _("correction")

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="publications")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="publications")
    visible_from = models.DateTimeField(_("public from"))
    visible_until = models.DateTimeField(_("public until"), null=True)
    significance = models.CharField(_("significance"), max_length=10, choices=Significance)
    note = models.JSONField(default=dict)  # language → what changed, for readers
    alternatives = models.JSONField(default=dict)  # language → {"by": day} or {"reason": {…}}
    cancels = models.ForeignKey("self", models.PROTECT, null=True, related_name="cancelled_by")
    carried_into = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)  # why a later publication was kept, or forced

    is_forced = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="publication_window_runs_forward",
                condition=models.Q(visible_until__isnull=True)
                | models.Q(visible_until__gt=models.F("visible_from")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision or self.entry_id} {self.visible_from} – {self.visible_until or ''}"

    def is_scheduled(self, at: datetime) -> bool:
        return self.visible_from > at


class Acknowledgement(Frozen):
    """A finding of one version that somebody looked at and let stand, with the reason."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="acknowledgements")
    finding = models.CharField(max_length=64)
    reason = models.TextField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "finding"], name="finding_acknowledged_once_per_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {self.finding}"


class SlugChange(Frozen):
    """An address that was in use before; it leads on to the entry with a 301."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="slug_changes")
    slug = models.SlugField(max_length=80)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.slug
