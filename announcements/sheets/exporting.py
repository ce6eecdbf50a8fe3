"""From the database to files: streamed, split where an import would end, and put on record."""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet, TextChoices

from announcements.models import Faq
from tokutei_site.publishing.models import Source, Transfer
from tokutei_site.sheets.csv_file import write_csv
from tokutei_site.sheets.xlsx import write_xlsx
from tokutei_site.staff.models import User
from tokutei_site.text.dates import jst_day
from tokutei_site.text.file_names import name_on_record

from .columns import SHEET, columns, guide
from .resource import FaqResource


class Format(TextChoices):
    XLSX = "xlsx", "Excel (XLSX)"
    CSV = "csv", "CSV"


CONTENT_TYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
}


class Export:
    """The questions of a queryset as files of one format."""

    def __init__(self, questions: QuerySet[Faq], format: Format, now: datetime) -> None:
        self.resource, self.questions, self.format = FaqResource(), questions, format
        self.day = jst_day(now)
        answers = tuple(self.resource.answers.values())
        categories = tuple(self.resource.fields["category"].widget.words.values())
        self.columns = columns(categories, answers)
        self.sources = [(source.key, str(source)) for source in Source.objects.all()]

    def parts(self, rows: Iterable[list[str | int]]) -> Iterator[Iterable[list[str | int]]]:
        """The rows in files that can each be imported again; one empty file for no rows."""
        each = iter(rows)
        first = next(each, None)
        if first is None:
            yield ()
        while first is not None:
            yield chain([first], islice(each, settings.SHEET_ROWS - 1))
            first = next(each, None)

    def name(self, part: int, is_split: bool) -> str:
        number = f"-{part}" if is_split else ""
        return f"faq-{self.day.isoformat()}{number}.{self.format.value}"

    def write(self, file: IO[bytes], rows: Iterable[list[str | int]]) -> None:
        if self.format is Format.CSV:
            write_csv(file, self.columns, rows)
        else:
            write_xlsx(file, SHEET, self.columns, rows, guide(self.sources))


def record(file: Any, file_name: str, rows: int, *, by: User | None, now: datetime) -> Transfer:
    """Put a written file on record; it is read from its beginning and left there."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return Transfer.objects.create(
        direction=Transfer.Direction.EXPORT,
        kind=Faq.KIND,
        file_name=name_on_record(file_name),
        sha256=digest,
        counts={"rows": rows},
        by=by,
        at=now,
    )


def to_one_file(export: Export, *, by: User, now: datetime) -> tuple[IO[bytes], str, str]:
    """A temporary file without a name, open at its beginning; its name for the reader and its
    content type. Several workbooks come in a ZIP file. Raises Unfit if a text is longer than a
    cell may be."""
    count = export.questions.count()
    rows = export.resource.rows(export.questions)
    with ExitStack() as unfinished:
        file: Any = unfinished.enter_context(tempfile.TemporaryFile())
        if count <= settings.SHEET_ROWS:
            name, content_type = export.name(1, is_split=False), CONTENT_TYPES[export.format]
            export.write(file, rows)
        else:
            name, content_type = f"faq-{export.day.isoformat()}.zip", "application/zip"
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                for number, part in enumerate(export.parts(rows), 1):
                    with archive.open(export.name(number, is_split=True), "w") as member:
                        export.write(member, part)
        record(file, name, count, by=by, now=now)
        unfinished.pop_all()
    return file, name, content_type


@transaction.atomic
def to_files(
    export: Export, path: Path, rows: Iterable[list[str | int]], *, by: User | None, now: datetime
) -> list[Path]:
    """The file at `path`, or numbered files beside it (faq-1.xlsx, faq-2.xlsx …): all of them
    whole, or none, and what was there stays."""
    count, written = export.questions.count(), []
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".faq-") as work:
        for number, part in enumerate(export.parts(rows), 1):
            is_split = count > settings.SHEET_ROWS
            target = path.with_stem(f"{path.stem}-{number}") if is_split else path
            left = min(count - (number - 1) * settings.SHEET_ROWS, settings.SHEET_ROWS)
            with Path(work, target.name).open("x+b") as file:
                export.write(file, part)
                record(file, target.name, left, by=by, now=now)
                os.fsync(file.fileno())
            written.append(target)
        for target in written:
            Path(work, target.name).replace(target)
    return written
