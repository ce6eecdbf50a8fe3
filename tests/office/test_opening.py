"""Open now: the counter by the clock, to the second, in Japan."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories import make_live
from tests.office.clock import standing_at
from tokutei_site.office.models import Office
from tokutei_site.office.opening import Counter, counter_of
from tokutei_site.office.reading import PublishedOffice
from tokutei_site.text.dates import JST

SECOND = timedelta(seconds=1)
MONDAY, FRIDAY, SATURDAY = 0, 4, 5


def hours(*rows: tuple[int, str, str, str]) -> dict[str, Any]:
    """Rows of weekday, opening, closing and languages, as a content has them."""
    names = ("weekday", "opens", "closes", "languages_ja")
    return {
        f"h{n}": dict(zip(names, row, strict=True)) | {"order": n} for n, row in enumerate(rows)
    }


# Lunch from 12:00 to 13:00 on Mondays; Saturdays in the morning.
WEEK = hours(
    *((day, "08:30:00", "17:15:00", "英語") for day in range(1, 5)),
    (MONDAY, "13:00:00", "17:15:00", "英語・中国語"),
    (MONDAY, "08:30:00", "12:00:00", "英語"),
    (SATURDAY, "09:00:00", "11:00:00", "英語"),
)
CLOSURES = {
    "year": {"first": "2026-12-29", "last": "2027-01-03", "label_ja": "年末年始"},
    "fair": {"first": "2026-11-17", "last": "2026-11-17", "label_ja": ""},
}


def office(**content: Any) -> PublishedOffice:
    return PublishedOffice.from_content({"hours": WEEK, "closures": CLOSURES} | content, "ja")


def counter(at: datetime, language: str = "ja", **content: Any) -> Counter:
    found = counter_of(office(**content), at, language)
    assert found
    return found


def japan(day: str, clock: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), JST)


STATES = [
    # Thursday 26 November 2026
    ("2026-11-26", "00:00:00", "later", "2026-11-26 08:30"),
    ("2026-11-26", "08:29:59", "later", "2026-11-26 08:30"),
    ("2026-11-26", "08:30:00", "open", "17:15"),
    ("2026-11-26", "17:14:59", "open", "17:15"),
    ("2026-11-26", "17:15:00", "over", "2026-11-27 08:30"),
    ("2026-11-26", "23:59:59", "over", "2026-11-27 08:30"),
    # Monday 30 November, with a lunch break
    ("2026-11-30", "08:29:59", "later", "2026-11-30 08:30"),
    ("2026-11-30", "11:59:59", "open", "12:00"),
    ("2026-11-30", "12:00:00", "later", "2026-11-30 13:00"),
    ("2026-11-30", "12:59:59", "later", "2026-11-30 13:00"),
    ("2026-11-30", "13:00:00", "open", "17:15"),
    # Saturday morning, then over the Sunday and Monday 23 November (勤労感謝の日)
    ("2026-11-21", "11:00:00", "over", "2026-11-24 08:30"),
    ("2026-11-22", "10:00:00", "shut", "2026-11-24 08:30"),
    ("2026-11-23", "10:00:00", "shut", "2026-11-24 08:30"),
    # The office's own closed days, first and last
    ("2026-11-17", "10:00:00", "shut", "2026-11-18 08:30"),
    ("2026-12-28", "17:15:00", "over", "2027-01-04 08:30"),
    ("2026-12-29", "10:00:00", "shut", "2027-01-04 08:30"),
    ("2027-01-03", "23:59:59", "shut", "2027-01-04 08:30"),
    ("2027-01-04", "00:00:00", "later", "2027-01-04 08:30"),
]


@pytest.mark.parametrize("zone", [JST, UTC], ids=["Japan", "UTC"])
@pytest.mark.parametrize(("day", "clock", "state", "then"), STATES)
def test_the_counter_says_what_it_does_and_what_comes_then(
    day: str, clock: str, state: str, then: str, zone: Any
) -> None:
    found = counter(japan(day, clock).astimezone(zone))
    said = f"{found.until:%H:%M}" if found.until else f"{found.opens_at:%Y-%m-%d %H:%M}"
    assert (found.state, said) == (state, then)
    assert (found.until is None) is not (found.opens_at is None)


def test_its_next_change_is_todays_next_opening_or_closing() -> None:
    day, at = "2026-11-30", japan("2026-11-30", "00:00:00")
    seen = []
    while (changes_at := counter(at).changes_at) and changes_at > at:
        seen.append(f"{changes_at:%H:%M}")
        before, after = counter(changes_at - SECOND), counter(changes_at)
        assert before.state != after.state
        at = changes_at
    assert seen == ["08:30", "12:00", "13:00", "17:15"]
    assert counter(japan("2026-11-29", "10:00:00")).changes_at is None
    assert counter(japan(day, "17:15:00")).changes_at is None


def test_rows_that_meet_or_overlap_are_open_as_one() -> None:
    both = hours((3, "11:00:00", "17:00:00", "中国語"), (3, "09:00:00", "12:00:00", "英語"))
    found = counter(japan("2026-11-26", "10:00:00"), hours=both)
    assert found.until == time(17)
    assert [row.languages for row in found.today] == ["英語", "中国語"]
    afternoon = counter(japan("2026-11-26", "12:00:00"), hours=both)
    assert [row.languages for row in afternoon.today] == ["中国語"]
    assert counter(japan("2026-11-26", "17:00:00"), hours=both).today == ()
    assert counter(japan("2026-11-26", "10:00:00"), hours=both).changes_at == japan(
        "2026-11-26", "17:00:00"
    )


@pytest.mark.parametrize(
    ("day", "language", "name"),
    [
        ("2026-11-23", "ja", "勤労感謝の日"),
        ("2026-11-23", "en", "Labor Thanksgiving Day"),
        ("2026-11-23", "vi", "Labor Thanksgiving Day"),
        ("2027-03-22", "ja", "振替休日"),
        ("2027-01-01", "en", "年末年始"),  # the office's own reason first, as it is written
        ("2026-11-22", "en", None),  # a Sunday
        ("2026-11-17", "en", None),
        ("2026-11-26", "en", None),
    ],
)
def test_it_says_why_it_is_shut_all_day(day: str, language: str, name: str | None) -> None:
    found = counter(japan(day, "12:00:00"), language).shut
    assert (found.name if found else None) == name
    if found:
        assert found.lang == ("en" if found.name.isascii() else "ja")


def test_the_holidays_of_the_next_sixty_days_on_open_weekdays_are_named() -> None:
    found = counter(japan("2026-10-05", "12:00:00"), "en").holidays
    days = [(each.day.isoformat(), each.name) for each in found]
    assert days == [
        ("2026-10-12", "Sports Day"),
        ("2026-11-03", "Culture Day"),
        ("2026-11-23", "Labor Thanksgiving Day"),
    ]
    only_tuesdays = hours((1, "09:00:00", "17:00:00", "英語"))
    found = counter(japan("2026-10-05", "12:00:00"), "en", hours=only_tuesdays).holidays
    assert [each.name for each in found] == ["Culture Day"]


def test_a_holiday_within_own_closed_days_is_not_named_twice() -> None:
    at = japan("2026-12-20", "12:00:00")
    assert "元日" not in [each.name for each in counter(at).holidays]
    assert "元日" in [each.name for each in counter(at, closures={}).holidays]


def test_own_closed_days_stand_until_they_are_over() -> None:
    on_the_last = counter(japan("2027-01-03", "23:59:59")).closures
    assert [each.label for each in on_the_last] == ["年末年始"]
    assert counter(japan("2027-01-04", "00:00:00")).closures == ()


def test_closed_days_and_holidays_stand_in_the_order_in_which_they_come() -> None:
    closures = {
        "typed first": {
            "order": 1,
            "first": "2026-12-29",
            "last": "2027-01-03",
            "label_ja": "年末",
        },
        "typed last": {"order": 2, "first": "2026-11-09", "last": "2026-11-09", "label_ja": "点検"},
    }
    found = counter(japan("2026-10-05", "12:00:00"), closures=closures).closed
    days = [each.first.isoformat() for each in found]
    assert days == sorted(days)
    assert found[0].label == "スポーツの日"
    assert {"点検", "年末", "文化の日"} <= {each.label for each in found}


def test_without_hours_nothing_is_said_and_without_an_open_day_no_next_one() -> None:
    at = japan("2026-11-26", "10:00:00")
    assert counter_of(None, at, "ja") is None
    assert counter_of(office(hours={}), at, "ja") is None
    shut = {"ever": {"first": "2026-01-01", "last": "2036-01-01", "label_ja": "休止"}}
    found = counter(at, closures=shut)
    assert (found.state, found.opens_at, found.until) == ("shut", None, None)


# On the pages

COLUMNS = {
    f"hours__{key}__{name}": value
    for key, row in WEEK.items()
    for name, value in (row | {"languages_en": "English"}).items()
}


def page(client: Client, day: str, clock: str, path: str = "/en/") -> str:
    with standing_at(japan(day, clock)):
        return client.get(path).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "clock", "said"),
    [
        ("2026-11-26", "17:14:59", "The counter is open now, until 17:15."),
        ("2026-11-30", "12:00:00", "The counter is closed now. It opens today at 13:00."),
        ("2026-11-26", "17:15:00", "The counter has closed for today."),
        ("2026-11-26", "17:15:00", "It opens next on Friday, 27 November 2026, 8:30."),
        ("2026-11-23", "12:00:00", "(<span>Labor Thanksgiving Day</span>)"),
    ],
)
def test_every_page_says_so(client: Client, day: str, clock: str, said: str) -> None:
    make_live(Office, slug="office", **COLUMNS)
    assert said in page(client, day, clock)
    assert said in page(client, day, clock, "/en/none/")


@pytest.mark.django_db
@pytest.mark.parametrize("boundary", ["08:30:00", "12:00:00", "13:00:00", "17:15:00"])
def test_no_cache_says_open_when_it_is_closed(client: Client, boundary: str) -> None:
    make_live(Office, slug="office", **COLUMNS)
    change = japan("2026-11-30", boundary)
    for before, kept in ((30, 30), (1, 1), (61, 60), (0, 60)):
        with standing_at(change - before * SECOND):
            assert client.get("/en/")["Cache-Control"] == f"public, max-age={kept}"
    with standing_at(change - SECOND / 2):
        assert "max-age=0" in client.get("/en/")["Cache-Control"]


@pytest.mark.django_db
def test_the_week_is_a_table_with_every_day_and_todays_marked(client: Client) -> None:
    make_live(Office, slug="office", **COLUMNS)
    found = page(client, "2026-11-30", "10:00:00")
    assert '<th scope="row" rowspan="2">Monday <small>(today)</small></th>' in found
    assert found.index('span">8:30–12:00') < found.index('span">13:00–17:15')
    assert found.count("(today)") == 1
    assert '<th scope="row">Sunday</th>' in " ".join(found.split())
    assert found.count('<th scope="col">') == 3
    assert 'colspan="2">closed</td>' in found
