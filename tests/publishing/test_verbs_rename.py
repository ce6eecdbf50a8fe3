"""Another address: the former one leads on, and nobody else may take it."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import (
    HOUR,
    NOON,
    every_row,
    make_approver,
    make_draft,
    make_live,
    make_writer,
    refused,
)
from tokutei_site.office.models import Office
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Entry, SlugChange
from tokutei_site.staff.models import User

pytestmark = pytest.mark.django_db


def rename(entry: Entry, slug: str, by: User | None = None) -> None:
    desk.rename(entry, slug, by=by or make_approver(), now=NOON + HOUR)


def slug_of(entry: Entry) -> str:
    return Entry.objects.get(pk=entry.pk).slug


def test_a_public_address_leads_on_to_the_new_one() -> None:
    entry = make_live(slug="cards")
    rename(entry, "residence-cards")
    assert slug_of(entry) == "residence-cards"
    row = SlugChange.objects.get()
    assert (row.slug, row.entry_id) == ("cards", entry.pk)


def test_the_address_of_a_draft_leads_nowhere() -> None:
    entry = make_draft(slug="cards").entry.as_kind()
    rename(entry, "residence-cards", make_writer())
    assert slug_of(entry) == "residence-cards"
    assert not SlugChange.objects.exists()


def test_a_public_address_is_an_approvers_to_change() -> None:
    entry, by = make_live(), make_writer()
    with refused(PermissionDenied):
        rename(entry, "residence-cards", by)


def test_the_same_address_changes_nothing() -> None:
    entry, by = make_live(slug="cards"), make_approver()
    before = every_row()
    rename(entry, "cards", by)
    assert every_row() == before


def test_an_entry_may_have_its_own_former_address_back() -> None:
    entry = make_live(slug="cards")
    rename(entry, "residence-cards")
    rename(entry, "cards")
    assert slug_of(entry) == "cards"


@pytest.mark.parametrize("slug", ["taken", "former", "Not an address", "", "a" * 81, "ｃａｒｄ"])
def test_an_address_that_is_unfit_or_leads_elsewhere_is_refused(slug: str) -> None:
    make_draft(slug="taken")
    rename(make_live(slug="former"), "now-elsewhere")
    entry, by = make_live(slug="cards"), make_approver()
    with refused(desk.Refused):
        rename(entry, slug, by)


def test_a_new_entry_cannot_take_an_address_that_leads_elsewhere() -> None:
    rename(make_live(slug="former"), "now-elsewhere")
    with refused(desk.Refused):
        make_draft(slug="former")


def test_two_kinds_may_have_the_same_address() -> None:
    make_draft(slug="cards")
    assert make_draft(Office, slug="cards").entry.slug == "cards"
