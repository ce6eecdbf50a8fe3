"""From a spreadsheet to drafts: what each row means, and that nothing else is written."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from announcements.models import Category, Faq
from announcements.models.faq import LAST_PLACE
from announcements.sheets import importing
from announcements.sheets.columns import CLEAR
from announcements.sheets.plan import Kind, Plan
from tests.announcements.sheets.files import edited, export
from tests.factories import (
    HOUR,
    NOON,
    edit,
    every_row,
    make_administrator,
    make_category,
    make_draft,
    make_live,
    make_source,
    make_writer,
    refused,
    seal,
)
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Entry, Revision, Transfer, Upload
from tokutei_site.sheets.unfit import Unfit
from tokutei_site.staff.models import User

pytestmark = pytest.mark.django_db

FORMATS = ("xlsx", "csv")
OVERLAPPING = "_x005F_x000D_"
ODD = [
    "=1+1", "＝1+1", "+81-3-1234-5678", "-5度", "@市", "'x", "''x", '=HYPERLINK("https://example.jp")',
    "0312345678", "1-2", "一行目\n二行目", " 前後に空白 ", "　全角空白　", "タブ\tの後", "〜～−‐",
    "🏢髙﨑𠮷", "NBSP\u00a0の後", "_x000D_", OVERLAPPING, "None", "null", "TRUE",
    "1234567890123456789", "- 一つ\n- 二つ\n\n1. 三つ", "<script>alert(1)</script>",
]  # fmt: skip


def sent(data: bytes, by: User | None = None) -> Upload:
    return importing.receive(data, "質問.xlsx", by=by or make_writer(), now=NOON)


def planned(data: bytes) -> dict[str, Plan]:
    """The plans by code; "" for a new one."""
    return {plan.code: plan for plan in importing.planned(sent(data))}


def imported(data: bytes, by: User | None = None, **terms: Any) -> Transfer:
    upload = sent(data, by)
    return importing.confirm(upload, upload.sha256, by=upload.by, now=NOON, **terms)


def problems(data: bytes) -> str:
    return "\n".join(text for plan in planned(data).values() for text in plan.problems)


# What comes back as it went out


@pytest.mark.parametrize("format", FORMATS)
def test_an_untouched_file_changes_nothing(format: str) -> None:
    make_source("law")
    make_live(Faq, sources__law__order=0, is_to_be_confirmed=True)
    make_draft(Faq, answer_en=None, order=7)
    for text in ODD:
        make_draft(Faq, answer_ja=text)
    upload = sent(export(format))
    found = importing.planned(upload)
    assert {plan.kind for plan in found} == {Kind.UNCHANGED} and len(found) == len(ODD) + 2
    with refused(importing.NotConfirmed):
        importing.confirm(upload, upload.sha256, by=upload.by, now=NOON)


def test_a_workbook_that_libreoffice_saved_changes_nothing(office: Any) -> None:
    make_source("law")
    make_live(Faq, sources__law__order=0, is_to_be_confirmed=True)
    for text in ODD:
        if text != OVERLAPPING:  # which LibreOffice itself loses
            make_draft(Faq, answer_ja=text)
    found = importing.planned(sent(office(export())))
    assert {plan.kind for plan in found} == {Kind.UNCHANGED} and len(found) == len(ODD)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("text", ODD)
def test_every_text_comes_in_code_point_for_code_point(format: str, text: str) -> None:
    make_draft(Faq)
    imported(edited(format, FAQ_001__answer_ja=text))
    head = Faq.objects.get().head
    assert head and head.content["answer_ja"] == text
    assert {plan.kind for plan in planned(export(format)).values()} == {Kind.UNCHANGED}


@pytest.mark.parametrize("format", FORMATS)
def test_one_changed_cell_is_one_version_that_names_that_field(format: str) -> None:
    make_draft(Faq)
    other = make_draft(Faq)
    data = edited(format, FAQ_001__answer_en="By post.")
    assert list(planned(data)["FAQ-001"].changes) == ["answer_en"]
    batch = imported(data)
    (version,) = batch.revisions.all()
    assert version.parent and version.content["answer_en"] == "By post."
    changed = {p for p, v in version.columns.items() if version.parent.columns.get(p) != v}
    assert changed == {"answer_en"}
    assert other.entry.revisions.count() == 1
    assert batch.counts == {"new": 0, "changed": 1, "unchanged": 1, "moved": 0, "refused": 0}


def test_every_column_can_be_changed() -> None:
    make_category("other", name_ja="ほかの分類")
    for key in ("law", "kanri"):
        make_source(key)
    make_draft(Faq, sources__law__order=0)
    imported(
        edited(
            FAQ_001__category="ほかの分類",
            FAQ_001__order=12,
            FAQ_001__is_to_be_confirmed="はい",
            FAQ_001__title_ja="新しい質問",
            FAQ_001__sources="kanri\nlaw",
        )
    )
    head = Faq.objects.get().head
    assert head
    content = head.content
    assert content["category"]["key"] == "other"
    assert (content["order"], content["is_to_be_confirmed"]) == (12, True)
    assert content["title_ja"] == "新しい質問"
    orders = {key: row["order"] for key, row in content["sources"].items()}
    assert orders == {"kanri": 0, "law": 1}


def test_a_category_is_known_by_its_name_in_any_language_or_its_key() -> None:
    make_category("other", name_ja="ほかの分類", name_en="Another category")
    for word in ("ほかの分類", "Another category", "other"):
        make_draft(Faq)
        code = Faq.objects.latest("pk").slug.replace("-", "_")
        imported(edited(**{f"{code}__category": word}))
    assert {faq.category and faq.category.key for faq in Faq.objects.all()} == {"other"}


def test_categories_of_one_name_are_told_apart_by_their_keys() -> None:
    for key in ("one", "two"):
        make_category(key, name_ja="同じ名前")
    make_draft(Faq, category__key="two")
    assert planned(export())["FAQ-001"].kind is Kind.UNCHANGED
    imported(edited(FAQ_001__category="同じ名前［one］"))
    assert Faq.objects.filter(category__key="one").exists()
    assert "同じ名前" in problems(edited("csv", NEW1__category="同じ名前", NEW1__title_ja="新"))


@pytest.mark.parametrize("format", FORMATS)
def test_a_category_that_was_renamed_since_the_export_moves_no_row(format: str) -> None:
    """Nor does another one that has its name now."""
    one, other = make_category("one", name_ja="分類甲"), make_category("other", name_ja="分類乙")
    for key in ("one", "other", "one"):
        make_draft(Faq, category__key=key)
    data = edited(
        format, FAQ_003__answer_en="By post.", NEW1__title_ja="新", NEW1__category="分類甲［one］"
    )
    one.name_ja, other.name_ja = "分類丙", "分類甲"
    one.save()
    other.save()
    kinds = {code: plan.kind for code, plan in planned(data).items()}
    assert kinds == {
        "FAQ-001": Kind.UNCHANGED, "FAQ-002": Kind.UNCHANGED,
        "FAQ-003": Kind.CHANGED, "": Kind.NEW,
    }  # fmt: skip
    imported(data)
    placed = Faq.objects.order_by("slug").values_list("category__key", flat=True)
    assert list(placed) == ["one", "other", "one", "one"]


@pytest.mark.parametrize("format", FORMATS)
def test_a_name_without_its_key_is_the_one_that_was_exported(format: str) -> None:
    """As files of before have it; also where the question moved on."""
    category = make_category("one", name_ja="分類甲")
    for _ in range(2):
        make_draft(Faq, category__key="one")
    data = edited(format, FAQ_001__category="分類甲", FAQ_002__category="分類甲")
    category.name_ja = "分類乙"
    category.save()
    moved = Faq.objects.get(slug="FAQ-002").head
    assert moved
    edit(moved, now=NOON, answer_en="A colleague's.")
    found = planned(data)
    assert (found["FAQ-001"].kind, found["FAQ-002"].kind) == (Kind.UNCHANGED, Kind.MOVED)


# Blank, clear, new, gone


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("blank", ["", " ", "　", "\n"])
def test_a_blank_cell_changes_nothing(format: str, blank: str) -> None:
    make_draft(Faq)
    data = edited(format, FAQ_001__title_ja=blank, FAQ_001__answer_en=blank, FAQ_001__order=blank)
    assert planned(data)["FAQ-001"].kind is Kind.UNCHANGED


def test_the_clear_mark_empties_a_text_and_the_sources() -> None:
    make_source("law")
    make_draft(Faq, sources__law__order=0)
    imported(edited(FAQ_001__answer_en=CLEAR, FAQ_001__sources=CLEAR))
    head = Faq.objects.get().head
    assert head and head.content["answer_en"] is None and head.content["sources"] == {}


@pytest.mark.parametrize("name", ["category", "is_to_be_confirmed", "title_ja"])
def test_what_cannot_be_empty_is_not_cleared(name: str) -> None:
    make_draft(Faq)
    assert planned(edited(**{f"FAQ_001__{name}": CLEAR}))["FAQ-001"].kind is Kind.REFUSED


def test_a_text_that_is_the_clear_mark_itself_stays() -> None:
    make_draft(Faq, answer_ja=CLEAR)
    assert planned(export())["FAQ-001"].kind is Kind.UNCHANGED


def test_rows_without_a_code_are_new_questions_with_the_next_codes() -> None:
    make_draft(Faq)
    make_category("new", name_ja="新しい分類")
    typed = {}
    for number in (1, 2):
        new = {"title_ja": f"新しい質問{number}", "answer_ja": "答え", "category": "新しい分類"}
        typed |= {f"NEW{number}__{name}": text for name, text in new.items()}
    batch = imported(edited(**typed))
    assert sorted(Faq.objects.values_list("slug", flat=True)) == ["FAQ-001", "FAQ-002", "FAQ-003"]
    assert [version.number for version in batch.revisions.all()] == [1, 1]
    assert batch.counts["new"] == 2


def test_a_new_question_without_a_place_comes_after_all_others() -> None:
    make_category("new", name_ja="新しい分類")
    make_draft(Faq, order=7)
    make_draft(Faq, order=LAST_PLACE, category__key="full")
    typed: dict[str, Any] = {"FAQ_001__order": "20"}
    for number, (category, place) in enumerate(
        [("procedures", ""), ("procedures", "31"), ("procedures", ""), ("new", ""), ("full", "")]
    ):
        new = {"title_ja": f"質問{number}", "answer_ja": "答え", "category": category}
        typed |= {f"NEW{number}__{name}": text for name, text in new.items()}
        typed |= {f"NEW{number}__order": place} if place else {}
    imported(edited("csv", **typed))
    places = Faq.objects.order_by("slug").values_list("order", flat=True)
    assert list(places) == [20, LAST_PLACE, 32, 31, 33, 0, LAST_PLACE]


def test_rows_missing_from_the_file_stay_as_they_are() -> None:
    make_draft(Faq)
    data = edited(FAQ_001__order=3)
    other = make_draft(Faq)
    imported(data)
    assert other.entry.revisions.count() == 1 and Faq.objects.count() == 2


# What is refused, with nothing written


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"category": "ない分類"}, "この分類はありません：ない分類"),
        ({"order": "32768"}, "32767"),
        ({"is_to_be_confirmed": "たぶん"}, "「はい」か「いいえ」"),
        ({"sources": "law\nnone"}, "none"),
        ({"title_ja": "二行の\n質問"}, "1行で"),
        ({"title_ja": "あ" * 201}, "200"),
        ({"answer_ja": "見えない\u202e文字"}, "U+202E"),
        ({"answer_ja": "[x](javascript:alert(1))"}, "javascript"),
        ({"version": "9"}, "版の番号が分かりません"),
        ({"version": ""}, "版の番号が分かりません"),
    ],
)
def test_a_wrong_cell_refuses_its_row_in_words(typed: dict[str, Any], told: str) -> None:
    make_source("law")
    make_draft(Faq)
    data = edited("csv", **{f"FAQ_001__{name}": text for name, text in typed.items()})
    upload = sent(data)
    (plan,) = importing.planned(upload)
    assert plan.kind is Kind.REFUSED and told in "\n".join(plan.problems)
    with refused(importing.NotConfirmed):
        importing.confirm(upload, upload.sha256, by=upload.by, now=NOON)


def test_an_unknown_code_is_refused() -> None:
    make_draft(Faq)
    assert "FAQ-777" in problems(edited("csv", FAQ_777__title_ja="質問"))


def test_a_code_that_stands_twice_is_refused_in_both_rows() -> None:
    make_draft(Faq)
    data = export("csv")
    twice = data + data.split(b"\r\n")[1] + b"\r\n"
    found = importing.planned(sent(twice))
    assert [plan.kind for plan in found] == [Kind.REFUSED, Kind.REFUSED]


def test_one_wrong_row_keeps_all_others_out() -> None:
    for _ in range(2):
        make_draft(Faq)
    upload = sent(edited(FAQ_001__answer_ja="新しい答え", FAQ_002__category="ない分類"))
    with refused(importing.NotConfirmed):
        importing.confirm(upload, upload.sha256, by=upload.by, now=NOON)


def test_what_a_colleague_changed_since_the_export_is_never_overwritten() -> None:
    draft = make_draft(Faq)
    data = edited(FAQ_001__answer_en="From the file.")
    edit(draft, now=NOON, answer_ja="同僚の答え")
    plan = planned(data)["FAQ-001"]
    assert plan.kind is Kind.REFUSED and "第1版" in plan.problems[0] and "第2版" in plan.problems[0]


def test_a_row_nobody_touched_does_no_harm_when_its_question_moved_on() -> None:
    draft, other = make_draft(Faq), make_draft(Faq)
    data = edited(FAQ_002__answer_en="From the file.")
    edit(draft, now=NOON, answer_ja="同僚の答え")
    found = planned(data)
    assert (found["FAQ-001"].kind, found["FAQ-002"].kind) == (Kind.MOVED, Kind.CHANGED)
    imported(data)
    assert draft.entry.revisions.count() == 2 and other.entry.revisions.count() == 2


def test_a_row_of_a_sealed_version_is_refused() -> None:
    entry = make_live(Faq)
    data = export()
    assert entry.head
    edit(entry.head, now=NOON, title_ja="新")
    seal(entry.head)
    assert planned(data)["FAQ-001"].kind is Kind.REFUSED


def test_an_edit_between_preview_and_confirmation_keeps_the_whole_file_out() -> None:
    draft = make_draft(Faq)
    make_draft(Faq)
    upload = sent(edited(FAQ_001__answer_en="From the file.", FAQ_002__order=9))
    assert not any(plan.problems for plan in importing.planned(upload))
    edit(draft, now=NOON, answer_ja="同僚の答え")
    with refused(importing.NotConfirmed):
        importing.confirm(upload, upload.sha256, by=upload.by, now=NOON)


# Whose file it is, and for how long


def test_a_file_is_confirmed_once() -> None:
    make_draft(Faq)
    upload = sent(edited(FAQ_001__order=3))
    again = Upload.objects.get()
    importing.confirm(upload, upload.sha256, by=upload.by, now=NOON)
    with refused(importing.NotConfirmed):
        importing.confirm(again, again.sha256, by=again.by, now=NOON)


def test_another_file_than_the_one_that_was_looked_at_is_refused() -> None:
    make_draft(Faq)
    upload = sent(edited(FAQ_001__order=3))
    with refused(importing.NotConfirmed):
        importing.confirm(upload, "0" * 64, by=upload.by, now=NOON)


def test_somebody_elses_file_is_refused() -> None:
    make_draft(Faq)
    upload, other = sent(edited(FAQ_001__order=3)), make_writer()
    assert importing.kept(upload.key, by=other, now=NOON) is None
    with refused(importing.NotConfirmed):
        importing.confirm(upload, upload.sha256, by=other, now=NOON)


def test_a_file_is_kept_for_two_hours_and_goes_with_the_next_one() -> None:
    make_draft(Faq)
    upload = sent(export())
    assert importing.kept(upload.key, by=upload.by, now=NOON + HOUR)
    later = NOON + 2 * HOUR + timedelta(seconds=1)
    assert importing.kept(upload.key, by=upload.by, now=later) is None
    importing.receive(export(), "faq.xlsx", by=upload.by, now=later)
    assert not Upload.objects.filter(pk=upload.pk).exists()


def test_sealing_anything_lets_the_waiting_files_go() -> None:
    make_draft(Faq)
    sent(export())
    entry = make_live()
    assert entry.head
    edit(entry.head, now=NOON, title_ja="新")
    seal(entry.head)
    assert not Upload.objects.exists()


def test_who_may_not_import_is_refused_at_every_step() -> None:
    make_draft(Faq)
    data, by = edited(FAQ_001__order=3), make_administrator()
    upload = sent(data)
    with refused(PermissionDenied):
        importing.receive(data, "faq.xlsx", by=by, now=NOON)
    with refused(PermissionDenied):
        importing.confirm(upload, upload.sha256, by=by, now=NOON)


def test_a_file_that_cannot_be_read_keeps_nothing() -> None:
    make_draft(Faq)
    before = every_row()
    with pytest.raises(Unfit):
        sent(b"PK\x03\x04 damaged")
    assert every_row() == before


# The languages


def test_a_new_text_is_behind_until_somebody_compares_it() -> None:
    make_draft(Faq)
    imported(edited(FAQ_001__answer_ja="窓口か郵送です。", FAQ_001__answer_en="Counter or post."))
    entry = Entry.objects.get(slug="FAQ-001")
    assert entry.backlogs.get(language="en").stale or entry.backlogs.get(language="en").untranslated


def test_languages_compared_at_the_import_are_part_of_the_same_version() -> None:
    make_draft(Faq)
    data = edited(FAQ_001__answer_ja="窓口か郵送です。", FAQ_001__answer_en="Counter or post.")
    batch = imported(data, compared={2})
    assert batch.revisions.count() == 1
    row = Entry.objects.get(slug="FAQ-001").backlogs.get(language="en")
    assert (row.stale, row.untranslated) == (0, 0)


# Two at once


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_import_at_once_one_wins_and_the_other_is_told() -> None:
    for _ in range(3):
        make_draft(Faq)
    uploads = [
        sent(edited(**{f"FAQ_00{n}__answer_en": text for n in (1, 2, 3)}))
        for text in ("One way.", "Another way.")
    ]
    barrier, results = threading.Barrier(2), []

    def confirm(upload: Upload) -> None:
        barrier.wait()
        try:
            results.append(importing.confirm(upload, upload.sha256, by=upload.by, now=NOON))
        except importing.NotConfirmed as told:
            results.append(told)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=[upload]) for upload in uploads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(result).__name__ for result in results) == ["NotConfirmed", "Transfer"]
    assert Revision.objects.filter(batch__isnull=False).count() == 3


@pytest.mark.django_db(transaction=True)
def test_an_import_that_dies_half_way_has_written_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        make_draft(Faq)
    upload = sent(edited(**{f"FAQ_00{n}__order": 9 for n in (1, 2, 3)}))
    before, save, calls = every_row(), desk.save, []

    def die(*args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return save(*args, **kwargs)

    monkeypatch.setattr(desk, "save", die)
    with pytest.raises(KeyboardInterrupt):
        importing.confirm(upload, upload.sha256, by=upload.by, now=NOON)
    assert every_row() == before


def test_the_categories_are_asked_once(django_assert_max_num_queries: Any) -> None:
    for _ in range(20):
        make_draft(Faq)
    upload = sent(export())
    assert Category.objects.count() == 1
    with django_assert_max_num_queries(6):
        importing.planned(upload)


def test_the_versions_of_a_file_are_asked_together(django_assert_max_num_queries: Any) -> None:
    for number in range(8):
        revision = make_draft(Faq)
        for hour in range(number):
            revision = edit(revision, now=NOON + hour * HOUR, order=hour + 100)
    data = export()
    for number, faq in enumerate(Faq.objects.order_by("slug")):
        assert faq.head
        edit(faq.head, now=NOON + 9 * HOUR, order=number + 200)
    upload = sent(data)
    with django_assert_max_num_queries(8):
        plans = importing.planned(upload)
    assert {plan.kind for plan in plans} == {Kind.MOVED}
    assert sorted(plan.version for plan in plans) == [str(n) for n in range(1, 9)]


def test_the_search_words_stay_as_they_are_where_another_cell_changes() -> None:
    faq = make_live(Faq, keywords="ひっこし\nmoving")
    imported(edited(FAQ_001__answer_ja="変えた答え。"))
    faq.refresh_from_db()
    assert faq.keywords == "ひっこし\nmoving"
    assert faq.head and faq.head.content["keywords"] == faq.keywords
