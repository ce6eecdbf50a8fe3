"""The pages that our sentences rest on, who cites them, and when somebody looked at them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tokutei_site.publishing.content import Content

from .rows import Frozen, localised


class Source(models.Model):
    """出典: a page that our sentences rest on."""

    TEXTS: ClassVar[tuple[str, ...]] = ("title", "url", "publisher")

    key = models.SlugField(_("key"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    url = models.URLField(_("address (URL)"), max_length=500, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    text_as_of = models.DateField(_("text as of"), null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["key"]
        default_permissions = ("add", "change", "view")
        permissions = [("check_source", "Can record that a source was looked at")]

    def __str__(self) -> str:
        return next((t for name in localised("title") if (t := getattr(self, name))), self.key)

    @classmethod
    def column_names(cls) -> list[str]:
        return [*(column for name in cls.TEXTS for column in localised(name)), "text_as_of"]

    def snapshot(self) -> Content:
        names = [column for name in self.TEXTS for column in localised(name)]
        as_of = self.text_as_of.isoformat() if self.text_as_of else None
        return {"text_as_of": as_of, **{name: getattr(self, name) or None for name in names}}


class Citation(models.Model):
    """The working copy cites a source, with its data as they stood at the last save: an edit of
    the source reaches an entry with the entry's next save, and so its reviewers."""

    entry = models.ForeignKey("Entry", models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    snapshot = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("cited source")
        verbose_name_plural = _("cited sources")
        ordering = ["order", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["entry", "source"], name="source_cited_once")
        ]

    def __str__(self) -> str:
        return str(self.source)

    @property
    def is_behind(self) -> bool:
        """Whether the source was edited since the entry was saved."""
        return bool(self.snapshot) and self.snapshot != self.source.snapshot()


class SourceCheck(Frozen):
    """出典の確認: somebody looked at the source on a day."""

    class Kind(models.TextChoices):
        COLLECTED = "collected", _("checked in collected material")
        LIVE = "live", _("checked on the live official page")

    class Outcome(models.TextChoices):
        UNCHANGED = "unchanged", _("unchanged")
        CHANGED = "changed", _("changed")

    source = models.ForeignKey(Source, models.PROTECT, related_name="checks")
    kind = models.CharField(_("kind of check"), max_length=10, choices=Kind)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    note = models.TextField(_("what changed"), blank=True)

    class Meta:
        verbose_name = _("source check")
        verbose_name_plural = _("source checks")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.source}: {self.outcome}"


class SourceReview(Frozen):
    """Somebody looked at an entry's text after a source had changed: it is still right."""

    change = models.ForeignKey(SourceCheck, models.PROTECT, related_name="reviews")
    entry = models.ForeignKey("Entry", models.PROTECT, related_name="source_reviews")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["change", "entry"], name="source_reviewed_once")
        ]

    def __str__(self) -> str:
        return f"{self.change}: {self.entry_id}"
