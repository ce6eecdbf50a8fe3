"""What an import makes of entries, how it is undone, and how an entry is discarded."""

import pytest

from tests.factories import (
    DAY,
    HOUR,
    NOON,
    approve,
    edit,
    every_row,
    make_approver,
    make_draft,
    make_import,
    make_live,
    make_source,
    make_writer,
    publish,
    refused,
)
from tokutei_site.publishing import desk, due, waiting
from tokutei_site.publishing.citing import uses_of
from tokutei_site.publishing.models import Backlog, Entry, Review, Revision, Transfer
from tokutei_site.publishing.states import with_state

pytestmark = pytest.mark.django_db

LATER = NOON + HOUR


def imported(base: Revision, batch: Transfer, **changes: str) -> Revision:
    entry = base.entry.as_kind()
    return desk.save(entry, base, changes, by=make_writer(), now=LATER, batch=batch)


def state(entry: Entry) -> str:
    row = with_state(Entry.objects.all(), LATER).get(pk=entry.pk)
    return str(row.desk_state)  # type: ignore[attr-defined]


def test_an_imported_version_names_its_batch() -> None:
    batch = make_import()
    version = imported(make_draft(), batch, title_ja="新")
    assert list(batch.revisions.all()) == [version]
    assert version.origin == Revision.Origin.IMPORT


def test_what_changes_nothing_makes_no_version_of_the_batch() -> None:
    base, batch = make_draft(), make_import()
    assert imported(base, batch, title_ja=base.content["title_ja"]) == base
    assert not batch.revisions.exists()


def test_undo_brings_the_text_before_back_as_a_new_version() -> None:
    base, batch = make_draft(), make_import()
    version = imported(base, batch, title_ja="新")
    undone = desk.undo(version, by=make_writer(), now=LATER)
    assert isinstance(undone, Revision)
    assert undone.content == base.content and undone.number == 3
    assert undone.origin == Revision.Origin.UNDO
    entry = base.entry.as_kind()
    assert entry.head == undone and entry.content() == undone.content


def test_an_approval_of_the_text_before_holds_again_after_the_undo() -> None:
    base = approve(make_draft())
    version = imported(base, make_import(), title_ja="新")
    desk.undo(version, by=make_writer(), now=LATER)
    assert state(base.entry) == "approved"


def test_undo_discards_an_entry_that_the_import_brought_in() -> None:
    batch = make_import()
    version = make_draft(batch=batch)
    review = desk.undo(version, by=make_writer(), now=LATER)
    assert isinstance(review, Review) and review.verdict == "discard"
    assert state(version.entry) == "discarded"


def test_undo_leaves_what_somebody_worked_on_since() -> None:
    version = imported(make_draft(), make_import(), title_ja="新")
    edit(version, now=LATER, title_en="Newer")
    with refused():
        desk.undo(version, by=make_writer(), now=LATER)


def test_undo_leaves_what_is_scheduled_or_public() -> None:
    scheduled = imported(make_draft(), make_import(), title_ja="新")
    publish(scheduled, at=LATER + DAY, now=LATER)
    public = imported(make_draft(), make_import(), title_ja="新")
    publish(public, now=LATER)
    for version in (scheduled, public):
        with refused():
            desk.undo(version, by=make_writer(), now=LATER)


def test_a_cancelled_publication_does_not_keep_from_undoing() -> None:
    version = imported(make_draft(), make_import(), title_ja="新")
    row = publish(version, at=LATER + DAY, now=LATER)
    desk.cancel(row, by=make_approver(), now=LATER)
    assert isinstance(desk.undo(version, by=make_writer(), now=LATER), Revision)


def test_only_an_import_can_be_undone_and_only_once() -> None:
    base = make_draft()
    with refused():
        desk.undo(base, by=make_writer(), now=LATER)
    version = imported(base, make_import(), title_ja="新")
    desk.undo(version, by=make_writer(), now=LATER)
    with refused():
        desk.undo(version, by=make_writer(), now=LATER)


def test_a_discarded_entry_waits_for_nobody() -> None:
    make_source("law")
    version = make_draft(sources__law__order=0, basis__en__title=[])
    source = version.entry.citations.get().source
    writer = make_writer()
    desk.check_source(source, "changed", note="x", by=make_approver(), now=LATER)
    assert Backlog.waiting().filter(entry=version.entry).exists()
    assert waiting.behind_entries()
    assert due.texts_to_look_at(LATER)
    assert uses_of(source, LATER).working
    desk.discard(version, by=writer, now=LATER)
    assert not waiting.behind_entries()
    assert not due.texts_to_look_at(LATER)
    assert not uses_of(source, LATER).working


def test_a_discarded_entry_comes_back_with_a_new_text_or_a_submission() -> None:
    changed, submitted = make_draft(), make_draft()
    for version in (changed, submitted):
        desk.discard(version, by=make_writer(), now=LATER)
    edit(changed, now=LATER, title_ja="新")
    desk.submit(submitted, by=make_writer(), now=LATER)
    assert (state(changed.entry), state(submitted.entry)) == ("draft", "waiting")


def test_a_discarded_version_can_be_neither_approved_nor_published() -> None:
    version = approve(make_draft())
    desk.discard(version, by=make_writer(), now=LATER)
    with refused():
        desk.approve(version, version.content_hash, by=make_approver(), now=LATER)
    with refused():
        desk.publish(version, by=make_approver(), now=LATER, note={"ja": "公開", "en": "Public"})


def test_what_was_public_or_scheduled_once_is_not_discarded() -> None:
    entry = make_live()
    scheduled = publish(make_draft(), at=NOON + DAY).revision
    assert entry.head and scheduled
    for version in (entry.head, scheduled):
        with refused():
            desk.discard(version, by=make_writer(), now=LATER)


def test_discarding_is_for_the_newest_text_and_once() -> None:
    version = make_draft()
    newer = edit(version, now=LATER, title_ja="新")
    with refused():
        desk.discard(version, by=make_writer(), now=LATER)
    desk.discard(newer, by=make_writer(), now=LATER)
    with refused():
        desk.discard(newer, by=make_writer(), now=LATER)


def test_the_table_of_rows_knows_the_transfer() -> None:
    make_import()
    assert every_row()["publishing_transfer"]
