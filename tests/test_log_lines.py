"""Nothing that came from outside begins a line of the log."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

FORGED = "x\r\n2026-12-01 00:00:00,000 ERROR forged\x1b[2J\u2028\u202e\ud800"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What our handlers write, read as it grows."""
    formatters, written = settings.LOGGING["formatters"], io.StringIO()
    assert {each["formatter"] for each in settings.LOGGING["handlers"].values()} == {*formatters}
    values = formatters["plain"]
    handler = logging.StreamHandler(written)
    handler.setFormatter(import_string(values["()"])(values["format"]))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def begun(log: io.StringIO) -> list[str]:
    return [line for line in log.getvalue().splitlines() if not line.startswith("  ")]


def test_a_message_stays_one_line_whatever_stands_in_it(log: io.StringIO) -> None:
    logging.getLogger("a").warning("Not found: %s", FORGED)
    assert [line.partition("WARNING a ")[2] for line in begun(log)] == [
        "Not found: x\\r\\n2026-12-01 00:00:00,000 ERROR forged\\x1b[2J\\u2028\\u202e\\ud800"
    ]


def test_a_traceback_stands_indented_below_its_line(log: io.StringIO) -> None:
    try:
        raise ValueError(FORGED)
    except ValueError:
        logging.getLogger("a").exception("It failed", stack_info=True)
    assert len(begun(log)) == 1 and "  ValueError: x" in log.getvalue()
    assert "\x1b" not in log.getvalue() and "\ud800" not in log.getvalue()


@pytest.mark.django_db
def test_an_address_writes_no_line_of_its_own(client: Client, log: io.StringIO) -> None:
    forged = "%0d%0a2026-12-01%20ERROR%20forged"
    client.get(f"/none{forged}")
    client.get(f"/admin/?_to_field={forged}")
    client.get("/", HTTP_HOST="[\r\n2026")
    assert all("WARNING" in line for line in begun(log)) and "forged" in log.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("boundary", ["", "; boundary=", "; boundary=\xe9", "; charset=utf-8"])
def test_a_form_without_a_boundary_is_one_line(
    client: Client, log: io.StringIO, boundary: str
) -> None:
    kind = f"multipart/form-data{boundary}"
    for path in ("/", "/admin/login/"):
        assert client.generic("POST", path, b"a", kind).status_code == 400
    assert len(log.getvalue().splitlines()) == 2
