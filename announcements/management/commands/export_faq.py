"""manage.py export_faq FILE: the FAQ as a workbook (.xlsx) or for other systems (.csv)."""

import sys
from pathlib import Path
from typing import Any

import click
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from announcements.sheets.exporting import Export, Format, to_files
from announcements.sheets.resource import FaqResource


class Command(BaseCommand):
    help = (
        "Write the FAQ into FILE (.xlsx or .csv). More questions than one import may hold come as "
        "numbered files: FILE-1.xlsx, FILE-2.xlsx …"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        suffix = file.suffix.lower().removeprefix(".")
        if suffix not in Format.values:
            raise CommandError("FILE must end with .xlsx or .csv.")
        now = timezone.now()
        export = Export(FaqResource().get_queryset(), Format(suffix), now)
        rows = export.resource.rows(export.questions)
        with click.progressbar(
            rows, length=export.questions.count(), label=file.name, file=sys.stderr
        ) as bar:
            try:
                written = to_files(export, file, bar, by=None, now=now)
            except OSError as error:
                raise CommandError(f"{file}: {error.strerror}") from error
            except ValidationError as unfit:
                raise CommandError("\n".join(unfit.messages)) from unfit
        for path in written:
            self.stdout.write(str(path))
