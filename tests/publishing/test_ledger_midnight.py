"""Boundaries at midnight in Japan, wherever the server's clock says it stands."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories import NOTE, approve, make_approver, make_draft
from tokutei_site.publishing import desk, ledger
from tokutei_site.text.dates import JST, jst_day

pytestmark = pytest.mark.django_db

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
MIDNIGHT = datetime(2026, 11, 1, tzinfo=JST)  # the morning clocks go back in New York


@pytest.fixture(autouse=True, params=["UTC", "Asia/Tokyo", "America/New_York"])
def _server_zone(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def publish(start: datetime, end: datetime | None = None) -> None:
    now = MIDNIGHT - DAY
    revision = approve(make_draft(now=now), now=now)
    desk.publish(
        revision, by=make_approver(), now=now, visible_from=start, visible_until=end, note=NOTE
    )


def test_a_window_opens_and_closes_at_midnight_in_japan() -> None:
    publish(MIDNIGHT, MIDNIGHT + DAY)
    instants = [MIDNIGHT + d * DAY + s * SECOND for d in (0, 1) for s in (-1, 0, 1)]
    assert [len(ledger.live(at)) for at in instants] == [0, 1, 1, 1, 0, 0]


def test_an_instant_is_the_same_in_any_zone() -> None:
    publish(MIDNIGHT.astimezone(UTC))
    window = ledger.live(MIDNIGHT).get()
    assert window.begins == MIDNIGHT
    assert ledger.live(MIDNIGHT.astimezone(UTC)).get() == window
    assert not ledger.live((MIDNIGHT - SECOND).astimezone(UTC))


def test_the_day_is_the_one_in_japan() -> None:
    assert jst_day(MIDNIGHT - SECOND) == date(2026, 10, 31)
    assert jst_day(MIDNIGHT.astimezone(UTC)) == date(2026, 11, 1)
    now = datetime.now(UTC)
    assert jst_day(now) == now.astimezone(JST).date()


@pytest.mark.parametrize("zone", [UTC, JST])
def test_the_next_boundary_is_midnight_in_japan_when_nothing_else_changes(zone: object) -> None:
    for at, boundary in [
        (MIDNIGHT - SECOND, MIDNIGHT),
        (MIDNIGHT, MIDNIGHT + DAY),
        (MIDNIGHT + SECOND, MIDNIGHT + DAY),
    ]:
        assert ledger.next_boundary(at.astimezone(zone)) == boundary  # type: ignore[arg-type]


def test_the_next_boundary_is_a_window_that_opens_or_closes_before() -> None:
    opens, closes = MIDNIGHT + 9 * HOUR, MIDNIGHT + 17 * HOUR
    publish(opens, closes)
    assert ledger.next_boundary(MIDNIGHT) == opens
    assert ledger.next_boundary(opens - SECOND) == opens
    assert ledger.next_boundary(opens) == closes
    assert ledger.next_boundary(closes) == MIDNIGHT + DAY
    assert ledger.next_boundary(MIDNIGHT - SECOND) == MIDNIGHT
