from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from tokutei_site.publishing.digest import digest, written
from tokutei_site.publishing.due import DAYS_AHEAD

from .publish_log import instant

LONGEST = 3650


class Command(BaseCommand):
    help = (
        "A digest of what is to be looked at: sources, texts, translations, forced publications. "
        "Ends with 0; with --fail and anything due, with 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", help="e.g. 2026-10-03T12:00 (Japan time); default: now")
        parser.add_argument(
            "--days",
            type=int,
            choices=range(LONGEST + 1),
            metavar="N",
            default=DAYS_AHEAD,
            help="announce texts whose day of review comes within N days (default: %(default)s)",
        )
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            default=settings.LANGUAGE_CODE,
            help="of the digest (default: %(default)s)",
        )
        parser.add_argument("--fail", action="store_true", help="end with 1 if anything is due")

    def handle(self, *args: Any, **options: Any) -> None:
        at = instant(options["at"]) if options["at"] else timezone.now()
        with translation.override(options["language"]):
            groups = digest(at, options["days"])
            self.stdout.write(written(at, groups), ending="")
        if options["fail"] and groups:
            raise SystemExit(1)
