from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import mail
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.signals import pre_migrate
from django.utils import timezone
from django.utils.translation import gettext as _

from tokutei_site.backups.errors import BackupError, in_plain_words
from tokutei_site.backups.language import operators_language
from tokutei_site.backups.making import make

KEPT = 10


class Command(migrate.Command):
    help = migrate.Command.help + " Backs up a database that is not empty first."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--no-backup", action="store_true", help="do not back up before migrating"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.is_due = not options["no_backup"] and needs_backup(options["database"])
        # Django tells here what it is about to apply, before it applies anything.
        pre_migrate.connect(self.back_up)
        try:
            super().handle(*args, **options)
        finally:
            pre_migrate.disconnect(self.back_up)

    def back_up(self, plan: list[Any], **kwargs: Any) -> None:
        """Called once for each app."""
        if not self.is_due or not plan:
            return
        self.is_due = False
        with operators_language():
            try:
                file = back_up_before_migrating(timezone.now())
            except BackupError as error:
                rest = _("So nothing was migrated; --no-backup migrates all the same.")
                raise BackupError(f"{error}\n{rest}") from error
            self.stdout.write(_("Backed up to %(file)s before migrating.") % {"file": file})


def needs_backup(alias: str) -> bool:
    """Whether it is the site's own database, not one for tests, with something in it."""
    is_testing = hasattr(mail, "outbox")
    recorder = MigrationRecorder(connections[alias])
    return alias == "default" and not is_testing and bool(recorder.applied_migrations())


def back_up_before_migrating(now: datetime) -> Path:
    """The newest KEPT of these backups stay. Raises BackupError."""
    folder = settings.VAR_DIR / "backups"
    with in_plain_words(_("The backup was not made:")):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"before-migrate-{timezone.localtime(now):%Y%m%d-%H%M%S}.backup"
    make(file, now=now)
    for old in sorted(folder.glob("before-migrate-*.backup"))[:-KEPT]:
        old.unlink()
    return Path(file)
