from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """These tests hold messages against their English wording."""
    with translation.override("en"):
        yield
