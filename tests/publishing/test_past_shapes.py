"""Every shape that content ever had can still be read, and restored. A released shape is never
edited here: a new one gets the next number."""

import json
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.factories import NOON, make_category, make_source, make_writer
from tokutei_site.publishing import desk
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.files import keeping
from tokutei_site.publishing.models import LANGUAGE_CODES, Entry, FileKind, Revision, StoredFile

pytestmark = pytest.mark.django_db

SHAPES = sorted(Path(__file__).parent.parent.joinpath("shapes").glob("*.json"))


def load(path: Path) -> Content:
    content: Content = json.loads(path.read_text(encoding="utf-8"))
    return content


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_a_past_shape_can_be_read_and_restored(path: Path) -> None:
    content = load(path)
    kind, writer = Entry.kinds()[content["kind"]], make_writer()
    for key in content.get("sources", {}):
        make_source(key)
    for _path, address in keeping.addresses_in(content):
        make_file(address)
    if "category" in content:
        make_category(content["category"]["key"])
    entry = desk.save(
        kind(slug="past"),
        None,
        {f"title_{code}": "x" for code in LANGUAGE_CODES},
        by=writer,
        now=NOON,
    ).entry.as_kind()
    past = Revision.freeze(content, entry=entry.entry_ptr, number=2, by=writer, at=NOON)

    for code in LANGUAGE_CODES:
        read = kind.read(past.content, code, NOON)
        assert getattr(read.title, "text", read.title) == content[f"title_{code}"]
        assert kind.listings(past.content, code) is not None

    restored = desk.restore(past, by=writer, now=NOON)
    assert restored.content["title_ja"] == content["title_ja"]
    assert restored.entry.as_kind().content() == restored.content


def make_file(address: str) -> None:
    """A file of a shape, known by the hash that the shape names."""
    sha256, _slash, name = address.partition("/")
    kind = FileKind.PNG if name.endswith(".png") else FileKind.PDF
    known = {"content_type": kind, "size": 1, "by": make_writer(), "at": NOON}
    file, _is_new = StoredFile.objects.get_or_create(sha256=sha256, defaults=known)
    default_storage.save(file.path, ContentFile(b"x"))


@pytest.mark.parametrize("kind", ["announcement", "banner", "office"])
def test_todays_shape_of_each_kind_is_among_them(kind: str) -> None:
    newest = [load(path) for path in SHAPES if path.stem.startswith(f"{kind}-")][-1]
    today = Entry.kinds()[kind]
    assert today().column_values().keys() <= newest.keys()
    for group, child in today.CHILDREN.items():
        for row in newest[group].values():
            assert child().column_values().keys() <= row.keys()
