"""The calendar files, read as a calendar program does (RFC 5545), and what it shows after the desk
changed a date."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar, Event

from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    edit,
    make_approver,
    make_draft,
    make_live,
    publish,
)
from tokutei_site.office.models import Office
from tokutei_site.publishing import desk
from tokutei_site.publishing.content import MISSING
from tokutei_site.publishing.models import Entry
from tokutei_site.text.dates import JST

pytestmark = pytest.mark.django_db

SINGLE, ALL = "/en/announcements/card/dates.ics", "/en/dates.ics"
COMING = date(2099, 1, 5)


def key_date(key: str = "a", **values: Any) -> dict[str, Any]:
    row = {"day": f"{COMING}", "precision": "day", "kind": "starts", "is_confirmed": True}
    row |= {"label_ja": "受付の開始", "label_en": "Counters open"} | values
    return {f"key_dates__{key}__{column}": value for column, value in row.items()}


def card(**values: Any) -> Entry:
    return make_live(slug="card", **key_date(**values))


def read(client: Client, path: str) -> list[Any]:
    """The events of a file, once it keeps what the RFC asks of every file and event."""
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    lines = response.content.split(b"\r\n")
    assert lines.pop() == b"" and not any(b"\n" in line for line in lines)
    assert all(len(line) <= 75 and line.decode() for line in lines)  # 3.1, in whole characters
    found = Calendar.from_ical(response.content)
    assert found["version"] == "2.0" and found["prodid"]
    assert found.walk("VTIMEZONE")  # 3.4: at least one component
    events = found.walk("VEVENT")
    for event in events:
        assert not event.errors
        for name in ("uid", "dtstamp", "dtstart", "sequence", "summary", "status"):
            assert not isinstance(event[name], list), name
    assert len({event["uid"] for event in events}) == len(events)
    return list(events)


def one(client: Client, path: str = SINGLE) -> Any:
    (event,) = read(client, path)
    return event


class Client5545:
    """What a calendar program keeps: by UID, and of two the one with the greater SEQUENCE, then
    the later DTSTAMP (RFC 5546, 2.1.5)."""

    def __init__(self) -> None:
        self.kept: dict[str, Event] = {}

    def take(self, events: list[Any]) -> None:
        for event in events:
            have = self.kept.get(event["uid"])
            if have is None or self.rank(event) >= self.rank(have):
                self.kept[str(event["uid"])] = event

    @staticmethod
    def rank(event: Any) -> tuple[int, datetime]:
        return int(event["sequence"]), event["dtstamp"].dt

    @property
    def days(self) -> list[date]:
        return sorted(event["dtstart"].dt for event in self.kept.values())


def test_a_day_is_an_event_of_that_whole_day(client: Client) -> None:
    card()
    event = one(client)
    assert (event["dtstart"].dt, event["dtend"].dt) == (COMING, COMING + DAY)
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert (event["summary"], event["status"]) == ("Counters open", "CONFIRMED")
    address = "http://127.0.0.1:8000/en/announcements/card/#date-a"
    assert event["url"] == address
    assert event["description"] == f"Counter for cards\n{address}"
    assert event["transp"] == "TRANSPARENT"


def test_a_time_is_a_moment_in_japan(client: Client) -> None:
    card(time="17:15:00")
    event = one(client)
    assert event["dtstart"].dt == datetime.combine(COMING, time(17, 15), JST)
    assert event["dtstart"].dt.utcoffset() == timedelta(hours=9)
    assert "dtend" not in event


def test_what_is_not_confirmed_and_what_is_a_deadline_says_so(client: Client) -> None:
    card(is_confirmed=False, kind="deadline")
    event, japanese = one(client), one(client, "/ja/announcements/card/dates.ics")
    assert event["status"] == japanese["status"] == "TENTATIVE"
    assert event["summary"] == "Deadline: Counters open (scheduled)"
    assert japanese["summary"] == "締め切り：受付の開始（予定）"


PAST = "2026-06-14"  # a Sunday


@pytest.mark.parametrize(
    ("row", "summary", "status"),
    [
        ({}, "受付の開始", "CONFIRMED"),
        ({"is_confirmed": False}, "受付の開始（予定でした。要確認）", "TENTATIVE"),
        (
            {"is_confirmed": False, "is_reported": True},
            "受付の開始（この日と伝えられています。要確認）",
            "TENTATIVE",
        ),
        ({"is_confirmed": False, "kind": "deadline"}, "締め切り：受付の開始", "TENTATIVE"),
    ],
)
def test_a_day_that_is_over_reads_so(
    client: Client, row: dict[str, Any], summary: str, status: str
) -> None:
    hours = {"weekday": 0, "opens": "09:00:00", "closes": "17:00:00"}
    make_live(Office, slug="office", **{f"hours__m__{name}": v for name, v in hours.items()})
    card(day=PAST, **row)
    event = one(client, "/ja/announcements/card/dates.ics")
    assert (event["summary"], event["status"]) == (summary, status)
    page = client.get("/ja/announcements/card/").content.decode()
    for said in (event["description"], page):
        assert "窓口の休業日" not in said and "（予定）" not in said


@pytest.mark.parametrize("precision", ["month", "season"])
def test_a_month_or_season_is_no_event(client: Client, precision: str) -> None:
    card(precision=precision)
    assert read(client, SINGLE) == read(client, ALL) == []
    assert "dates.ics" not in client.get("/en/announcements/card/").content.decode()


def test_a_day_on_which_the_counter_is_closed_says_so(client: Client) -> None:
    hours = {"weekday": 0, "opens": "09:00:00", "closes": "17:00:00"}  # Mondays; the 5th is one
    make_live(Office, slug="office", **{f"hours__m__{name}": v for name, v in hours.items()})
    card(day="2099-01-06")
    assert "Monday, 19 January 2099" in one(client)["description"]  # the 12th is a holiday


def test_the_same_date_has_one_name_in_every_file_and_language(client: Client) -> None:
    card()
    make_live(slug="other", **key_date())
    files = [SINGLE, ALL, "/ja/dates.ics", "/ja/announcements/card/dates.ics"]
    program = Client5545()
    for path in files:
        program.take(read(client, path))
    assert len(program.kept) == 2
    assert all(uid.endswith("@127.0.0.1") for uid in program.kept)


def test_a_change_of_the_date_moves_the_event_that_is_there(client: Client) -> None:
    entry, program = card(is_confirmed=False), Client5545()
    assert entry.head
    stale = read(client, SINGLE)
    program.take(stale)
    moved = edit(entry.head, now=NOON, **key_date(day="2099-02-01", is_confirmed=True))
    publish(moved, at=NOON + DAY)
    desk.rename(entry, "new-address", by=make_approver(), now=NOON + DAY)
    program.take(read(client, ALL))
    program.take(stale)  # an old file that is opened again changes nothing back
    assert program.days == [date(2099, 2, 1)]
    (event,) = program.kept.values()
    assert (event["status"], event["sequence"]) == ("CONFIRMED", 2)
    assert event["last-modified"].dt == NOON + DAY and event["created"].dt == NOON


def test_the_sequence_never_shrinks(client: Client) -> None:
    """Not by a correction, a withdrawal, a return to an earlier text, or a plan given up."""
    entry, seen = card(), []
    assert entry.head
    seen.append(one(client)["sequence"])
    later = edit(entry.head, now=NOON, **key_date(day="2099-02-01"))
    planned = publish(later, at=NOON + 9999 * DAY)
    seen.append(one(client)["sequence"])
    desk.cancel(planned, by=make_approver(), now=NOON + HOUR)
    seen.append(one(client)["sequence"])
    assert seen == [1, 1, 1]
    desk.withdraw(entry, NOTE, by=make_approver(), now=NOON + 2 * HOUR)
    approver = make_approver()
    desk.publish(entry.revisions.get(number=1), by=approver, now=NOON + DAY, note=NOTE)
    assert one(client)["sequence"] == 3


def test_the_bytes_stay_until_something_changes(client: Client) -> None:
    entry = card()
    for path in (SINGLE, ALL):
        first = client.get(path, headers={"accept-language": "ja"})
        assert first["Vary"] == "Accept-Encoding" and not first.cookies
        assert "public" in first["Cache-Control"] and "max-age" in first["Cache-Control"]
        known = {"if-none-match": first["ETag"]}
        assert client.get(path, headers=known).status_code == 304
        assert client.get(path, headers={"accept-encoding": "br"})["Content-Encoding"] == "br"
    make_live(slug="news")
    assert client.get(ALL, headers=known).status_code == 304
    assert entry.head
    publish(edit(entry.head, now=NOON, **key_date(label_en="Later")), at=NOON + HOUR)
    assert client.get(ALL, headers=known).status_code == 200


def test_a_date_taken_out_is_in_no_file_any_more(client: Client) -> None:
    entry = make_live(slug="card", **key_date("a"), **key_date("b", day="2099-03-01"))
    assert entry.head and len(read(client, ALL)) == 2
    publish(edit(entry.head, now=NOON, key_dates__a=MISSING), at=NOON + HOUR)
    for path in (SINGLE, ALL):
        assert one(client, path)["uid"].endswith("-b@127.0.0.1")


def test_a_withdrawn_announcement_has_no_calendar(client: Client) -> None:
    entry = card()
    desk.withdraw(entry, NOTE, by=make_approver(), now=NOON + HOUR)
    assert client.get(SINGLE).status_code == 410
    assert read(client, ALL) == []


def test_the_calendar_of_all_forgets_a_day_after_a_year(client: Client) -> None:
    make_live(slug="card", **key_date("a", day="2024-01-01"), **key_date("b"))
    assert [event["dtstart"].dt for event in read(client, ALL)] == [COMING]
    assert len(read(client, SINGLE)) == 2


def test_a_borrowed_text_is_in_no_calendar_of_the_language(client: Client) -> None:
    draft = make_draft(slug="card", title_en=None, **key_date(label_en=None))
    publish(draft, alternatives={"en": {"by": "2099-01-01"}})
    assert read(client, ALL) == []
    event = one(client)
    assert event["summary"] == "受付の開始" and event["summary"].params["LANGUAGE"] == "ja"


@pytest.mark.parametrize(
    "typed", ["a; b, c\\n d", "漢字" * 40, "END:VEVENT", "🏢𠮷" * 30, '"x":y', "BEGIN:VALARM"]
)
def test_what_is_typed_reads_as_typed(client: Client, typed: str) -> None:
    card(label_en=typed)
    assert one(client)["summary"] == typed


def test_an_old_address_leads_on(client: Client) -> None:
    desk.rename(card(), "new", by=make_approver(), now=NOON + HOUR)
    response = client.get(SINGLE)
    assert (response.status_code, response["Location"]) == (301, "/en/announcements/new/dates.ics")


def test_the_page_leads_to_its_calendar_and_the_home_page_to_all(client: Client) -> None:
    card()
    assert f'href="{SINGLE}"' in client.get("/en/announcements/card/").content.decode()
    past = client.get("/en/announcements/card/history/1/").content.decode()
    assert "dates.ics" not in past
    home = client.get("/en/").content.decode()
    assert f'href="{ALL}"' in home and 'href="/en/feed.atom"' in home


def test_every_moment_of_the_ledger_is_utc(client: Client) -> None:
    card()
    assert one(client)["dtstamp"].dt == NOON.astimezone(UTC)
