"""よくある質問: a question and its answer under a code that never changes."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from announcements.faq import reading
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.models import EASY_FIELD, Child, Revision, SlugChange
from tokutei_site.publishing.passages import passages
from tokutei_site.publishing.staleness import behind
from tokutei_site.text.markup import plain
from tokutei_site.text.openings import opening

from .announcements import Announcement
from .categories import CategorisedEntry, Category

LAST_PLACE = 32_767


class Faq(CategorisedEntry):
    """Its address is its code."""

    KIND = "faq"
    GIVEN = "FAQ-%03d"
    TEXTS = ("title", "answer")
    PLAIN = ("order", "is_to_be_confirmed", "place_on_home", "keywords")
    REQUIRED = ("title", "answer")
    SINGLE_LINE = ("title", "title_easy")
    EASY = {"title_easy": ("title",), "answer_easy": ("answer",)}
    HAS_EASY_PAGE = True
    RETOLD = "answer"
    HAS_SOURCES = True

    title = models.CharField(_("question"), max_length=200, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    title_easy = models.CharField(_("question in easy Japanese"), max_length=200, **EASY_FIELD)
    answer_easy = models.TextField(_("answer in easy Japanese"), **EASY_FIELD)
    order = models.PositiveSmallIntegerField(
        _("place in the category"), default=0, validators=[MaxValueValidator(LAST_PLACE)]
    )
    is_to_be_confirmed = models.BooleanField(
        _("to be confirmed"),
        default=False,
        help_text=_("Readers are told that the answer is not certain yet."),
    )
    place_on_home = models.PositiveSmallIntegerField(
        _("place on the home page"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text=_(
            "From 1 to 9: the question stands on top of the home page with the beginning of its"
            " answer. Empty: it does not."
        ),
    )

    class Meta:
        verbose_name = _("FAQ item")
        verbose_name_plural = _("FAQ")
        default_permissions = ()
        permissions = [
            ("export_faq", "Can take the FAQ out as a spreadsheet"),
            ("import_faq", "Can bring the FAQ in from a spreadsheet"),
        ]

    def clean(self) -> None:
        if self.category is None:
            raise ValidationError({"category": _("Please choose the category.")})

    @staticmethod
    def last_places() -> dict[str | None, int]:
        """The last place that is taken in each category, by the category's key."""
        places = Faq.objects.order_by().values_list("category__key")
        return dict(places.annotate(last=models.Max("order")))

    @classmethod
    def names_of(cls, category: Category) -> dict[str, Any]:
        """With the category's place: the public list is sorted by what was approved."""
        return {**super().names_of(category), "order": category.order}

    @classmethod
    def public_path(cls, slug: str) -> str:
        return reverse("faq:detail", args=[slug])

    @classmethod
    def read(
        cls, content: Content, language: str, at: datetime, revision: Revision | None = None
    ) -> Any:
        shown = cls.shown_in(content, language)
        return reading.PublishedFaq.from_content(
            content,
            shown,
            at,
            revision,
            answer=passages(cls, content, "answer", shown),
            behind=behind(cls, content, shown),
        )

    @classmethod
    def listings(cls, content: Content, language: str) -> list[Content]:
        category, answer = content.get("category") or {}, plain(content[f"answer_{language}"] or "")
        key = category.get("key") or ""
        return [
            {
                "title": content[f"title_{language}"],
                "summary": opening(content[f"answer_{language}"] or ""),
                "text": answer,
                "keywords": content.get("keywords") or "",
                "category": key,
                "category_name": category.get(f"name_{language}") or key,
                "order": (category.get("order") or 0) * (LAST_PLACE + 1) + content["order"],
                "is_behind": bool(behind(cls, content, language)),
                "place_on_home": content.get("place_on_home"),
                "has_easy": cls.has_easy(content),
            }
        ]


class RelatedAnnouncement(Child):
    """An announcement that says more, by its address."""

    PLAIN = ("slug",)

    entry = models.ForeignKey(Faq, models.CASCADE, related_name="related")
    slug = models.SlugField(_("announcement"), max_length=80)

    class Meta:
        verbose_name = _("related announcement")
        verbose_name_plural = _("related announcements")
        ordering = ["order", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["entry", "key"], name="related_key_in_entry")
        ]

    def __str__(self) -> str:
        return self.slug

    def clean(self) -> None:
        there = Announcement.objects.filter(slug=self.slug)
        former = SlugChange.objects.filter(entry__kind=Announcement.KIND, slug=self.slug)
        if not there.exists() and not former.exists():
            message = _("There is no announcement with this address: %(slug)s")
            raise ValidationError({"slug": message % {"slug": self.slug}})


Faq.CHILDREN = {"related": RelatedAnnouncement}
