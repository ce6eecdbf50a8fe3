"""What a process keeps in memory is never behind what is public."""

from datetime import datetime

import pytest
from django.core.management import call_command

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
    seal,
)
from tokutei_site.front.search import finding
from tokutei_site.front.search.places import searched
from tokutei_site.front.search.query import parse
from tokutei_site.publishing import desk

pytestmark = pytest.mark.django_db
LATER = NOON + HOUR


def found(typed: str, at: datetime = LATER) -> list[str]:
    return [place.slug for place in finding.places(parse(typed, []), at)]


def test_it_is_read_again_only_when_something_was_published() -> None:
    make_live(slug="a", body_en="A walrus.")
    kept = searched(LATER)
    assert searched(LATER) is kept
    make_draft(slug="b", body_en="A walrus.")
    assert searched(LATER) is kept
    make_live(slug="c", body_en="A walrus.")
    assert searched(LATER) is not kept and set(found("walrus")) == {"a", "c"}


def test_a_new_text_takes_the_place_of_the_one_before() -> None:
    entry = make_live(slug="a", body_en="A walrus.")
    assert found("walrus") == ["a"]
    publish(edit(entry.head, body_en="A seal.", now=NOON + DAY), now=NOON + DAY)
    assert (found("walrus"), found("seal")) == (["a"], [])
    assert (found("walrus", NOON + DAY), found("seal", NOON + DAY)) == ([], ["a"])


def test_what_opens_and_closes_by_the_clock_needs_no_reading() -> None:
    day = {"visible_from": NOON + DAY, "visible_until": NOON + 2 * DAY}
    publish(make_draft(slug="a", body_en="A walrus."), **day)
    instants = [NOON, NOON + DAY, NOON + 2 * DAY]
    assert [found("walrus", at) for at in instants] == [[], ["a"], []]
    tomorrow = searched(NOON + DAY)
    assert found("walrus", NOON + DAY - HOUR) == [] and found("walrus", NOON + DAY) == ["a"]
    assert searched(NOON + DAY) is tomorrow
    assert searched(NOON + 3 * DAY) == ()  # what is over takes no room


def test_what_was_withdrawn_or_sealed_is_gone_from_memory_too(patient: None) -> None:
    withdrawn = make_live(slug="withdrawn", body_en="A walrus.")
    before = make_live(slug="sealed", body_en="A walrus.").head
    assert len(found("walrus")) == 2
    desk.withdraw(withdrawn, NOTE, by=make_approver(), now=LATER)
    assert found("walrus") == ["sealed"]
    publish(edit(before, body_en="A seal.", now=LATER), now=LATER)
    assert [each.slug for each in searched(LATER) if "walrus" in each.all.whole] == [
        "withdrawn",
        "sealed",
    ]  # of this day, whatever the hour
    seal(before, now=LATER)
    assert [each.slug for each in searched(LATER) if "walrus" in each.all.whole] == ["withdrawn"]
    assert [each.slug for each in searched(LATER + DAY)] == ["sealed"]  # its second text


def test_rebuilding_is_noticed() -> None:
    make_live(slug="a", body_en="A walrus.")
    kept = searched(LATER)
    call_command("rebuild")
    assert searched(LATER) is not kept and searched(LATER) == kept


def test_of_very_many_the_best_are_found_before_texts_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_live(slug="text", body_en="A walrus.")
    for slug in ("one", "two"):
        make_live(slug=slug, title_en=f"Walrus {slug}")
    assert set(found("walrus")) == {"one", "two", "text"} and found("walrus")[2] == "text"
    monkeypatch.setattr(finding, "MOST", 1)
    assert set(found("walrus")) == {"one", "two"}
