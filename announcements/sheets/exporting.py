"""From the database to files: streamed, split where an import would end, and put on record."""

import hashlib
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from django.conf import settings
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
        categories = tuple(self.resource.categories[settings.LANGUAGE_CODE].values())
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
    content type. Several workbooks come in a ZIP file."""
    count = export.questions.count()
    rows = export.resource.rows(export.questions)
    file: Any = tempfile.TemporaryFile()  # noqa: SIM115, whoever sends it closes it
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
    return file, name, content_type


def to_files(
    export: Export, path: Path, rows: Iterable[list[str | int]], *, by: User | None, now: datetime
) -> list[Path]:
    """The file at `path`, or numbered files beside it (faq-1.xlsx, faq-2.xlsx …)."""
    count, written = export.questions.count(), []
    for number, part in enumerate(export.parts(rows), 1):
        is_split = count > settings.SHEET_ROWS
        target = path.with_stem(f"{path.stem}-{number}") if is_split else path
        left = min(count - (number - 1) * settings.SHEET_ROWS, settings.SHEET_ROWS)
        with target.open("w+b") as file:
            export.write(file, part)
            record(file, target.name, left, by=by, now=now)
        written.append(target)
    return written
