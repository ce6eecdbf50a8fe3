"""What goes wrong, in the words of the person at the command line."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _


class BackupError(CommandError):
    """A backup that was not made, or not restored; what was there is as it was."""


def reason(error: OSError) -> str:
    """Why the operating system refused, in the language in use."""
    known = {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EACCES: _("permission denied"),
        errno.EPERM: _("permission denied"),
        errno.EROFS: _("the disk is read-only"),
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("the disk quota is used up"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("a part of the path is not a folder"),
    }
    return known.get(error.errno or 0) or str(error.strerror or error)


@contextmanager
def in_plain_words(failed: str) -> Iterator[None]:
    """Turns what disks and databases raise into a BackupError; `failed` says what did not work."""
    try:
        yield
    except OSError as error:
        detail = ": ".join(filter(None, [str(error.filename or ""), reason(error)]))
        raise BackupError(f"{failed} {detail}") from error
    except (sqlite3.Error, psycopg.Error, DatabaseError) as error:
        raise BackupError(f"{failed} {str(error).strip()}") from error
