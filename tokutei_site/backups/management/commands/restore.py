import sys
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from tokutei_site.backups import archive, stored_files
from tokutei_site.backups.engines import engine
from tokutei_site.backups.errors import BackupError
from tokutei_site.backups.language import operators_language
from tokutei_site.backups.manifest import Manifest
from tokutei_site.backups.restoring import Restored, require_fitting, restore


class Command(BaseCommand):
    help = "Put a backup in the place of the database and the stored files. Stop the server first."
    requires_system_checks = []  # what is replaced may be damaged or missing

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="do not ask")
        parser.add_argument(
            "--without-seals",
            action="store_true",
            help="do not seal again what is sealed in the database in place",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with operators_language(), archive.opened(options["file"].absolute()) as backup:
            require_fitting(backup.manifest)
            self.stdout.write(plan(backup.manifest))
            if not options["yes"]:
                confirm()
            with_seals = not options["without_seals"]
            self.tell(restore(backup, now=timezone.now(), with_seals=with_seals))

    def tell(self, done: Restored) -> None:
        self.stdout.write(_("Restored, and every row was compared."))
        for name in done.aside:
            self.stdout.write(_("What was there is kept as %(name)s") % {"name": name})
        if done.is_migrated:
            self.stdout.write(_("The backup was of an older version and has been migrated."))
        for line in done.not_sealed:
            self.stderr.write(_("Not sealed again: %(version)s") % {"version": line})


def plan(manifest: Manifest) -> str:
    taken_at = timezone.localtime(datetime.fromisoformat(manifest.taken_at))
    what = _("The backup of %(time)s (Japan time) replaces the database %(database)s.") % {
        "time": f"{taken_at:%Y-%m-%d %H:%M:%S}",
        "database": engine().title,
    }
    if manifest.files != "included":
        return what
    return (
        what
        + "\n"
        + _("It also replaces the files in %(folder)s.") % {"folder": stored_files.kept()[1]}
    )


def confirm() -> None:
    if not sys.stdin.isatty():
        raise BackupError(_("Nobody can be asked here; --yes restores without asking."))
    if input(_('Type "yes" to go on: ')).strip() != "yes":
        raise BackupError(_("Nothing was restored."))
