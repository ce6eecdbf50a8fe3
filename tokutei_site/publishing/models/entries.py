"""The working copy, and what its content means."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Length
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tokutei_site.publishing.content import Content, Way, missing_texts
from tokutei_site.publishing.easy import EASY, SOURCE
from tokutei_site.publishing.findings import Finding
from tokutei_site.staff.models import Section

from .rows import LANGUAGE_CODES, Child, Row, localised
from .sources import Citation, Source


class Entry(Row):
    """項目. Each kind extends it and declares its columns, children and rules."""

    KIND: ClassVar[str] = ""
    REQUIRED: ClassVar[tuple[str, ...]] = ("title",)  # before anything can be public
    SINGLE_LINE: ClassVar[tuple[str, ...]] = ("title",)
    CHILDREN: ClassVar[dict[str, type[Child]]] = {}
    HAS_SOURCES: ClassVar[bool] = False
    LONGEST: ClassVar[timedelta | None] = (
        None  # a publication then needs an end, at most so far off
    )
    HAS_EASY_PAGE: ClassVar[bool] = False  # in やさしい日本語
    GIVEN: ClassVar[str] = ""  # the addresses that nobody types, with a place for the number
    RETOLD: ClassVar[str] = ""  # the text that this page retells, if it is one alone

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
    # Language → text → pairs of section fingerprints that a person confirmed (text/alignment.py).
    basis = models.JSONField(default=dict, editable=False)
    review_by = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        help_text=_("After this day readers see that the text was due for checking."),
    )
    owner = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, verbose_name=_("section in charge")
    )
    head = models.ForeignKey(
        "Revision", models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        default_permissions = ("view",)
        permissions = [
            ("write_entry", "Can write and submit entries"),
            ("approve_entry", "Can approve, publish and withdraw entries"),
            ("force_entry", "Can publish without approval where the installation allows it"),
            ("seal_entry", "Can ask for the removal of a version's text and confirm it"),
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
        """Every kind by its name, also those below an abstract one."""
        found = {} if cls._meta.abstract or not cls.KIND else {cls.KIND: cls}
        for below in cls.__subclasses__():
            found |= below.kinds()
        return found

    def as_kind(self) -> "Entry":
        """The row of this entry's own kind (Announcement, Office …)."""
        kind = Entry.kinds()[self.kind]
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
                citation.source.key: {"order": citation.order, **citation.snapshot}
                for citation in self.citations.select_related("source")
            }
        return content

    def fill(self, content: Content) -> None:
        """Take over a content's own columns; children follow once the row has a key."""
        self.kind = self.KIND
        self.source_language = content.get("source_language", settings.LANGUAGE_CODE)
        self.basis = content.get("basis", {})
        self.review_by = models.DateField().to_python(content.get("review_by") or None)
        self.fill_columns(content)

    def fill_children(self, content: Content) -> None:
        for name, model in self.CHILDREN.items():
            kept = content.get(name, {})
            if model.MOST is not None and len(kept) > model.MOST:
                things = capfirst(str(model._meta.verbose_name_plural))
                raise ValidationError(
                    _("%(things)s: no more than %(most)d fit into one entry.")
                    % {"things": things, "most": model.MOST}
                )
            rows = {row.key: row for row in getattr(self, name).all()}
            for key, values in kept.items():
                row = rows.pop(key, None) or model(entry=self, key=key)  # type: ignore[misc]
                before = row.pk and (row.order, row.column_values())
                row.order = values.get("order") or 0
                row.fill_columns(values)
                if before != (row.order, row.column_values()):
                    row.clean_as_part(f"{name}.{key}")
                    row.save()
            for row in rows.values():
                row.delete()
        if self.HAS_SOURCES:
            self.fill_citations(content.get("sources", {}))

    def fill_citations(self, cited: dict[str, Content]) -> None:
        """Cite these sources, each with its data as they stand now: what the content says of them
        comes from the sources alone."""
        known = {source.key: source for source in Source.objects.filter(key__in=cited)}
        if unknown := set(cited) - set(known):
            raise ValidationError(_("Unknown source: %(keys)s") % {"keys": ", ".join(unknown)})
        self.citations.exclude(source__key__in=cited).delete()
        there = {citation.source_id: citation for citation in self.citations.all()}
        new, changed = list[Citation](), list[Citation]()
        for key, values in cited.items():
            source = known[key]
            row = there.get(source.pk) or Citation(entry=self, source=source)
            before = row.order, row.snapshot
            row.order, row.snapshot = values.get("order") or 0, source.snapshot()
            if source.pk not in there:
                new.append(row)
            elif before != (row.order, row.snapshot):
                changed.append(row)
        Citation.objects.bulk_create(new)
        Citation.objects.bulk_update(changed, ["order", "snapshot"])

    # What a content means

    @classmethod
    def is_lent(cls, path: str) -> bool:
        """Whether a column of the content is another table's, taken over anew with every save."""
        group, _dot, column = path.partition(".")
        return group == "sources" and not column.endswith(".order")

    @classmethod
    def is_text(cls, path: str) -> bool:
        """Whether a column path without its language suffix is a text written by people."""
        group, _dot, rest = path.partition(".")
        if not rest:
            return path in cls.TEXTS
        return group in cls.CHILDREN and rest.split(".")[-1] in cls.CHILDREN[group].TEXTS

    @classmethod
    def is_single_line(cls, stem: str) -> bool:
        """Whether a text without its language suffix is one line, shown as it stands."""
        group, _dot, rest = stem.partition(".")
        if not rest:
            return stem in cls.SINGLE_LINE
        return group not in cls.CHILDREN or rest.split(".")[-1] not in cls.CHILDREN[group].MULTILINE

    @classmethod
    def way(cls, path: str) -> Way:
        """How two changes of a column become one: a text of several lines by its passages, what
        was compared as a record; a list only as a set where a row says that its order is free."""
        group, _dot, rest = path.partition(".")
        if group == "basis":
            return Way.RECORD
        owner: type[Row] = cls.CHILDREN.get(group, cls) if rest else cls
        if path.rpartition(".")[2] in owner.SETS:
            return Way.SET
        stem, _underscore, language = path.rpartition("_")
        is_written = (language in LANGUAGE_CODES and cls.is_text(stem)) or bool(cls.retold(path))
        is_long = is_written and not cls.is_single_line(path if cls.retold(path) else stem)
        return Way.TEXT if is_long else Way.VALUE

    @classmethod
    def retold(cls, path: str) -> tuple[str, ...]:
        """The texts that a column retells in やさしい日本語, by their stems; none for any other."""
        row, _dot, name = path.rpartition(".")
        owner: type[Row] | None = cls.CHILDREN.get(row.partition(".")[0]) if row else cls
        texts = owner.EASY.get(name, ()) if owner else ()
        return tuple(f"{row}.{text}" if row else text for text in texts)

    @classmethod
    def easy_column(cls, text: str) -> str:
        """The column that retells one of the entry's own texts; "" if none does."""
        return next((column for column, texts in cls.EASY.items() if text in texts), "")

    @classmethod
    def retold_columns(cls, path: str, values: Content) -> list[str]:
        """The Japanese columns of a content (its `values` by path) that a column retells."""
        return [f"{stem}_{SOURCE}" for stem in cls.retold(path)]

    @classmethod
    def has_easy(cls, content: Content) -> bool:
        """Whether a page shows this content in やさしい日本語, beside its Japanese."""
        is_written = bool(cls.RETOLD and content.get(f"{cls.RETOLD}_{EASY}"))
        return is_written and not cls.missing(content, SOURCE)

    @classmethod
    def notation_texts(cls) -> list[str]:
        """The texts of this kind that are written in office notation, as the form has them."""
        fields = {name: cls._meta.get_field(name) for name in cls.TEXTS}
        return [name for name, field in fields.items() if isinstance(field, models.TextField)]

    @classmethod
    def missing(cls, content: Content, language: str) -> list[str]:
        return missing_texts(content, cls.REQUIRED, language, cls.is_text)

    @classmethod
    def shown_in(cls, content: Content, language: str) -> str:
        """The language a page in `language` really shows: the whole entry, or the source's."""
        return content["source_language"] if cls.missing(content, language) else language

    @classmethod
    def next_slug(cls) -> str:
        """For a kind whose addresses are given: the one after the highest that was given; after
        the last of nine digits the lowest that never was. None is ever used again."""
        start = cls.GIVEN.partition("%")[0]
        given = Entry.objects.filter(kind=cls.KIND, slug__regex=rf"^{start}\d{{1,9}}$")
        slugs = given.order_by(Length("slug").desc(), "-slug").values_list("slug", flat=True)
        number = int((slugs.first() or f"{start}0").removeprefix(start)) + 1
        if number == 10**9:
            taken = {int(slug.removeprefix(start)) for slug in slugs}
            number = next(each for each in count(1) if each not in taken)
        return cls.GIVEN % number

    @classmethod
    def content_problems(cls, content: Content) -> dict[str, list[str]]:
        """What in the texts of this kind could never be public, by column, beyond the rules for
        every kind: it is told when they are saved."""
        return {}

    @classmethod
    def release_problems(
        cls, content: Content, *, begins: datetime, running_since: datetime | None, now: datetime
    ) -> list[str]:
        """What keeps a content of this kind from being public at that time, beyond the rules for
        every kind and what is told at every save.
        `running_since`: when the text that is public now began to be."""
        return []

    @classmethod
    def findings_against(cls, content: Content, published: Content) -> list[Finding]:
        """What an approver has to look at before a content takes the place of the published one,
        beyond what is found in every kind."""
        return []

    @classmethod
    def listings(cls, content: Content, language: str) -> list[Content]:
        """Fields of the Listing rows of a content that is complete in `language`: `title`,
        `summary` and `text` as a reader sees them, `keywords` as staff typed them, and whatever
        lists of this kind show or sort by. What search compares is made of them."""
        return []

    @classmethod
    def public_path(cls, slug: str) -> str | None:
        """The address of the public page in the active language, if this kind has one."""
        return None

    @classmethod
    def read(cls, content: Content, language: str, at: datetime) -> Any:
        """The frozen dataclass that public templates see; kinds override it. `at` dates what
        stands beside the ledger, such as the last check of a source. A kind with sources also
        takes the content's Revision, to tell which changes came after it was written."""
        raise NotImplementedError
