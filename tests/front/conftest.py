from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from tokutei_site.publishing.models import Entry


@pytest.fixture(scope="module")
def sample_rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The sample content, put in once for all tests of a module and taken out again with its
    transaction; nothing else may be in it that needs an empty database."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            call_command("seed", stdout=StringIO())
            yield
            transaction.set_rollback(True)
        assert not Entry.objects.exists()


@pytest.fixture
def sample(sample_rows: None, db: None) -> None:
    """Each test in a savepoint inside."""
