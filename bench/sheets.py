"""The FAQ to spreadsheets and back, side by side in one run with django-import-export's defaults
and with the bare writers: seconds and peak memory, each in a process of its own.

script/bench sheets [ROWS]    100,000 unless told; on a new SQLite database
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django

FOLDER = "BENCH_SHEETS"
PLAIN = ("slug", "head__number", "category__key", "order", "is_to_be_confirmed")
TEXTS = ("title_ja", "title_en", "answer_ja", "answer_en")
PREVIEWED = (1_000, 5_000)
EVERY = 10  # of the previewed rows one in so many is changed


def prepare(folder: Path) -> None:
    os.environ[FOLDER] = os.environ["VAR_DIR"] = str(folder)
    os.environ["SITE_URL"] = "http://127.0.0.1:8000"
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
    os.environ.setdefault("SECRET_KEY", "only-for-measuring-" + "x" * 40)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tokutei_site.settings")
    os.environ["SHEET_ROWS"] = "20000"
    django.setup()
    from django.db import connection

    # Pages of the database's file that the system maps are not the process's own memory.
    options = connection.settings_dict["OPTIONS"]
    options["init_command"] = options["init_command"].replace("mmap_size=134217728", "mmap_size=0")


# A large FAQ, as rows: the verbs would take hours


def content(number: int) -> dict[str, Any]:
    return {
        "kind": "faq",
        "source_language": "ja",
        "basis": {},
        "review_by": None,
        "category": {"key": "card", "name_ja": "カード", "name_en": "Card", "order": 0},
        "related": {},
        "sources": {"law": {"order": 0, "title_ja": "法律", "title_en": "Law"}},
        "order": number % 300,
        "is_to_be_confirmed": False,
        "title_ja": f"特定在留カードについての質問その{number}",
        "title_en": f"Question {number} about the Specified Residence Card",
        "answer_ja": "窓口で申請します。\n・在留カード\n・写真 1枚 ※6か月以内\n" * 4,
        "answer_en": "You apply at the counter.\n- Residence card\n- 1 photo ※ 6 months\n" * 4,
    }


def fill(count: int) -> None:
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.utils import timezone

    from announcements.models import Category, Faq
    from tokutei_site.publishing.content import canonical, fingerprint
    from tokutei_site.publishing.models import Citation, Entry, Revision, Source
    from tokutei_site.staff.models import User

    call_command("migrate", verbosity=0)
    by = User.objects.create(username="bench", is_staff=True, is_superuser=True)
    category = Category.objects.create(key="card", name_ja="カード", name_en="Card")
    law = Source.objects.create(key="law", title_ja="法律", title_en="Law")
    own = [field.column for field in Faq._meta.local_fields]
    names, places = ", ".join(f'"{name}"' for name in own), ", ".join(["%s"] * len(own))
    blank = {"title": "", "answer": "", "category_names": '{"order": 0}'}
    insert = f"INSERT INTO announcements_faq ({names}) VALUES ({places})"  # noqa: S608
    with transaction.atomic(), connection.cursor() as cursor:
        entries = Entry.objects.bulk_create(
            [Entry(kind="faq", slug=f"FAQ-{n:06}") for n in range(count)], batch_size=5_000
        )
        texts = [content(number) for number in range(count)]
        Revision.objects.bulk_create(
            [
                Revision(entry=entry, number=1, by=by, at=timezone.now(), text=canonical(text),
                         content_hash=fingerprint(canonical(text)))
                for entry, text in zip(entries, texts, strict=True)
            ],
            batch_size=5_000,
        )  # fmt: skip
        cursor.execute(
            "UPDATE publishing_entry SET head_id = (SELECT id FROM publishing_revision "
            "WHERE entry_id = publishing_entry.id)"
        )
        rows = [
            {**text, **blank, "entry_ptr_id": entry.pk, "category_id": category.pk}
            for entry, text in zip(entries, texts, strict=True)
        ]
        cursor.executemany(insert, [[row[column] for column in own] for row in rows])
        Citation.objects.bulk_create(
            [Citation(entry=entry, source=law) for entry in entries], batch_size=5_000
        )


# What is measured: each a function that gets the number of rows


def questions(count: int) -> Any:
    from announcements.models import Faq

    return Faq.objects.filter(order__gte=0, slug__lt=f"FAQ-{count:06}")


def ours(format: str) -> Callable[[int], None]:
    def run(count: int) -> None:
        from django.utils import timezone

        from announcements.sheets.exporting import Export, Format

        export = Export(questions(count), Format(format), timezone.now())
        with (Path(os.environ[FOLDER]) / f"ours.{format}").open("wb") as file:
            export.write(file, export.resource.rows(export.questions))

    return run


Rows = Callable[[int], Iterator[list[str | int]]]


def same_rows(count: int) -> Iterator[list[str | int]]:
    """What our own writers get: with states and sources, which cost questions of their own."""
    from announcements.sheets.resource import FaqResource

    return FaqResource().rows(questions(count))


def plain_rows(count: int) -> Iterator[list[str | int]]:
    """The columns of one table, as texts, in any order."""
    for row in questions(count).values_list(*PLAIN, *TEXTS).iterator(chunk_size=2_000):
        yield [str(value) for value in row] + ["公開中 / 公開した版と同じ", "law"]


def xlsxwriter_alone(rows: Rows) -> Callable[[int], None]:
    def run(count: int) -> None:
        import xlsxwriter

        path = Path(os.environ[FOLDER]) / "bare.xlsx"
        with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            look = book.add_format({"num_format": "@", "text_wrap": True})
            for number, row in enumerate(rows(count)):
                for position, text in enumerate(row):
                    sheet.write_string(number, position, str(text), look)

    return run


def openpyxl_alone(count: int) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in same_rows(count):
        sheet.append(row)
    book.save(Path(os.environ[FOLDER]) / "openpyxl.xlsx")


def csv_alone(rows: Rows) -> Callable[[int], None]:
    def run(count: int) -> None:
        import csv

        with (Path(os.environ[FOLDER]) / "bare.csv").open("w", newline="") as file:
            csv.writer(file).writerows(rows(count))

    return run


def default_resource() -> Any:
    from import_export import resources

    from announcements.models import Faq

    class Default(resources.ModelResource):
        class Meta:
            model = Faq
            fields = ("slug", "category", "order", "is_to_be_confirmed", *TEXTS)
            import_id_fields = ("slug",)

    return Default()


def default(format: str) -> Callable[[int], None]:
    def run(count: int) -> None:
        from import_export.formats import base_formats

        dataset = default_resource().export(questions(count))
        data = getattr(base_formats, format.upper())().export_data(dataset)
        path = Path(os.environ[FOLDER]) / f"default.{format}"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())

    return run


def edited(count: int, name: str, writer: Callable[[int], None]) -> Path:
    """A workbook of that many rows; in one of ten somebody changed the English answer."""
    import openpyxl

    path = Path(os.environ[FOLDER]) / f"{name}-{count}.xlsx"
    if not path.exists():
        writer(count)
        (Path(os.environ[FOLDER]) / f"{name}.xlsx").rename(path)
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        answers = [n for n, cell in enumerate(sheet[2], 1) if "You apply" in str(cell.value)]
        for number in range(2, count + 2, EVERY):
            sheet.cell(number, answers[0]).value += "Or by post.\n"
        book.save(path)
    return path


def preview_ours(count: int) -> None:
    from django.utils import timezone

    from announcements.sheets import importing
    from announcements.sheets.plan import Kind
    from tokutei_site.staff.models import User

    data = edited(count, "ours", ours("xlsx")).read_bytes()
    begin()
    by = User.objects.get(username="bench")
    upload = importing.receive(data, "bench.xlsx", by=by, now=timezone.now())
    found = importing.planned(upload)
    changed = [plan.comparison for plan in found if plan.kind is Kind.CHANGED]
    assert (len(found), len(changed)) == (count, count // EVERY)  # noqa: S101


def preview_default(count: int) -> None:
    from import_export.formats import base_formats

    data = edited(count, "default", default("xlsx")).read_bytes()
    begin()
    dataset = base_formats.XLSX().create_dataset(data)
    result = default_resource().import_data(dataset, dry_run=True)
    assert result.totals["update"] == count or not result.has_errors()  # noqa: S101


def read_ours(count: int) -> None:
    from announcements.sheets.columns import SHEET, columns
    from announcements.sheets.importing import limits
    from tokutei_site.sheets.reading import read

    data = edited(count, "ours", ours("xlsx")).read_bytes()
    begin()
    assert len(read(data, columns(), SHEET, limits()).rows) == count  # noqa: S101


def read_openpyxl(count: int) -> None:
    import openpyxl

    path = edited(count, "ours", ours("xlsx"))
    begin()
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    assert len(list(sheet.iter_rows(values_only=True))) == count + 1  # noqa: S101


def read_calamine(count: int) -> None:
    import python_calamine

    path = edited(count, "ours", ours("xlsx"))
    begin()
    rows = python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()
    assert len(rows) == count + 1  # noqa: S101


TASKS: dict[str, Callable[[int], None]] = {
    "XLSX, ours": ours("xlsx"),
    "XLSX, XlsxWriter alone": xlsxwriter_alone(same_rows),
    "XLSX, XlsxWriter alone, plain columns": xlsxwriter_alone(plain_rows),
    "XLSX, openpyxl write-only alone": openpyxl_alone,
    "XLSX, django-import-export's default": default("xlsx"),
    "CSV, ours": ours("csv"),
    "CSV, csv alone": csv_alone(same_rows),
    "CSV, csv alone, plain columns": csv_alone(plain_rows),
    "CSV, django-import-export's default": default("csv"),
    "preview, ours": preview_ours,
    "preview, django-import-export's default": preview_default,
    "reading, ours (checked, in a process of its own)": read_ours,
    "reading, openpyxl": read_openpyxl,
    "reading, python-calamine": read_calamine,
}
started = 0.0


def begin() -> None:
    """What came before was preparation."""
    global started
    started = time.perf_counter()


def measured(name: str, count: int) -> None:
    begin()
    TASKS[name](count)
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "peak": peak()}))


def peak() -> int:
    """Megabytes of this process at its largest (Linux)."""
    status = Path("/proc/self/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def run(name: str, count: int) -> tuple[float, int]:
    task = [sys.executable, __file__, "--task", name, str(count)]
    done = subprocess.run(task, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(f"{name}: {done.stderr[-2000:]}")
    found = json.loads(done.stdout)
    print(f"{name:<52}{count:>9,} rows{found['seconds']:>9.2f} s{found['peak']:>7} MB", flush=True)
    return found["seconds"], found["peak"]


def ratio(what: str, goal: str, value: float) -> None:
    print(f"    {what:<60}{value:>6.2f}   (goal: {goal})", flush=True)


def main(count: int) -> None:
    fill(count)
    for format, bare in (("XLSX", "XlsxWriter"), ("CSV", "csv")):
        _seconds, few = run(f"{format}, ours", count // 10)
        mine, many = run(f"{format}, ours", count)
        alone, _peak = run(f"{format}, {bare} alone", count)
        plain, _peak = run(f"{format}, {bare} alone, plain columns", count)
        if format == "XLSX":
            run("XLSX, openpyxl write-only alone", count)
        theirs, _peak = run(f"{format}, django-import-export's default", count)
        ratio(f"{format}: time against the bare writer", "at most 1.2", mine / alone)
        ratio(f"{format}: the same without states and sources", "none", mine / plain)
        ratio(f"{format}: times faster than the default", "at least 1.6", theirs / mine)
        ratio(f"{format}: memory against a tenth of the rows", "at most 1.3", many / few)
    for rows in PREVIEWED:
        mine, _peak = run("preview, ours", rows)
        theirs, _peak = run("preview, django-import-export's default", rows)
        ratio("preview: time against the default", "below 0.5", mine / theirs)
    for name in (name for name in TASKS if name.startswith("reading")):
        run(name, PREVIEWED[-1])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--task"]:
        prepare(Path(os.environ[FOLDER]))
        measured(sys.argv[2], int(sys.argv[3]))
    else:
        with tempfile.TemporaryDirectory(prefix="bench-sheets-") as folder:
            prepare(Path(folder))
            main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
