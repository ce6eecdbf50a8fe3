"""Whatever saved a file in between: what nobody touched is no change, and what somebody wrote comes
in as it was written."""

import csv
import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from announcements.models import Faq
from announcements.sheets import importing
from announcements.sheets.columns import headings
from announcements.sheets.plan import Kind, Plan
from tests.announcements.sheets.files import edited, export, place
from tests.desk_forms import login
from tests.factories import NOON, make_draft, make_source, make_writer
from tests.sheets.books import COLUMNS, rows_of, written
from tests.sheets.books import SHEET as BOOK_SHEET
from tests.sheets.test_round_trip import csv_of
from tokutei_site.publishing.models import Upload
from tokutei_site.sheets.guard import guard
from tokutei_site.sheets.limits import Limits
from tokutei_site.sheets.process import table_of
from tokutei_site.sheets.shift_jis import LOST
from tokutei_site.sheets.way import Way
from tokutei_site.text.characters import normalise, validate_text

TEXTS = [
    "'持ち物'について\n- 旅券", "- Passport\n- Photo", "=1+1", "''二つ", "＝全角", "'", "@市",
    "Zairyū ‖ 〜 −", "=Zairyū", "'é'", "💳 𠮷", "ふつうの文章", "?", "0312", " 空白 ",
]  # fmt: skip


def planned(data: bytes) -> dict[str, Plan]:
    upload = importing.receive(data, "質問.csv", by=make_writer(), now=NOON)
    return {plan.code: plan for plan in importing.planned(upload)}


