"""PostgreSQL's own programs."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

from django.db.backends.postgresql.client import DatabaseClient
from django.utils.translation import gettext as _

from .errors import BackupError

DEBIAN = Path("/usr/lib/postgresql")  # has one folder for each version


def version(program: Path) -> int:
    """The major version, 0 if the program does not tell."""
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    number = re.search(r"\) (\d+)", told.stdout)
    return int(number[1]) if number else 0


def find(name: str, server: int) -> Path:
    """The program that fits the server's major version best: the same, else a later one. Raises
    BackupError if there is none."""
    folders = [*map(Path, os.get_exec_path()), *sorted(DEBIAN.glob("*/bin"))]
    programs = [f / name for f in folders if os.access(f / name, os.X_OK)]
    found = {version(program): program for program in reversed(programs)}
    if not found:
        raise BackupError(
            _("%(name)s was not found. Install PostgreSQL's client programs, version %(server)s.")
            % {"name": name, "server": server}
        )
    fitting = [number for number in found if number >= server]
    if not fitting:
        raise BackupError(
            _(
                "%(name)s is of version %(found)s, older than the server (%(server)s)."
                " Install PostgreSQL's client programs, version %(server)s."
            )
            % {"name": name, "found": max(found), "server": server}
        )
    return found[min(fitting)]


def run(name: str, settings: dict[str, Any], server: int, *arguments: str) -> None:
    """Runs a program on the database of `settings`. Raises BackupError with what it said."""
    told, secrets = DatabaseClient.settings_to_cmd_args_env(settings, [])
    where = ["--dbname", told[-1], *told[1:-1], "--no-password"]
    done = subprocess.run(  # noqa: S603
        [find(name, server), *where, *arguments],
        env={**os.environ, **(secrets or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(
            _("%(name)s failed: %(reason)s")
            % {"name": name, "reason": done.stderr.strip() or done.returncode}
        )
