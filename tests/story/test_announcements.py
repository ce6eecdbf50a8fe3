"""The main job in a browser, from a staff member's keyboard to a resident's screen."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.desk_forms import url
from tests.factories import edit, make_administrator, make_approver, make_live, make_writer
from tests.files import make_pdf
from tests.publishing.test_erasing import is_in_the_files
from tests.story.colleagues import PEOPLE, READER, Clock, ja
from tokutei_site.publishing import desk, erasing

pytestmark = pytest.mark.django_db(transaction=True)

SECOND = timedelta(seconds=1)
ADD = "/admin/announcements/announcement/add/"
TEXTS = {
    "title_ja": "特定在留カードの受付",
    "title_en": "Applying for the card",
    "body_ja": "■ 受付\n・窓口 ※予約はいりません\n受付は9月1日からです。",
    "body_en": "■ Counter\n- Counter ※ no booking needed\nFrom 1 September.",
}


def test_the_story_of_a_notice(colleague: PEOPLE, resident: READER, clock: Clock) -> None:
    writer, approver = colleague(make_writer()), colleague(make_approver())

    # Written, returned with a comment, mended, approved, scheduled for Wednesday at nine.
    writer.open(ADD).write(slug="card", **TEXTS).press("Save")
    writer.compare().press("Save and submit for review")
    review = writer.page.url.partition("#")[0]
    approver.open(review).write(comment="日付を確かめてください。").press("Return with comment")
    writer.open(review).sees("日付を確かめてください。").follow("Edit")
    body = TEXTS["body_ja"].replace("9月1日", "9月3日")
    english = TEXTS["body_en"].replace("1 September", "3 September")
    writer.write(body_ja=body, body_en=english).press("Save")
    writer.compare().press("Save and submit for review")
    approver.open(review).press("Approve").follow("Publish…")
    approver.write(visible_from_0="2026-12-02", visible_from_1="09:00").press("Publish")

    # A resident sees nothing a second before, and the page a second after, in both languages.
    clock.set(2026, 12, 2, 8, 59, 59)
    assert [resident(f"/{code}/announcements/card/")[0] for code in ("ja", "en")] == [404, 404]
    clock.set(2026, 12, 2, 9, 0, 1)
    status, text = resident("/ja/announcements/card/")
    assert status == 200
    assert "9月3日" in text
    assert "From 3 September." in resident("/en/announcements/card/")[1]

    # An update waits for Friday.
    writer.open(review).follow("Edit").write(
        summary_ja="金曜日からの概要", summary_en="From Friday"
    )
    writer.press("Save").compare().press("Save and submit for review")
    approver.open(review).press("Approve").follow("Publish…")
    approver.write(
        visible_from_0="2026-12-04",
        visible_from_1="09:00",
        note_ja="概要を加えました。",
        note_en="We added a summary.",
    ).press("Publish")

    # A correction goes out on Wednesday: the live text restored, mended, approved, carried over.
    clock.set(2026, 12, 2, 15, 0)
    writer.open(review).correct_the_public_text().follow("Edit").write(
        body_ja=body.replace("9月3日", "9月5日"), body_en=english.replace("3 Sep", "5 Sep")
    ).press("Save")
    writer.compare().press("Save and submit for review")
    approver.open(review).press("Approve").follow("Publish…").choose("significance", "correction")
    approver.write(note_ja="日付を訂正しました。", note_en="The date was wrong.")
    approver.page.locator("[name^=later_][value=carry]").check()
    approver.press("Publish")
    assert "9月5日" in resident("/ja/announcements/card/")[1]

    # The carried version is approved anew and keeps its Friday; the correction is in it.
    approver.open(review).press("Approve").follow("Publish…").press("Publish")
    assert "金曜日からの概要" not in resident("/ja/announcements/card/")[1]
    clock.set(2026, 12, 5, 12, 0)
    for code, correction, update in (
        ("ja", "9月5日", "金曜日からの概要"),
        ("en", "5 September", "From Friday"),
    ):
        text = resident(f"/{code}/announcements/card/")[1]
        assert correction in text and update in text

    # Both texts stand in the public history, with their notes.
    history = resident("/en/announcements/card/history/")[1]
    assert "The date was wrong." in history and "We added a summary." in history
    assert "From 3 September." in resident("/en/announcements/card/history/4/")[1]

    # An old text comes back as a draft; nothing public changes by it.
    writer.open(review).follow("History").restore(1).follow("Edit")
    expect(writer.page.locator("[name=body_ja]")).to_have_value(TEXTS["body_ja"])
    assert "9月5日" in resident("/ja/announcements/card/")[1]


def test_an_office_of_two_publishes_what_each_wrote_in_one_language(
    colleague: PEOPLE, resident: READER, clock: Clock
) -> None:
    sato, smith = colleague(make_approver()), colleague(make_approver())
    japanese = {name: text for name, text in TEXTS.items() if name.endswith("_ja")}
    english = {name: text for name, text in TEXTS.items() if name.endswith("_en")}

    sato.open(ADD).write(slug="card", **japanese).press("Save")
    smith.open(sato.page.url).write(**english).press("Save")
    smith.compare().press("Save and submit for review")
    review = smith.page.url.partition("#")[0]
    smith.sees(TEXTS["title_en"]).press("Approve")
    smith.sees(ja("Approved. What you wrote yourself still needs somebody else's approval."))
    sato.open(review).press("Approve").follow("Publish…").press("Publish")

    assert resident("/ja/announcements/card/")[0] == 200
    assert "Applying for the card" in resident("/en/announcements/card/")[1]


def test_a_leaked_name_is_sealed_by_two_people_and_is_nowhere(
    colleague: PEOPLE, resident: READER, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "山田太郎"
    approver, administrator = make_approver(last_name="佐藤"), make_administrator(last_name="田中")
    writer = colleague(make_writer())
    sato, tanaka = colleague(approver), colleague(administrator)

    # A notice goes out with a resident's name in it.
    texts = TEXTS | {"body_ja": f"■ 受付\n{name}さんの申請について", "body_en": f"About {name}"}
    writer.open(ADD).write(slug="card", **texts).press("Save")
    writer.compare().press("Save and submit for review")
    review = writer.page.url.partition("#")[0]
    sato.open(review).press("Approve").follow("Publish…").press("Publish")
    assert name in resident("/ja/announcements/card/")[1]

    # It is taken out and the corrected text published; the history still shows the name.
    clock.set(2026, 12, 1, 11, 0)
    writer.open(review).follow("Edit").write(body_ja=TEXTS["body_ja"], body_en=TEXTS["body_en"])
    writer.press("Save").compare().press("Save and submit for review")
    sato.open(review).press("Approve").follow("Publish…").choose("significance", "correction")
    sato.write(note_ja="本文を訂正しました。", note_en="The text was wrong.").press("Publish")
    assert name in resident("/ja/announcements/card/history/2/")[1]
    assert is_in_the_files(name)

    # One asks, the other finds it on the start page, looks at the version, and seals.
    sato.open(review).follow("History").page.get_by_role(
        "link", name=ja("Seal versions…"), exact=True
    ).click()
    for version in ("第1版", "第2版"):
        sato.page.get_by_label(version).check()
    sato.write(reason_ja="個人情報が含まれていたため。", reason_en="It held personal data.")
    sato.press("Ask for sealing").sees("もう一人が封印します。")
    tanaka.open("/admin/").sees("封印の申請").page.get_by_role(
        "link", name=TEXTS["title_ja"], exact=True
    ).first.click()
    tanaka.sees("佐藤さんが、次の版の封印を申請しました。").sees("封印は、だれにも取り消せません。")
    tanaka.page.get_by_label("これらの版を確認しました。").check()
    tanaka.press("Seal for good").sees("田中さんが封印しました。")
    monkeypatch.setattr(erasing, "PATIENCE", 300)  # as long as tests beside it write
    assert erasing.erase()
    sato.open("/admin/").sees("申請した封印が済みました")

    # The name is nowhere: not in public, not at the desk, not in the database's files.
    assert resident("/ja/announcements/card/")[0] == 200
    for path in ("history/", "history/2/"):
        _status, text = resident(f"/ja/announcements/card/{path}")
        assert "個人情報が含まれていたため。" in text and name not in text
    assert "personal data" in resident("/en/announcements/card/history/2/")[1]
    number = review.replace("/review/", "/version/2/")
    for path in (review, review.replace("/review/", "/history/"), number, number + "view/ja/"):
        assert name not in writer.open(path).page.content()
    past = "/admin/site/?at=2026-12-01T10:30&page=/ja/announcements/card/"
    assert name not in writer.open(past).page.content()
    assert not is_in_the_files(name)


SECTIONS = {
    "title_ja": "特定在留カードの受付",
    "title_en": "Applying for the card",
    "body_ja": "■ 対象\n永住者\n\n■ 締切\n締切は9月1日です。",
    "body_en": "■ Who\nPermanent residents\n\n■ Deadline\nThe deadline is 1 September.",
}


def test_a_translator_brings_the_english_up_to_date(
    colleague: PEOPLE, resident: READER, clock: Clock
) -> None:
    entry = make_live(slug="card", now=clock(), **SECTIONS)
    assert entry.head
    edit(entry.head, now=clock(), body_ja=SECTIONS["body_ja"].replace("9月1日", "9月3日"))
    translator, approver = colleague(make_writer()), colleague(make_approver())

    # The start page leads to the section that waits; the words that changed are marked.
    translator.open("/admin/").sees(ja("To be translated or brought up to date"))
    translator.send(translator.page.locator(".waiting a", has_text=SECTIONS["title_ja"]).first)
    waiting = translator.page.locator("#waiting")
    expect(waiting).to_be_in_viewport()
    expect(waiting.locator("del mark")).to_have_text("1")
    expect(waiting.locator("ins mark")).to_have_text("3")

    # Translated, ticked, submitted; approved by somebody else and published.
    field = waiting.get_by_role("textbox")
    field.fill(field.input_value().replace("1 September", "3 September"))
    waiting.get_by_label(ja("Says the same as the source")).check()
    translator.press("Save and submit for review")
    review = translator.page.url.partition("#")[0]
    approver.open(review).sees("9月1日").sees("→ 9月3日").press("Approve").follow("Publish…")
    approver.write(note_ja="締切が変わりました。", note_en="The deadline changed.").press("Publish")
    assert "The deadline is 3 September." in resident("/en/announcements/card/")[1]
    assert "Japanese text" not in resident("/en/announcements/card/")[1]


def test_what_was_not_compared_is_published_under_a_notice_and_with_a_reason(
    colleague: PEOPLE, resident: READER, clock: Clock
) -> None:
    entry = make_live(slug="card", now=clock(), **SECTIONS)
    assert entry.head
    edit(entry.head, now=clock(), body_ja=SECTIONS["body_ja"].replace("永住者", "永住者など"))
    writer, approver = colleague(make_writer()), colleague(make_approver())
    review = url("review", entry.pk)
    writer.open(review).press("Submit for review")
    approver.open(review).press("Approve").follow("Publish…")
    approver.write(note_ja="広がりました。", note_en="More people.").press("Publish")
    approver.sees("まだ見ていない")
    approver.open(review).look("英語は明日直します。").follow("Publish…")
    approver.write(note_ja="広がりました。", note_en="More people.").press("Publish")
    text = resident("/en/announcements/card/")[1]
    assert text.index("has not been checked against") < text.index("Permanent residents")
    assert "Parts of this page are not up to date in English." in text


def test_an_approver_proposes_a_text_and_the_author_takes_it_over(
    colleague: PEOPLE, clock: Clock
) -> None:
    entry = make_live(slug="card", now=clock(), **SECTIONS)
    assert entry.head
    author, approver = make_writer(), colleague(make_approver())
    draft = edit(
        entry.head, by=author, now=clock(), body_ja=SECTIONS["body_ja"].replace("1日", "3日")
    )
    desk.submit(draft, by=author, now=clock())
    review = url("review", entry.pk)
    facts = approver.open(review).page.locator(".facts")
    expect(facts).to_contain_text("9月1日 → 9月3日")
    approver.follow("Edit").write(
        body_ja=SECTIONS["body_ja"].replace("1日", "5日"), comment="5日ではありませんか。"
    ).press("Return with this text as a proposal")
    writer = colleague(author).open(review).sees("5日ではありませんか。")
    writer.press("Use the proposed text").follow("Edit")
    expect(writer.page.locator("[name=body_ja]")).to_have_value(
        SECTIONS["body_ja"].replace("1日", "5日")
    )


def test_a_form_that_is_there_in_japanese_only_is_found(
    colleague: PEOPLE, clock: Clock, tmp_path: Path
) -> None:
    entry = make_live(slug="card", now=clock(), **SECTIONS)
    form = tmp_path / "申請書.pdf"
    form.write_bytes(make_pdf())
    writer = colleague(make_writer()).open(url("change", entry.pk))
    writer.write(
        **{"attachments-0-title_ja": "申請書", "attachments-0-title_en": "Application form"}
    )
    writer.page.locator("[name=attachments-0-file_ja]").set_input_files(form)
    writer.press("Save and submit for review").sees("このファイルは日本語だけにあります")
    writer.sees("申請書")


def test_the_site_is_walked_as_of_the_day_before_launch(colleague: PEOPLE, clock: Clock) -> None:
    call_command("seed", stdout=StringIO())
    writer = colleague(make_writer()).open("/admin/site/?at=2026-06-13T23:59")
    bar = writer.page.locator(".preview-bar")
    expect(bar).to_contain_text("2026年6月13日")
    before = writer.page.locator("main h3 a").first.inner_text()
    writer.page.locator("main h3 a").first.click()
    expect(bar).to_contain_text("2026年6月13日")
    writer.open("/admin/site/?at=2026-06-14T00:00")
    assert writer.page.locator("main h3 a").first.inner_text() != before
