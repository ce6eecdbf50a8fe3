from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def standing_at(at: datetime) -> Iterator[None]:
    """Within, the site's clock stands at an instant."""
    with patch.object(timezone, "now", lambda: at):
        yield
