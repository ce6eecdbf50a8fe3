import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tokutei_site.text import dates

NEW_YEAR = [(date(2026, 12, 29), date(2027, 1, 3))]


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Tokyo"])
def server_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("server_zone")
@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 6, 13, 14, 59, 59, tzinfo=UTC), date(2026, 6, 13)),
        (datetime(2026, 6, 13, 15, 0, tzinfo=UTC), date(2026, 6, 14)),
        (datetime(2026, 6, 13, 8, 0, tzinfo=timezone(timedelta(hours=-7))), date(2026, 6, 14)),
        (datetime(2026, 6, 14, 0, 0, tzinfo=dates.JST), date(2026, 6, 14)),
    ],
)
def test_a_moment_falls_on_its_day_in_japan(at: datetime, day: date) -> None:
    assert dates.jst_day(at) == day


@pytest.mark.usefixtures("server_zone")
def test_a_day_begins_at_midnight_in_japan() -> None:
    start = dates.day_start(date(2026, 6, 14))
    assert start == datetime(2026, 6, 13, 15, tzinfo=UTC)
    assert start.utcoffset() == timedelta(hours=9)


@given(st.dates(min_value=date(1952, 1, 1)))
def test_a_day_begins_on_itself_and_ends_on_itself(day: date) -> None:
    start = dates.day_start(day)
    assert dates.jst_day(start) == day
    assert dates.jst_day(start - timedelta(microseconds=1)) == day - timedelta(days=1)


@pytest.mark.parametrize("function", [dates.jst_day, dates.format_moment])
def test_a_moment_without_time_zone_is_refused(function: Callable[[datetime], object]) -> None:
    with pytest.raises(ValueError, match="time zone"):
        function(datetime(2026, 6, 14, 12, 0))


@pytest.mark.parametrize(
    ("day", "precision", "text"),
    [
        (date(2026, 6, 14), "day", "Sunday, 14 June 2026"),
        (date(2026, 6, 14), "month", "June 2026"),
        (date(2026, 3, 1), "season", "spring 2026"),
        (date(2026, 5, 31), "season", "spring 2026"),
        (date(2026, 6, 1), "season", "summer 2026"),
        (date(2026, 11, 30), "season", "autumn 2026"),
        (date(2026, 12, 1), "season", "winter 2026–2027"),
        (date(2027, 2, 28), "season", "winter 2026–2027"),
    ],
)
def test_a_day_in_english(day: date, precision: str, text: str) -> None:
    with translation.override("en"):
        assert dates.format_day(day, precision) == text


@pytest.mark.usefixtures("server_zone")
def test_a_moment_in_english_on_a_24_hour_clock_in_japan() -> None:
    with translation.override("en"):
        at = datetime(2026, 6, 14, 8, 5, tzinfo=UTC)
        assert dates.format_moment(at) == "Sunday, 14 June 2026, 17:05"


JAPANESE = {
    "l, j F Y": "Y年n月j日（D）",
    "F Y": "Y年n月",
    "l, j F Y, G:i": "Y年n月j日（D）G時i分",
    "summer %(year)d": "%(year)d年夏",
    "winter %(year)d–%(next_year)d": "%(year)d年から%(next_year)d年の冬",
}


@pytest.fixture
def japanese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(dates, "pgettext", lambda context, message: JAPANESE.get(message, message))
    with translation.override("ja"):
        yield


@pytest.mark.usefixtures("japanese")
@pytest.mark.parametrize(
    ("day", "precision", "text"),
    [
        (date(2026, 6, 14), "day", "2026年6月14日（日）"),
        (date(2026, 6, 14), "month", "2026年6月"),
        (date(2026, 6, 14), "season", "2026年夏"),
        (date(2027, 1, 1), "season", "2026年から2027年の冬"),
    ],
)
def test_a_day_in_japanese_needs_only_a_translated_format(
    day: date, precision: str, text: str
) -> None:
    assert dates.format_day(day, precision) == text


@pytest.mark.usefixtures("japanese")
def test_a_moment_in_japanese_needs_only_a_translated_format() -> None:
    at = datetime(2026, 6, 13, 23, 5, tzinfo=UTC)
    assert dates.format_moment(at) == "2026年6月14日（日）8時05分"


