"""The two commands that read and remake what follows from the ledger."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import DAY, NOON, every_row, make_draft, make_live, make_source, publish
from tokutei_site.office.models import Office
from tokutei_site.publishing.models import Listing, PublicCitation, Window

pytestmark = pytest.mark.django_db


def run(*args: str) -> str:
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def derived() -> list[list[dict[str, object]]]:
    rows = every_row()
    tables = (rows["publishing_window"], rows["publishing_listing"])
    stored = [[{k: v for k, v in row.items() if k != "id"} for row in table] for table in tables]
    cited = PublicCitation.objects.order_by("window__publication", "source__key")
    return [*stored, list(cited.values("window__publication", "source__key"))]


def test_rebuilt_rows_are_the_stored_ones() -> None:
    make_source("law")
    make_live(sources__law__order=0, review_by="2027-01-01")
    make_live(Office)
    publish(make_draft(sources__law__order=0), at=NOON + DAY)
    make_draft()
    stored = derived()
    Window.objects.all().delete()
    Listing.objects.all().delete()
    assert "4" in run("rebuild")
    assert derived() == stored


def test_the_log_names_what_is_public_at_a_time_in_japan() -> None:
    make_live(slug="cards")
    publish(make_draft(slug="planned"), at=NOON + DAY)
    assert "announcement/cards" in run("publish_log", "--at", "2026-10-01T12:00")
    assert "planned" not in run("publish_log", "--at", "2026-10-02T11:59:59")
    assert "announcement/planned  version 1" in run("publish_log", "--at", "2026-10-02T12:00")
    assert run("publish_log", "--at", "2026-10-01T11:59:59") == ""
    assert run("publish_log", "--at", "2026-10-01T03:00:00+00:00") != ""


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00", "9999-12-31T23:59", "1989-01-07T23:59", "2200-01-01T00:00"]
)
@pytest.mark.parametrize("command", ["publish_log", "recheck"])
def test_a_time_far_from_ours_is_named(command: str, at: str) -> None:
    make_live(review_by="2027-01-01")
    for zone in ("", "+14:00", "-12:00"):
        if at.startswith(("1989", "2200")) and zone:
            continue
        with pytest.raises(CommandError, match="from 1989-01-08 to 2199-12-31"):
            run(command, "--at", at + zone)


@pytest.mark.parametrize("at", ["1989-01-08T00:00", "2199-12-31T23:59"])
def test_the_first_and_the_last_time_are_taken(at: str) -> None:
    make_live(review_by="2027-01-01")
    for command in ("publish_log", "recheck"):
        run(command, "--at", at)


def test_a_time_that_is_none_is_named() -> None:
    with pytest.raises(CommandError, match="Thursday"):
        run("publish_log", "--at", "Thursday")
