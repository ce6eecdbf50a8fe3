"""Two who save the same new row at once: the later one is told, and finds what was typed."""

from typing import Any

import pytest
from django.contrib.auth.forms import UserCreationForm
from django.db.models import Model
from django.forms.models import BaseModelForm

from announcements.models import Category
from tests.desk_forms import login
from tests.factories import make_administrator
from tests.full_entries import opened
from tokutei_site.staff.models import User

pytestmark = pytest.mark.django_db

TOLD = "同じものがほかの操作で保存されました"
NEW = {
    "/admin/announcements/category/add/": (
        Category,
        {"key": "same", "name_ja": "名称", "name_en": "Name", "order": "3"},
    ),
    "/admin/staff/user/add/": (
        User,
        {"username": "same", "password1": "a long pass phrase", "password2": "a long pass phrase"},
    ),
}


def look_away(monkeypatch: pytest.MonkeyPatch, looks: int) -> None:
    """As if the other's row came after so many looks for it."""
    left, look = [None] * looks, BaseModelForm.validate_unique

    def validate_unique(form: Any) -> None:
        if left:
            left.pop()
        else:
            look(form)

    monkeypatch.setattr(BaseModelForm, "validate_unique", validate_unique)
    name = UserCreationForm, "clean_username"  # looks once more
    monkeypatch.setattr(*name, lambda form: form.cleaned_data["username"])


@pytest.mark.parametrize("looks", [1, 2], ids=["found", "not found"])
@pytest.mark.parametrize("path", NEW)
def test_the_later_of_two_is_told_and_loses_nothing(
    path: str, looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    model: type[Model]
    model, typed = NEW[path]
    client = login(make_administrator())
    form = opened(client, path)
    assert client.post(path, form.sent(**typed)).status_code == 302
    count = model._default_manager.count()
    look_away(monkeypatch, looks)
    response = client.post(path, form.sent(**typed))
    page = response.content.decode()
    assert response.status_code == 200 and TOLD in page
    assert all(f'value="{v}"' in page for k, v in typed.items() if "password" not in k)
    assert response.context.get("errors")
    assert model._default_manager.count() == count