def lines(data: bytes) -> list[list[str]]:
    csv.field_size_limit(1 << 20)  # which the reader sets by the size of its file
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def as_csv(rows: list[list[str]], encoding: str = "utf-8", is_by_unit: bool = False) -> bytes:
    """As a program saves it that quotes only where it must."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    text = file.getvalue()
    return text.encode() if encoding == "utf-8" else left(text, is_by_unit).encode("cp932")


def left(text: str, is_by_unit: bool = False) -> str:
    """In Shift_JIS, as LibreOffice writes it, or Windows with a mark for each unit of UTF-16."""

    def mark(sign: str) -> str:
        like = sign.encode("cp932", "ignore").decode("cp932", "ignore")
        return like if like not in ("", sign) else "??" if is_by_unit and sign > "\uffff" else "?"

    return LOST.sub(lambda match: mark(match[0]), text)


def unguarded(rows: list[list[str]]) -> list[list[str]]:
    return [[cell.removeprefix("'") for cell in row] for row in rows]


# What the desk accepts


def storable(text: str) -> str:
    kept = normalise(text)
    assume(kept is not None)
    assert kept
    try:
        validate_text(kept)
    except ValidationError:
        assume(False)
    return kept


SIGNS = st.one_of(st.characters(codec="utf-8"), st.sampled_from("=+-@'＝?\t\n ū‖〜−💳é"))
STORED = st.lists(st.text(SIGNS, min_size=1).map(storable), min_size=1, max_size=6)
SAVED = {
    "a workbook": lambda texts: written(rows_of(texts)),
    "CSV": csv_of,
    "a workbook saved as CSV": lambda texts: as_csv(unguarded(lines(csv_of(texts)))),
    "CSV saved as a workbook": lambda texts: written(rows_of(map(guard, texts))),
    "CSV saved in Shift_JIS": lambda texts: as_csv(lines(csv_of(texts)), "cp932"),
    "the same by units": lambda texts: as_csv(lines(csv_of(texts)), "cp932", is_by_unit=True),
    "a workbook saved in Shift_JIS": lambda texts: as_csv(unguarded(lines(csv_of(texts))), "cp932"),
}


@settings(max_examples=150)
@given(STORED)
@pytest.mark.parametrize("name", SAVED)
def test_any_stored_text_comes_back_as_no_change(name: str, texts: list[str]) -> None:
    table = table_of(SAVED[name](texts), BOOK_SHEET, COLUMNS, Limits())
    cells = [row.cells["question_ja"] for row in table.rows]
    pairs = list(zip(cells, texts, strict=True))
    way = Way.of(table.encoding, pairs)
    for cell, text in pairs:
        assert way.is_untouched(cell, [text]) or way.is_worn(cell, [text])


def drafts() -> None:
    make_source("law")
    for text in TEXTS:
        make_draft(Faq, answer_ja=text, answer_en=text, sources__law__order=0)


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["utf-8", "cp932"])
@pytest.mark.parametrize("is_guarded", [True, False])
def test_an_untouched_csv_changes_nothing_however_it_was_saved(way: str, is_guarded: bool) -> None:
    drafts()
    rows = lines(export("csv"))
    found = planned(as_csv(rows if is_guarded else unguarded(rows), way))
    assert {plan.kind for plan in found.values()} == {Kind.UNCHANGED}
    worn = {plan.row.cells["answer_ja"] for plan in found.values() if plan.worn}
    assert len(worn) == (4 if way == "cp932" else 0)


CSV_UTF8, CSV_SHIFT_JIS = (
    f"csv:Text - txt - csv (StarCalc):44,34,{encoding},1,,0,false,true,false"
    for encoding in (76, 64)
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "way", [("xlsx", CSV_UTF8), ("xlsx", CSV_SHIFT_JIS), ("csv", "xlsx"), ("csv", CSV_SHIFT_JIS)]
)
def test_what_libreoffice_makes_of_an_export_changes_nothing(office: Any, way: Any) -> None:
    drafts()
    found = planned(office(export(way[0]), *way))
    assert len(found) == len(TEXTS)
    assert {plan.kind for plan in found.values()} == {Kind.UNCHANGED}


# What somebody wrote


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "csv from a workbook", "workbook from csv"])
def test_an_edit_beside_quote_signs_comes_in_as_written(kind: str) -> None:
    """In a list, whose guard stays in a CSV file, and in a quotation that begins the text."""
    for text in ("- 一つ", "'一つ'と", "=1", "ふつう", "'二'"):
        make_draft(Faq, answer_ja=text)
    data = export("csv")
    mark = "" if kind == "csv from a workbook" else "'"
    written_there = {
        "FAQ-001": f"{mark}- 一つ\n- 二つ",
        "FAQ-002": f"{mark}'一つ'と二つ",
        "FAQ-004": "'引用'から始まる",
    }
    rows = lines(data) if mark else unguarded(lines(data))
    for row in rows:
        if row[0] in written_there:
            row[place("answer_ja")] = written_there[row[0]]
    found = planned(as_csv(rows) if kind != "workbook from csv" else as_book(rows))
    changes = {code: plan.changes["answer_ja"] for code, plan in found.items() if plan.changes}
    assert changes == {
        "FAQ-001": "- 一つ\n- 二つ",
        "FAQ-002": "'一つ'と二つ",
        "FAQ-004": "'引用'から始まる",
    }


def as_book(rows: list[list[str]]) -> bytes:
    """A CSV file that a program opened and saved as a workbook, its quote signs among the texts."""
    names, typed = list(headings()), {}
    for row in rows[1:]:
        for name, cell in zip(names, row, strict=True):
            if name.startswith(("title_", "answer_")):
                typed[f"{row[0].replace('-', '_')}__{name}"] = cell
    return edited("xlsx", **typed)


@pytest.mark.django_db
def test_what_shift_jis_lost_is_told_and_an_edit_of_it_refused() -> None:
    make_draft(Faq, answer_en="The Zairyū Card.")
    make_draft(Faq, answer_en="The Zairyū Card, ‖ 〜.")
    make_draft(Faq, answer_ja="窓口")
    rows = lines(export("csv"))
    rows[3][place("answer_ja")] = "窓口か郵送"
    client = login(make_writer())
    page = sent(client, as_csv(rows, "cp932"))
    assert "2行にあります" in page and "答え（英語） / Answer (English): ū ‖ 〜" in page
    assert "下書きとして取り込む" in page and page.count('class="state row-') == 1

    rows[2][place("answer_en")] = "The Zairy? Card, and more."
    page = sent(client, as_csv(rows, "cp932"))
    assert "文章にある“ū” (U+016B), “‖” (U+2016), “〜” (U+301C)が、Shift_JIS" in page
    assert "下書きとして取り込む" not in page


def sent(client: Any, data: bytes) -> str:
    Upload.objects.all().delete()
    file = io.BytesIO(data)
    file.name = "質問.csv"
    response = client.post("/admin/announcements/faq/import/", {"file": file}, follow=True)
    return str(response.content.decode())
