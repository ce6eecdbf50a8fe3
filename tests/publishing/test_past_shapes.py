"""Every shape that content ever had can still be read, and restored. A released shape is never
edited here: a new one gets the next number."""

import json
from pathlib import Path

import pytest

from tests.factories import NOON, make_category, make_source, make_writer
from tokutei_site.publishing import desk
from tokutei_site.publishing.content import Content
from tokutei_site.publishing.models import LANGUAGE_CODES, Entry, Revision

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
        assert read.title == content[f"title_{code}"]
        assert kind.listings(past.content, code) is not None

    restored = desk.restore(past, by=writer, now=NOON)
    assert restored.content["title_ja"] == content["title_ja"]
    assert restored.entry.as_kind().content() == restored.content


@pytest.mark.parametrize("kind", ["announcement", "office"])
def test_todays_shape_of_each_kind_is_among_them(kind: str) -> None:
    newest = [load(path) for path in SHAPES if path.stem.startswith(f"{kind}-")][-1]
    today = Entry.kinds()[kind]().column_values()
    assert today.keys() <= newest.keys()
