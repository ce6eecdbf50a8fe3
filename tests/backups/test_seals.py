"""What was sealed after a backup was made is sealed again before the backup is in place."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from announcements.models import Announcement
from tests.backups.state import rows, run
from tests.backups.test_round_trip import change, fill
from tests.factories import NOON, edit, make_draft, seal
from tests.files import attached, keep
from tokutei_site.publishing import resealing
from tokutei_site.publishing.content import MISSING
from tokutei_site.publishing.models import Revision

NAME = "山田花子"


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Stands for sealing: what is in a database by its entries. Notes what it was asked."""
    asked: list[Any] = []

    def export_seals() -> list[dict[str, Any]]:
        return [{"slug": slug} for slug in Announcement.objects.values_list("slug", flat=True)]

    def apply_seals(exported: list[dict[str, Any]]) -> list[str]:
        there = set(Announcement.objects.values_list("slug", flat=True))
        asked.append((connection.settings_dict["NAME"], {row["slug"] for row in exported}, there))
        Announcement.objects.filter(slug="draft").update(title_ja="封印")
        return ["announcement/later: no such entry"]

    monkeypatch.setattr(resealing, "export_seals", export_seals)
    monkeypatch.setattr(resealing, "apply_seals", apply_seals)
    return asked


def test_seals_go_from_the_old_database_to_the_new_one(
    var: Path, tmp_path: Path, sealed: list[Any]
) -> None:
    fill(var)
    run("backup", tmp_path / "b", "--no-proof")
    change(var)
    told = run("restore", tmp_path / "b", "--yes")
    ((name, exported, there),) = sealed
    assert name != connection.settings_dict["NAME"]
    assert (exported, there) == ({"card", "draft", "later"}, {"card", "draft"})
    assert Announcement.objects.get(slug="draft").title_ja == "封印"
    assert "Not sealed again: announcement/later: no such entry" in told


def test_a_text_sealed_after_the_backup_does_not_come_back_with_it(
    var: Path, tmp_path: Path
) -> None:
    leaked = make_draft(title_ja=f"{NAME}さんの手続")
    edit(leaked, now=NOON, title_ja="手続")
    run("backup", tmp_path / "b", "--no-proof")
    seal(leaked)
    run("restore", tmp_path / "b", "--yes")
    restored = Revision.objects.get(number=1)
    assert restored.is_sealed and NAME not in restored.text
    assert Revision.objects.get(number=2).content["title_ja"] == "手続"
    if connection.vendor == "sqlite":
        assert NAME.encode() not in Path(connection.settings_dict["NAME"]).read_bytes()


def test_a_file_sealed_after_the_backup_does_not_come_back_with_it(
    var: Path, tmp_path: Path
) -> None:
    address = keep(f"{NAME}.pdf")
    leaked = make_draft(**attached(address))
    edit(leaked, now=NOON, attachments__a=MISSING)
    run("backup", tmp_path / "b", "--no-proof")
    seal(leaked)
    run("restore", tmp_path / "b", "--yes")
    assert not list((var / "files").rglob("*.pdf"))


def test_they_are_applied_to_a_database_that_was_brought_up_to_date(
    var: Path, tmp_path: Path, sealed: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    apply_seals, tables = resealing.apply_seals, set[str]()

    def noting(exported: list[dict[str, Any]]) -> list[str]:
        tables.update(connection.introspection.table_names())
        return apply_seals(exported)

    monkeypatch.setattr(resealing, "apply_seals", noting)
    run("migrate", "sessions", "zero", verbosity=0)
    run("backup", tmp_path / "b", "--no-proof")
    run("migrate", verbosity=0)
    run("restore", tmp_path / "b", "--yes")
    assert "django_session" in tables


def test_an_empty_database_has_none(var: Path, tmp_path: Path, sealed: list[Any]) -> None:
    fill(var)
    before = rows()
    run("backup", tmp_path / "b", "--no-proof")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations")
    run("restore", tmp_path / "b", "--yes")
    ((_name, exported, _there),) = sealed
    assert exported == set()
    assert rows().migrations == before.migrations
