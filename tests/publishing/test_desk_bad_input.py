"""Bad input on the desk: a clear message in the person's language at its field, nothing half
saved, nothing typed is lost, and never an error page."""

from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.utils import timezone

from announcements.models import Announcement, KeyDate
from tests.desk_forms import LIST, change, form_of, login, post, publish_form, url
from tests.factories import (
    approve,
    make_approver,
    make_category,
    make_draft,
    make_live,
    make_source,
    make_writer,
)
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Publication, Review, Revision
from tokutei_site.staff.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    return make_writer()


@pytest.fixture
def client(writer: User) -> Client:
    return login(writer)


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Announcement, Revision, Review, Publication))


def errors_of(response: Any) -> dict[str, list[str]]:
    """The messages of the shown form by field, those of its rows included."""
    context = response.context
    if "adminform" not in context:
        return {name: list(texts) for name, texts in context["form"].errors.items()}
    found = {name: list(texts) for name, texts in context["adminform"].form.errors.items()}
    for inline in context["inline_admin_formsets"]:
        for row in inline.formset.forms:
            found |= {row.add_prefix(name): list(texts) for name, texts in row.errors.items()}
    return found


def assert_said_at(response: Any, *fields: str) -> None:
    """The page is Japanese and says something Japanese at each of the fields."""
    assert response.status_code == 200
    assert '<html lang="ja"' in response.content.decode()
    errors = errors_of(response)
    assert set(errors) == set(fields)
    for texts in errors.values():
        assert any("぀" <= c <= "ヿ" for text in texts for c in text), texts


BAD_FIELDS = [
    ("title_ja", ""),
    ("title_ja", "　　"),
    ("title_ja", "あ" * 201),
    ("title_en", "a" * 201),
    ("title_ja", "申請\x00について"),
    ("title_ja", "申請\x07について"),
    ("title_ja", "申請\u202eについて"),
    ("title_ja", "申請\u2066について"),
    ("title_en", "Two\tlines"),
    ("body_ja", "あ" * 30_001),
    ("body_en", "a" * 30_001),
    ("body_ja", "窓口\x00です"),
    ("body_ja", "窓口\x1bです"),
    ("body_en", "[here](javascript:alert(1))"),
    ("body_ja", "[ここ](javascript:alert(1))"),
    ("summary_en", "[here](data:text/html,x)"),
    ("category", "999999"),
    ("category", "x"),
    ("slug", "not a slug"),
    ("slug", "日本語"),
    ("slug", "a" * 81),
    ("slug", ""),
    ("source_language", "fr"),
    ("review_by", "2026-02-30"),
    ("review_by", "0001-01-01"),
    ("review_by", "9999-12-31"),
]


@pytest.mark.parametrize(("field", "value"), BAD_FIELDS)
def test_a_field_that_cannot_be_saved_is_told_at_the_field_and_shown_again(
    client: Client, field: str, value: str
) -> None:
    draft = make_draft()
    before = counts()
    form = form_of(client, draft.entry) | {"summary_ja": "消えてはいけない文", field: value}
    response = change(client, draft.entry, form)
    assert_said_at(response, field)
    shown = response.context["adminform"].form
    assert shown["summary_ja"].value() == form["summary_ja"]
    assert shown[field].value() == value
    assert counts() == before
    assert Announcement.objects.get().content() == draft.content


@pytest.mark.parametrize(("field", "value"), BAD_FIELDS)
def test_a_new_entry_with_a_bad_field_is_not_made(client: Client, field: str, value: str) -> None:
    form = form_of(client) | {"title_ja": "件名", "slug": "new", field: value}
    response = post(client, url("add"), form)
    assert_said_at(response, field)
    assert not Announcement.objects.exists()


@pytest.mark.parametrize(("field", "value"), BAD_FIELDS)
def test_the_preview_says_why_there_is_none(client: Client, field: str, value: str) -> None:
    draft = make_draft()
    before = counts()
    form = form_of(client, draft.entry) | {field: value}
    response = post(client, url("preview", draft.entry_id, "ja"), form)
    assert response.status_code == 422
    assert response.context["problems"]
    assert counts() == before


