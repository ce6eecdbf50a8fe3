from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tokutei_site.publishing import erasing


class Command(BaseCommand):
    help = "Finish sealing: take what was sealed out of the database's own files too."

    def handle(self, *args: Any, **options: Any) -> None:
        if not erasing.unerased():
            self.stdout.write("Nothing is left to erase.")
        elif erasing.erase():
            self.stdout.write("Erased from the files of the database.")
        else:
            raise CommandError(
                "Somebody is still reading an older state of the database. Try again; if it stays,"
                " stop the server for a moment."
            )
