"""A number that no row can have is no choice: told at its field, whatever form it is sent to."""

import pytest

from tests.desk_forms import login
from tests.factories import make_administrator
from tests.full_entries import everything, listed_rows, opened
from tests.rendered import Form

pytestmark = pytest.mark.django_db

BEYOND = "9" * 20


def choices(form: Form) -> set[str]:
    """The fields of numbers to choose from, and what goes unseen with them."""
    kinds = ("select", "checkbox", "hidden")
    names = {each.name for each in form.controls if each.kind in kinds}
    return names - {"csrfmiddlewaretoken", "form_of"}


@pytest.mark.parametrize("number", [BEYOND, f"-{BEYOND}", "9" * 5000], ids=len)
def test_no_list_breaks_on_a_number_beyond_all_rows(number: str) -> None:
    client, paths = login(make_administrator()), listed_rows()
    for path in paths:
        form = opened(client, path)
        for name in sorted(choices(form)):
            response = client.post(path, form.sent(**{name: number, "_continue": "1"}))
            assert response.status_code in (200, 302), (path, name)


def test_a_role_that_no_row_can_be_is_told_and_nothing_is_saved() -> None:
    (path,) = [each for each in listed_rows() if "/staff/user/" in each]
    client = login(make_administrator())
    form, before = opened(client, path), everything()
    page = client.post(path, form.sent(groups=BEYOND, last_name="山田"))
    assert BEYOND in str(page.context["adminform"].form.errors["groups"])
    assert 'value="山田"' in page.content.decode() and everything() == before
