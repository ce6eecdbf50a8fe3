"""What was sealed after a backup was made is sealed again when the backup is restored. Here the
backup is the state of the database before the sealing."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from tests.factories import (
    DAY,
    HOUR,
    NOON,
    REASON,
    ask_seal,
    edit,
    every_row,
    make_administrator,
    make_draft,
    make_live,
    publish,
    seal,
)
from tokutei_site.office.models import Office
from tokutei_site.publishing import desk, ledger
from tokutei_site.publishing.models import Entry, Revision, Seal, SealRequest
from tokutei_site.publishing.resealing import apply_seals, export_seals
from tokutei_site.staff.models import User

pytestmark = pytest.mark.django_db

NAME = "山田太郎"
LATER = NOON + HOUR


def later(step: Callable[[], Any]) -> list[dict[str, Any]]:
    """The seals of a ledger that went on after the backup, as they would stand in a file."""
    with transaction.atomic():
        step()
        rows = export_seals()
        transaction.set_rollback(True)
    return json.loads(json.dumps(rows))  # type: ignore[no-any-return]


def stored() -> str:
    return json.dumps(every_row(), ensure_ascii=False, default=str)


@pytest.fixture
def backup() -> Revision:
    """A public text with the name, and a newer one without."""
    first = make_draft(title_ja=f"{NAME}さん")
    publish(first)
    edit(first, now=LATER, title_ja="手続")
    return first


def test_the_seals_of_the_later_ledger_are_applied_again(backup: Revision) -> None:
    rows = later(lambda: seal(backup, now=LATER))
    assert NAME in stored() and NAME not in json.dumps(rows, ensure_ascii=False)
    assert apply_seals(rows) == []
    assert NAME not in stored()
    assert not ledger.live(LATER)
    (row,) = Seal.objects.all()
    assert (row.revision, row.at, row.request.reason) == (backup, LATER, REASON)


def test_who_asked_and_who_sealed_stay_known_even_if_they_came_later(backup: Revision) -> None:
    def step() -> None:
        request = ask_seal(backup, now=LATER)
        sealer = make_administrator(username="tanaka", last_name="田中")
        desk.seal(request, by=sealer, now=LATER + HOUR)

    apply_seals(later(step))
    (row,) = Seal.objects.all()
    assert (str(row.by), row.by.is_active, row.by.has_usable_password()) == ("田中", False, False)
    assert row.request.by != row.by
    assert row.at == LATER + HOUR


def test_an_account_that_is_known_stays_as_it_is(backup: Revision) -> None:
    request, sealer = ask_seal(backup), make_administrator()
    desk.drop_seal_request(request, by=sealer, now=LATER)
    apply_seals(later(lambda: desk.seal(ask_seal(backup), by=sealer, now=LATER)))
    assert Seal.objects.get().by == sealer
    assert User.objects.get(pk=sealer.pk).is_active


def test_applied_twice_they_are_there_once(backup: Revision) -> None:
    rows = later(lambda: seal(backup, now=LATER))
    apply_seals(rows)
    before = every_row()
    assert apply_seals(rows) == []
    assert every_row() == before
    assert export_seals() == rows


@pytest.mark.parametrize("kind", [None, Office])
def test_a_backup_whose_newest_text_was_sealed_later_gets_an_empty_newer_one(kind: Any) -> None:
    entry = make_live(*([kind] if kind else []), title_ja=f"{NAME}さん")
    first = entry.head
    assert first

    def step() -> None:
        edit(first, now=LATER, title_ja="手続")
        seal(first, now=LATER)

    assert apply_seals(later(step)) == []
    assert NAME not in stored()
    now = Entry.objects.get(pk=entry.pk).as_kind()
    assert now.head and now.head.number == 2
    assert now.content() == now.head.content
    assert now.head.content["title_ja"] == "（このバックアップの後に封印されました）"
    assert ledger.standing(now, LATER).state == "sealed"


def test_a_version_that_is_not_there_is_reported_and_the_others_sealed(backup: Revision) -> None:
    def step() -> None:
        head = backup.entry.as_kind().head
        assert head
        edit(head, now=LATER, title_ja="もう一度")
        seal(backup, head, now=LATER)
        draft = make_draft(slug="unknown", title_ja=NAME)
        edit(draft, now=LATER, title_ja="手続")
        seal(draft, now=LATER)

    rows = later(step)
    rows[0]["versions"]["2"] = "0" * 64
    slug = backup.entry.slug
    assert apply_seals(rows) == [
        f"announcement/{slug}: no version 2 with this text",
        "announcement/unknown: no such entry",
    ]
    assert [row.revision for row in Seal.objects.all()] == [backup]
    assert NAME not in stored()


def test_what_was_scheduled_in_the_backup_never_begins() -> None:
    live = make_live().head
    assert live
    planned = edit(live, now=NOON, title_ja=NAME)
    publish(planned, at=NOON + DAY, now=NOON)

    def step() -> None:
        edit(planned, now=LATER, title_ja="手続")
        seal(planned, now=LATER)

    apply_seals(later(step))
    assert [w.revision for w in ledger.live(NOON + 2 * DAY)] == [live]


def test_requests_that_nobody_sealed_are_not_exported(backup: Revision) -> None:
    assert later(lambda: ask_seal(backup)) == []
    assert not SealRequest.objects.exists()
