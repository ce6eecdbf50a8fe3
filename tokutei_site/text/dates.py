"""Days and moments as the office counts them: in Japan, whatever the server's clock is set to."""

from calendar import monthrange
from collections.abc import Callable, Collection
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from django.utils.dateformat import format as format_date
from django.utils.translation import pgettext

JST = ZoneInfo("Asia/Tokyo")

DayRange = tuple[date, date]

# Days that people may type and every page can show: 平成 is the oldest era the site writes.
FIRST_DAY, LAST_DAY = date(1989, 1, 8), date(2199, 12, 31)

# 改元: the era's first day and its name; its first year is 元年.
ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1868, 10, 23), "明治"),
)


def jst_day(at: datetime) -> date:
    return in_japan(at).date()


def in_japan(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError(f"a moment needs a time zone: {at!r}")
    return at.astimezone(JST)


def is_typable(at: datetime) -> bool:
    """Whether a moment lies in the years that people may type; never an error of overflow."""
    return FIRST_DAY.year < at.year < LAST_DAY.year or (
        at.year in (FIRST_DAY.year, LAST_DAY.year) and FIRST_DAY <= jst_day(at) <= LAST_DAY
    )


def day_start(day: date) -> datetime:
    return datetime.combine(day, time.min, JST)


def format_day(day: date, precision: str = "day") -> str:
    """In the active language; each language's catalogue holds its date formats.

    The precision is day, month or season, here and in `last_day`; another is a ValueError.
    """
    if precision == "day":
        return format_date(day, pgettext("date format", "l, j F Y"))
    if precision == "month":
        return format_date(day, pgettext("date format", "F Y"))
    if precision == "season":
        return season_name(day)
    raise ValueError(f"no such precision: {precision!r}")


def format_moment(at: datetime) -> str:
    return format_date(in_japan(at), pgettext("date format", "l, j F Y, G:i"))


def season_start(day: date) -> date:
    """Spring begins in March, winter in December: January 2027 is in the winter of 2026–2027."""
    month = day.month // 3 * 3
    return date(day.year, month, 1) if month else date(day.year - 1, 12, 1)


def season_name(day: date) -> str:
    start = season_start(day)
    names = {
        3: pgettext("season", "spring %(year)d"),
        6: pgettext("season", "summer %(year)d"),
        9: pgettext("season", "autumn %(year)d"),
        12: pgettext("season", "winter %(year)d–%(next_year)d"),
    }
    return names[start.month] % {"year": start.year, "next_year": start.year + 1}


def last_day(day: date, precision: str = "day") -> date:
    """The last day of the day, month or season: only after it is the date past."""
    if precision == "day":
        return day
    if precision == "season":
        # Into the season's third month from its first.
        day = season_start(day) + timedelta(days=65)
    elif precision != "month":
        raise ValueError(f"no such precision: {precision!r}")
    return day.replace(day=monthrange(day.year, day.month)[1])


def wareki(day: date) -> str:
    """令和8年6月14日; a day before 明治 is a ValueError."""
    for first_day, era in ERAS:
        if day >= first_day:
            year = day.year - first_day.year + 1
            return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    raise ValueError(f"no Japanese era known for {day}")


@lru_cache(maxsize=64)
def national_holidays(year: int) -> frozenset[date]:
    # One finished set per year: the library's own object fills itself while being asked,
    # which two threads can see half done.
    return frozenset(holidays.country_holidays("JP", years=year))


@lru_cache(maxsize=64)
def holiday_names(year: int, language: str) -> dict[date, str]:
    """Each national holiday of a year by name: in Japanese for `ja`, else in English, which are
    the two that the library has of ours. To be read only: every caller gets the same one."""
    found = holidays.country_holidays(
        "JP", years=year, language="ja" if language == "ja" else "en_US"
    )
    return dict(found)


def is_closed(day: date, weekdays: Collection[int], closed: Collection[date | DayRange]) -> bool:
    """On the weekdays given (Monday = 0), national holidays, and `closed` days.

    A pair in `closed` is a range with both its ends, such as the closure at the end of the year.
    """
    if day.weekday() in weekdays or day in national_holidays(day.year):
        return True
    return any(
        first <= day <= last
        for first, last in (each if isinstance(each, tuple) else (each, each) for each in closed)
    )


def next_open_day(day: date, is_closed: Callable[[date], bool]) -> date | None:
    """The day itself if open; None if nothing opens within 366 days."""
    following = (day + timedelta(days=days) for days in range(367))
    return next((each for each in following if not is_closed(each)), None)
