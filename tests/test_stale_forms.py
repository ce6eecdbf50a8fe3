"""A form that stood open while a colleague saved: what its writer left alone stays as the colleague
made it, and what both changed is told before anything is written."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils.translation import override

from announcements.models import Announcement
from tests.desk_forms import login, url
from tests.factories import make_administrator, make_approver, make_draft, make_live, make_writer
from tests.full_entries import everything, listed_rows, opened
from tests.rendered import Form, Reader
from tokutei_site.publishing.models import Entry
from tokutei_site.staff.models import Section

pytestmark = pytest.mark.django_db

UNSEEN = ("hidden", "file")


def save(client: Client, path: str, form: Form, **typed: Any) -> Any:
    return client.post(path, form.sent(**typed, _continue="1"))


def shown_again(page: Any) -> Form:
    assert page.status_code == 200
    return [form for form in Reader(page.content.decode()).forms if "form_of" in form][-1]


def saved(client: Client, path: str, form: Form, **typed: Any) -> None:
    response = save(client, path, form, **typed)
    assert response.status_code == 302, response.context["errors"]


# Lists


def test_a_stale_form_of_a_list_takes_nothing_back() -> None:
    paths, me, colleague = listed_rows(), login(make_administrator()), login(make_administrator())
    for path in paths:
        stale = opened(me, path)
        for control in (each for each in stale.controls if each.kind not in UNSEEN):
            with transaction.atomic():
                save(colleague, path, stale, **{control.name: control.other()})
                after = everything()
                saved(me, path, stale)
                assert everything() == after, (path, control.name)
                transaction.set_rollback(True)


def test_in_a_list_two_changes_of_one_field_are_told_and_the_second_press_stands() -> None:
    paths, me, colleague = listed_rows(), login(make_administrator()), login(make_administrator())
    for path in paths:
        stale = opened(me, path)
        for control in (each for each in stale.controls if each.kind in ("text", "textarea")):
            mine, theirs = f"{control.value}m", f"{control.value}t"
            with transaction.atomic():
                saved(colleague, path, stale, **{control.name: theirs})
                after = everything()
                page = save(me, path, stale, **{control.name: mine})
                again = shown_again(page)
                assert everything() == after, control.name
                assert f"「{theirs}」" in page.content.decode()
                assert again[control.name].value == mine
                saved(me, path, again)
                assert opened(me, path)[control.name].value == mine
                transaction.set_rollback(True)


# The address of an entry and the section in charge of it


def of(entry: Entry) -> tuple[str, Section | None]:
    now = Entry.objects.get(pk=entry.pk)
    return now.slug, now.owner


@pytest.fixture
def entry() -> Entry:
    return make_live(slug="cards")


def test_a_stale_form_keeps_the_address_and_the_section_of_a_colleague(entry: Entry) -> None:
    path, approver, writer = url("change", entry.pk), login(make_approver()), login(make_writer())
    section = Section.objects.create(name="国際係")
    stale = opened(writer, path)
    saved(approver, path, opened(approver, path), slug="renamed", owner=section.pk)
    saved(writer, path, stale, body_ja="直した本文")
    assert of(entry) == ("renamed", section)
    assert Announcement.objects.get().body_ja == "直した本文"


def test_an_address_that_two_changed_is_told_and_nothing_is_written(entry: Entry) -> None:
    path, client = url("change", entry.pk), login(make_approver())
    stale = opened(client, path)
    saved(login(make_approver()), path, stale, slug="theirs")
    before = everything()
    page = save(client, path, stale, slug="mine", body_ja="直した本文")
    again = shown_again(page)
    assert everything() == before
    with override("ja"):
        (told,) = page.context["adminform"].form.errors["slug"]
    assert all(f"「{slug}」" in told for slug in ("cards", "theirs", "mine"))
    assert (again["slug"].value, again["body_ja"].value) == ("mine", "直した本文")
    saved(client, path, again)
    assert of(entry)[0] == "mine" and Announcement.objects.get().body_ja == "直した本文"


def test_a_third_address_is_told_again(entry: Entry) -> None:
    path, client = url("change", entry.pk), login(make_approver())
    stale = opened(client, path)
    saved(client, path, stale, slug="theirs")
    again = shown_again(save(client, path, stale, slug="mine"))
    saved(client, path, opened(client, path), slug="third")
    shown_again(save(client, path, again))
    assert of(entry)[0] == "third"


def test_two_who_give_the_same_address_agree(entry: Entry) -> None:
    path, client = url("change", entry.pk), login(make_approver())
    stale = opened(client, path)
    for _press in range(2):
        saved(client, path, stale, slug="same")
    assert of(entry)[0] == "same"


def test_a_section_is_called_by_its_name(entry: Entry) -> None:
    path, client = url("change", entry.pk), login(make_writer())
    sections = [Section.objects.create(name=name) for name in ("国際係", "市民係")]
    stale = opened(client, path)
    saved(client, path, stale, owner=sections[0].pk)
    page = save(client, path, stale, owner=sections[1].pk)
    (told,) = page.context["adminform"].form.errors["owner"]
    assert "「国際係」" in told and "「市民係」" in told
    saved(client, path, shown_again(page))
    assert of(entry)[1] == sections[1]


def test_a_form_from_before_values_went_with_it_is_saved_as_typed() -> None:
    draft, client = make_draft(slug="cards"), login(make_writer())
    path = url("change", draft.entry_id)
    old = opened(client, path)
    old.controls = [each for each in old.controls if not each.name.startswith("initial-")]
    saved(client, path, old, slug="renamed")
    assert of(draft.entry)[0] == "renamed"


@pytest.mark.django_db(transaction=True)
def test_a_password_is_given_outside_any_held_row() -> None:
    path, client = f"/admin/staff/user/{make_writer().pk}/password/", login(make_administrator())
    new = {"password1": "a long pass phrase", "password2": "a long pass phrase"}
    assert client.post(path, new).status_code == 302
