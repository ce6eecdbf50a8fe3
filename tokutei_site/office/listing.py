"""What the search knows of the office: who it is, and when it is open."""

from itertools import groupby

from django.utils.dateformat import time_format
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import override

from tokutei_site.publishing.content import Content
from tokutei_site.text.dates import format_day
from tokutei_site.text.markup import plain

from .reading import OpeningHours, PublishedOffice


def listings(office: PublishedOffice) -> list[Content]:
    """The office's own row and one for its hours, in the office's language."""
    contact = [office.address, office.phone, office.email, plain(office.note)]
    own = {
        "title": office.title,
        "summary": office.address,
        "text": "\n".join(filter(None, contact)),
        "is_behind": office.is_behind,
    }
    if not office.hours:
        return [own]
    with override(office.lang):
        hours = {
            "anchor": "hours",
            "title": _("Opening hours and languages"),
            "summary": "\n".join([*times(office), *closed_weekdays(office)]),
            "text": "\n".join([*counters(office), *closed(office)]),
            "keywords": "\n".join(spellings(office)),
            "is_behind": office.is_behind,
            "order": 1,
        }
    return [own, hours]


def span(row: OpeningHours, dash: str = "〜") -> str:
    return f"{time_format(row.opens, 'G:i')}{dash}{time_format(row.closes, 'G:i')}"


def times(office: PublishedOffice) -> list[str]:
    """「月曜日・火曜日 9:00〜17:00」: the weekdays that follow each other with the same hours."""
    return [
        f"{_(', ').join(row.weekday_name for row in rows)} {hours}"
        for hours, rows in groupby(office.hours, span)
    ]


def closed_weekdays(office: PublishedOffice) -> list[str]:
    names = [str(name) for day, name in WEEKDAYS.items() if day not in office.open_weekdays]
    return [_("Closed on %(days)s") % {"days": _(", ").join(names)}] if names else []


def counters(office: PublishedOffice) -> list[str]:
    return [f"{row.weekday_name} {span(row)} {row.languages}".strip() for row in office.hours]


def closed(office: PublishedOffice) -> list[str]:
    days = (
        (each, dict.fromkeys((format_day(each.first), format_day(each.last))))
        for each in sorted(office.closures)
    )
    return [
        _("Closed on other weekdays, on national holidays and on these days:"),
        *(f"{' – '.join(dates)} {each.label}".strip() for each, dates in days),
    ]


def spellings(office: PublishedOffice) -> list[str]:
    """The same hours as people type them: 9:00〜17:00 is found as 9:00-17:00 too."""
    return list(dict.fromkeys(span(row, "-") for row in office.hours))
