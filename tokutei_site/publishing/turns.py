"""One thing at a time for a person, whichever of the server's processes is asked."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


@contextmanager
def turn(what: str, person: int) -> Iterator[bool]:
    """False while another process is at the same work for this person; nobody waits.

    The lock is on one byte of a file, the person's own. It ends with the process if that dies.
    Locks of POSIX are a process's (fcntl): within one, all turns are free, and the end of one ends
    all of that file. This holds because a worker answers one request at a time (serve.py:
    `blocking_threads=1`), and no turn is taken inside another.
    """
    with (settings.VAR_DIR / f"{what}.lock").open("ab") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, person)
        except OSError:
            yield False
        else:
            yield True
