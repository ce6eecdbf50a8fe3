from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tokutei_site.publishing.files import keeping


class Command(BaseCommand):
    help = "Delete files that were sent more than a day ago and that no version carries."

    def handle(self, *args: Any, **options: Any) -> None:
        count = keeping.remove_unused(timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"Removed {count} files.")
