"""Entries with something in every column and two rows in every group, and the forms they have."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from announcements.models import Announcement, Faq
from eligibility.models import Guide
from tests.desk_forms import url
from tests.factories import (
    every_row,
    make_category,
    make_draft,
    make_live,
    make_source,
    make_writer,
)
from tests.files import keep, make_pdf
from tests.rendered import Form, form_at
from tokutei_site.front.models import Synonym
from tokutei_site.office.models import Banner, Office
from tokutei_site.publishing.models import Entry, OfficeWord
from tokutei_site.staff.models import Section

EACH_KIND = pytest.mark.parametrize("kind", Entry.kinds().values(), ids=Entry.kinds())
EASY = {"title_easy": "カード《かーど》", "review_by": "2030-03-31"}


def rows(group: str, **columns: tuple[Any, Any]) -> dict[str, Any]:
    """Two rows of a group: each column with the value in the first and in the second."""
    return {
        f"{group}__{key}__{name}": values[number]
        for number, key in enumerate("ab")
        for name, values in columns.items()
    } | {f"{group}__a__order": 1, f"{group}__b__order": 2}


CITED = {"sources__law__order": 1, "sources__act__order": 2}
DATES = {
    "label": ("開始", "締切"),
    "kind": ("starts", "deadline"),
    "day": ("2026-12-01", "2026-12-24"),
    "time": (None, "13:00:00"),
    "precision": ("day", "day"),
    "is_confirmed": (True, False),
}


def translated(columns: dict[str, tuple[Any, Any]], *names: str) -> dict[str, tuple[Any, Any]]:
    """With a text of each language for these columns."""
    plain = {name: values for name, values in columns.items() if name not in names}
    return plain | {f"{name}_{code}": columns[name] for name in names for code in ("ja", "en")}


def contents(kind: type[Entry]) -> dict[str, Any]:
    """A content with something in every column and two rows in every group."""
    if kind is Announcement:
        form, letter, english = (keep(f"{n}.pdf", make_pdf(n)) for n in ("form", "letter", "en"))
        attached = {
            "title": ("申請書", "委任状"),
            "file_ja": (form, letter),
            "file_en": (english, None),
            "is_for_everybody": (False, True),
        }
        return {
            **EASY,
            **CITED,
            "body_ja": "　字下げ\n\n・項目",
            "keywords": "カード\n在留",
            "category.key": "cards",
            **rows("key_dates", **translated(DATES, "label")),
            **rows("attachments", **translated(attached, "title")),
        }
    if kind is Faq:
        slugs = other_announcement(), other_announcement()
        other_announcement()
        return {**EASY, **CITED, "order": 3, "place_on_home": 2, **rows("related", slug=slugs)}
    if kind is Office:
        hours = {
            "weekday": (0, 1),
            "opens": ("08:30:00", "09:00:00"),
            "closes": ("17:00:00", "16:00:00"),
        }
        closed = {"first": ("2026-12-29", "2027-05-01"), "last": ("2027-01-03", "2027-05-02")}
        return {
            "phone": "03-0000-0000",
            "email": "office@example.jp",
            "review_by": "2030-03-31",
            **rows("hours", **translated(hours | {"languages": ("日本語", "日本語")}, "languages")),
            **rows("closures", **translated(closed | {"label": ("年末", "連休")}, "label")),
        }
    if kind is Banner:
        return {"link": "/ja/", "link_label_ja": "くわしく", "link_label_en": "More"}
    return CITED


def make_full(kind: type[Entry], *, is_public: bool = False) -> Entry:
    for key in ("law", "act", "code"):
        make_source(key)
    make_category("cards")
    changes = contents(kind)
    if is_public:
        return make_live(kind, **changes)
    return make_draft(kind, **changes).entry.as_kind()


def listed_rows() -> list[str]:
    """The form of one row of each list that the desk keeps beside the entries."""
    rows = {
        "publishing_source": make_source("law", text_as_of="2026-01-01").pk,
        "announcements_category": make_category(order=4).pk,
        "staff_section": Section.objects.create(name="国際係", email="a@example.jp").pk,
        "staff_user": make_writer(email="b@example.jp").pk,
        "publishing_officeword": OfficeWord.objects.create(word="届出", meaning="知らせ").pk,
        "front_synonym": Synonym.objects.create(words="引越し\n転入").pk,
    }
    return [reverse(f"admin:{name}_change", args=[pk]) for name, pk in rows.items()]


def everything() -> dict[str, Any]:
    models = [m for app in ("staff", "front") for m in apps.get_app_config(app).get_models()]
    return every_row() | {m._meta.db_table: list(m.objects.order_by("pk").values()) for m in models}


def columns_of(entry: Entry) -> dict[str, Any]:
    head = type(entry).objects.get(pk=entry.pk).head
    assert head
    return {p: v for p, v in head.columns.items() if not p.startswith("basis.")}


def opened(client: Client, path: str) -> Form:
    form = form_at(client, path)
    assert form
    return form


def pages(entry: Entry) -> list[str]:
    found = [url("change", entry.pk, kind=type(entry))]
    if isinstance(entry, Guide):
        for page, group in (
            ("step_form", "steps"),
            ("block_form", "blocks"),
            ("case_form", "cases"),
        ):
            found += [url(page, entry.pk, key, kind=Guide) for key in entry.content()[group]]
    return found


def other_announcement() -> str:
    return str(make_draft().entry.slug)
