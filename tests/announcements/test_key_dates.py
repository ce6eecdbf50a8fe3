"""What a key date reads is decided by the clock in Japan."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from announcements.key_dates import PublishedKeyDate
from tokutei_site.office.reading import ClosedDays, PublishedOffice
from tokutei_site.text.dates import JST, format_day

SECOND = timedelta(seconds=1)
LAUNCH = date(2026, 6, 14)  # a Sunday


def key_date(**row: Any) -> PublishedKeyDate:
    values = {"day": "2026-06-14", "kind": "starts", "is_confirmed": True, "label_ja": "開始"}
    return PublishedKeyDate.from_content("k", values | row, "ja")


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=JST)


@pytest.mark.parametrize(
    ("kind", "is_confirmed", "before", "after"),
    [
        ("starts", True, "coming", "in_effect"),
        ("starts", False, "scheduled", "unconfirmed"),
        ("ends", True, "coming", "over"),
        ("ends", False, "scheduled", "unconfirmed"),
        ("deadline", True, "coming", "closed"),
        ("deadline", False, "scheduled", "closed"),
        ("event", True, "coming", "past"),
        ("event", False, "scheduled", "unconfirmed"),
    ],
)
def test_each_kind_reads_one_way_before_and_another_after(
    kind: str, is_confirmed: bool, before: str, after: str
) -> None:
    each = key_date(kind=kind, is_confirmed=is_confirmed)
    assert each.reads(midnight(LAUNCH) - SECOND) == before
    assert each.reads(midnight(LAUNCH + timedelta(days=1))) == after


@pytest.mark.parametrize("kind", ["starts", "ends", "event"])
def test_what_was_only_planned_and_is_reported_reads_so(kind: str) -> None:
    each = key_date(kind=kind, is_confirmed=False, is_reported=True)
    assert each.reads(midnight(LAUNCH) - SECOND) == "scheduled"
    assert each.reads(midnight(LAUNCH + timedelta(days=1))) == "reported"
    sure = key_date(kind=kind, is_confirmed=True, is_reported=True)
    assert sure.reads(midnight(LAUNCH + timedelta(days=1))) != "reported"


def test_a_start_is_in_effect_from_the_first_second_of_its_day() -> None:
    assert key_date().reads(midnight(LAUNCH) - SECOND) == "coming"
    assert key_date().reads(midnight(LAUNCH)) == "in_effect"


def test_a_deadline_is_open_until_the_last_second_of_its_day() -> None:
    deadline = key_date(kind="deadline")
    end = midnight(LAUNCH + timedelta(days=1))
    assert deadline.reads(end - SECOND) == "coming"
    assert deadline.reads(end) == "closed"


def test_a_time_of_day_counts_to_the_second() -> None:
    deadline = key_date(kind="deadline", time="17:15:00")
    five_fifteen = datetime(2026, 6, 14, 17, 15, tzinfo=JST)
    assert deadline.reads(five_fifteen - SECOND) == "coming"
    assert deadline.reads(five_fifteen) == "closed"


@pytest.mark.parametrize(
    ("precision", "first_day_after"), [("month", date(2026, 7, 1)), ("season", date(2026, 9, 1))]
)
def test_a_month_or_season_is_past_after_its_last_day(
    precision: str, first_day_after: date
) -> None:
    each = key_date(precision=precision)
    assert each.reads(midnight(first_day_after) - SECOND) == "coming"
    assert each.reads(midnight(first_day_after)) == "in_effect"


@pytest.fixture
def office() -> PublishedOffice:
    hours = {
        f"d{day}": {"weekday": day, "opens": "08:30:00", "closes": "17:15:00"} for day in range(5)
    }
    closures = {"c": {"first": "2026-12-29", "last": "2027-01-03"}}
    content = {"source_language": "ja", "hours": hours, "closures": closures}
    return PublishedOffice.from_content(content, "ja")


@pytest.mark.parametrize(
    ("day", "opens"),
    [
        ("2026-06-14", date(2026, 6, 15)),  # Sunday
        ("2026-06-15", None),
        ("2026-11-23", date(2026, 11, 24)),  # 勤労感謝の日
        ("2026-12-29", date(2027, 1, 4)),  # the office's own closed days
        ("2026-09-21", date(2026, 9, 24)),  # 敬老の日, 国民の休日, 秋分の日
    ],
)
def test_a_date_on_a_closed_day_says_when_the_counter_opens(
    office: PublishedOffice, day: str, opens: date | None
) -> None:
    at, each = midnight(date.fromisoformat(day)), key_date(day=day)
    assert each.counter_note(office, at) == (
        f"窓口の休業日です。次に窓口が開く日は{format_day(opens)}です。" if opens else ""
    )
    assert each.counter_note(office, at + timedelta(days=1)) == ""


def test_a_date_in_years_of_closed_days_says_that_no_day_is_near(office: PublishedOffice) -> None:
    closed = replace(office, closures=(ClosedDays(date(2026, 12, 29), date(2028, 6, 30), ""),))
    each, at = key_date(day="2027-01-10"), midnight(LAUNCH)
    note = "窓口の休業日です。その後1年間、窓口が開く日はありません。"
    assert each.counter_note(closed, at) == note
    with translation.override("en"):
        assert "throughout the year after it." in each.counter_note(closed, at)


def test_without_an_office_or_an_exact_day_nothing_is_said_of_counters(
    office: PublishedOffice,
) -> None:
    at = midnight(LAUNCH)
    assert key_date().counter_note(None, at) == ""
    assert key_date(precision="month").counter_note(office, at) == ""


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, "2026-06-14"),
        ({"time": "17:15:00"}, "2026-06-14T17:15:00+09:00"),
        ({"precision": "month"}, "2026-06"),
        ({"precision": "season"}, "2026"),
    ],
)
def test_machines_read_the_date_as_html_knows_it(row: dict[str, str], expected: str) -> None:
    assert key_date(**row).machine_readable == expected


def test_a_snapshot_of_before_a_field_existed_reads_as_its_default() -> None:
    bare = PublishedKeyDate.from_content("k", {"day": "2026-06-14"}, "ja")
    assert (bare.kind, bare.precision, bare.time, bare.label) == ("event", "day", None, "")
    assert PublishedOffice.from_content({}, "ja").hours == ()
