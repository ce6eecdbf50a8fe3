"""The engine's tables. An Entry's row is the working copy; everything residents see stands in
frozen Revisions and in the Publication ledger. Window and Listing are derived from both."""

import json
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from tokutei_site.staff.models import Section

from .content import Columns, Content, canonical, columns, fingerprint, missing_texts

LANGUAGE_CODES = [code for code, _name in settings.LANGUAGES]


def localised(name: str) -> list[str]:
    """The columns of a translated field, in the order of settings.LANGUAGES."""
    return [f"{name}_{code}" for code in LANGUAGE_CODES]


class Row(models.Model):
    """What an entry and its children have in common: declared columns that go into content."""

    TEXTS: ClassVar[tuple[str, ...]] = ()  # translated, notation or single line
    PLAIN: ClassVar[tuple[str, ...]] = ()  # the same in every language

    class Meta:
        abstract = True

    @classmethod
    def column_names(cls) -> list[str]:
        return [column for name in cls.TEXTS for column in localised(name)] + list(cls.PLAIN)

    def column_values(self) -> Columns:
        values = {name: getattr(self, name) for name in self.column_names()}
        return {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in values.items()
        }

    def fill_columns(self, values: Content) -> None:
        """Take over column values; a blank text is None, whatever the widget sent. What an old
        snapshot lacks is the field's default."""
        fields = {field.name: field for field in self._meta.fields}
        for name in self.column_names():
            value, field = values.get(name), fields[name]
            blank = None if field.null else field.get_default()
            is_blank = value is None or not str(value).strip()
            setattr(self, name, blank if is_blank else field.to_python(value))


