"""What a form of the desk renders is what its handler expects: sent back as it stands, it changes
nothing."""

import pytest

from tests.desk_forms import login
from tests.factories import (
    make_administrator,
    make_approver,
    make_writer,
)
from tests.full_entries import (
    EACH_KIND,
    everything,
    listed_rows,
    make_full,
    opened,
    pages,
)
from tests.rendered import form_at
from tokutei_site.publishing.models import Entry

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


def test_the_forms_of_lists_sent_back_as_they_stand_change_nothing() -> None:
    found, client = listed_rows(), login(make_administrator())
    before = everything()
    for path in found:
        response = client.post(path, opened(client, path).sent(_continue="1"))
        assert response.status_code == 302, path
        assert everything() == before, path


@EACH_KIND
def test_who_may_only_read_is_given_no_form(kind: type[Entry]) -> None:
    client = login(make_administrator())
    for path in pages(make_full(kind)):
        form = form_at(client, path)
        assert form is None or {each.kind for each in form.controls} == {"hidden"}, path
        assert "row_key" not in client.get(path).content.decode(), path
