"""What announcements and questions are filed under."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from tokutei_site.publishing.content import Content
from tokutei_site.publishing.models import Entry, localised


class Category(models.Model):
    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["order", "key"]
        default_permissions = ("add", "change", "view")

    def __str__(self) -> str:
        return next((t for column in localised("name") if (t := getattr(self, column))), self.key)

    def names(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in localised("name")}


class CategorisedEntry(Entry):
    """An entry with a category, whose names are frozen with it, and with words to find it by."""

    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, verbose_name=_("category")
    )
    # As they stood at the last save: a new name reaches an entry with its next save.
    category_names = models.JSONField(default=dict, blank=True, editable=False)
    keywords = models.TextField(
        _("search words"),
        null=True,
        blank=True,
        help_text=_(
            "Words that residents may type, one on each line, in any language: readings in kana, "
            "everyday words. They are not shown. Where the title has the word too, the entry "
            "comes first."
        ),
    )

    class Meta:
        abstract = True

    def content(self) -> Content:
        key = self.category.key if self.category else None
        return {**super().content(), "category": {"key": key, **self.category_names}}

    def fill(self, content: Content) -> None:
        super().fill(content)
        key = content.get("category", {}).get("key")
        self.category = Category.objects.filter(key=key).first() if key else None
        if key and self.category is None:
            raise ValidationError({"category": _("Unknown category: %(key)s") % {"key": key}})
        self.category_names = self.names_of(self.category or Category())

    @classmethod
    def is_lent(cls, path: str) -> bool:
        return super().is_lent(path) or (path.startswith("category.") and path != "category.key")

    @classmethod
    def names_of(cls, category: Category) -> dict[str, Any]:
        """What of a category is frozen with its entries."""
        return category.names()
