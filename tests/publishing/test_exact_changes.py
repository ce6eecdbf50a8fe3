"""Whatever is changed in a form of the desk is all that changes: a field, a row, an order."""

from typing import Any

import pytest
from django.db import transaction

from eligibility.models import Guide
from tests.desk_forms import login, url
from tests.factories import make_writer
from tests.files import make_pdf, upload
from tests.full_entries import (
    EACH_KIND,
    columns_of,
    make_full,
    opened,
    other_announcement,
    pages,
)
from tokutei_site.publishing.content import MISSING, changed
from tokutei_site.publishing.models import Entry, Source

pytestmark = pytest.mark.django_db

GROUPS = {
    kind: [*kind.CHILDREN, *(["sources"] if kind.HAS_SOURCES else [])]
    for kind in Entry.kinds().values()
    if kind is not Guide
} | {Guide: ["sources"]}
EACH_GROUP = pytest.mark.parametrize(
    ("kind", "group"),
    [(kind, group) for kind, groups in GROUPS.items() for group in groups],
    ids=lambda each: each if isinstance(each, str) else each.KIND,
)
NEW = {
    "key_dates": {"label_ja": "新規", "label_en": "New", "day": "2027-03-01"},
    "attachments": {"title_ja": "新規", "title_en": "New"},
    "related": {},
    "hours": {"weekday": "4", "opens": "10:00", "closes": "12:00"},
    "closures": {"first": "2027-08-01", "last": "2027-08-02", "label_ja": "夏"},
    "sources": {},
}


ROW = ("DELETE", "source")  # taken out, and another one
ASIDE = ("slug", "owner", "comment")  # not in the content


class Opened:
    """A full entry, its form as a writer has it open, and what a save of it changes."""

    def __init__(self, kind: type[Entry], group: str = "") -> None:
        self.entry, self.client = make_full(kind), login(make_writer())
        self.path = url("change", self.entry.pk, kind=kind)
        self.form, self.before = opened(self.client, self.path), columns_of(self.entry)
        self.group, self.prefix = group, "citations" if group == "sources" else group
        self.keys = ["law", "act"] if group == "sources" else ["a", "b"]

    def save(self, fields: dict[str, Any]) -> dict[str, Any]:
        response = self.client.post(self.path, fields | {"_continue": "1"})
        assert response.status_code == 302, response.context["errors"]
        after = columns_of(self.entry)
        return {path: after.get(path, MISSING) for path in changed(self.before, after)}

    def tried(self, name: str, value: Any) -> list[str]:
        """The columns that change if this alone is typed; none if it is refused."""
        with transaction.atomic():
            self.client.post(self.path, self.form.sent(**{name: value}, _continue="1"))
            after = columns_of(self.entry)
            transaction.set_rollback(True)
        return changed(self.before, after)

    def place(self, name: str) -> tuple[str, str]:
        """The key of the row and the column that a field stands for; no key for any other."""
        for number, key in enumerate(self.keys):
            if name.startswith(start := f"{self.prefix}-{number}-"):
                return key, name.removeprefix(start).removesuffix("-out")
        return "", ""

    def columns_of_a_row(self) -> set[str]:
        if self.group == "sources":
            return {"order"}  # the others come from the source
        start = f"{self.group}.a."
        return {path.removeprefix(start) for path in self.before if path.startswith(start)}


@EACH_GROUP
def test_a_row_taken_out_is_all_that_goes(kind: type[Entry], group: str) -> None:
    page = Opened(kind, group)
    key = "law" if group == "sources" else "a"
    found = page.save(page.form.sent(**{f"{page.prefix}-0-DELETE": "on"}))
    gone = {path for path in page.before if path.startswith(f"{group}.{key}.")}
    assert gone and found == dict.fromkeys(gone, MISSING)


@EACH_GROUP
def test_rows_put_in_another_order_keep_everything_else(kind: type[Entry], group: str) -> None:
    page = Opened(kind, group)
    found = page.save(page.form.sent(**{f"{page.prefix}-0-order": "9"}))
    assert found == {f"{group}.{'law' if group == 'sources' else 'a'}.order": 9}


@EACH_GROUP
def test_a_row_added_is_all_that_comes(kind: type[Entry], group: str) -> None:
    page = Opened(kind, group)
    row: dict[str, Any] = {**NEW[group]}
    if group == "attachments":
        row["file_ja"] = upload("c.pdf", make_pdf("c"))
    if group == "related":
        row["slug"] = other_announcement()
        page.form = opened(page.client, page.path)
    if group == "sources":
        row["source"] = Source.objects.get(key="code").pk
    found = page.save(page.form.added(page.prefix, **row))
    assert len({path.rpartition(".")[0] for path in found}) == 1
    assert not set(found) & set(page.before)


@EACH_GROUP
def test_each_field_of_a_row_changes_its_own_column(kind: type[Entry], group: str) -> None:
    page, found = Opened(kind, group), set()
    for control in page.form.controls:
        row, column = page.place(control.name)
        if not row or column in ROW or control.kind == "hidden":
            continue
        other = upload("x.pdf", make_pdf("x")) if control.kind == "file" else control.other()
        if column == "slug":  # from a list that searches
            other = [other_announcement()]
        changed_paths = page.tried(control.name, other)
        assert changed_paths in ([], [f"{group}.{row}.{column}"]), control.name
        found |= {column} if changed_paths else set()
    assert found == page.columns_of_a_row()


@EACH_KIND
def test_each_field_of_an_entry_changes_its_own_column(kind: type[Entry]) -> None:
    page = Opened(kind)
    for control in page.form.controls:
        if "-" in control.name or control.kind == "hidden" or control.name in ASIDE:
            continue
        column = "category.key" if control.name == "category" else control.name
        found = page.tried(control.name, control.other())
        assert [path for path in found if not path.startswith("category.name")] == [column]


def test_each_field_of_a_page_of_the_guide_changes_its_own_column() -> None:
    page, found = Opened(Guide), set()
    for path in pages(page.entry)[1:]:
        page.path = path
        page.form, key = opened(page.client, page.path), page.path.split("/")[-2]
        for control in (each for each in page.form.controls if each.kind != "hidden"):
            row, _dash, column = control.name.rpartition("-")
            changed_paths = page.tried(control.name, control.other())
            assert {path.split(".")[1] for path in changed_paths} <= {row or key}, control.name
            if column != "remove" and (not row or f"choices.{row}.order" in page.before):
                assert len(changed_paths) <= 1, (page.path, control.name)
            found |= {path.rpartition(".")[2] for path in changed_paths}
    assert found >= {
        "title_ja",
        "body_en",
        "next_step",
        "is_unsure",
        "condition_ja",
        "name",
        "sources",
    }
