"""Every address × role × state answers as declared in urls_table.py."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from announcements.models import Announcement, Faq
from eligibility.models import Guide
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    ask_seal,
    edit,
    make_administrator,
    make_approver,
    make_category,
    make_draft,
    make_import,
    make_live,
    make_source,
    make_user,
    make_writer,
    publish,
    seal,
)
from tests.files import attached, keep
from tests.urls_table import ROLES, SIDE_DOORS, TABLE, Row, routes
from tokutei_site.front.models import Synonym
from tokutei_site.office.models import Banner, Office
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Entry, OfficeWord
from tokutei_site.staff.models import Section, User

pytestmark = pytest.mark.django_db


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert {row.route for row in TABLE} == set(routes(get_resolver()))


def make_entry(kind: type[Entry], state: str, **columns: Any) -> Entry:
    if state in ("draft", "scheduled"):
        revision = make_draft(kind, **columns)
        if state == "scheduled":
            publish(revision, at=revision.at + 9999 * DAY)
        return revision.entry.as_kind()
    entry = make_live(kind, **columns)
    if state in ("asked", "sealed"):
        first = entry.head
        assert first
        edit(first, now=first.at, title_ja="新")
        ask_seal(first) if state == "asked" else seal(first)
    if state == "withdrawn":
        now = entry.publications.get().at + HOUR
        desk.withdraw(entry, NOTE, by=make_approver(), now=now)
    return entry


def make_person(role: str) -> User | None:
    makers = {"writer": make_writer, "approver": make_approver}
    if role == "anonymous":
        return None
    if role == "no_staff":
        return make_user(None, is_staff=False)
    return makers.get(role, make_administrator)()


def client_of(role: str) -> Client:
    client, person = Client(), make_person(role)
    if person:
        client.force_login(person)
    if role == "deactivated" and person:
        person.is_active = False
        person.save()
    return client


def make_world(state: str, kind: type[Entry] = Announcement) -> dict[str, Any]:
    address = keep("申請書.pdf") if "attachments" in kind.CHILDREN else ""
    easy = f"{kind.RETOLD}_easy" if kind.RETOLD else "steps__r1__easy"
    columns = {easy: "やさしい文です。"} if kind.HAS_EASY_PAGE else {}
    entry = make_entry(kind, state, **columns, **(attached(address) if address else {}))
    row, source = entry.publications.first(), make_source()
    change = desk.check_source(source, "changed", note="受付の時間", by=make_writer(), now=NOON)
    return {
        "slug": entry.slug,
        "file": address,
        "sha256": address[:64],
        f"{kind._meta.app_label}/{kind._meta.model_name}": entry.pk,
        "publishing/source": source.pk,
        "change": change.pk,
        "publishing/officeword": OfficeWord.objects.create(word="届出", meaning="知らせ").pk,
        "front/synonym": Synonym.objects.create(words="引越し\n転入").pk,
        "batch": make_import().pk,
        "announcements/category": make_category().pk,
        "staff/section": Section.objects.create(name="国際係").pk,
        "staff/user": make_writer().pk,
        "publication": row.pk if row else 0,
        "request": getattr(entry.seal_requests.first(), "pk", 0),
    }


def fill(text: str, world: dict[str, Any]) -> str:
    for name, value in world.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


KINDS = {
    "office/office": Office,
    "office/banner": Banner,
    "faq/": Faq,
    "eligibility/": Guide,
    "/check/": Guide,
}


def kind_of(row: Row) -> type[Entry]:
    return next((kind for part, kind in KINDS.items() if part in row.route), Announcement)


WORLDS: dict[tuple[str, type[Entry]], list[Row]] = {}
for row in TABLE:
    WORLDS.setdefault((row.state, kind_of(row)), []).append(row)


@pytest.mark.parametrize(
    ("state", "kind"), WORLDS, ids=[f"{state} {kind.KIND}" for state, kind in WORLDS]
)
def test_every_role_gets_what_is_declared(state: str, kind: type[Entry]) -> None:
    world, wrong = make_world(state, kind), {}
    for row in WORLDS[state, kind]:
        for method in ("get", "post"):
            declared = getattr(row, method)
            if declared and (found := answers(row, method, world)) != [*declared]:
                wrong[f"{method} {row}"] = found
    assert wrong == {}


def answers(row: Row, method: str, world: dict[str, Any]) -> list[int]:
    """What each role gets."""
    cache.clear()  # the limits of signing in
    form = {name: fill(value, world) for name, value in row.form.items()}
    path = "/" + fill(row.path or row.route, world)
    found = []
    for role in ROLES:
        with transaction.atomic():  # each role finds the same world
            response = getattr(client_of(role), method)(path, form)
            b"".join(response)  # a file is closed once it is read
            found.append(response.status_code)
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("path", SIDE_DOORS)
def test_djangos_side_doors_are_gone(path: str) -> None:
    client, world = client_of("administrator"), make_world("live")
    for method in (client.get, client.post):
        assert method("/" + fill(path, world)).status_code == 404
