"""What the tables have in common: columns per language, parts of an entry, append-only rows."""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tokutei_site.publishing.content import Columns, Content
from tokutei_site.text.dates import FIRST_DAY, LAST_DAY

Values = Mapping[str, Any]  # columns of a whole content, by path
EASY_FIELD: dict[str, Any] = {  # of a column in やさしい日本語
    "null": True,
    "blank": True,
    "help_text": _("Give each kanji its reading: 漢字《かんじ》. Explain office words: 届出〈…〉."),
}
SHOWN_DAYS = (MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY))
LANGUAGE_CODES = [code for code, _name in settings.LANGUAGES]


def localised(name: str) -> list[str]:
    """The columns of a translated field, in the order of settings.LANGUAGES."""
    return [f"{name}_{code}" for code in LANGUAGE_CODES]


class Row(models.Model):
    """What an entry and its children have in common: declared columns that go into content."""

    TEXTS: ClassVar[tuple[str, ...]] = ()  # translated, notation or single line
    # Columns in やさしい日本語, each with the texts that it retells.
    EASY: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    PLAIN: ClassVar[tuple[str, ...]] = ()  # the same in every language
    SETS: ClassVar[tuple[str, ...]] = ()  # lists among them whose order says nothing

    class Meta:
        abstract = True

    @classmethod
    def column_names(cls) -> list[str]:
        texts = [column for name in cls.TEXTS for column in localised(name)]
        return [*texts, *cls.EASY, *cls.PLAIN]

    @classmethod
    def reference_text(cls, path: str, value: Any, values: Values) -> str | None:
        """How the column at a path reads that refers to others of the content (`values`); None for
        one that stands for itself."""
        return None

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

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Also that every day is one that pages can show."""
        super().clean_fields(exclude)
        for field in (each for each in self._meta.fields if type(each) is models.DateField):
            try:
                if day := getattr(self, field.name):
                    for validate in SHOWN_DAYS:
                        validate(day)
            except ValidationError as error:
                raise ValidationError({field.name: error}) from error


class Child(Row):
    """A part of an entry with a permanent key, merged column by column like its entry."""

    MOST: ClassVar[int | None] = None  # how many one entry may have
    MULTILINE: ClassVar[tuple[str, ...]] = ()  # in office notation; all other texts are one line

    key = models.CharField(max_length=20, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True

    @classmethod
    def name_in(cls, path: str, values: Values) -> str:
        """How the row at a path is called, where its own first text is not enough."""
        return ""

    def clean_as_part(self, path: str) -> None:
        """full_clean() with the column paths of the whole entry in its messages."""
        try:
            self.full_clean()
        except ValidationError as error:
            found = error.message_dict.items()
            raise ValidationError({f"{path}.{name}": texts for name, texts in found}) from error


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
