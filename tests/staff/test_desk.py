"""What every form of the desk does while it is saved."""

from typing import Any

import pytest
from django.contrib.admin import ModelAdmin

from announcements.models import Category
from tests.desk_forms import form_of, login, post, url
from tests.factories import make_administrator, make_category

pytestmark = pytest.mark.django_db


def test_a_row_that_goes_while_it_is_saved_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    client, category = login(make_administrator()), make_category()
    page, form = url("change", category.pk, kind=Category), form_of(client, category, kind=Category)
    plain = ModelAdmin.get_object

    def found_and_gone(*args: Any) -> Any:
        found = plain(*args)
        Category.objects.all().delete()
        return found

    monkeypatch.setattr(ModelAdmin, "get_object", found_and_gone)
    assert post(client, page, form).status_code == 302
    assert not Category.objects.exists()
