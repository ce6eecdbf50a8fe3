"""Sealing at the desk: asked for by one person, found and sealed by another, told to both."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from announcements.models import Announcement
from tests.desk_forms import form_of, login, post, url
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    REASON,
    approve,
    ask_seal,
    edit,
    make_administrator,
    make_approver,
    make_draft,
    make_writer,
    publish,
    seal,
)
from tests.publishing.test_desk_pages import ja, text_of, waiting
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Erasure, Revision, Seal, SealRequest

pytestmark = pytest.mark.django_db

NAME = "山田太郎"
TYPED = {"numbers": ["1"], "reason_ja": "個人情報のため", "reason_en": "Personal data"}


@pytest.fixture
def leaked() -> Revision:
    """Public with a name; the newest version is without."""
    first = make_draft(title_ja=f"{NAME}さんの手続")
    publish(first)
    edit(first, now=NOON + HOUR, title_ja="窓口の手続")
    return first


def send(client: Client, revision: Revision, form: dict[str, Any]) -> Any:
    return post(client, url("seal", revision.entry_id), form)


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_asked_for_found_sealed_and_told(leaked: Revision) -> None:
    asker, sealer = make_approver(last_name="佐藤"), make_administrator(last_name="田中")
    assert send(login(asker), leaked, TYPED).status_code == 302
    assert ja("Sealing asked for: a second person is needed") not in waiting(asker)
    group = ja("Sealing asked for: a second person is needed")
    assert waiting(sealer)[group] == ["窓口の手続"]
    assert group not in waiting(make_writer())
    page = text_of(login(sealer).get(url("seal", leaked.entry_id)))
    for words in ("佐藤", "個人情報のため", "Personal data", "第1版は公開中です"):
        assert words in page
    request = SealRequest.objects.get()
    form = {"request": request.pk, "has_looked": "on"}
    assert send(login(sealer), leaked, form)["Location"] == url("history", leaked.entry_id)
    page = text_of(login(asker).get(url("history", leaked.entry_id)))
    assert "第1版：佐藤さんの申請により" in page and "田中さんが封印しました" in page
    assert NAME not in page
    assert ja("Sealed as you asked") in waiting(asker)


@pytest.mark.parametrize(("days", "is_told"), [(6, True), (8, False)])
def test_the_start_page_tells_for_a_week(days: int, is_told: bool, leaked: Revision) -> None:
    asker, at = make_approver(), timezone.now() - days * DAY
    request = ask_seal(leaked, by=asker, now=at)
    desk.seal(request, by=make_administrator(), now=at)
    assert (ja("Sealed as you asked") in waiting(asker)) is is_told


def test_every_page_says_sealed_in_plain_words(leaked: Revision) -> None:
    seal(leaked, now=NOON + HOUR)
    client = login(make_approver())
    version = url("version", leaked.entry_id, 1)
    page = text_of(client.get(version))
    assert leaked.content_hash in page and REASON["ja"] in page and "文章は残っていません" in page
    for name, args in (("publish", [1]), ("view", [1, "ja"])):
        assert client.get(url(name, leaked.entry_id, *args))["Location"] == version
    history = client.get(url("history", leaked.entry_id)).content.decode()
    assert 'name="number" value="1"' not in history and ja("sealed") in history
    for path in (url("review", leaked.entry_id), url("change", leaked.entry_id)):
        assert NAME not in text_of(client.get(path))


@pytest.mark.parametrize("verb", ["restore", "submit", "approve", "return", "check", "adopt"])
def test_a_step_on_a_sealed_version_is_refused_in_words(verb: str, leaked: Revision) -> None:
    seal(leaked, now=NOON + HOUR)
    client = login(make_approver())
    form = {"number": 1, "hash": leaked.content_hash, "comment": "確認"}
    response = client.post(url("step", leaked.entry_id, verb), form)
    assert response.status_code in (200, 302)
    assert said(response)
    assert Announcement.objects.get().title_ja == "窓口の手続"


def test_the_review_shows_all_of_the_next_text_and_says_why(leaked: Revision) -> None:
    seal(leaked, now=NOON + HOUR)
    page = login(make_approver()).get(url("review", leaked.entry_id))
    assert "第1版は封印されているため、第2版の全文を表示します" in text_of(page)
    assert "公開した版の文章とは、もう比較できません" in text_of(page)
    labels = [row.label for row in page.context["rows"]]
    assert labels[0] == "件名（日本語）" and "本文（英語）" in labels
    assert list(page.context["versions"]) == []


def test_a_version_can_be_compared_with_others_and_not_with_a_sealed_one(leaked: Revision) -> None:
    head = leaked.entry.as_kind().head
    assert head
    edit(head, now=NOON + HOUR, title_ja="三つ目")
    seal(leaked, now=NOON + HOUR)
    client = login(make_writer())
    page = client.get(url("review", leaked.entry_id))
    assert list(page.context["versions"]) == [2]
    page = client.get(url("review", leaked.entry_id) + "?against=1")
    assert "第1版は封印されているため" in text_of(page)


def test_a_form_that_was_opened_on_a_sealed_text_saves_nothing_and_keeps_what_was_typed(
    leaked: Revision,
) -> None:
    client = login(make_writer())
    form = form_of(client, leaked.entry) | {"base": leaked.pk, "summary_ja": "入力した概要"}
    seal(leaked, now=NOON + HOUR)
    response = post(client, url("change", leaked.entry_id), form)
    assert "第1版は封印されていて、文章は残っていません。" in text_of(response)
    assert response.context["adminform"].form["summary_ja"].value() == "入力した概要"
    assert Revision.objects.count() == 2
    preview = post(client, url("preview", leaked.entry_id, "ja"), form)
    assert preview.status_code == 422 and "封印" in preview.content.decode()


# Bad input


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"numbers": []}, "numbers"),
        ({"numbers": ["2"]}, "numbers"),  # the newest
        ({"numbers": ["9"]}, "numbers"),
        ({"numbers": ["1", "x"]}, "numbers"),
        ({"numbers": ["1\x00"]}, "numbers"),
        ({"reason_ja": ""}, "reason_ja"),
        ({"reason_en": " "}, "reason_en"),
        ({"reason_ja": "理由\u202e"}, "reason_ja"),
        ({"reason_en": "x" * 1001}, "reason_en"),
    ],
)
def test_what_cannot_be_asked_for_is_told_at_its_field(
    typed: dict[str, Any], field: str, leaked: Revision
) -> None:
    response = send(login(make_approver()), leaked, TYPED | typed)
    assert response.status_code == 200
    form = response.context["form"]
    assert list(form.errors) == [field]
    assert any("぀" <= c <= "ヿ" for text in form.errors[field] for c in text)
    if field != "reason_ja":
        assert "個人情報のため" in response.content.decode()
    assert not SealRequest.objects.exists()


def test_who_asked_cannot_seal(leaked: Revision) -> None:
    asker = make_administrator()
    request = ask_seal(leaked, by=asker)
    client = login(asker)
    page = client.get(url("seal", leaked.entry_id))
    assert ja("You asked for it yourself. A second person has to seal.") in text_of(page)
    assert 'name="has_looked"' not in page.content.decode()
    response = send(client, leaked, {"request": request.pk, "has_looked": "on"})
    assert said(response) == [ja("You asked for it yourself. A second person has to seal.")]
    assert not Seal.objects.exists()


def test_without_the_tick_nothing_is_sealed(leaked: Revision) -> None:
    request = ask_seal(leaked)
    response = send(login(make_administrator()), leaked, {"request": request.pk})
    assert list(response.context["form"].errors) == ["has_looked"]
    assert not Seal.objects.exists()


def test_pressed_twice_it_is_asked_for_and_sealed_once(leaked: Revision) -> None:
    asker, sealer = login(make_approver()), login(make_administrator())
    for _ in range(2):
        response = send(asker, leaked, TYPED)
    assert ja("This was already done.") in said(response)
    form = {"request": SealRequest.objects.get().pk, "has_looked": "on"}
    for _ in range(2):
        response = send(sealer, leaked, form)
        assert response.status_code == 302
    assert said(response)[-1] == ja("This was already done.")
    assert (SealRequest.objects.count(), Seal.objects.count()) == (1, 1)
    other = login(make_approver())
    assert said(send(other, leaked, form)) == [ja("These versions have already been sealed.")]


def test_a_second_request_is_refused_while_one_is_open(leaked: Revision) -> None:
    ask_seal(leaked)
    response = send(login(make_approver()), leaked, TYPED)
    assert response.status_code == 200
    words = ja("The sealing of versions of this entry has already been asked for.")
    assert words in text_of(response)
    assert SealRequest.objects.count() == 1


def test_a_mistake_is_taken_back(leaked: Revision) -> None:
    request, client = ask_seal(leaked), login(make_administrator(last_name="田中"))
    response = send(client, leaked, {"request": request.pk, "drop": "1"})
    assert said(response) == [ja("The request is taken back. Nothing was sealed.")]
    page = text_of(client.get(url("history", leaked.entry_id)))
    assert "田中さんが取り消しました" in page
    form = {"request": request.pk, "has_looked": "on"}
    assert said(send(client, leaked, form))[-1] == ja(
        "This request has been taken back. Nothing was sealed."
    )
    assert not Seal.objects.exists()


@pytest.mark.parametrize("number", ["x", "", "9" * 30, "²", "-1"])
def test_a_request_that_is_none_is_not_found(number: str, leaked: Revision) -> None:
    ask_seal(leaked)
    response = send(login(make_administrator()), leaked, {"request": number, "has_looked": "on"})
    assert response.status_code == 404


def test_a_request_of_another_entry_is_not_found(leaked: Revision) -> None:
    other = make_draft()
    request = ask_seal(leaked)
    response = send(login(make_administrator()), other, {"request": request.pk, "has_looked": "1"})
    assert response.status_code == 404


def test_a_name_that_came_back_is_told_and_nothing_sealed(leaked: Revision) -> None:
    request = ask_seal(leaked)
    client = login(make_approver())
    client.post(url("step", leaked.entry_id, "restore"), {"number": 1})
    response = send(login(make_administrator()), leaked, {"request": request.pk, "has_looked": "1"})
    assert "最新の文章は封印できません" in said(response)[0]
    assert not Seal.objects.exists()


def test_looking_asks_and_seals_nothing(leaked: Revision) -> None:
    client = login(make_administrator())
    path = url("seal", leaked.entry_id)
    query = "?numbers=1&reason_ja=x&reason_en=y"
    assert client.get(path + query).status_code == 200
    request = ask_seal(leaked)
    assert client.get(f"{path}?request={request.pk}&has_looked=on").status_code == 200
    assert (SealRequest.objects.count(), Seal.objects.count()) == (1, 0)


# What is left to do


def test_what_is_not_erased_from_the_files_stays_on_the_start_page(leaked: Revision) -> None:
    """In here a transaction is open, which no cleaning can pass."""
    request, client = ask_seal(leaked), login(make_administrator())
    response = send(client, leaked, {"request": request.pk, "has_looked": "on"})
    assert "まだ残っているおそれがあります" in said(response)[0]
    group = ja("Sealed, but still in the database's files")
    person = make_approver()
    assert group in waiting(person)
    page = client.get(url("history", leaked.entry_id)).content.decode()
    assert "manage.py erase_sealed" in page and 'name="erase"' in page
    Erasure.objects.create(request=request, by=person, at=NOON)
    assert group not in waiting(person)
    assert 'name="erase"' not in client.get(url("history", leaked.entry_id)).content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("patient")
def test_tried_again_it_is_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_draft(title_ja=NAME)
    edit(first, now=NOON, title_ja="手続")
    with monkeypatch.context() as patched:
        patched.setattr("tokutei_site.publishing.erasing.erase", lambda: False)
        seal(first)
        client = login(make_administrator())
        assert "もう一度消去する" in said(send(client, first, {"erase": "1"}))[0]
    assert not Erasure.objects.exists()
    assert said(send(client, first, {"erase": "1"}))[-1] == ja(
        "The text is gone from the database's files too."
    )
    assert Erasure.objects.count() == 1
    call_command("erase_sealed")


def test_the_draft_that_follows_is_approved_and_published(leaked: Revision) -> None:
    seal(leaked, now=NOON + HOUR)
    head = leaked.entry.as_kind().head
    assert head
    approve(head, now=NOON + HOUR)
    publish_page = login(make_approver()).get(url("publish", head.entry_id, head.number))
    assert publish_page.status_code == 200