@pytest.mark.parametrize("nothing", ["", "\u200b", "\ufeff", "\u200d　\u2060"])
def test_the_message_comes_in_the_language_the_person_chose(nothing: str) -> None:
    client = login(make_writer(language="en"))
    form = form_of(client) | {"slug": "new", "title_ja": nothing}
    response = post(client, url("add"), form)
    assert "Please enter the title in the source language." in response.content.decode()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("day", "2026-13-01"),
        ("day", "9999-12-31"),
        ("day", ""),
        ("kind", "party"),
        ("time", "25:00"),
        ("label_ja", "x" * 201),
        ("label_ja", "申\x00請"),
        ("order", "-1"),
        ("order", "99999999999"),
    ],
)
def test_a_bad_row_is_told_at_its_cell(client: Client, column: str, value: str) -> None:
    draft = make_draft()
    row = {"kind": "deadline", "day": "2026-12-01", "precision": "day", "label_ja": "締切"}
    form = form_of(client, draft.entry, key_dates=[row | {column: value}])
    response = change(client, draft.entry, form)
    assert_said_at(response, f"key_dates-0-{column}")
    assert not KeyDate.objects.exists()


def test_a_control_character_in_a_row_is_refused_by_the_desk(client: Client) -> None:
    draft = make_draft()
    row = {"kind": "deadline", "day": "2026-12-01", "precision": "day", "label_ja": "締\u202e切"}
    response = change(client, draft.entry, form_of(client, draft.entry, key_dates=[row]))
    assert response.status_code == 200
    assert errors_of(response)
    assert not KeyDate.objects.exists()


def test_an_address_in_use_is_told_at_the_field(client: Client) -> None:
    make_draft(slug="taken")
    draft = make_draft(slug="mine")
    assert_said_at(change(client, draft.entry, form_of(client, draft.entry, slug="taken")), "slug")
    new = form_of(client) | {"title_ja": "件名", "slug": "taken"}
    assert_said_at(post(client, url("add"), new), "slug")
    assert Announcement.objects.count() == 2


def test_a_writer_may_not_move_a_public_page(client: Client) -> None:
    entry = make_live()
    assert_said_at(change(client, entry, form_of(client, entry, slug="elsewhere")), "slug")
    entry.refresh_from_db()
    assert entry.slug != "elsewhere"


@pytest.mark.parametrize("value", ["999999", "x", "\x00", "9" * 30])
def test_a_base_that_is_no_version_of_the_entry_saves_nothing(client: Client, value: str) -> None:
    draft, other = make_draft(), make_draft()
    before = counts()
    for base in (value, str(other.pk)):
        response = change(client, draft.entry, form_of(client, draft.entry) | {"base": base})
        assert response.status_code == 200
        assert errors_of(response)
    assert counts() == before


@pytest.mark.parametrize("name", ["key_dates-TOTAL_FORMS", "citations-INITIAL_FORMS"])
@pytest.mark.parametrize("value", ["", "x", "-1", "99999"])
def test_a_broken_table_saves_nothing(client: Client, name: str, value: str) -> None:
    draft = make_draft()
    before = counts()
    response = change(client, draft.entry, form_of(client, draft.entry) | {name: value})
    assert response.status_code < 500
    assert counts() == before


def test_an_unknown_or_doubled_source_is_refused(client: Client) -> None:
    draft, source = make_draft(), make_source()
    before = counts()
    for rows in ([{"source": "9999"}], [{"source": source.pk}, {"source": source.pk}]):
        response = change(client, draft.entry, form_of(client, draft.entry, citations=rows))
        assert response.status_code == 200
    assert counts() == before


# Stale forms and double clicks


def test_a_stale_form_shows_base_theirs_and_mine_and_writes_nothing(client: Client) -> None:
    draft = make_draft(title_ja="元の件名")
    form = form_of(client, draft.entry)
    colleague = login(make_writer(last_name="鈴木"))
    change(colleague, draft.entry, form | {"title_ja": "相手の件名"})
    before = counts()
    response = change(
        client, draft.entry, form | {"title_ja": "自分の件名", "body_ja": "自分の本文"}
    )
    assert response.context["clashes"] == [
        ("件名（日本語）", "元の件名", "相手の件名", "自分の件名")
    ]
    assert response.context["adminform"].form["body_ja"].value() == "自分の本文"
    assert "title_ja" in errors_of(response)
    assert counts() == before


def test_a_row_that_a_colleague_deleted_does_not_block_the_form(client: Client) -> None:
    row = {"kind": "deadline", "day": "2026-12-01", "precision": "day", "label_ja": "締切"}
    draft = make_draft()
    change(client, draft.entry, form_of(client, draft.entry, key_dates=[row]))
    stale = form_of(client, draft.entry)
    change(
        login(make_writer()),
        draft.entry,
        form_of(client, draft.entry) | {"key_dates-0-DELETE": "on"},
    )
    assert not KeyDate.objects.exists()
    response = change(client, draft.entry, stale | {"title_en": "Another title"})
    assert response.status_code == 302
    assert not KeyDate.objects.exists()
    assert Announcement.objects.get().title_en == "Another title"


