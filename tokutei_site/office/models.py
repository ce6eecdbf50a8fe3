from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import models
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from tokutei_site.publishing.content import Content
from tokutei_site.publishing.models import Child, Entry
from tokutei_site.publishing.reading import in_order, text
from tokutei_site.publishing.staleness import behind
from tokutei_site.text.dates import is_closed

from . import listing


class Office(Entry):
    """窓口: who we are and when we are there. Its live revision stands on every page."""

    KIND = "office"
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
        return listing.listings(PublishedOffice.from_content(content, language))

    @classmethod
    def read(cls, content: Content, language: str, at: datetime) -> "PublishedOffice":
        return PublishedOffice.from_content(content, cls.shown_in(content, language))


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


@dataclass(frozen=True)
class OpeningHours:
    weekday: int
    opens: time
    closes: time
    languages: str

    @property
    def weekday_name(self) -> str:
        return str(WEEKDAYS[self.weekday])


@dataclass(frozen=True)
class ClosedDays:
    first: date
    last: date
    label: str


@dataclass(frozen=True)
class PublishedOffice:
    lang: str
    title: str
    address: str
    note: str
    phone: str
    email: str
    hours: tuple[OpeningHours, ...] = ()
    closures: tuple[ClosedDays, ...] = ()
    is_behind: bool = False  # some text's translation may not be up to date

    @classmethod
    def from_content(cls, content: Content, language: str) -> "PublishedOffice":
        return cls(
            lang=language,
            title=text(content, "title", language),
            address=text(content, "address", language),
            note=text(content, "note", language),
            is_behind=bool(behind(Office, content, language)),
            phone=content.get("phone") or "",
            email=content.get("email") or "",
            hours=tuple(
                OpeningHours(
                    weekday=row["weekday"],
                    opens=time.fromisoformat(row["opens"]),
                    closes=time.fromisoformat(row["closes"]),
                    languages=text(row, "languages", language),
                )
                for _key, row in in_order(content.get("hours", {}))
            ),
            closures=tuple(
                ClosedDays(
                    first=date.fromisoformat(row["first"]),
                    last=date.fromisoformat(row["last"]),
                    label=text(row, "label", language),
                )
                for _key, row in in_order(content.get("closures", {}))
            ),
        )

    @property
    def open_weekdays(self) -> set[int]:
        return {row.weekday for row in self.hours}

    def is_closed(self, day: date) -> bool:
        """Whether the counter is shut all day: no hours on this weekday, a national holiday, or
        one of the office's own closed days."""
        return is_closed(
            day,
            weekdays=set(range(7)) - self.open_weekdays,
            closed=[(closure.first, closure.last) for closure in self.closures],
        )
