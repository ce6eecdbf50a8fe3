from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from tokutei_site.staff.models import User

pytestmark = pytest.mark.django_db


def invite(**options: str) -> str:
    out = StringIO()
    call_command("setup_office", stdout=out, **{"username": "tanaka", **options})
    return out.getvalue().split()[-1]


def test_the_first_administrator_is_made_without_a_password() -> None:
    invite(name="田中", email="tanaka@example.jp")
    user = User.objects.get()
    assert (user.username, user.last_name, user.email) == ("tanaka", "田中", "tanaka@example.jp")
    assert user.is_staff
    assert not user.is_superuser
    assert not user.has_usable_password()
    assert [group.name for group in user.groups.all()] == ["administrator"]


def test_a_site_with_accounts_refuses_another_first_administrator() -> None:
    User.objects.create(username="sato")
    with pytest.raises(CommandError, match="already has accounts"):
        invite()
    assert User.objects.count() == 1


def test_a_user_name_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError):
        invite(username="not a name")
    assert not User.objects.exists()


def test_the_printed_link_opens_the_form_for_the_password(client: Client) -> None:
    link = invite()
    assert link.startswith("http://127.0.0.1:8000/admin/invitation/")
    page = client.get(link.removeprefix("http://127.0.0.1:8000"), follow=True)
    assert page.status_code == 200
    assert page.context["validlink"]
