"""Key dates as events for calendar programs (RFC 5545, RFC 7986)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneStandard, vUri

from announcements.key_dates import DateKind, PublishedKeyDate
from announcements.models import Announcement
from tokutei_site.office.reading import PublishedOffice
from tokutei_site.publishing.models import Window
from tokutei_site.publishing.reading import in_order, text
from tokutei_site.publishing.staleness import behind
from tokutei_site.text.dates import JST

from .sending import readable, site_host

NINE_HOURS = timedelta(hours=9)
ASK_AGAIN = timedelta(hours=12)


@dataclass(frozen=True)
class Dated:
    """A public announcement as its events need it; `changes`: its publications begun so far."""

    window: Window
    language: str
    changes: int

    @property
    def title(self) -> str:
        return text(self.window.revision.content, "title", self.language)

    @property
    def key_dates(self) -> list[PublishedKeyDate]:
        """Those of an exact day. An event on every day of a month or season would tell people to
        come on a day that nobody has named; the page says "spring 2027" in words."""
        content = self.window.revision.content
        late = behind(Announcement, content, self.language)
        dates = (
            PublishedKeyDate.from_content(
                key, row, self.language, is_behind=f"key_dates.{key}.label" in late
            )
            for key, row in in_order(content.get("key_dates", {}))
        )
        return [each for each in dates if each.is_exact]


def calendar(name: str, address: str, language: str) -> Calendar:
    """A calendar without events. Its time zone makes it whole even so: RFC 5545, 3.4, asks for
    at least one component, and whoever subscribed must be able to read that nothing is left."""
    written = Calendar()
    written.add("prodid", f"-//{site_host()}//Key dates//{language.upper()}")
    written.add("version", "2.0")
    written.add("calscale", "GREGORIAN")
    for field in ("name", "x-wr-calname"):
        written.add(field, readable(name))
    written.add("x-wr-timezone", JST.key)
    written.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    written.add("x-published-ttl", "PT12H")
    written.add("source", vUri(address), parameters={"VALUE": "URI"})
    written.add_component(japan())
    return written


def japan() -> Timezone:
    """One rule: Japan has not changed its clocks since 1951."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", JST.key)
    standard.add("dtstart", datetime(1970, 1, 1))  # local, by RFC 5545, 3.6.5
    standard.add("tzoffsetfrom", NINE_HOURS)
    standard.add("tzoffsetto", NINE_HOURS)
    standard.add("tzname", "JST")
    zone.add_component(standard)
    return zone


def events(
    announcements: Iterable[Dated],
    office: PublishedOffice | None,
    at: datetime,
    since: date | None = None,
) -> list[Event]:
    """In order of time, the same bytes for everybody until something changes or a day passes."""
    pairs = [
        (each, found)
        for each in announcements
        for found in each.key_dates
        if since is None or found.day >= since
    ]
    pairs.sort(key=lambda p: (p[1].day, p[1].time or time.min, p[0].window.entry_id, p[1].key))
    return [event(each, found, office, at) for each, found in pairs]


def event(
    each: Dated, key_date: PublishedKeyDate, office: PublishedOffice | None, at: datetime
) -> Event:
    """The UID names the date in the world: it is the same in an announcement's own file, in that
    of all, and in every language, so that a calendar that holds two of these files shows the
    date once. SEQUENCE counts publications, which only ever become more."""
    window, written = each.window, Event()
    page = Announcement.public_path(window.entry.slug)
    address = f"{settings.SITE_URL}{page}#date-{key_date.key}"
    written.add("uid", f"announcement-{window.entry_id}-{key_date.key}@{site_host()}")
    written.add("sequence", each.changes)
    written.add("dtstamp", window.begins.astimezone(UTC))
    written.add("last-modified", window.begins.astimezone(UTC))
    written.add("created", window.first_at.astimezone(UTC))
    if key_date.time is None:
        written.add("dtstart", key_date.day)
        written.add("dtend", key_date.day + timedelta(days=1))
    else:
        written.add("dtstart", datetime.combine(key_date.day, key_date.time, JST))
    language = {"LANGUAGE": each.language}
    written.add("summary", readable(summary(key_date, at)), parameters=language)
    written.add("description", readable(description(each, key_date, office, address, at)))
    written.add("url", address)
    written.add("status", "CONFIRMED" if key_date.is_confirmed else "TENTATIVE")
    written.add("transp", "TRANSPARENT")  # nobody is busy because of it
    return written


def summary(key_date: PublishedKeyDate, at: datetime) -> str:
    """The label with what is to be known beside it, as the page reads on that day."""
    label = key_date.label
    if key_date.kind == DateKind.DEADLINE:
        label = _("Deadline: %(label)s") % {"label": label}
    said = {
        "scheduled": _("%(label)s (scheduled)"),
        "unconfirmed": _("%(label)s (was planned, to be confirmed)"),
        "reported": _("%(label)s (reported, to be confirmed)"),
    }
    return said.get(key_date.reads(at), "%(label)s") % {"label": label}


def description(
    each: Dated,
    key_date: PublishedKeyDate,
    office: PublishedOffice | None,
    address: str,
    at: datetime,
) -> str:
    lines = [each.title]
    if note := key_date.counter_note(office, at):
        lines.append(note)
    if key_date.is_behind:
        lines.append(_("The translation of these lines may not be up to date."))
    return "\n".join([*lines, address])