@pytest.mark.parametrize(
    ("day", "precision", "last"),
    [
        (date(2026, 6, 14), "day", date(2026, 6, 14)),
        (date(2026, 6, 14), "month", date(2026, 6, 30)),
        (date(2028, 2, 1), "month", date(2028, 2, 29)),
        (date(2026, 3, 1), "season", date(2026, 5, 31)),
        (date(2026, 8, 31), "season", date(2026, 8, 31)),
        (date(2026, 10, 1), "season", date(2026, 11, 30)),
        (date(2026, 12, 1), "season", date(2027, 2, 28)),
        (date(2027, 12, 31), "season", date(2028, 2, 29)),
        (date(2028, 1, 1), "season", date(2028, 2, 29)),
    ],
)
def test_a_date_is_past_after_its_last_day(day: date, precision: str, last: date) -> None:
    assert dates.last_day(day, precision) == last


@pytest.mark.parametrize("function", [dates.format_day, dates.last_day])
def test_an_unknown_precision_is_an_error(function: Callable[[date, str], object]) -> None:
    with pytest.raises(ValueError, match="'year'"):
        function(date(2026, 6, 14), "year")


@given(st.dates(min_value=date(1, 12, 1), max_value=date(9990, 1, 1)))
def test_a_season_lasts_three_months_and_holds_its_day(day: date) -> None:
    start, end = dates.season_start(day), dates.last_day(day, "season")
    assert start <= day <= end
    assert 89 <= (end - start).days <= 91
    assert dates.season_start(end + timedelta(days=1)) == end + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 6, 14), "令和8年6月14日"),
        (date(2020, 1, 1), "令和2年1月1日"),
        (date(2019, 12, 31), "令和元年12月31日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1990, 1, 1), "平成2年1月1日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1912, 7, 29), "明治45年7月29日"),
    ],
)
def test_a_day_in_its_japanese_era(day: date, text: str) -> None:
    assert dates.wareki(day) == text


def test_a_day_before_meiji_has_no_era_here() -> None:
    with pytest.raises(ValueError, match="1868-10-22"):
        dates.wareki(date(1868, 10, 22))


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (date(2026, 6, 12), False),
        (date(2026, 6, 13), True),  # Saturday
        (date(2026, 6, 14), True),  # Sunday
        (date(2026, 6, 15), False),
        (date(2026, 5, 4), True),  # みどりの日
        (date(2026, 5, 6), True),  # 振替休日
        (date(2026, 9, 22), True),  # 国民の休日
        (date(2026, 12, 28), False),
        (date(2026, 12, 29), True),  # the range's first day
        (date(2026, 12, 31), True),
        (date(2027, 1, 3), True),  # its last
        (date(2027, 1, 4), False),
    ],
)
def test_the_office_is_closed_at_weekends_on_holidays_and_at_new_year(
    day: date, closed: bool
) -> None:
    assert dates.is_closed(day, {5, 6}, NEW_YEAR) is closed


def test_single_days_may_be_closed_and_weekdays_differ_by_office() -> None:
    monday = date(2026, 6, 15)
    assert dates.is_closed(monday, [0], [])
    assert not dates.is_closed(monday, [6], [])
    assert dates.is_closed(monday, [6], {monday})


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2026, 6, 14), date(2026, 6, 15)),
        (date(2026, 6, 15), date(2026, 6, 15)),
        (date(2026, 5, 2), date(2026, 5, 7)),
        (date(2026, 12, 29), date(2027, 1, 4)),
    ],
)
def test_the_next_open_day_is_the_day_itself_or_later(day: date, following: date) -> None:
    assert (
        dates.next_open_day(day, lambda each: dates.is_closed(each, {5, 6}, NEW_YEAR)) == following
    )


def test_an_office_that_never_opens_has_no_next_day_and_no_endless_search() -> None:
    asked: list[date] = []
    assert dates.next_open_day(date(2026, 6, 14), lambda day: asked.append(day) is None) is None
    assert asked[-1] == date(2026, 6, 14) + timedelta(days=366)


def test_the_time_zone_of_the_server_is_left_as_it_was() -> None:
    assert os.environ.get("TZ") != "Pacific/Kiritimati"
