"""Plain makers for tests. People have one role each; times are aware."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied

from announcements.models import Announcement, Category, Faq
from eligibility.graph.cases import store_cases
from eligibility.graph.content import store
from eligibility.graph.steps import Block
from eligibility.models import Guide
from tests.eligibility.graph.factories import make_texts, with_step
from tests.eligibility.graph.guide import CASE, make_guide
from tokutei_site.office.models import Banner, Office
from tokutei_site.publishing import desk
from tokutei_site.publishing.acknowledging import unacknowledged
from tokutei_site.publishing.content import columns
from tokutei_site.publishing.models import (
    LANGUAGE_CODES,
    Entry,
    Publication,
    Revision,
    Seal,
    SealRequest,
    Source,
    Transfer,
)
from tokutei_site.staff.models import User
from tokutei_site.staff.roles import Role

NOON = datetime(2026, 10, 1, 3, 0, tzinfo=UTC)  # noon in Japan, a Thursday
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

numbers = count(1)


def make_user(role: str | None = Role.WRITER, **fields: Any) -> User:
    number = next(numbers)
    defaults = {"username": f"staff-{number}", "last_name": f"職員{number}", "is_staff": True}
    user = User.objects.create_user(**(defaults | fields))
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_writer(**fields: Any) -> User:
    return make_user(Role.WRITER, **fields)


def make_approver(**fields: Any) -> User:
    return make_user(Role.APPROVER, **fields)


def make_administrator(**fields: Any) -> User:
    return make_user(Role.ADMINISTRATOR, **fields)


def make_source(key: str = "", **fields: Any) -> Source:
    key = key or f"source-{next(numbers)}"
    texts = {
        "title_ja": f"出典 {key}",
        "title_en": f"Source {key}",
        "url_ja": f"https://example.jp/{key}",
        "url_en": f"https://example.jp/{key}?hl=en",
        "publisher_ja": "見本庁",
        "publisher_en": "Sample Agency",
    }
    return Source.objects.create(key=key, **(texts | fields))


def make_category(key: str = "", **fields: Any) -> Category:
    key = key or f"category-{next(numbers)}"
    names = {"name_ja": f"分類 {key}", "name_en": f"Category {key}"}
    return Category.objects.create(key=key, **(names | fields))


def make_import(by: User | None = None, *, now: datetime = NOON, **fields: Any) -> Transfer:
    """On record, without any rows."""
    defaults = {"direction": "import", "kind": "faq", "file_name": "faq.xlsx", "sha256": "0" * 64}
    return Transfer.objects.create(by=by or make_writer(), at=now, **(defaults | fields))


# q1 → q2 or q3 → r1 or r2; q1 also → r2. r1 shows a shared paragraph. The checker finds nothing.
GUIDE = replace(
    with_step(make_guide(), "r1", blocks=("child",)),
    blocks=(Block("child", texts=make_texts(condition="Child", body="A parent applies.")),),
)

TEXTS: dict[type[Entry], dict[str, Any]] = {
    Announcement: {
        "title_ja": "カードの受付",
        "title_en": "Counter for cards",
        "body_ja": "窓口で受け付けます。",
        "body_en": "The counter takes applications.",
    },
    Faq: {
        "title_ja": "カードはどこで申請しますか",
        "title_en": "Where do I apply for the card?",
        "answer_ja": "窓口です。",
        "answer_en": "At the counter.",
        "category.key": "procedures",
    },
    Guide: {
        "title_ja": "カードを作れますか",
        "title_en": "Can I get the card?",
        **columns(store(GUIDE, LANGUAGE_CODES) | store_cases([CASE])),
    },
    Banner: {
        "title_ja": "大雨のため窓口を閉めています",
        "title_en": "The counter is closed because of heavy rain",
        "body_ja": "今日は来ないでください。",
        "body_en": "Please do not come today.",
    },
    Office: {
        "title_ja": "国際課",
        "title_en": "International Affairs Division",
        "address_ja": "見本町1-1",
        "address_en": "1-1 Mihon-cho",
    },
}


def make_draft(
    kind: type[Entry] = Announcement,
    *,
    by: User | None = None,
    now: datetime = NOON,
    slug: str = "",
    batch: Transfer | None = None,
    **changes: Any,
) -> Revision:
    """A new entry, complete in Japanese and English unless `changes` say otherwise, with every
    section compared. In `changes` a double underscore stands for the dot of a column path."""
    entry = kind(slug=slug or new_slug(kind))
    paths = {name.replace("__", "."): value for name, value in changes.items()}
    values = {"source_language": "ja"} | TEXTS[kind] | paths
    values |= desk.all_confirmed(kind, values) | paths
    if key := values.get("category.key"):
        Category.objects.get_or_create(key=key, defaults={"name_ja": key, "name_en": key})
    return desk.save(entry, None, values, by=by or make_writer(), now=now, batch=batch)


def new_slug(kind: type[Entry]) -> str:
    return Faq.next_slug() if kind is Faq else f"entry-{next(numbers)}"


def edit(revision: Revision, *, by: User | None = None, now: datetime, **changes: Any) -> Revision:
    """Save `changes` made on `revision`."""
    paths = {name.replace("__", "."): value for name, value in changes.items()}
    entry = revision.entry.as_kind()
    return desk.save(entry, revision, paths, by=by or make_writer(), now=now)


def acknowledge(revision: Revision, *, now: datetime = NOON) -> None:
    """Somebody lets every finding of a version stand."""
    if found := {each.key for each in unacknowledged(revision, now)}:
        desk.acknowledge(revision, found, "見比べました。", by=make_approver(), now=now)


def approve(revision: Revision, *, by: User | None = None, now: datetime = NOON) -> Revision:
    """Looked at, submitted and approved, by people who wrote nothing of it unless `by` says
    otherwise."""
    acknowledge(revision, now=now)
    desk.submit(revision, by=make_writer(), now=now)
    desk.approve(revision, revision.content_hash, by=by or make_approver(), now=now)
    return revision


NOTE: Mapping[str, str] = {"ja": "公開しました。", "en": "First published."}


def publish(
    revision: Revision, *, at: datetime | None = None, now: datetime = NOON, **terms: Any
) -> Publication:
    """Approved by a second person and published from `at` (default: at once); for a day, if its
    kind needs an end."""
    approve(revision, now=now)
    if revision.entry.as_kind().LONGEST:
        terms = {"visible_until": (at or now) + DAY} | terms
    return desk.publish(
        revision,
        by=make_approver(),
        now=now,
        **({"visible_from": at, "note": NOTE} | terms),
    )


def make_live(kind: type[Entry] = Announcement, *, now: datetime = NOON, **changes: Any) -> Entry:
    """A published entry of a kind."""
    revision = make_draft(kind, now=now, **changes)
    publish(revision, now=now)
    return revision.entry.as_kind()


REASON: Mapping[str, str] = {"ja": "個人情報があったため。", "en": "It held personal data."}


def ask_seal(*revisions: Revision, by: User | None = None, now: datetime = NOON) -> SealRequest:
    return desk.ask_seal(revisions, REASON, by=by or make_approver(), now=now)


def seal(*revisions: Revision, now: datetime = NOON) -> list[Seal]:
    """Asked for by an approver and sealed by an administrator."""
    return desk.seal(ask_seal(*revisions, now=now), by=make_administrator(), now=now)


def every_row() -> dict[str, list[dict[str, Any]]]:
    """What stands in the tables of the engine and of its kinds."""
    models = [
        model
        for app in ("publishing", "announcements", "eligibility", "office")
        for model in apps.get_app_config(app).get_models()
    ]
    return {m._meta.db_table: list(m._base_manager.order_by("pk").values()) for m in models}


@contextmanager
def refused(*errors: type[Exception]) -> Iterator[None]:
    """Within, the desk refuses (by default for the rules or the role) and writes nothing."""
    before = every_row()
    with pytest.raises(errors or (desk.Refused, PermissionDenied)):
        yield
    assert every_row() == before
