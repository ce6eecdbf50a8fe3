"""Files are columns of an entry: merged, reviewed, compared and kept for ever like its texts."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.utils.translation import override

from announcements.models import Announcement
from tests import files
from tests.factories import (
    HOUR,
    NOON,
    NOTE,
    edit,
    make_approver,
    make_draft,
    make_live,
    make_writer,
    refused,
)
from tests.files import attached, keep
from tokutei_site.publishing import desk
from tokutei_site.publishing.bilingual import disagreements
from tokutei_site.publishing.comparing import comparison
from tokutei_site.publishing.content import MISSING
from tokutei_site.publishing.files import keeping
from tokutei_site.publishing.labels import column_label
from tokutei_site.publishing.models import FileUse, Revision

pytestmark = pytest.mark.django_db


def test_a_file_is_part_of_the_version_and_its_hash() -> None:
    address = keep()
    with_file = make_draft(**attached(address))
    row = with_file.content["attachments"]["a"]
    assert (row["file_ja"], row["file_en"], row["is_for_everybody"]) == (address, None, True)
    assert with_file.entry.as_kind().content() == with_file.content
    without = edit(with_file, now=NOON, attachments__a=MISSING)
    assert without.content["attachments"] == {}
    assert without.content_hash != with_file.content_hash


def test_two_people_change_a_title_and_a_file_at_once() -> None:
    draft = make_draft(**attached(keep()))
    other = keep("新しい申請書.pdf", files.make_pdf("new"))
    edit(draft, now=NOON, attachments__a__title_en="Application")
    merged = edit(draft, now=NOON, attachments__a__file_ja=other)
    row = merged.content["attachments"]["a"]
    assert (row["title_en"], row["file_ja"]) == ("Application", other)


def test_the_same_file_replaced_by_two_people_is_a_collision() -> None:
    draft = make_draft(**attached(keep()))
    mine, theirs = (keep("a.pdf", files.make_pdf(text)) for text in ("mine", "theirs"))
    edit(draft, now=NOON, attachments__a__file_ja=theirs)
    with refused(desk.Conflict):
        edit(draft, now=NOON, attachments__a__file_ja=mine)


def test_nobody_approves_the_file_they_chose() -> None:
    live = make_live(**attached(keep()))
    author = make_approver()
    assert live.head
    address = keep("b.pdf", files.make_pdf("b"))
    revision = edit(live.head, by=author, now=NOON + HOUR, attachments__a__file_ja=address)
    desk.submit(revision, by=author, now=NOON + HOUR)
    with refused():
        desk.approve(revision, revision.content_hash, by=author, now=NOON + HOUR)
    desk.approve(revision, revision.content_hash, by=make_approver(), now=NOON + HOUR)
    desk.publish(revision, by=author, now=NOON + HOUR, note=NOTE)


UNFIT = {
    "a hash nobody stored": {"file_ja": "0" * 64 + "/a.pdf"},
    "a name with a path": {"file_ja": "{hash}/../a.pdf"},
    "a name of another kind": {"file_ja": "{hash}/a.html"},
    "no name": {"file_ja": "{hash}"},
    "no file": {"file_ja": None},
    "no title": {"title_ja": None, "title_en": None},
    "no title in the source language": {"title_ja": None},
    "one for everybody, and another": {"file_en": "{address}"},
}


@pytest.mark.parametrize("name", UNFIT)
def test_an_unfit_attachment_is_refused_and_nothing_is_written(name: str) -> None:
    address = keep()
    columns = {
        column: value and value.format(hash=address[:64], address=address)
        for column, value in UNFIT[name].items()
    }
    with refused(desk.Refused):
        make_draft(**attached(address, **columns))


def test_a_picture_is_described_in_each_language_that_names_it() -> None:
    picture = keep("地図.png", files.make_png())
    with refused(desk.Refused):
        make_draft(**attached(picture, alt_ja="市役所までの道順"))
    make_draft(**attached(picture, alt_ja="市役所までの道順", alt_en="The way to the city hall"))
    make_draft(**attached(picture, alt_ja="市役所までの道順", title_en=None))


def test_an_entry_carries_twenty_files_at_most() -> None:
    address = keep()
    rows = {k: v for n in range(21) for k, v in attached(address, key=f"k{n:02}").items()}
    with refused(desk.Refused):
        make_draft(**rows)
    twenty = {k: v for k, v in rows.items() if "__k20__" not in k}
    assert len(make_draft(**twenty).content["attachments"]) == 20


def test_a_version_from_before_attachments_reads_as_without() -> None:
    draft = make_draft()
    content = {k: v for k, v in draft.content.items() if k != "attachments"}
    entry = draft.entry.as_kind()
    old = Revision.freeze(content, entry=draft.entry, number=2, by=draft.by, at=NOON)
    entry.head = old
    entry.save(update_fields=["head"])
    assert Announcement.read(old.content, "ja", NOON).attachments == ()
    assert desk.save(entry, old, {}, by=make_writer(), now=NOON) == old, "nothing has changed"


def test_a_file_is_called_by_its_title_and_compared_by_name_size_and_content() -> None:
    draft = make_draft(**attached(keep()))
    address = keep("新.pdf", files.make_pdf("新"))
    changed = edit(draft, now=NOON, attachments__a__file_ja=address)
    with override("ja"):
        (row,) = comparison(Announcement, draft, changed)
        assert row.label == "添付「申請書」: ファイル（日本語）"
        assert row.facts == ()
        old, new = row.lines
        assert old.text.startswith("申請書.pdf（PDF、") and new.text.startswith("新.pdf（PDF、")
        assert address[:8] in new.text and address[:9] not in new.text
        assert [sign for sign, _url in row.links] == ["−", "+"]
        path = "attachments.a.is_for_everybody"
        assert column_label(Announcement, path, draft.columns).startswith("添付「申請書」")


# A file that only one language has


def found_in(**columns: Any) -> list[str]:
    revision = make_draft(**attached(keep(), **({"is_for_everybody": False} | columns)))
    with override("ja"):
        return [f"{d.label}: {d.message}" for d in disagreements(Announcement, revision.content)]


def test_a_file_that_only_one_language_has_is_a_finding() -> None:
    assert found_in() == ["添付「申請書」: ファイル（英語）: このファイルは日本語だけにあります。"]


def test_a_file_of_each_language_or_one_for_all_is_none() -> None:
    assert found_in(file_en=keep("Form.pdf", files.make_pdf("en"))) == []
    assert found_in(is_for_everybody=True) == []


def test_a_language_that_does_not_name_the_file_yet_is_none() -> None:
    assert found_in(title_en=None) == []


# Which version uses which file


def uses() -> list[tuple[int, str, str]]:
    rows = FileUse.objects.order_by("revision", "file__sha256", "name")
    return list(rows.values_list("revision", "file__sha256", "name"))


def test_what_rebuild_makes_of_the_uses_is_what_is_stored() -> None:
    first, second = keep(), keep("Form.pdf", files.make_pdf("en"))
    draft = make_draft(**attached(first, is_for_everybody=False, file_en=second))
    edit(draft, now=NOON, attachments__a__file_en=None)
    edit(draft, now=NOON, **attached(first, key="again"))
    stored = uses()
    assert len(stored) == 2 + 1 + 1 and stored[0][0] == draft.pk
    FileUse.objects.all().delete()
    call_command("rebuild")
    assert uses() == stored


def test_a_version_whose_file_is_gone_cannot_be_saved() -> None:
    address = keep("gone.pdf", files.make_pdf("gone"))
    keeping.remove_file(address[:64])
    with override("ja"), refused(desk.Refused):
        make_draft(**attached(address))


def test_the_content_is_plain_text_for_ever() -> None:
    address = keep()
    revision = make_draft(**attached(address))
    assert json.loads(revision.text)["attachments"]["a"]["file_ja"] == address
