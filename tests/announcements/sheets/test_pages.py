"""The desk's pages of spreadsheets, as a browser would use them."""

import hashlib
import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from announcements.models import Faq
from tests.announcements.sheets.files import cells, edited, export
from tests.desk_forms import login
from tests.factories import (
    edit,
    every_row,
    make_administrator,
    make_approver,
    make_draft,
    make_live,
    make_user,
    make_writer,
    refused,
)
from tokutei_site.publishing.models import Transfer, Upload

pytestmark = pytest.mark.django_db

FAQ = "/admin/announcements/faq/"
EXPORT, IMPORT = f"{FAQ}export/", f"{FAQ}import/"


def taken(client: Client, query: str = "", format: str = "csv") -> Any:
    response = client.post(EXPORT + query, {"format": format})
    assert response.status_code == 200
    return response


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def send(client: Client, data: bytes, name: str = "質問.xlsx") -> Any:
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, data)})


def previewed(client: Client, data: bytes) -> tuple[str, str]:
    """The address and the page of the preview."""
    path = send(client, data)["Location"]
    return path, client.get(path).content.decode()


def confirmed(client: Client, path: str, **typed: Any) -> Any:
    return client.post(path, {"sha256": Upload.objects.get().sha256} | typed, follow=True)


# Out


def test_an_export_comes_as_a_file_and_is_on_record() -> None:
    make_live(Faq)
    by = make_writer()
    response = taken(login(by))
    assert ".csv" in response["Content-Disposition"]
    (row,) = cells(body(response))
    assert (row["code"], row["version"], row["state"]) == (
        "FAQ-001",
        "1",
        "公開中 / 公開した版と同じ",
    )
    record = Transfer.objects.get()
    assert (record.by, record.direction, record.counts) == (by, "export", {"rows": 1})


def test_the_record_has_the_digest_of_the_very_file() -> None:
    make_draft(Faq)
    data = body(taken(login(make_writer()), format="xlsx"))
    assert Transfer.objects.get().sha256 == hashlib.sha256(data).hexdigest()


def test_looking_at_the_page_writes_nothing() -> None:
    make_draft(Faq)
    before = every_row()
    assert "1件の質問" in login(make_writer()).get(EXPORT).content.decode()
    assert every_row() == before


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["FAQ-001", "FAQ-002"]),
        ("?public_state=live", ["FAQ-002"]),
        ("?q=FAQ-001", ["FAQ-001"]),
        ("?category__id__exact=0", []),
        ("?none=1", ["FAQ-001", "FAQ-002"]),  # no filter of the list
    ],
)
def test_what_the_list_shows_is_exported(query: str, codes: list[str]) -> None:
    make_draft(Faq)
    make_live(Faq)
    found = cells(body(taken(login(make_writer()), query)))
    assert [row["code"] for row in found] == codes


def test_the_chosen_entries_are_exported() -> None:
    one, other = make_draft(Faq), make_draft(Faq)
    make_draft(Faq)
    client = login(make_writer())
    sent = {"action": "export_chosen", "_selected_action": [one.entry_id, other.entry_id]}
    response = client.post(FAQ, sent)
    found = cells(body(client.post(response["Location"], {"format": "csv"})))
    assert [row["code"] for row in found] == ["FAQ-001", "FAQ-002"]


def test_choosing_all_of_a_filtered_list_exports_the_filter() -> None:
    one = make_draft(Faq)
    make_live(Faq)
    sent = {"action": "export_chosen", "select_across": "1", "_selected_action": [one.entry_id]}
    response = login(make_writer()).post(f"{FAQ}?public_state=live", sent)
    assert response["Location"] == f"{EXPORT}?public_state=live"


