import os
import socket
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError

from tokutei_site.front.management.commands import serve
from tokutei_site.staff.models import User

PUBLIC = "https://office.example.jp"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://[::1]:8000", True),
        ("http://localhost", True),
        (PUBLIC, False),
        ("http://192.168.1.5", False),
        ("http://localhost.example.jp", False),
    ],
)
def test_only_an_address_of_this_machine_is_loopback(url: str, expected: bool) -> None:
    assert serve.is_loopback(url) is expected


@pytest.mark.django_db
def test_an_empty_database_on_a_loopback_address_is_seeded() -> None:
    assert serve.needs_seed("demo")


@pytest.mark.django_db
def test_seed_none_leaves_the_database_empty() -> None:
    assert not serve.needs_seed("none")


@pytest.mark.django_db
def test_a_public_site_is_never_seeded(settings: Any) -> None:
    settings.SITE_URL = PUBLIC
    assert not serve.needs_seed("demo")


@pytest.mark.django_db
def test_a_database_with_an_account_is_not_seeded() -> None:
    User.objects.create(username="tanaka")
    assert not serve.needs_seed("demo")


@pytest.mark.django_db
def test_a_public_site_with_demo_accounts_does_not_start(settings: Any) -> None:
    settings.SITE_URL = PUBLIC
    User.objects.create(username="demo-writer")
    with pytest.raises(CommandError, match="demo accounts"):
        serve.Command().prepare_content(serve.Options("127.0.0.1", 8000, 2, "demo"))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:8000", "Serving the site at http://127.0.0.1:8000 "),
        (PUBLIC, f"Serving {PUBLIC} at http://127.0.0.1:8000 "),
    ],
)
def test_the_address_is_said_once(settings: Any, url: str, expected: str) -> None:
    settings.SITE_URL = url
    assert serve.announcement(serve.Options("127.0.0.1", 8000, 2, "demo")).startswith(expected)


def test_a_taken_port_is_named_instead_of_shared() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"port {port}"):
            serve.free_address("127.0.0.1", port)


@pytest.mark.parametrize("name", ["PORT", "WORKERS", "SEED"])
def test_a_wrong_option_is_refused_by_its_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "many")
    with pytest.raises(CommandError, match=name):
        serve.Options.from_environment()


def test_static_files_are_collected_again_after_a_source_changed(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STATIC_ROOT = tmp_path
    source, manifest = tmp_path / "style.css", tmp_path / "staticfiles.json"
    source.touch()
    monkeypatch.setattr(serve, "static_sources", lambda: iter([source]))
    assert serve.static_files_are_stale()
    manifest.touch()
    os.utime(source, (1, 1))
    assert not serve.static_files_are_stale()
    os.utime(manifest, (0, 0))
    assert serve.static_files_are_stale()


def test_a_folder_for_files_that_cannot_be_written_is_named(settings: Any, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.touch()
    settings.FILES_DIR = taken / "files"
    with pytest.raises(CommandError, match="FILES_DIR"):
        serve.Command().prepare_files()


@pytest.mark.django_db
def test_the_folder_for_files_is_made_for_the_server_alone(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "var" / "files"
    serve.Command().prepare_files()
    assert settings.FILES_DIR.stat().st_mode & 0o777 == 0o700
