from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Page

from tokutei_site.front.management.commands.setup_office import invitation
from tokutei_site.staff.models import User

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
PASSWORD = "a long pass phrase"
TOO_MANY = "5分待ってから"


@pytest.fixture(autouse=True)
def no_earlier_attempts() -> None:
    cache.clear()


@pytest.fixture
def user() -> User:
    return User.objects.create_user("tanaka", password=PASSWORD, is_staff=True)


def attempt(client: Client, password: str, **headers: str) -> Any:
    return client.post(LOGIN, {"login": "tanaka", "password": password}, headers=headers)


def test_the_right_password_opens_the_desk(client: Client, user: User) -> None:
    assert attempt(client, PASSWORD)["Location"] == reverse("admin:index")


def test_the_sixth_wrong_password_is_refused_even_if_the_next_is_right(
    client: Client, user: User
) -> None:
    for _ in range(5):
        assert TOO_MANY not in attempt(client, "wrong").content.decode()
    assert TOO_MANY in attempt(client, "wrong").content.decode()
    assert TOO_MANY in attempt(client, PASSWORD).content.decode()


def test_another_port_in_the_host_header_opens_no_further_attempts(
    client: Client, user: User
) -> None:
    for port in range(1, 6):
        attempt(client, "wrong", host=f"localhost:{port}")
    assert TOO_MANY in attempt(client, PASSWORD, host="localhost:6").content.decode()


def test_too_many_requests_of_one_address_get_a_page_that_says_so(client: Client) -> None:
    for _ in range(30):
        client.post(LOGIN)
    refused = client.post(LOGIN)
    assert refused.status_code == 429
    assert "429.html" in [template.name for template in refused.templates]


def test_an_account_that_is_switched_off_is_told_so_with_the_right_password_only(
    client: Client, user: User
) -> None:
    User.objects.update(is_active=False)
    assert attempt(client, "wrong").status_code == 200
    response = client.post(LOGIN, {"login": "tanaka", "password": PASSWORD}, follow=True)
    assert response.redirect_chain == [(LOGIN, 302)]
    assert len(list(response.context["messages"])) == 1


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_reset_password", "account_set_password"]
)
def test_allauths_other_pages_have_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_nobody_can_sign_up(client: Client) -> None:
    form = {"username": "sato", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/admin/signup/", form)["Location"].startswith(LOGIN)
    assert not User.objects.exists()


def test_signing_out_takes_a_form_and_leads_to_the_login(client: Client, user: User) -> None:
    client.force_login(user)
    assert client.get("/admin/logout/").status_code == 405
    assert client.post("/admin/logout/")["Location"] == LOGIN
    assert client.get("/admin/").status_code == 302


def test_the_login_page_is_japanese_whatever_the_browser_asks_for(client: Client) -> None:
    page = client.get(LOGIN, headers={"accept-language": "en"})
    assert '<html lang="ja"' in page.content.decode()


def test_an_invitation_sets_a_password_once(client: Client, user: User) -> None:
    user.set_unusable_password()
    user.save()
    link = invitation(user).removeprefix("http://127.0.0.1:8000")
    form = client.get(link)["Location"]
    done = client.post(form, {"new_password1": PASSWORD, "new_password2": PASSWORD}, follow=True)
    assert done.redirect_chain == [(LOGIN, 302)]
    assert attempt(client, PASSWORD)["Location"] == reverse("admin:index")
    assert not Client().get(link).context["validlink"]


@pytest.mark.django_db(transaction=True)
def test_signing_in_works_in_a_browser(page: Page, live_server: Any, user: User) -> None:
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("ユーザー名").fill("tanaka")
    page.get_by_label("パスワード").fill("wrong")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    page.get_by_label("パスワード").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/admin/")


@pytest.mark.django_db(transaction=True)
def test_the_sign_in_fixture_opens_the_desk(
    page: Page, live_server: Any, user: User, sign_in: Any
) -> None:
    sign_in(page, user, live_server)
    response = page.goto(f"{live_server.url}/admin/")
    assert response is not None
    assert response.url == f"{live_server.url}/admin/"


def test_the_greeting_is_in_the_language_of_the_person(client: Client, user: User) -> None:
    user.language = "en"
    user.save()
    attempt(client, PASSWORD)
    assert "Successfully signed in as tanaka." in client.get("/admin/").content.decode()


def test_how_a_password_is_kept_is_shown_to_nobody(admin_client: Client, user: User) -> None:
    page = admin_client.get(reverse("admin:staff_user_change", args=[user.pk])).content.decode()
    assert "パスワードは設定済みです。" in page and 'href="../password/"' in page
    algorithm, *_numbers, salt, digest = user.password.split("$")
    assert algorithm not in page and salt not in page and digest not in page