class Child(Row):
    """A part of an entry with a permanent key, merged column by column like its entry."""

    key = models.CharField(max_length=20, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True

    def clean_as_part(self, path: str) -> None:
        """full_clean() with the column paths of the whole entry in its messages."""
        try:
            self.full_clean()
        except ValidationError as error:
            found = error.message_dict.items()
            raise ValidationError({f"{path}.{name}": texts for name, texts in found}) from error


class EntryQuerySet(models.QuerySet["Entry"]):
    def of_kind(self, kind: str) -> "EntryQuerySet":
        return self.filter(kind=kind)


class Entry(Row):
    """項目. Each kind extends it and declares its columns, children and rules."""

    KIND: ClassVar[str] = ""
    REQUIRED: ClassVar[tuple[str, ...]] = ("title",)  # before anything can be public
    SINGLE_LINE: ClassVar[tuple[str, ...]] = ("title",)
    CHILDREN: ClassVar[dict[str, type[Child]]] = {}
    HAS_SOURCES: ClassVar[bool] = False

    kind = models.CharField(max_length=20, editable=False)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        help_text=_("The last part of the page's address: small letters, digits and hyphens."),
    )
    source_language = models.CharField(
        _("source language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("The language this entry is written in first."),
    )
    basis = models.JSONField(default=list, editable=False)  # pairs of section fingerprints
    review_by = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        help_text=_("From this day on readers see that the text is due for checking."),
    )
    owner = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, verbose_name=_("section in charge")
    )
    head = models.ForeignKey(
        "Revision", models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        default_permissions = ("view",)
        permissions = [
            ("write_entry", "Can write and submit entries"),
            ("approve_entry", "Can approve, publish and withdraw entries"),
            ("force_entry", "Can publish without approval where the installation allows it"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug"],
                name="entry_slug_in_kind",
                violation_error_message=_("This address is in use. Please choose another one."),
            )
        ]

    def __str__(self) -> str:
        return next(
            (text for name in localised("title") if (text := getattr(self, name, None))), self.slug
        )

    @classmethod
    def kinds(cls) -> dict[str, type["Entry"]]:
        return {kind.KIND: kind for kind in cls.__subclasses__() if kind.KIND}

    def as_kind(self) -> "Entry":
        """The row of this entry's own kind (Announcement, Office …)."""
        kind = self.kinds()[self.kind]
        return self if isinstance(self, kind) else kind.objects.get(pk=self.pk)

    # Content: written with content(), taken over with fill() and fill_children()

    def content(self) -> Content:
        """The complete working copy as plain values, ready to be frozen."""
        content: Content = {
            "kind": self.KIND,
            "source_language": self.source_language,
            "basis": self.basis,
            "review_by": self.review_by.isoformat() if self.review_by else None,
            **self.column_values(),
        }
        for name in self.CHILDREN:
            rows = getattr(self, name).order_by("order", "key")
            content[name] = {row.key: {"order": row.order, **row.column_values()} for row in rows}
        if self.HAS_SOURCES:
            content["sources"] = {
                citation.source.key: {"order": citation.order, **citation.source.snapshot()}
                for citation in self.citations.select_related("source")
            }
        return content

    def fill(self, content: Content) -> None:
        """Take over a content's own columns; children follow once the row has a key."""
        self.kind = self.KIND
        self.source_language = content.get("source_language", settings.LANGUAGE_CODE)
        self.basis = content.get("basis", [])
        self.review_by = models.DateField().to_python(content.get("review_by") or None)
        self.fill_columns(content)

    def fill_children(self, content: Content) -> None:
        for name, model in self.CHILDREN.items():
            kept = content.get(name, {})
            rows = {row.key: row for row in getattr(self, name).all()}
            for key, values in kept.items():
                row = rows.pop(key, None) or model(entry=self, key=key)  # type: ignore[misc]
                row.order = values.get("order") or 0
                row.fill_columns(values)
                row.clean_as_part(f"{name}.{key}")
                row.save()
            for row in rows.values():
                row.delete()
        if self.HAS_SOURCES:
            self.fill_citations(content.get("sources", {}))

    def fill_citations(self, cited: dict[str, Content]) -> None:
        known = {source.key: source for source in Source.objects.filter(key__in=cited)}
        if unknown := set(cited) - set(known):
            raise ValidationError(_("Unknown source: %(keys)s") % {"keys": ", ".join(unknown)})
        self.citations.exclude(source__key__in=cited).delete()
        for key, values in cited.items():
            Citation.objects.update_or_create(
                entry=self, source=known[key], defaults={"order": values.get("order") or 0}
            )

    # What a content means

    @classmethod
    def is_text(cls, path: str) -> bool:
        """Whether a column path without its language suffix is a text written by people."""
        group, _dot, rest = path.partition(".")
        if not rest:
            return path in cls.TEXTS
        return group in cls.CHILDREN and rest.split(".")[-1] in cls.CHILDREN[group].TEXTS

    @classmethod
    def missing(cls, content: Content, language: str) -> list[str]:
        return missing_texts(content, cls.REQUIRED, language, cls.is_text)

    @classmethod
    def shown_in(cls, content: Content, language: str) -> str:
        """The language a page in `language` really shows: the whole entry, or the source's."""
        return content["source_language"] if cls.missing(content, language) else language

    @classmethod
    def listings(cls, content: Content, language: str) -> list[Content]:
        """Fields of the Listing rows of a content that is complete in `language`."""
        return []

    @classmethod
    def public_path(cls, slug: str) -> str | None:
        """The address of the public page in the active language, if this kind has one."""
        return None

    @classmethod
    def read(cls, content: Content, language: str) -> Any:
        """The frozen dataclass that public templates see; kinds override it."""
        raise NotImplementedError


class FrozenQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> int:
        raise TypeError("These rows are append-only.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("These rows are append-only.")


class Frozen(models.Model):
    """Append-only: refused here for a clear message, and by database triggers (frozen.py)."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("These rows are append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("These rows are append-only.")


class Revision(Frozen):
    """版: a complete, frozen copy of an entry's content."""

    class Origin(models.TextChoices):
        SAVE = "save", _("saved")
        RESTORE = "restore", _("restored")
        CARRY = "carry", _("change carried into the scheduled version")

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("version"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    merged = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.SAVE)
    text = models.TextField()
    content_hash = models.CharField(max_length=64)

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
        return columns(self.content)

    @classmethod
    def freeze(cls, content: Content, **fields: Any) -> "Revision":
        text = canonical(content)
        return cls.objects.create(text=text, content_hash=fingerprint(text), **fields)


class Review(Frozen):
    """確認: one person's verdict on one content hash."""

    class Verdict(models.TextChoices):
        SUBMIT = "submit", _("submitted")
        APPROVE = "approve", _("approved")
        RETURN = "return", _("returned")
        CHECKED = "checked", _("checked afterwards")

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="reviews")
    content_hash = models.CharField(max_length=64)
    verdict = models.CharField(max_length=10, choices=Verdict)
    comment = models.TextField(blank=True)
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


class Window(models.Model):
    """公開期間: derived from the ledger (ledger.rebuild)."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="windows")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="windows")
    publication = models.OneToOneField(Publication, models.CASCADE, related_name="window")
    begins = models.DateTimeField(db_index=True)
    ends = models.DateTimeField(null=True)
    first_at = models.DateTimeField()  # the entry's first publication
    news_at = models.DateTimeField()  # its last major one up to here

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
    folded = models.TextField(blank=True)
    keywords = models.TextField(blank=True)
    category = models.CharField(max_length=40, blank=True)
    category_name = models.TextField(blank=True)
    order = models.IntegerField(default=0)
    day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    precision = models.CharField(max_length=10, blank=True)
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "language", "anchor"], name="listing_once_per_place"
            )
        ]

    def __str__(self) -> str:
        return self.title


class SlugChange(Frozen):
    """An address that was in use before; it leads on to the entry with a 301."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="slug_changes")
    slug = models.SlugField(max_length=80)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.slug


class Source(models.Model):
    """出典: a page that our sentences rest on."""

    TEXTS: ClassVar[tuple[str, ...]] = ("title", "url", "publisher")

    key = models.SlugField(_("key"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    url = models.URLField(_("address (URL)"), max_length=500, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    text_as_of = models.DateField(_("text as of"), null=True, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["key"]
        default_permissions = ("add", "change", "view")

    def __str__(self) -> str:
        return next((t for name in localised("title") if (t := getattr(self, name))), self.key)

    def snapshot(self) -> Content:
        names = [column for name in self.TEXTS for column in localised(name)]
        as_of = self.text_as_of.isoformat() if self.text_as_of else None
        return {"text_as_of": as_of, **{name: getattr(self, name) or None for name in names}}


class Citation(models.Model):
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

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

    class Meta:
        verbose_name = _("source check")
        verbose_name_plural = _("source checks")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.source}: {self.outcome}"
