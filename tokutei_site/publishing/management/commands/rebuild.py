from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from tokutei_site.publishing import ledger, staleness
from tokutei_site.publishing.files import keeping
from tokutei_site.publishing.models import Entry


class Command(BaseCommand):
    help = "Make the derived rows (windows, listings, backlogs, uses of files) anew."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for pk in Entry.objects.order_by("pk").values_list("pk", flat=True):
            with transaction.atomic():
                entry = Entry.objects.select_for_update().get(pk=pk)
                ledger.rebuild(entry)
                staleness.record(entry)
                keeping.rebuild_uses(entry)
            count += 1
        self.stdout.write(f"Rebuilt {count} entries.")
