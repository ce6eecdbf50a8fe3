"""The FAQ's way through a spreadsheet, in a browser: out, edited, in, and onto the public site."""

from pathlib import Path

import pytest

from announcements.models import Faq
from tests.announcements.sheets.files import edited
from tests.factories import make_approver, make_live, make_writer
from tests.story.colleagues import PEOPLE, READER, Clock, Colleague, ja

pytestmark = pytest.mark.django_db(transaction=True)

FAQ = "/admin/announcements/faq/"
NOTES = {"note_ja": "答えを新しくしました。", "note_en": "We renewed the answer."}


@pytest.fixture
def questions(clock: Clock) -> int:
    """Sixty public questions."""
    for number in range(60):
        make_live(Faq, order=number)
    return 60


def export(colleague: Colleague) -> bytes:
    """From the list of the questions, as a workbook."""
    colleague.open(FAQ)
    colleague.page.get_by_role("link", name=ja("Export…")).click()
    with colleague.page.expect_download() as download:
        colleague.page.get_by_role("button", name=ja("Make the file")).click()
    return Path(download.value.path()).read_bytes()


def send(colleague: Colleague, data: bytes, name: str) -> Colleague:
    colleague.open(FAQ)
    colleague.page.get_by_role("link", name=ja("Import…")).click()
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    colleague.page.locator("[name=file]").set_input_files(file)  # type: ignore[arg-type]
    return colleague.press("Check the file")


def test_the_story_of_a_spreadsheet(
    questions: int, colleague: PEOPLE, resident: READER, clock: Clock
) -> None:
    writer, approver = colleague(make_writer()), colleague(make_approver())

    # The file comes back untouched: nothing to import.
    book = export(writer)
    send(writer, book, "質問.xlsx").sees("60件").sees("このファイルで変わるところはありません。")
    assert writer.page.locator(".row-unchanged").inner_text() == "60件"

    # Two cells are edited. The preview shows just these, and nothing is saved yet.
    data = edited(
        data=book,
        FAQ_003__answer_ja="窓口か郵送で申請します。",
        FAQ_010__answer_en="At the counter, with your card.",
    )
    send(writer, data, "質問（直し）.xlsx").sees("FAQ-003").sees("FAQ-010")
    assert writer.page.locator(".row-changed").first.inner_text() == "2件"
    assert writer.page.locator("section.entry").count() == 2
    for tick in writer.page.locator("[name=compared]").all():
        tick.check()
    writer.press("Import as drafts").sees("質問（直し）.xlsx")
    assert "窓口です。" in resident("/ja/faq/FAQ-003/")[1]

    # Submitted, approved and published together, by two people.
    writer.press("Submit for review").sees("2件中2件")
    batch = writer.page.url
    approver.open(batch).press("Approve").sees("2件中2件")
    approver.write(**NOTES).choose("significance", "correction")
    approver.press("Publish the ticked entries").sees("2件中2件")
    status, text = resident("/ja/faq/FAQ-003/")
    assert status == 200 and "窓口か郵送で申請します。" in text and NOTES["note_ja"] in text
    assert "At the counter, with your card." in resident("/en/faq/FAQ-010/")[1]
    assert "窓口です。" in resident("/ja/faq/FAQ-010/")[1]

    # Another import was a mistake: one press takes it back, and residents never saw it.
    data = edited(FAQ_001__answer_ja="まちがい", NEW1__title_ja="新", NEW1__category="procedures")
    send(writer, data, "まちがい.xlsx").press("Import as drafts")
    writer.press("Undo this import").sees("2件中2件")
    assert "窓口です。" in resident("/ja/faq/FAQ-001/")[1]
    first, new = Faq.objects.get(slug="FAQ-001"), Faq.objects.get(slug="FAQ-061")
    assert first.head and first.head.content["answer_ja"] == "窓口です。"
    writer.open(FAQ + "?q=FAQ-0")
    assert new.slug not in writer.page.content()