def test_a_text_that_no_cell_holds_is_told_and_csv_still_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A version of before may hold one; what is saved today always fits."""
    with monkeypatch.context() as without:
        without.setattr("tokutei_site.publishing.gate.validate_text", lambda *_, **__: None)
        make_draft(Faq, answer_en="💳" * 17_000)
    client = login(make_writer())
    response = client.post(EXPORT, {"format": "xlsx"})
    page = response.content.decode()
    assert response.status_code == 200 and "FAQ-001" in page and "32767文字" in page
    assert not Transfer.objects.exists()
    assert len(cells(body(taken(client)))) == 1


def test_the_longest_texts_that_are_saved_go_out_and_come_back() -> None:
    for text in ("💳" * 15_000, "あ" * 30_000, "=" + "𠮷" * 14_999, "_x000D_" * 4_285):
        make_draft(Faq, answer_ja=text)
    with refused():
        make_draft(Faq, answer_ja="💳" * 15_001)
    client = login(make_writer())
    for format in ("xlsx", "csv"):
        _path, page = previewed(client, body(taken(client, format=format)))
        assert '<dt>変更なし</dt><dd><strong class="row-unchanged">4件' in page


def test_more_than_an_import_holds_comes_as_numbered_files_that_each_import(settings: Any) -> None:
    settings.SHEET_ROWS = 2
    for number in range(5):
        make_draft(Faq, order=number)
    client = login(make_writer())
    response = taken(client, format="xlsx")
    assert ".zip" in response["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(body(response))) as archive:
        names = archive.namelist()
        assert [name.rpartition("-")[2] for name in names] == ["1.xlsx", "2.xlsx", "3.xlsx"]
        for name, rows in zip(names, (2, 2, 1), strict=True):
            _path, page = previewed(client, archive.read(name))
            assert f'変更なし</dt><dd><strong class="row-unchanged">{rows}件' in page


# In


def test_the_untouched_file_says_how_many_rows_are_unchanged() -> None:
    for _ in range(3):
        make_draft(Faq)
    client = login(make_writer())
    before = every_row()
    _path, page = previewed(client, export())
    assert '<dt>変更なし</dt><dd><strong class="row-unchanged">3件' in page
    assert "このファイルで変わるところはありません" in page and "下書きとして取り込む" not in page
    after = every_row()
    assert {k: v for k, v in after.items() if k != "publishing_upload"} == {
        k: v for k, v in before.items() if k != "publishing_upload"
    }


def test_the_preview_shows_each_change_cell_by_cell_and_saves_nothing() -> None:
    make_draft(Faq)
    client = login(make_writer())
    data = edited(
        FAQ_001__answer_ja="窓口か郵送です。",
        FAQ_001__answer_en="At the counter or by post.",
        NEW1__title_ja="新しい質問",
        NEW1__category="procedures",
    )
    _path, page = previewed(client, data)
    page = re.sub("</?mark>", "", page)
    for words in ("窓口か郵送です。", "or by post", "新しい質問", "答え（英語）", "3行目"):
        assert words in page
    assert Faq.objects.count() == 1


def test_what_is_confirmed_becomes_a_batch_of_drafts() -> None:
    make_draft(Faq)
    by = make_writer()
    client = login(by)
    path, _page = previewed(client, edited(FAQ_001__order=4))
    response = confirmed(client, path)
    batch = Transfer.objects.get()
    assert response.redirect_chain[-1][0] == f"{FAQ}batch/{batch.pk}/"
    assert "下書きとして取り込みました" in response.content.decode()
    assert (batch.file_name, batch.by) == ("質問.xlsx", by)
    assert not Upload.objects.exists()


def test_confirming_twice_leads_to_the_batch_and_writes_once() -> None:
    make_draft(Faq)
    client = login(make_writer())
    path, _page = previewed(client, edited(FAQ_001__order=4))
    sha256 = Upload.objects.get().sha256
    client.post(path, {"sha256": sha256})
    response = client.post(path, {"sha256": sha256}, follow=True)
    assert "すでに取り込みました" in response.content.decode()
    assert Transfer.objects.count() == 1


def test_a_changed_file_between_preview_and_confirmation_is_refused() -> None:
    make_draft(Faq)
    client = login(make_writer())
    path, _page = previewed(client, edited(FAQ_001__order=4))
    response = client.post(path, {"sha256": "0" * 64}, follow=True)
    assert "内容を確かめたファイルと違います" in response.content.decode()
    assert not Transfer.objects.exists()


def test_somebody_elses_file_is_neither_shown_nor_confirmed() -> None:
    make_draft(Faq)
    path, _page = previewed(login(make_writer()), edited(FAQ_001__order=4))
    other = login(make_writer())
    for response in (other.get(path, follow=True), confirmed(other, path)):
        page = response.content.decode()
        assert "別の人が送ったもの" in page and "FAQ-001" not in page
    assert not Transfer.objects.exists()


def test_a_refused_row_is_shown_with_its_reason_and_nothing_can_be_confirmed() -> None:
    make_draft(Faq)
    client = login(make_writer())
    path, page = previewed(client, edited(FAQ_001__category="ない分類"))
    assert "この分類はありません：ない分類" in page and "下書きとして取り込む" not in page
    confirmed(client, path)
    assert not Transfer.objects.exists()


def test_what_moved_on_meanwhile_is_shown_after_the_confirmation_was_refused() -> None:
    draft = make_draft(Faq)
    client = login(make_writer())
    path, _page = previewed(client, edited(FAQ_001__order=4))
    edit(draft, now=timezone.now(), title_ja="同僚の質問")
    page = confirmed(client, path).content.decode()
    assert "何も取り込んでいません" in page and "管理画面でこの質問が変更されました" in page


def test_languages_are_compared_by_a_tick_on_the_row() -> None:
    make_draft(Faq)
    client = login(make_writer())
    data = edited(FAQ_001__answer_ja="窓口か郵送です。", FAQ_001__answer_en="Counter or post.")
    path, page = previewed(client, data)
    assert 'name="compared" value="2"' in page
    confirmed(client, path, compared=["2"])
    assert not Faq.objects.get().backlogs.exclude(stale=0, untranslated=0).exists()


def test_many_rows_come_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("announcements.sheets.pages.SHOWN", 2)
    for _ in range(3):
        make_draft(Faq)
    client = login(make_writer())
    data = edited(**{f"FAQ_00{n}__order": 9 for n in (1, 2, 3)})
    path, first = previewed(client, data)
    second = client.get(f"{path}?page=2").content.decode()
    assert first.count('class="entry"') == 2 and second.count('class="entry"') == 1


def test_a_text_in_a_cell_never_becomes_markup() -> None:
    make_draft(Faq)
    client = login(make_writer())
    attack = "<script>alert(1)</script>"
    path, page = previewed(client, edited(FAQ_001__title_ja=attack, FAQ_001__answer_ja=attack))
    batch = confirmed(client, path).content.decode()
    listed = client.get(FAQ).content.decode()
    for html in (page, batch, listed):
        assert "<script>alert" not in html


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "このファイルは空です"),
        (b"PK\x03\x04 not a book", "壊れて"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), ".xls"),
        ("コード,版\r\n".encode("utf-16"), "UTF-16"),
        (b"a,b\r\n1,2\r\n", "見出し"),
        (b"x" * (5 * 1024 * 1024 + 1), "5"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(data: bytes, told: str) -> None:
    make_draft(Faq)
    client, before = login(make_writer()), every_row()
    page = send(client, data).content.decode()
    assert told in page and "Traceback" not in page and "Error" not in page
    assert every_row() == before


def test_no_file_at_all_is_asked_for() -> None:
    page = login(make_writer()).post(IMPORT).content.decode()
    assert "ファイルを選んでください" in page


def test_without_the_permissions_every_page_is_closed() -> None:
    make_draft(Faq)
    path, _page = previewed(login(make_writer()), edited(FAQ_001__order=4))
    administrator, nobody = login(make_administrator()), login(make_user(None))
    for client in (administrator, nobody):
        for closed in (IMPORT, path):
            assert client.get(closed).status_code == 403
            assert client.post(closed).status_code == 403
    assert nobody.get(EXPORT).status_code == nobody.post(EXPORT).status_code == 403
    assert administrator.get(EXPORT).status_code == 200
    assert login(make_approver()).get(IMPORT).status_code == 200


def test_the_names_of_files_are_shown_without_tricks() -> None:
    make_draft(Faq)
    client = login(make_writer())
    send(client, export(), "../../質\u202e問.xlsx")
    assert Upload.objects.get().file_name == "質問.xlsx"
