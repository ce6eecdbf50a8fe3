"""Every text that the desk takes is judged by one rule, also where it is kept beside the entries:
it is shown, and frozen with what refers to it."""

from typing import Any

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils.translation import override

from announcements.models import Announcement, Category
from tests.desk_forms import form_of, login, post, url
from tests.factories import (
    NOON,
    make_administrator,
    make_category,
    make_draft,
    make_source,
    make_writer,
)
from tests.full_entries import everything, listed_rows, opened
from tests.rendered import Form
from tokutei_site.publishing.models import Entry, Revision, Source

pytestmark = pytest.mark.django_db

INVISIBLE = {"U+0001": "\x01", "U+202E": "\u202e", "U+FFFE": "\ufffe"}
WITH_A_RULE_OF_ITS_OWN = ("key", "username", "email", "url_ja", "url_en")


def texts_of(form: Form) -> list[str]:
    kinds = ("text", "textarea", "email", "url")
    return [each.name for each in form.controls if each.kind in kinds]


def addresses() -> list[str]:
    """The form of a row of each list, and that of a new one."""
    return [path for row in listed_rows() for path in (row, f"{list_of(row)}add/")]


def list_of(row: str) -> str:
    return row.removesuffix("change/").rstrip("0123456789/") + "/"


@pytest.mark.parametrize("code", INVISIBLE)
def test_no_list_takes_an_invisible_character(code: str) -> None:
    client, paths = login(make_administrator()), addresses()
    before = everything()
    for path in paths:
        form = opened(client, path)
        for name in texts_of(form):
            typed = f"{form[name].value}字{INVISIBLE[code]}"
            response = client.post(path, form.sent(**{name: typed}))
            assert response.status_code == 200 and everything() == before, (path, name)
            told = str(response.context["adminform"].form.errors[name])
            assert code in told or name in WITH_A_RULE_OF_ITS_OWN, (path, name)


def test_every_list_of_the_desk_is_among_them() -> None:
    models = [model for model in admin.site._registry if not issubclass(model, Entry)]
    assert {list_of(path) for path in listed_rows()} == {
        reverse(f"admin:{m._meta.app_label}_{m._meta.model_name}_changelist") for m in models
    }


# What is frozen with an entry


def errors(response: Any) -> str:
    assert response.status_code == 200
    return str(response.context["adminform"].form.errors)


def spoil(draft: Revision, row: Category | Source, column: str) -> None:
    """The entry as one that took a text over from before it was judged."""
    type(row).objects.filter(pk=row.pk).update(**{column: "名\u202e称"})
    row.refresh_from_db()
    entry: Any = draft.entry.as_kind()
    if isinstance(row, Category):
        Announcement.objects.filter(pk=entry.pk).update(category_names=row.names())
    else:
        entry.citations.update(snapshot=row.snapshot())
    entry = Announcement.objects.get()
    entry.head = Revision.freeze(
        entry.content(), entry=entry.entry_ptr, number=2, by=draft.by, at=NOON
    )
    entry.save()


@pytest.fixture(params=["category", "source"])
def locked(request: Any) -> tuple[Category | Source, str]:
    """An entry that holds an unfit name of something else, and where that is mended."""
    category, source = make_category("cards"), make_source("law")
    draft = make_draft(**{"category.key": "cards", "sources__law__order": 0})
    row, column = (category, "name_ja") if request.param == "category" else (source, "title_ja")
    spoil(draft, row, column)
    meta = row._meta
    return row, reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])


def test_an_entry_says_which_name_to_mend_and_opens_as_soon_as_it_is(locked: Any) -> None:
    row, path = locked
    entry, writer = Announcement.objects.get(), login(make_writer())
    form = form_of(writer, entry, body_ja="直した本文")
    with override("ja"):
        refused = errors(post(writer, url("change", entry.pk), form))
    assert "U+202E" in refused and ("分類" in refused or "出典" in refused)
    administrator = login(make_administrator())
    column = "name_ja" if isinstance(row, Category) else "title_ja"
    mended = opened(administrator, path).sent(**{column: "名称"})
    assert administrator.post(path, mended).status_code == 302
    assert post(writer, url("change", entry.pk), form).status_code == 302
    head = Announcement.objects.get().head
    assert head and head.number == 3 and head.columns["body_ja"] == "直した本文"
    assert "\u202e" not in head.text
