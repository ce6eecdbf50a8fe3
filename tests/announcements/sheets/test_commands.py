"""The FAQ by the server's command line."""

import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from announcements.models import Faq
from announcements.sheets.resource import FaqResource
from tests.announcements.sheets.files import cells, edited, export
from tests.factories import every_row, make_administrator, make_draft, make_writer
from tokutei_site.publishing.models import Transfer, Upload

pytestmark = pytest.mark.django_db


def run(*words: Any) -> str:
    out = StringIO()
    call_command(*map(str, words), stdout=out)
    return out.getvalue()


def test_an_export_goes_to_the_file_and_on_record(tmp_path: Path) -> None:
    make_draft(Faq)
    target = tmp_path / "faq.csv"
    assert run("export_faq", target).split() == [str(target)]
    assert [row["code"] for row in cells(target.read_bytes())] == ["FAQ-001"]
    record = Transfer.objects.get()
    assert (record.by, record.file_name, record.counts) == (None, "faq.csv", {"rows": 1})


def test_many_questions_go_to_numbered_files_that_each_import(
    tmp_path: Path, settings: Any
) -> None:
    settings.SHEET_ROWS = 2
    for number in range(5):
        make_draft(Faq, order=number)
    by, files = make_writer(), run("export_faq", tmp_path / "faq.xlsx").split()
    assert [Path(file).name for file in files] == ["faq-1.xlsx", "faq-2.xlsx", "faq-3.xlsx"]
    told = [run("import_faq", file, "--user", by.username) for file in files]
    assert ["変更なし: 2" in told[0], "変更なし: 2" in told[1], "変更なし: 1" in told[2]] == [
        True
    ] * 3
    assert sorted(row.counts["rows"] for row in Transfer.objects.all()) == [1, 2, 2]


def test_an_empty_faq_is_a_file_with_headings_alone(tmp_path: Path) -> None:
    run("export_faq", tmp_path / "faq.csv")
    assert cells((tmp_path / "faq.csv").read_bytes()) == []


def test_another_kind_of_file_or_an_unwritable_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"\.xlsx or \.csv"):
        run("export_faq", tmp_path / "faq.ods")
    with pytest.raises(CommandError, match="No such file"):
        run("export_faq", tmp_path / "none" / "faq.csv")


def stored_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a version of before may hold it."""
    with monkeypatch.context() as without:
        without.setattr("tokutei_site.publishing.gate.validate_text", lambda *_, **__: None)
        make_draft(Faq, answer_en="💳" * 17_000)


def test_a_text_that_no_cell_holds_is_named_with_its_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_draft(Faq)
    stored_too_long(monkeypatch)
    with pytest.raises(CommandError, match=r"FAQ-002.*32767"):
        run("export_faq", tmp_path / "faq.xlsx")
    run("export_faq", tmp_path / "faq.csv")
    assert len(cells((tmp_path / "faq.csv").read_bytes())) == 2


@pytest.mark.parametrize("name", ["faq.xlsx", "faq.csv"])
def test_an_export_that_fails_half_way_leaves_what_was_there(
    name: str, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SHEET_ROWS = 2
    for _ in range(5):
        make_draft(Faq)
    first = tmp_path / name.replace(".", "-1.")
    first.write_bytes(b"yesterday's")
    rows, before = FaqResource.rows, every_row()

    def failing(resource: FaqResource, questions: Any) -> Any:
        for number, row in enumerate(rows(resource, questions)):
            if number == 3:
                raise OSError(28, "No space left on device")
            yield row

    monkeypatch.setattr(FaqResource, "rows", failing)
    with pytest.raises(CommandError, match="No space left"):
        run("export_faq", tmp_path / name)
    assert list(tmp_path.iterdir()) == [first] and first.read_bytes() == b"yesterday's"
    assert every_row() == before


def test_an_import_tells_its_changes_and_writes_nothing(tmp_path: Path) -> None:
    make_draft(Faq)
    by, file = make_writer(), tmp_path / "faq.xlsx"
    file.write_bytes(edited(FAQ_001__answer_en="By post."))
    before = every_row()
    told = run("import_faq", file, "--user", by.username)
    assert "2 FAQ-001" in told and "+ By post." in told and "変更あり: 1" in told
    assert every_row() == before


def test_with_commit_it_becomes_drafts_of_that_person(tmp_path: Path) -> None:
    make_draft(Faq)
    by, file = make_writer(), tmp_path / "質問.xlsx"
    file.write_bytes(edited(FAQ_001__answer_en="By post."))
    run("import_faq", file, "--user", by.username, "--commit")
    batch = Transfer.objects.get()
    assert (batch.by, batch.file_name) == (by, "質問.xlsx")
    assert [version.by for version in batch.revisions.all()] == [by]
    assert not Upload.objects.exists()


def test_names_in_cp932_bytes_are_read_as_japanese(tmp_path: Path) -> None:
    make_draft(Faq)
    make_writer(username="山田")
    user, name = (os.fsdecode(each.encode("cp932")) for each in ("山田", "質問.xlsx"))
    file = tmp_path / name
    run("export_faq", file)
    file.write_bytes(edited(FAQ_001__answer_en="By post."))
    run("import_faq", file, "--user", user, "--commit")
    named = Transfer.objects.values_list("direction", "file_name", "by__username")
    assert set(named) == {("export", "質問.xlsx", None), ("import", "質問.xlsx", "山田")}


def test_a_name_of_any_length_is_kept(tmp_path: Path) -> None:
    make_draft(Faq)
    file = tmp_path / f"{'a' * 240}.csv"
    run("export_faq", file)
    run("import_faq", file, "--user", make_writer().username)
    assert len(Transfer.objects.get().file_name) == 200


def test_what_cannot_be_imported_is_told_in_the_persons_language(tmp_path: Path) -> None:
    make_draft(Faq)
    file = tmp_path / "faq.xlsx"
    file.write_bytes(b"PK\x03\x04")
    for language, told in (("ja", "壊れて"), ("en", "damaged")):
        by = make_writer(language=language)
        with pytest.raises(CommandError, match=told):
            run("import_faq", file, "--user", by.username)


def test_refused_rows_end_the_command_and_leave_nothing(tmp_path: Path) -> None:
    make_draft(Faq)
    file, by = tmp_path / "faq.xlsx", make_writer()
    file.write_bytes(edited(FAQ_001__category="ない分類"))
    before = every_row()
    with pytest.raises(CommandError, match="取り込めない行"):
        run("import_faq", file, "--user", by.username, "--commit")
    assert every_row() == before


def test_unknown_people_missing_files_and_roles_without_the_right_are_refused(
    tmp_path: Path,
) -> None:
    make_draft(Faq)
    file = tmp_path / "faq.csv"
    file.write_bytes(export("csv"))
    with pytest.raises(CommandError, match="nobody"):
        run("import_faq", file, "--user", "nobody")
    with pytest.raises(CommandError, match="権限"):
        run("import_faq", file, "--user", make_administrator().username)
    with pytest.raises(CommandError, match="No such file"):
        run("import_faq", tmp_path / "none.csv", "--user", make_writer().username)
