from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from tokutei_site.backups.language import operators_language
from tokutei_site.backups.making import make


class Command(BaseCommand):
    help = "Write the database and the stored files into one file and prove that it restores."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--overwrite", action="store_true", help="replace FILE if it exists")
        parser.add_argument(
            "--no-proof", action="store_true", help="do not restore elsewhere and compare"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with operators_language():
            file = options["file"].absolute()
            made = make(
                file,
                now=timezone.now(),
                overwrite=options["overwrite"],
                prove=not options["no_proof"],
            )
            self.stdout.write(
                _("Backed up to %(file)s (%(size)s bytes).") % {"file": file, "size": made.size}
            )
            self.stdout.write(
                _("Proven: it was restored elsewhere, and every row was compared.")
                if made.is_proven
                else _("NOT proven: nothing was restored from it.")
            )
            if not made.is_proven and not options["no_proof"]:
                self.stdout.write(
                    _("The database account may not make databases: ALTER ROLE … CREATEDB.")
                )
            if made.manifest.files == "elsewhere":
                self.stdout.write(_("Uploaded files are stored elsewhere; back them up there."))
