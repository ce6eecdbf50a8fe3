"""Many entries on one page: an import, or what somebody chose in the list."""

from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from announcements.models import Faq
from tests.desk_forms import login
from tests.factories import (
    DAY,
    NOON,
    approve,
    edit,
    make_administrator,
    make_approver,
    make_draft,
    make_import,
    make_live,
    make_writer,
    publish,
)
from tokutei_site.publishing import desk
from tokutei_site.publishing.ledger import live
from tokutei_site.publishing.models import Revision, Transfer

pytestmark = pytest.mark.django_db

FAQ = "/admin/announcements/faq/"
NOTES = {"note_ja": "更新しました。", "note_en": "Updated.", "significance": "correction"}


@pytest.fixture
def batch() -> Transfer:
    """An import that changed two questions and brought in one."""
    batch = make_import(file_name="質問.xlsx")
    for number in range(2):
        base = make_draft(Faq, order=number)
        changes = {"answer_ja": "窓口か郵送です。", "answer_en": "At the counter or by post."}
        values = {**base.columns, **changes}
        basis = {p: v for p, v in desk.all_confirmed(Faq, values).items() if ".answer" in p}
        entry = base.entry.as_kind()
        desk.save(entry, base, changes | basis, by=make_writer(), now=NOON, batch=batch)
    make_draft(Faq, batch=batch, title_ja="新しい質問", title_en="A new question")
    return batch


def path_of(batch: Transfer) -> str:
    return f"{FAQ}batch/{batch.pk}/"


def ticks(*revisions: Revision) -> list[str]:
    return [f"{each.pk}:{each.content_hash}" for each in revisions]


def press(client: Client, batch: Transfer, step: str, **typed: Any) -> str:
    sent = {"entry": ticks(*batch.revisions.all()), "step": step} | typed
    response = client.post(path_of(batch), sent)
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_page_shows_what_each_entry_changes(batch: Transfer) -> None:
    page = login(make_writer()).get(path_of(batch)).content.decode()
    assert "質問.xlsx" in page and page.count('name="entry"') == 3
    assert "窓口か郵送です。" in page and "A new question" in page


def test_a_batch_goes_from_submission_to_the_public_site(batch: Transfer) -> None:
    """Each step says in its own words what it did."""
    steps = {
        "submit": (login(make_writer()), "FAQ-001 提出しました。", {}),
        "approve": (login(make_approver()), "FAQ-001 承認しました。", {}),
        "publish": (login(make_approver()), "FAQ-001 公開しました。", NOTES),
    }
    for step, (client, said, sent) in steps.items():
        page = press(client, batch, step, **sent)
        assert "3件中3件" in page and said in page
    assert live(timezone.now()).count() == 3


def test_what_is_not_ticked_stays(batch: Transfer) -> None:
    first, *_others = batch.revisions.order_by("pk")
    press(login(make_writer()), batch, "submit", entry=ticks(first))
    assert [r.reviews.count() for r in batch.revisions.order_by("pk")] == [1, 0, 0]


def test_one_that_is_refused_is_told_and_the_others_are_done(batch: Transfer) -> None:
    first = batch.revisions.order_by("pk")[0]
    edit(first, now=NOON, title_ja="同僚の言葉")
    page = press(login(make_writer()), batch, "submit")
    assert "3件中2件" in page and "文章が変わりました" in page
    assert "取り込みの後に" in page


def test_nobody_approves_own_words_here_either() -> None:
    batch, approver = make_import(), make_approver()
    version = make_draft(Faq, batch=batch, by=approver)
    desk.submit(version, by=make_writer(), now=NOON)
    page = press(login(approver), batch, "approve")
    assert "1件中0件" in page and "自分" in page


def test_an_approval_is_of_the_text_that_was_shown(batch: Transfer) -> None:
    press(login(make_writer()), batch, "submit")
    wrong = [f"{each.pk}:{'0' * 64}" for each in batch.revisions.all()]
    assert "3件中0件" in press(login(make_approver()), batch, "approve", entry=wrong)


def test_returning_needs_a_comment_and_says_it_to_each(batch: Transfer) -> None:
    press(login(make_writer()), batch, "submit")
    approver = login(make_approver())
    assert "3件中0件" in press(approver, batch, "return")
    assert "3件中3件" in press(approver, batch, "return", comment="数字を確認してください。")


def test_findings_are_acknowledged_together_with_one_reason() -> None:
    batch = make_import()
    for _ in range(2):
        make_draft(Faq, batch=batch, answer_ja="9月1日です。", answer_en="On 2 September.")
    client = login(make_writer())
    page = client.get(path_of(batch)).content.decode()
    found = [part.split('"')[0] for part in page.split('name="finding" value="')[1:]]
    assert len(found) >= 2
    page = press(client, batch, "acknowledge", finding=found, reason="")
    assert "何もしていません" in page and "理由" in page
    assert "2件中2件" in press(client, batch, "acknowledge", finding=found, reason="見比べました")
    assert 'name="finding"' not in client.get(path_of(batch)).content.decode()