def test_the_same_form_sent_twice_makes_one_version(client: Client) -> None:
    draft = make_draft()
    row = {"kind": "deadline", "day": "2026-12-01", "precision": "day", "label_ja": "締切"}
    form = form_of(client, draft.entry, key_dates=[row]) | {"title_ja": "新しい件名"}
    for _ in range(2):
        assert change(client, draft.entry, form).status_code == 302
    assert Revision.objects.count() == 2
    assert KeyDate.objects.count() == 1


def test_a_new_entry_sent_twice_is_one_entry(client: Client) -> None:
    row = {"kind": "deadline", "day": "2026-12-01", "precision": "day", "label_ja": "締切"}
    form = form_of(client, key_dates=[row]) | {"title_ja": "件名", "slug": "new"}
    answers = [post(client, url("add"), form)["Location"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert (Announcement.objects.count(), Revision.objects.count()) == (1, 1)
    assert_said_at(post(client, url("add"), form | {"title_ja": "別の件名"}), "slug")


def test_submitting_twice_is_one_submission(client: Client) -> None:
    draft = make_draft()
    form = form_of(client, draft.entry) | {"title_ja": "新しい件名", "_submit": "1"}
    for _ in range(2):
        assert change(client, draft.entry, form)["Location"] == url("review", draft.entry_id)
    assert Review.objects.count() == 1


def test_publishing_twice_is_one_row_of_the_ledger() -> None:
    client, revision = login(make_approver()), approve(make_draft())
    form = publish_form(client, revision)
    for _ in range(2):
        response = post(client, url("publish", revision.entry_id, 1), form)
        assert response.status_code == 302
    assert Publication.objects.count() == 1


def test_a_withdrawal_asks_for_its_reason() -> None:
    client, entry = login(make_approver()), make_live()
    page = client.get(url("withdraw", entry.pk))
    assert "取り下げる理由（日本語" in page.content.decode()
    form = {"seen": page.context["form"]["seen"].value(), "note_ja": "誤り"}
    refused = post(client, url("withdraw", entry.pk), form).content.decode()
    assert "取り下げる理由を、すべての言語で" in refused and "誤り" in refused


def test_withdrawing_twice_is_one_row_of_the_ledger() -> None:
    client, entry = login(make_approver()), make_live()
    page = client.get(url("withdraw", entry.pk))
    form = {"seen": page.context["form"]["seen"].value(), "note_ja": "誤り", "note_en": "Wrong"}
    for _ in range(2):
        assert post(client, url("withdraw", entry.pk), form).status_code == 302
    assert Publication.objects.count() == 2


def test_a_publish_form_from_before_ones_own_withdrawal_is_shown_again() -> None:
    person, revision = make_approver(), approve(make_draft())
    client = login(person)
    form = publish_form(client, revision)
    path = url("publish", revision.entry_id, 1)
    assert post(client, path, form).status_code == 302
    terms = {"by": person, "now": timezone.now()}
    desk.withdraw(revision.entry.as_kind(), {"ja": "誤り", "en": "Wrong"}, **terms)
    assert_said_at(post(client, path, form), "__all__")
    assert Publication.objects.count() == 2


def test_a_publish_form_from_before_ones_own_cancelling_is_shown_again() -> None:
    person, revision = make_approver(), approve(make_draft())
    client = login(person)
    form = publish_form(client, revision, visible_from_0="2099-01-01", visible_from_1="09:00")
    path = url("publish", revision.entry_id, 1)
    assert post(client, path, form).status_code == 302
    desk.cancel(Publication.objects.get(), by=person, now=timezone.now())
    assert_said_at(post(client, path, form), "__all__")
    assert Publication.objects.count() == 2


def test_a_publish_form_from_before_somebody_elses_row_is_shown_again() -> None:
    client, revision = login(make_approver()), approve(make_draft())
    form = publish_form(client, revision)
    desk.publish(
        revision,
        by=make_approver(),
        now=revision.at,
        note={"ja": "公開", "en": "Published"},
    )
    response = post(client, url("publish", revision.entry_id, 1), form)
    assert_said_at(response, "__all__")
    assert Publication.objects.count() == 1


def test_what_lacks_a_text_is_kept_and_told_at_the_field_when_it_is_submitted(
    client: Client,
) -> None:
    draft = make_draft()
    form = form_of(client, draft.entry) | {"body_ja": "", "title_ja": "新しい件名", "_submit": "1"}
    response = change(client, draft.entry, form)
    assert_said_at(response, "body_ja")
    assert response.context["adminform"].form["title_ja"].value() == "新しい件名"
    assert not Review.objects.exists()


# What is no text


@pytest.mark.parametrize(
    ("sent", "told"),
    [("%FF", "元の文字が失われました"), ("%00", "目に見えない制御文字（U+0000）")],
)
@pytest.mark.parametrize("field", ["title_ja", "title_en", "body_ja"])
def test_bytes_that_are_no_text_are_told_at_the_field(
    client: Client, field: str, sent: str, told: str
) -> None:
    draft = make_draft()
    form = form_of(client, draft.entry) | {field: "はじめ", "summary_ja": "要約"}
    body = urlencode({k: "" if v is None else v for k, v in form.items()})
    body = body.replace(
        f"&{field}={quote('はじめ')}", f"&{field}={quote('はじめ')}{sent}{quote('あと')}"
    )
    before = counts()
    kind = "application/x-www-form-urlencoded"
    response = client.post(url("change", draft.entry_id), body, content_type=kind)
    assert told in " ".join(errors_of(response)[field])
    typed = response.context["adminform"].form
    assert typed[field].value().startswith("はじめ") and typed[field].value().endswith("あと")
    assert typed["summary_ja"].value() == "要約" and counts() == before


# Publishing


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"visible_from_0": "2020-01-01", "visible_from_1": "10:00"}, "visible_from"),
        ({"visible_from_0": "2099-01-01"}, "visible_from"),
        ({"visible_from_0": "x", "visible_from_1": "y"}, "visible_from"),
        ({"visible_until_0": "0001-01-01", "visible_until_1": "00:00"}, "visible_until"),
        ({"visible_until_0": "9999-12-31", "visible_until_1": "23:59"}, "visible_until"),
        ({"visible_from_0": "9999-12-31", "visible_from_1": "23:59"}, "visible_from"),
        (
            {
                "visible_from_0": "2099-01-02",
                "visible_from_1": "00:00",
                "visible_until_0": "2099-01-01",
                "visible_until_1": "00:00",
            },
            "visible_until",
        ),
        ({"significance": "huge"}, "significance"),
        ({"note_en": ""}, "note_en"),
        ({"note_ja": "　"}, "note_ja"),
        ({"note_ja": "あ" * 1001}, "note_ja"),
        ({"note_ja": "公開\x00"}, "note_ja"),
        ({"note_ja": "公開\u202e"}, "note_ja"),
    ],
)
def test_terms_that_do_not_hold_are_told_at_the_field(typed: dict[str, str], field: str) -> None:
    client, revision = login(make_approver()), approve(make_draft())
    form = publish_form(client, revision) | {"note_ja": "公開します", "note_en": "Published"}
    response = post(client, url("publish", revision.entry_id, 1), form | typed)
    assert_said_at(response, field)
    assert not Publication.objects.exists()
    for name in ("note_ja", "note_en"):
        shown = response.context["form"][name].value()
        assert shown == (form | typed)[name]


