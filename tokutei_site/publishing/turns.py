"""One thing at a time for a person, whichever of the server's processes is asked."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


@contextmanager
def turn(what: str, person: int) -> Iterator[bool]:
    """False while another process is at the same work for this person; nobody waits.

    The lock is on one byte of a file, the person's own. It ends with the process if that dies.
    """
    with (settings.VAR_DIR / f"{what}.lock").open("ab") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, person)
        except OSError:
            yield False
        else:
            yield True
