"""The site as it is shipped, for the tests that look at it from outside."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from bench.shipped import shipped


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a server with sample content on SQLite: pages are the same on PostgreSQL."""
    if connection.vendor != "sqlite":
        pytest.skip("the pages are the same, and were looked at on SQLite")
    folder = Path(tempfile.mkdtemp(prefix="tokutei-site-"))
    try:
        with shipped(folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)