def test_one_language_alone_needs_a_day_or_a_reason() -> None:
    client = login(make_approver())
    revision = approve(make_draft(title_en=None, body_en=None))
    form = publish_form(client, revision)
    target = url("publish", revision.entry_id, 1)
    assert_said_at(post(client, target, form), "by_en")
    assert_said_at(post(client, target, form | {"reason_en_ja": "市内のみ"}), "by_en")
    assert_said_at(post(client, target, form | {"by_en": "2020-01-01"}), "by_en")
    assert not Publication.objects.exists()
    assert post(client, target, form | {"by_en": "2099-01-01"}).status_code == 302
    assert Publication.objects.get().alternatives == {"en": {"by": "2099-01-01"}}


def test_a_text_that_is_not_complete_in_its_source_language_is_not_published() -> None:
    client, revision = login(make_approver()), make_draft(body_ja=None)
    form = publish_form(client, revision)
    response = post(client, url("publish", revision.entry_id, 1), form)
    assert_said_at(response, "__all__")
    assert "by_ja" not in response.context["form"].fields


def test_what_was_not_approved_is_not_published() -> None:
    client, draft = login(make_approver()), make_draft()
    response = post(client, url("publish", draft.entry_id, 1), publish_form(client, draft))
    assert_said_at(response, "__all__")


# Steps