def test_publishing_without_a_note_tries_nothing_and_keeps_what_was_typed(batch: Transfer) -> None:
    for version in batch.revisions.all():
        approve(version)
    page = press(login(make_approver()), batch, "publish", **(NOTES | {"note_en": ""}))
    assert "何もしていません" in page and "更新しました。" in page
    assert not live(timezone.now()).exists()


def test_undo_takes_back_all_that_nobody_touched_and_lists_the_rest(batch: Transfer) -> None:
    first, second, new = batch.revisions.order_by("pk")
    edit(first, now=NOON, title_ja="同僚の言葉")
    page = press(login(make_writer()), batch, "undo", entry=[])
    assert "3件中2件" in page and "もっと新しい版があります" in page
    second.entry.refresh_from_db()
    assert second.parent and second.entry.head
    assert second.entry.head.content == second.parent.content
    assert new.reviews.get().verdict == "discard"


def test_a_poisoned_entry_leaves_the_others_alone(
    batch: Transfer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    poisoned, submit = batch.revisions.order_by("pk")[1], desk.submit

    def fail(revision: Revision, **step: Any) -> Any:
        if revision == poisoned:
            raise DatabaseError("disk full")
        return submit(revision, **step)

    monkeypatch.setattr(desk, "submit", fail)
    page = press(login(make_writer()), batch, "submit")
    assert "3件中2件" in page and "データベース" in page
    assert "disk full" not in page and "disk full" in caplog.text


def test_chosen_entries_have_the_same_page_without_undo() -> None:
    one, other = make_draft(Faq), make_draft(Faq)
    make_draft(Faq)
    client = login(make_writer())
    path = f"{FAQ}together/?entry={one.entry_id}&entry={other.entry_id}"
    page = client.get(path).content.decode()
    assert page.count('name="entry"') == 2 and 'value="undo"' not in page
    client.post(path, {"step": "submit", "entry": ticks(one, other)})
    assert one.reviews.exists() and other.reviews.exists()


def test_only_entries_of_the_page_are_touched() -> None:
    one, other, office = make_draft(Faq), make_draft(Faq), make_draft()
    client = login(make_writer())
    sent = {"step": "submit", "entry": ticks(one, other, office)}
    client.post(f"{FAQ}together/?entry={one.entry_id}&entry={office.entry_id}", sent)
    assert one.reviews.exists()
    assert not other.reviews.exists() and not office.reviews.exists()


@pytest.mark.parametrize("value", ["x", "1", "１:a", "9" * 40 + ":a", ":", "", "\x00"])
def test_a_tick_that_is_none_does_nothing(batch: Transfer, value: str) -> None:
    assert "0件中0件" in press(login(make_writer()), batch, "submit", entry=[value])


@pytest.mark.parametrize(
    ("step", "status"), [("approve", 403), ("publish", 403), ("delete", 404), ("", 404)]
)
def test_a_step_that_is_none_or_not_this_role_s(batch: Transfer, step: str, status: int) -> None:
    response = login(make_writer()).post(path_of(batch), {"step": step})
    assert response.status_code == status


def test_an_administrator_reads_and_takes_no_step(batch: Transfer) -> None:
    client = login(make_administrator())
    assert client.get(path_of(batch)).status_code == 200
    for step in ("submit", "approve", "undo"):
        assert client.post(path_of(batch), {"step": step}).status_code == 403


def test_the_record_lists_what_went_out_and_came_in(batch: Transfer) -> None:
    make_import(direction="export", file_name="よくある質問.xlsx", counts={"rows": 42}, by=None)
    page = login(make_writer()).get(f"{FAQ}transfers/").content.decode()
    assert f'href="{path_of(batch)}"' in page
    assert "よくある質問.xlsx" in page and "42行" in page


def test_the_list_leads_to_the_page_of_the_chosen() -> None:
    drafts = [make_draft(Faq) for _ in range(2)]
    sent = {"action": "go_together", "_selected_action": [each.entry_id for each in drafts]}
    response = login(make_writer()).post(FAQ, sent)
    assert response.status_code == 302
    assert response["Location"].startswith(f"{FAQ}together/?entry=")


def test_too_many_chosen_ones_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("announcements.faq.admin.TOGETHER", 1)
    drafts = [make_draft(Faq) for _ in range(2)]
    sent = {"action": "go_together", "_selected_action": [each.entry_id for each in drafts]}
    page = login(make_writer()).post(FAQ, sent, follow=True).content.decode()
    assert "一度に選べるのは1件までです" in page


def test_an_entry_published_by_itself_shows_no_difference() -> None:
    entry = make_live(Faq)
    page = login(make_writer()).get(f"{FAQ}together/?entry={entry.pk}").content.decode()
    assert "公開中の版と同じです" in page


def test_a_scheduled_later_text_is_told_to_be_dealt_with_alone() -> None:
    batch = make_import()
    version = make_draft(Faq, batch=batch)
    publish(version, at=timezone.now() + 3 * DAY, now=timezone.now())
    head = edit(version, now=timezone.now(), title_ja="直した質問")
    approve(head, now=timezone.now())
    page = login(make_approver()).post(
        path_of(batch), {"step": "publish", "entry": ticks(head), **NOTES}
    )
    assert "1件中0件" in page.content.decode()
