from datetime import datetime

from django.db import models
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from tokutei_site.office import listing
from tokutei_site.office.reading import PublishedOffice
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.models import Child, Entry
from tokutei_site.publishing.staleness import behind


class Office(Entry):
    """窓口: who we are and when we are there. Its live revision stands on every page."""

    KIND = "office"
    GIVEN = "office-%d"
    TEXTS = ("title", "address", "note")
    PLAIN = ("phone", "email")
    REQUIRED = ("title", "address")

    title = models.CharField(_("name"), max_length=200, blank=True)
    address = models.CharField(_("postal address"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, null=True, blank=True)
    email = models.EmailField(_("e-mail"), null=True, blank=True)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        default_permissions = ()

    @classmethod
    def listings(cls, content: Content, language: str) -> list[Content]:
        return listing.listings(cls.in_language(content, language))

    @classmethod
    def read(cls, content: Content, language: str, at: datetime) -> PublishedOffice:
        return cls.in_language(content, cls.shown_in(content, language))

    @classmethod
    def in_language(cls, content: Content, language: str) -> PublishedOffice:
        is_behind = bool(behind(cls, content, language))
        return PublishedOffice.from_content(content, language, is_behind=is_behind)


class Hours(Child):
    TEXTS = ("languages",)
    PLAIN = ("weekday", "opens", "closes")

    entry = models.ForeignKey(Office, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=list(WEEKDAYS.items()))
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))
    languages = models.CharField(_("languages at the counter"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["order", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["entry", "key"], name="hours_key_in_entry"),
            models.CheckConstraint(
                name="hours_run_forward",
                condition=models.Q(closes__gt=models.F("opens")),
                violation_error_message=_("The closing time must come after the opening time."),
            ),
        ]

    def __str__(self) -> str:
        return str(WEEKDAYS.get(self.weekday, ""))


class Closure(Child):
    TEXTS = ("label",)
    PLAIN = ("first", "last")

    entry = models.ForeignKey(Office, models.CASCADE, related_name="closures")
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    label = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("closed days")
        verbose_name_plural = _("closed days")
        ordering = ["order", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["entry", "key"], name="closure_key_in_entry"),
            models.CheckConstraint(
                name="closure_runs_forward",
                condition=models.Q(last__gte=models.F("first")),
                violation_error_message=_("The last day must not come before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.last}"


Office.CHILDREN = {"hours": Hours, "closures": Closure}
