"""What a form of the desk renders is what its handler expects: sent back as it stands, it changes
nothing."""

import pytest
from django.urls import reverse

from tests.desk_forms import login
from tests.factories import (
    make_administrator,
    make_approver,
    make_category,
    make_draft,
    make_source,
    make_writer,
)
from tests.full_entries import EACH_KIND, contents, everything, make_full, opened, pages
from tests.rendered import form_at
from tokutei_site.front.models import Synonym
from tokutei_site.office.models import Banner
from tokutei_site.publishing.models import Entry, OfficeWord
from tokutei_site.staff.models import Section

pytestmark = pytest.mark.django_db

ROLES = {"writer": make_writer, "approver": make_approver}


@EACH_KIND
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("is_public", [False, True], ids=["draft", "public"])
def test_a_form_sent_back_as_it_stands_changes_nothing(
    kind: type[Entry], role: str, is_public: bool
) -> None:
    entry = make_full(kind, is_public=is_public)
    client = login(ROLES[role]())
    before = everything()
    for path in pages(entry):
        form = opened(client, path)
        response = client.post(path, form.sent(_continue="1"))
        assert response.status_code == 302, path
        assert everything() == before, path


def lists() -> dict[str, int]:
    """What the desk keeps beside the entries, an example of each."""
    return {
        "publishing_source": make_source("law", text_as_of="2026-01-01").pk,
        "announcements_category": make_category(order=4).pk,
        "staff_section": Section.objects.create(name="国際係", email="a@example.jp").pk,
        "staff_user": make_writer(email="b@example.jp").pk,
        "publishing_officeword": OfficeWord.objects.create(word="届出", meaning="知らせ").pk,
        "front_synonym": Synonym.objects.create(words="引越し\n転入").pk,
    }


def test_the_forms_of_lists_sent_back_as_they_stand_change_nothing() -> None:
    found, client = lists(), login(make_administrator())
    before = everything()
    for name, pk in found.items():
        path = reverse(f"admin:{name}_change", args=[pk])
        response = client.post(path, opened(client, path).sent(_continue="1"))
        assert response.status_code == 302, name
        assert everything() == before, name


def test_who_may_only_read_is_given_no_form() -> None:
    client = login(make_administrator())
    for kind in Entry.kinds().values():
        entry = make_draft(kind, **contents(kind) if kind is Banner else {}).entry.as_kind()
        for path in pages(entry):
            form = form_at(client, path)
            assert form is None or {each.kind for each in form.controls} == {"hidden"}, path
