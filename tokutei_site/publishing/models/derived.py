"""What queries read; derived from records.py and made anew by `manage.py rebuild`."""

from django.db import models

from .entries import Entry
from .records import Publication, Revision
from .rows import LANGUAGE_CODES
from .sources import Source


class Window(models.Model):
    """公開期間: derived from the ledger (ledger.rebuild)."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="windows")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="windows")
    publication = models.OneToOneField(Publication, models.CASCADE, related_name="window")
    begins = models.DateTimeField(db_index=True)
    ends = models.DateTimeField(null=True)
    first_at = models.DateTimeField()  # the entry's first publication
    news_at = models.DateTimeField()  # its last major one up to here
    review_by = models.DateField(null=True)  # as the revision says

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["entry", "begins"])]

    def __str__(self) -> str:
        return f"{self.revision} {self.begins} – {self.ends or ''}"


class Listing(models.Model):
    """一覧情報: derived from published revisions, per language; anchor "" is the entry itself."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="listings")
    language = models.CharField(max_length=10)
    anchor = models.CharField(max_length=40, blank=True)
    title = models.TextField()
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)  # what else a reader sees, for excerpts
    # For searching, by text.fold: `folded` is all of it, search words included.
    folded_title = models.TextField(blank=True)
    keywords = models.TextField(blank=True)
    folded_summary = models.TextField(blank=True)
    folded = models.TextField(blank=True)
    category = models.CharField(max_length=40, blank=True)
    category_name = models.TextField(blank=True)
    order = models.IntegerField(default=0)
    place_on_home = models.PositiveSmallIntegerField(null=True)
    day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    precision = models.CharField(max_length=10, blank=True)
    is_confirmed = models.BooleanField(default=False)
    is_behind = models.BooleanField(default=False)  # the translation of what is shown here
    has_easy = models.BooleanField(default=False)  # a page in やさしい日本語

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "language", "anchor"], name="listing_once_per_place"
            )
        ]

    def __str__(self) -> str:
        return self.title


class PublicCitation(models.Model):
    """A text cites a source while it is public; derived from its revision (ledger.rebuild)."""

    window = models.ForeignKey(Window, models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, models.CASCADE, related_name="public_citations")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["window", "source"], name="source_public_once")
        ]

    def __str__(self) -> str:
        return f"{self.window}: {self.source}"


class Backlog(models.Model):
    """訳の残り: what of the newest version waits for a translator, in sections."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="backlogs")
    language = models.CharField(max_length=10)
    stale = models.PositiveIntegerField()
    untranslated = models.PositiveIntegerField()
    is_absent = models.BooleanField()  # pages show the source language instead

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["entry", "language"], name="backlog_once_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.language}"

    @classmethod
    def waiting(cls) -> models.QuerySet["Backlog"]:
        """Where something is stale or untranslated, also all of it; not in a language of which
        the entry's last publication says why there is none."""
        rows = Publication.objects.filter(
            entry=models.OuterRef("entry"),
            revision__isnull=False,
            cancels__isnull=True,
            cancelled_by__isnull=True,
        ).order_by("-visible_from", "-pk")
        reasons = {
            f"reason_{code}": models.Subquery(rows.values(f"alternatives__{code}__reason")[:1])
            for code in LANGUAGE_CODES
        }
        is_behind = models.Q(stale__gt=0) | models.Q(untranslated__gt=0)
        waiting: models.QuerySet[Backlog] = cls.objects.alias(**reasons).filter(is_behind)
        for code in LANGUAGE_CODES:
            declared = {"language": code, f"reason_{code}__isnull": False}
            waiting = waiting.exclude(is_absent=True, **declared)
        return waiting
