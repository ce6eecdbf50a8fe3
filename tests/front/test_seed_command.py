"""The command that puts the sample content in: what it tells, and where it never goes."""

import os
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.factories import make_user

pytestmark = pytest.mark.django_db


def seed() -> str:
    out = StringIO()
    call_command("seed", stdout=out)
    return out.getvalue()


def test_the_passwords_are_printed_and_kept_for_the_owner_alone(settings: Any) -> None:
    printed = seed()
    kept = settings.VAR_DIR / "demo-accounts.txt"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert set(kept.read_text().split()) <= set(printed.split())


def test_the_passwords_are_kept_where_a_file_has_one_name_alone(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = settings.VAR_DIR / "demo-accounts.txt"
    kept.write_text("of an earlier database")
    monkeypatch.setattr(os, "link", without_links)
    printed = seed()
    assert set(kept.read_text().split()) <= set(printed.split())
    assert kept.stat().st_mode & 0o777 == 0o600


def without_links(*args: Any) -> None:
    raise PermissionError("Operation not permitted")


def test_a_database_that_is_not_empty_is_left_alone() -> None:
    make_user()
    with pytest.raises(CommandError, match="not empty"):
        seed()


def test_demo_content_never_goes_onto_a_public_site(settings: Any) -> None:
    settings.SITE_URL = "https://office.example.jp"
    with pytest.raises(CommandError, match="loopback"):
        seed()