def test_nobody_approves_own_words_and_is_told_so() -> None:
    person = make_approver()
    client, draft = login(person), make_draft(by=person)
    desk.submit(draft, by=person, now=draft.at)
    response = post(
        client,
        url("step", draft.entry_id, "approve"),
        {"number": 1, "hash": draft.content_hash, "comment": "よいと思います"},
    )
    assert '<li class="error">' in response.content.decode()
    assert response.context["comment_form"]["comment"].value() == "よいと思います"
    assert not Review.objects.filter(verdict="approve").exists()


def test_returning_needs_a_comment() -> None:
    client, draft = login(make_approver()), make_draft()
    desk.submit(draft, by=make_writer(), now=draft.at)
    target = url("step", draft.entry_id, "return")
    for comment in ("", "　", "\x00", "\u202e直してください", "あ" * 5001):
        response = post(client, target, {"number": 1, "comment": comment})
        assert response.status_code == 200
        assert response.context["comment_form"].errors["comment"]
        assert response.context["comment_form"]["comment"].value() == comment
    assert not Review.objects.filter(verdict="return").exists()


def test_approving_another_text_than_the_one_on_the_page_is_refused() -> None:
    client, draft = login(make_approver()), make_draft()
    desk.submit(draft, by=make_writer(), now=draft.at)
    for content_hash in ("", "0" * 64, "\x00"):
        post(
            client,
            url("step", draft.entry_id, "approve"),
            {"number": 1, "hash": content_hash},
        )
    assert not Review.objects.filter(verdict="approve").exists()


@pytest.mark.parametrize("verb", ["approve", "return", "check", "cancel"])
def test_a_writer_who_posts_an_approvers_step_by_hand_gets_403(client: Client, verb: str) -> None:
    entry = make_live()
    row = entry.publications.get()
    form = {"hash": "x", "comment": "x", "publication": row.pk}
    response = post(client, url("step", entry.pk, verb), form)
    assert response.status_code == 403
    assert '<html lang="ja"' in response.content.decode()


@pytest.mark.parametrize("name", ["publish", "withdraw"])
def test_a_writer_may_not_open_the_ledgers_pages(client: Client, name: str) -> None:
    entry = make_live()
    target = url(name, entry.pk, *([1] if name == "publish" else []))
    assert client.get(target).status_code == 403
    assert post(client, target, {}).status_code == 403


@pytest.mark.parametrize("number", ["2", "0", "x", "９９", "-1", "9" * 20, "9" * 5000, "\x00"])
def test_a_version_that_does_not_exist_is_not_found(client: Client, number: str) -> None:
    draft = make_draft()
    for verb in ("submit", "restore"):
        form = {"number": number, "publication": number}
        assert post(client, url("step", draft.entry_id, verb), form).status_code == 404
    if number.isdecimal() and number.isascii():
        base = url("review", draft.entry_id).removesuffix("review/")
        for path in (f"version/{number}/", f"version/{number}/view/ja/"):
            assert client.get(base + path).status_code == 404


def test_a_publication_of_another_entry_cannot_be_cancelled_from_here() -> None:
    client, draft, other = login(make_approver()), make_draft(), make_live()
    row = other.publications.get()
    for number in (str(row.pk), "x", "", "9" * 30, "\x00"):
        target = url("step", draft.entry_id, "cancel")
        assert post(client, target, {"publication": number}).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=" + "x" * 5000,
        "desk_state=%00",
        "desk_state=nonsense",
        "public_state=%00",
        "owner__id__exact=%00",
        "owner__id__exact=x",
        "o=99.-99",
        "o=%00",
        "p=99999999999999999999",
        "p=%00",
        "nonsense=1",
        "head__by__password__startswith=x",
    ],
)
def test_a_list_asked_for_nonsense_stays_a_list(client: Client, query: str) -> None:
    make_draft()
    response = client.get(f"{LIST}?{query}", follow=True)
    assert response.status_code in (200, 400)


@pytest.mark.parametrize("pk", ["999999", "9" * 30])
def test_an_entry_that_does_not_exist_is_not_found(client: Client, pk: str) -> None:
    for name in ("review", "history", "withdraw"):
        assert client.get(f"{LIST}{pk}/{name}/").status_code == 404
    assert client.get(f"{LIST}{pk}/change/", follow=True).status_code == 200
    assert client.get(f"{LIST}x%00y/change/", follow=True).status_code == 200


def test_an_unknown_category_is_told_even_if_it_went_away_meanwhile(client: Client) -> None:
    draft, category = make_draft(), make_category()
    form = form_of(client, draft.entry) | {"category": str(category.pk)}
    category.delete()
    assert_said_at(change(client, draft.entry, form), "category")
