from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tokutei_site.publishing.ledger import live
from tokutei_site.text.dates import FIRST_DAY, JST, LAST_DAY, is_typable


def instant(text: str) -> datetime:
    """An ISO date and time; without a zone it is Japan time."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--at takes an ISO date and time, not {text!r}.") from error
    at = at if at.tzinfo else at.replace(tzinfo=JST)
    if not is_typable(at):
        raise CommandError(f"--at takes a time from {FIRST_DAY} to {LAST_DAY}, not {text!r}.")
    return at


class Command(BaseCommand):
    help = "What is public at an instant (default: now), one line an entry."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", help="e.g. 2026-10-03T12:00 (Japan time)")

    def handle(self, *args: Any, **options: Any) -> None:
        at = instant(options["at"]) if options["at"] else timezone.now()
        rows = live(at).select_related("entry", "revision", "publication")
        for window in rows.order_by("entry__kind", "entry__slug"):
            begins, ends = (
                f"{t.astimezone(JST):%Y-%m-%d %H:%M:%S}" if t else "…"
                for t in (window.begins, window.ends)
            )
            entry, revision = window.entry, window.revision
            self.stdout.write(
                f"{entry.kind}/{entry.slug}  version {revision.number}  {begins} – {ends}  "
                f"{revision.content_hash[:12]}"
            )
