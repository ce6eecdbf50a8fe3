"""同じ意味の言葉: who may keep them, and which a group may hold."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.factories import make_approver, make_user, make_writer
from tokutei_site.front.models import FEWEST, MOST, Synonym
from tokutei_site.staff.models import User

pytestmark = pytest.mark.django_db
DESK = "/admin/front/synonym/"


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(make_writer())
    return client


@pytest.mark.parametrize("person", [make_writer, make_approver])
def test_writers_and_approvers_add_change_and_delete(
    client: Client, person: Callable[[], User]
) -> None:
    client.force_login(person())
    client.post(f"{DESK}add/", {"words": "引越し\nmoving"})
    group = Synonym.objects.get()
    client.post(f"{DESK}{group.pk}/change/", {"words": " 引越し \n\n転入\r\nmoving"})
    group.refresh_from_db()
    assert group.words == "引越し\n転入\nmoving"
    assert client.get(f"{DESK}{group.pk}/delete/").status_code == 200
    assert Synonym.objects.exists()
    client.post(f"{DESK}{group.pk}/delete/", {"post": "yes"})
    assert not Synonym.objects.exists()


def test_who_has_no_role_may_not(client: Client) -> None:
    group = Synonym.objects.create(words="a\nb")
    client.force_login(make_user(None))
    assert client.post(f"{DESK}{group.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Synonym.objects.exists()


@pytest.mark.parametrize("spelled", ["ヒッコシ", "ﾋｯｺｼ", "MOVING", "ｍｏｖ"])
def test_the_list_is_searched_in_any_spelling(signed_in: Client, spelled: str) -> None:
    Synonym.objects.create(words="ひっこし\nmoving")
    Synonym.objects.create(words="手数料\nfee")
    page = signed_in.get(DESK, {"q": spelled}).content.decode()
    assert "ひっこし / moving" in page and "手数料 / fee" not in page


def test_a_group_cannot_be_deleted_from_the_list(signed_in: Client) -> None:
    group = Synonym.objects.create(words="a\nb")
    signed_in.post(DESK, {"action": "delete_selected", "_selected_action": group.pk, "post": "yes"})
    assert Synonym.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        "",
        "一つ",
        "カード\nｶｰﾄﾞ\nかーど",
        "手数料\n%",
        "手数料\n" + "あ" * 101,
        "\n".join(f"語{n}" for n in range(MOST + 1)),
        "手\0数料\nfee",
    ],
)
def test_a_group_that_would_not_help_is_refused(words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Synonym(words=words).full_clean()
    assert set(caught.value.message_dict) == {"words"}


def test_a_group_holds_each_word_once_as_the_search_compares_it() -> None:
    group = Synonym(words="\n".join(["ＦＥＥ", "fee", "テスウリョウ"]))
    group.full_clean()
    assert group.folded == ("fee", "てすうりょう") and len(group.folded) == FEWEST
    assert str(group) == " / ".join(group.words.splitlines())
