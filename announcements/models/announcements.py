from datetime import date, datetime
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from announcements import reading
from announcements.key_dates import DateKind, Precision
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.models import EASY_FIELD, Attachment, Child, Revision, localised
from tokutei_site.publishing.passages import passages
from tokutei_site.publishing.staleness import behind
from tokutei_site.text.dates import last_day
from tokutei_site.text.markup import plain

from .categories import CategorisedEntry


class Announcement(CategorisedEntry):
    """お知らせ"""

    KIND = "announcement"
    TEXTS = reading.TEXTS
    PLAIN = ("keywords",)
    REQUIRED = ("title", "body")
    SINGLE_LINE = ("title", "title_easy")
    EASY = {"title_easy": ("title",), "body_easy": ("body",)}
    HAS_EASY_PAGE = True
    RETOLD = "body"
    HAS_SOURCES = True

    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("body"), blank=True)
    contact = models.TextField(
        _("contact"), blank=True, help_text=_("If empty, the office is named.")
    )
    title_easy = models.CharField(_("title in easy Japanese"), max_length=200, **EASY_FIELD)
    body_easy = models.TextField(_("body in easy Japanese"), **EASY_FIELD)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        default_permissions = ()

    @classmethod
    def public_path(cls, slug: str) -> str:
        return reverse("announcements:detail", args=[slug])

    @classmethod
    def read(
        cls, content: Content, language: str, at: datetime, revision: Revision | None = None
    ) -> Any:
        shown = cls.shown_in(content, language)
        return reading.PublishedAnnouncement.from_content(
            content,
            shown,
            at,
            revision,
            body=passages(cls, content, "body", shown),
            behind=behind(cls, content, shown),
        )

    @classmethod
    def listings(cls, content: Content, language: str) -> list[Content]:
        def text(values: Content, name: str) -> str:
            return values.get(f"{name}_{language}") or ""

        category, late = content.get("category", {}), behind(cls, content, language)
        entry = {
            "title": text(content, "title"),
            "summary": plain(text(content, "summary")),
            "text": plain(text(content, "body")),
            "keywords": content.get("keywords") or "",
            "category": category.get("key") or "",
            "category_name": text(category, "name") or category.get("key") or "",
            "is_behind": not late.isdisjoint({"title", "summary"}),
            "has_easy": cls.has_easy(content),
        }
        days = [
            {
                "anchor": f"date-{key}",
                "title": text(row, "label"),
                "summary": entry["title"],
                "day": row["day"],
                "last_day": last_day(date.fromisoformat(row["day"]), row["precision"]),
                "precision": row["precision"],
                "is_confirmed": bool(row.get("is_confirmed")),
                "is_behind": not late.isdisjoint({"title", f"key_dates.{key}.label"}),
            }
            for key, row in content.get("key_dates", {}).items()
        ]
        return [entry, *days]


class KeyDate(Child):
    TEXTS = ("label",)
    PLAIN = ("kind", "day", "time", "precision", "is_confirmed", "is_reported")

    entry = models.ForeignKey(Announcement, models.CASCADE, related_name="key_dates")
    kind = models.CharField(_("kind"), max_length=10, choices=DateKind, default=DateKind.STARTS)
    day = models.DateField(_("date"))
    time = models.TimeField(_("time"), null=True, blank=True)
    precision = models.CharField(
        _("precision"), max_length=10, choices=Precision, default=Precision.DAY
    )
    is_confirmed = models.BooleanField(
        _("confirmed"), default=False, help_text=_("Otherwise the date reads as scheduled.")
    )
    is_reported = models.BooleanField(
        _("reported"),
        default=False,
        help_text=_("Not confirmed, but after the day it is said to have been so."),
    )
    label = models.CharField(_("label"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("key date")
        verbose_name_plural = _("key dates")
        ordering = ["order", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["entry", "key"], name="key_date_key_in_entry"),
            models.CheckConstraint(
                name="key_date_time_only_on_a_day",
                condition=models.Q(time__isnull=True) | models.Q(precision="day"),
                violation_error_message=_("A time goes with an exact day only."),
            ),
        ]

    def __str__(self) -> str:
        return next((t for column in localised("label") if (t := getattr(self, column))), self.key)


Announcement.CHILDREN = {"key_dates": KeyDate, "attachments": Attachment}
