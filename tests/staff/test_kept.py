"""What was typed waits while its writer signs in again."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from announcements.models import Announcement, Category
from tests.desk_forms import form_of, login, post, publish_form, url
from tests.factories import (
    approve,
    every_row,
    make_administrator,
    make_approver,
    make_category,
    make_draft,
    make_live,
    make_source,
    make_writer,
)
from tokutei_site.publishing.models import Revision, Source
from tokutei_site.staff.kept import FORM_AGE, KEPT_FOR, LARGEST, SLOT
from tokutei_site.staff.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "a long pass phrase"
LOGIN = "/admin/login/"


@pytest.fixture(autouse=True)
def no_earlier_attempts() -> None:
    cache.clear()


@pytest.fixture
def writer() -> User:
    return make_writer(username="sato", password=PASSWORD)


def typed_in(client: Client, page: str, form: dict[str, Any]) -> dict[str, Any]:
    """The form with what the page put into it, and then the session ends."""
    sent = form | {"form_of": client.get(page).context["form_of"]}
    client.cookies.pop("session")
    return sent


def sign_in(client: Client, sent: Any, username: str = "sato") -> Any:
    """Through the form that the redirect `sent` leads to, or the one at an address."""
    address = sent if isinstance(sent, str) else sent["Location"]
    client.get(address)
    page = client.post(address, {"login": username, "password": PASSWORD}, follow=True)
    assert page.context["user"].is_authenticated
    return page


def edited(writer: User, **typed: Any) -> tuple[Client, Revision, dict[str, Any]]:
    client, draft = login(writer), make_draft(body_ja="元の文章")
    form = form_of(client, draft.entry.as_kind(), **typed)
    return client, draft, typed_in(client, url("change", draft.entry_id), form)


def value(page: Any, name: str) -> Any:
    return page.context["adminform"].form[name].value()


def texts(page: Any) -> list[str]:
    return [str(message) for message in page.context["messages"]]


# Given back


def test_the_form_comes_back_as_typed_and_is_saved_by_a_further_press(writer: User) -> None:
    client, draft, form = edited(writer, body_ja="新しい文章", body_en="")
    page_of_form = url("change", draft.entry_id)
    sent = post(client, page_of_form, form)
    assert sent["Location"] == f"{LOGIN}?next={page_of_form.replace('/', '%2F')}"
    assert any("預かっています" in text for text in texts(client.get(sent["Location"])))

    page = sign_in(client, sent)
    assert page.redirect_chain[-1][0] == page_of_form
    assert value(page, "body_ja") == "新しい文章" and value(page, "body_en") == ""
    assert any("まだ保存されていません" in text for text in texts(page))
    assert Announcement.objects.get().body_ja == "元の文章"

    assert post(client, page_of_form, form)["Location"] == page_of_form
    assert Announcement.objects.get().body_ja == "新しい文章"


def test_a_new_entry_comes_back_with_its_rows(writer: User) -> None:
    client = login(writer)
    row = {"day": "2026-12-01", "kind": "starts", "precision": "day", "label_ja": "受付開始"}
    form = form_of(client, title_ja="新しいお知らせ", slug="new", key_dates=[row])
    page = sign_in(client, post(client, url("add"), typed_in(client, url("add"), form)))
    assert value(page, "title_ja") == "新しいお知らせ"
    html = page.content.decode()
    assert 'value="受付開始"' in html and 'value="2026-12-01"' in html
    assert not Announcement.objects.exists()


def test_what_a_colleague_saved_meanwhile_is_merged_as_always(writer: User) -> None:
    client, draft, form = edited(writer, body_ja="新しい文章")
    sent = post(client, url("change", draft.entry_id), form)
    theirs = form_of(other := login(make_writer()), draft.entry.as_kind(), body_en="Theirs")
    post(other, url("change", draft.entry_id), theirs)
    page = sign_in(client, sent)
    assert value(page, "base") == str(draft.pk)
    post(client, url("change", draft.entry_id), form)
    entry = Announcement.objects.get()
    assert (entry.body_ja, entry.body_en) == ("新しい文章", "Theirs")


def test_what_is_wrong_in_it_is_marked_and_kept_in_its_field(writer: User) -> None:
    client, draft, form = edited(writer, title_ja="", slug="NOT A SLUG", review_by="1000-13-45")
    page = sign_in(client, post(client, url("change", draft.entry_id), form))
    assert value(page, "slug") == "NOT A SLUG" and value(page, "review_by") == "1000-13-45"
    assert page.context["adminform"].form.errors.keys() >= {"slug", "review_by"}


def test_it_is_given_back_once(writer: User) -> None:
    client, draft, form = edited(writer, body_ja="新しい文章")
    sign_in(client, post(client, url("change", draft.entry_id), form))
    assert SLOT not in client.session
    assert value(client.get(url("change", draft.entry_id)), "body_ja") == "元の文章"


def test_another_page_does_not_take_it(writer: User) -> None:
    client, draft, form = edited(writer, body_ja="新しい文章")
    other = make_draft(body_ja="別の項目")
    post(client, url("change", draft.entry_id), form)
    sign_in(client, LOGIN)
    assert value(client.get(url("change", other.entry_id)), "body_ja") == "別の項目"
    assert value(client.get(url("change", draft.entry_id)), "body_ja") == "新しい文章"


def test_a_preview_without_a_session_leads_back_to_the_form(writer: User) -> None:
    client, draft, form = edited(writer, body_ja="新しい文章")
    page = sign_in(client, post(client, url("preview", draft.entry_id, "ja"), form))
    assert value(page, "body_ja") == "新しい文章"


def test_the_note_of_a_publication_comes_back_and_nothing_is_published() -> None:
    approver = make_approver(username="sato", password=PASSWORD)
    client, approved = login(approver), approve(make_draft())
    form = publish_form(client, approved, note_ja="受付を始めます。")
    form |= {"visible_until_0": "2030-01-01", "visible_until_1": "09:00"}
    path = url("publish", approved.entry_id, 1)
    page = sign_in(client, post(client, path, typed_in(client, path, form)))
    shown = page.context["form"]
    assert shown["note_ja"].value() == "受付を始めます。"
    assert shown["visible_until"].value() == ["2030-01-01", "09:00"]
    assert not approved.entry.publications.exists()
    post(client, path, form)
    assert approved.entry.publications.count() == 1


def test_the_reason_of_a_withdrawal_comes_back_and_nothing_is_withdrawn() -> None:
    client = login(make_approver(username="sato", password=PASSWORD))
    path = url("withdraw", make_live().pk)
    form = typed_in(client, path, {"note_ja": "中止", "note_en": "Cancelled"})
    before = every_row()
    page = sign_in(client, post(client, path, form))
    assert page.context["form"]["note_en"].value() == "Cancelled"
    assert every_row() == before


@pytest.mark.parametrize("verb", ["approve", "return"])
@pytest.mark.parametrize("name", ["review", "version"])
def test_a_comment_comes_back_and_the_step_is_not_taken(verb: str, name: str) -> None:
    client, draft = login(make_approver(username="sato", password=PASSWORD)), make_draft()
    number = [1] if name == "version" else []
    form = {"comment": "日付を確かめました。", "hash": draft.content_hash, "number": 1}
    form = typed_in(client, url(name, draft.entry_id, *number), form)
    page = sign_in(client, post(client, url("step", draft.entry_id, verb), form))
    assert page.redirect_chain[-1] == (url("review", draft.entry_id), 302)
    assert page.context["comment_form"]["comment"].value() == "日付を確かめました。"
    assert not draft.reviews.exists()


@pytest.mark.parametrize(("kind", "name"), [(Source, "title_en"), (Category, "name_en")])
def test_the_forms_of_administrators_come_back_too(kind: Any, name: str) -> None:
    client = login(make_administrator(username="sato", password=PASSWORD))
    row = make_source("law") if kind is Source else make_category("law")
    path, before = url("change", row.pk, kind=kind), every_row()
    page = sign_in(client, post(client, path, typed_in(client, path, {name: "Other law"})))
    assert value(page, name) == "Other law"
    assert every_row() == before


def test_signing_in_through_it_lasts_as_long_as_ever(writer: User) -> None:
    client, draft, form = edited(writer)
    sign_in(client, post(client, url("change", draft.entry_id), form))
    assert client.session.get_expire_at_browser_close()
    assert client.session.get_expiry_date() > timezone.now() + 2 * KEPT_FOR


def test_files_are_said_to_be_missing(writer: User) -> None:
    client, draft, form = edited(writer, body_ja="新しい文章")
    form["file"] = SimpleUploadedFile("a.pdf", b"%PDF")
    page = sign_in(client, post(client, url("change", draft.entry_id), form))
    assert any("ファイルは預かれませんでした" in text for text in texts(page))
    assert value(page, "body_ja") == "新しい文章"


# To nobody else


def test_another_person_does_not_get_it_and_it_is_dropped(writer: User) -> None:
    make_writer(username="suzuki", password=PASSWORD)
    client, draft, form = edited(writer, body_ja="新しい文章")
    page = sign_in(client, post(client, url("change", draft.entry_id), form), "suzuki")
    assert value(page, "body_ja") == "元の文章"
    assert not any("預か" in text or "保存されていません" in text for text in texts(page))
    assert SLOT not in client.session


def test_it_is_dropped_whatever_page_another_person_opens_first(writer: User) -> None:
    make_administrator(username="admin", password=PASSWORD)
    client, draft, form = edited(writer)
    post(client, url("change", draft.entry_id), form)
    sign_in(client, LOGIN, "admin")
    assert SLOT not in client.session


def refused_forms(writer: User) -> dict[str, str]:
    signed = login(writer).get(url("add")).context["form_of"]
    return {"absent": "", "forged": signed[:-2] + "xx", "another": "WzEsIi8iXQ:1:x"}


@pytest.mark.parametrize("case", ["absent", "forged", "another"])
def test_without_the_signature_nothing_is_kept(writer: User, case: str) -> None:
    form_of, client = refused_forms(writer)[case], Client()
    before = Session.objects.count()
    sent = client.post(url("add"), {"title_ja": "あ", "form_of": form_of})
    assert sent["Location"].startswith(LOGIN)
    assert Session.objects.count() == before
    assert "messages" not in client.cookies


def test_an_account_that_is_switched_off_has_nothing_kept(writer: User) -> None:
    _client, draft, form = edited(writer)
    User.objects.filter(pk=writer.pk).update(is_active=False)
    stranger = Client()
    assert post(stranger, url("change", draft.entry_id), form).status_code == 302
    assert SLOT not in stranger.session


def test_a_form_that_stood_open_too_long_is_not_known_any_more(
    writer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, draft, form = edited(writer)
    later = datetime.now().timestamp() + FORM_AGE.total_seconds() + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    post(client, url("change", draft.entry_id), form)
    assert SLOT not in client.session


def test_without_the_token_of_the_form_nothing_is_kept(writer: User) -> None:
    _client, draft, form = edited(writer)
    stranger = Client(enforce_csrf_checks=True)
    refused = post(stranger, url("change", draft.entry_id), form)
    assert refused.status_code == 403
    assert "403_csrf.html" in [template.name for template in refused.templates]
    assert SLOT not in stranger.session


def test_who_is_signed_in_and_not_allowed_has_nothing_kept(writer: User) -> None:
    _client, draft, form = edited(writer)
    client = login(make_administrator())
    assert post(client, url("change", draft.entry_id), form).status_code == 403
    assert SLOT not in client.session


# Only so much, only so long


def test_what_is_too_long_is_not_kept_and_the_person_is_told(writer: User) -> None:
    client, draft, form = edited(writer, body_ja="あ" * (LARGEST // 3 + 1))
    sent = post(client, url("change", draft.entry_id), form)
    assert SLOT not in client.session
    assert any("預かれませんでした" in text for text in texts(client.get(sent["Location"])))


def test_every_text_at_its_limit_can_be_kept(writer: User) -> None:
    names = ("body_ja", "body_en", "summary_ja", "summary_en", "contact_ja", "contact_en")
    client, draft, form = edited(writer, **dict.fromkeys(names, "あ" * 30000))
    page = sign_in(client, post(client, url("change", draft.entry_id), form))
    assert value(page, "contact_en") == "あ" * 30_000


def test_after_two_hours_it_is_gone(writer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client, draft, form = edited(writer, body_ja="新しい文章")
    post(client, url("change", draft.entry_id), form)
    assert client.session.get_expiry_date() <= timezone.now() + KEPT_FOR
    # Signed in before they were over, but looked at the form only afterwards.
    sign_in(client, LOGIN)
    later = timezone.now() + KEPT_FOR + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert value(client.get(url("change", draft.entry_id)), "body_ja") == "元の文章"
    assert SLOT not in client.session


def test_keeping_one_sweeps_out_those_that_nobody_came_back_for(writer: User) -> None:
    forgotten = Client()
    _client, draft, form = edited(writer)
    post(forgotten, url("change", draft.entry_id), form)
    key = forgotten.session.session_key
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    post(Client(), url("change", draft.entry_id), form)
    assert not Session.objects.filter(pk=key).exists()


def test_passwords_are_never_kept() -> None:
    person = make_administrator(username="sato", password=PASSWORD)
    client = login(person)
    signed = client.get("/admin/").context["form_of"]
    for path in (
        url("add", kind=User),
        f"/admin/staff/user/{person.pk}/password/",
        "/admin/password_change/",
    ):
        assert 'name="form_of"' not in client.get(path).content.decode()
        stranger = Client()
        form = {"username": "new", "password1": "secret words", "old_Password": "secret words"}
        stranger.post(path, form | {"form_of": signed})
        assert stranger.session[SLOT]["fields"] == {"username": ["new"]}


def test_the_answer_names_no_field_of_the_machinery(writer: User) -> None:
    client, draft, form = edited(writer)
    post(client, url("change", draft.entry_id), form | {"csrfmiddlewaretoken": "x"})
    assert client.session[SLOT]["fields"].keys() & {"csrfmiddlewaretoken", "form_of"} == set()
