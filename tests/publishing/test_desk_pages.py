"""The desk's pages: lists, buttons by state and role, review, history, the start page, saving at
once, proposals, and a carry that collides."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override

from announcements.key_dates import DateKind
from announcements.models import Announcement, KeyDate
from tests.desk_forms import LIST, change, form_of, login, post, publish_form, url
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    approve,
    edit,
    make_administrator,
    make_approver,
    make_draft,
    make_live,
    make_source,
    make_writer,
    publish,
)
from tokutei_site.publishing import approval, desk, ledger
from tokutei_site.publishing.clashing import Question
from tokutei_site.publishing.models import Entry, Publication, Review, Revision
from tokutei_site.staff.models import Section, User
from tokutei_site.text.dates import format_moment

pytestmark = pytest.mark.django_db

NOW = timezone.now


def in_state(state: str, by: User | None = None) -> Entry:
    """An announcement in a state of the list, named after it."""
    title = {"title_ja": f"件名 {state}", "title_en": f"Title {state}"}
    if state in ("live", "newer", "withdrawn", "ended"):
        terms = {"visible_until": NOON + HOUR} if state == "ended" else {}
        revision = make_draft(by=by, **title)
        publish(revision, **terms)
        entry = revision.entry.as_kind()
        if state == "newer":
            assert entry.head
            edit(entry.head, by=by, now=NOON + HOUR, summary_ja="追記")
        if state == "withdrawn":
            desk.withdraw(entry, NOTE, by=make_approver(), now=NOON + HOUR)
        return entry
    revision = make_draft(by=by, **title)
    if state in ("waiting", "returned"):
        desk.submit(revision, by=make_writer(), now=NOON)
    if state == "returned":
        desk.return_(revision, "曜日を直してください。", by=make_approver(), now=NOON)
    if state == "approved":
        approve(revision)
    if state == "scheduled":
        publish(revision, at=NOW() + DAY, now=NOW())
    return revision.entry.as_kind()


def ja(text: str) -> str:
    """What the desk says for it in Japanese."""
    with override("ja"):
        return gettext(text)


def text_of(response: Any) -> str:
    """What a page says, without tags."""
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# The list

STATES = {
    "draft": ("draft", "not public"),
    "waiting": ("waiting for review", "not public"),
    "returned": ("returned", "not public"),
    "approved": ("approved, not yet published", "not public"),
    "scheduled": ("scheduled", "not public"),
    "live": ("same as published", "public"),
    "newer": ("draft", "public; a newer version exists"),
    "withdrawn": ("same as published", "withdrawn"),
    "ended": ("same as published", "ended"),
}


@pytest.mark.parametrize("state", STATES)
def test_the_list_shows_every_state_with_who_and_when(state: str) -> None:
    in_state(state, by=make_writer(last_name="高橋"))
    row = text_of(login(make_writer()).get(LIST)).partition("件名 " + state)[2]
    newest, public = STATES[state]
    assert ja(newest) in row
    assert ja(public) in row
    assert "高橋" in row
    assert re.search(r"第\d版", row)
    assert re.search(r"\d{4}年\d{1,2}月\d{1,2}日", row)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=件名 draft", ["draft"]),
        ("q=Title live", ["live"]),
        ("desk_state=waiting", ["waiting"]),
        ("public_state=live", ["live"]),
        ("desk_state=done&public_state=withdrawn", ["withdrawn"]),
    ],
)
def test_the_list_searches_both_languages_and_filters_by_state(
    query: str, found: list[str]
) -> None:
    for state in ("draft", "waiting", "live", "withdrawn"):
        in_state(state)
    for person in (make_writer(), make_writer(language="en")):
        rows = login(person).get(f"{LIST}?{query}").context["cl"].result_list
        assert [row.title_en for row in rows] == [f"Title {name}" for name in found]


# Buttons

BUTTONS = {
    "submit": "Submit for review",
    "approve": "Approve",
    "return": "Return with comment",
    "publish": "Publish…",
    "again": "Publish again…",
    "period": "Change the period…",
    "withdraw": "Withdraw…",
}
OFFERED = {
    ("writer", "draft"): {"submit"},
    ("writer", "waiting"): set(),
    ("writer", "returned"): {"submit"},
    ("writer", "approved"): set(),
    ("writer", "live"): set(),
    ("writer", "newer"): {"submit"},
    ("approver", "draft"): {"submit"},
    ("approver", "waiting"): {"approve", "return"},
    ("approver", "returned"): {"submit"},
    ("approver", "approved"): {"return", "publish"},
    ("approver", "scheduled"): set(),
    ("approver", "live"): {"period", "withdraw"},
    ("approver", "newer"): {"submit", "withdraw"},
    ("approver", "withdrawn"): {"again"},
    ("approver", "ended"): {"again"},
    ("administrator", "draft"): set(),
    ("administrator", "waiting"): set(),
    ("administrator", "live"): set(),
}


@pytest.mark.parametrize(("role", "state"), OFFERED)
def test_buttons_follow_state_and_role(role: str, state: str) -> None:
    maker = {"writer": make_writer, "approver": make_approver}.get(role, make_administrator)
    html = login(maker()).get(url("review", in_state(state).pk)).content.decode()
    words = {w.strip() for w in re.findall(r"<(?:a|button)[^>]*>([^<]*)<", html)}
    assert {name for name, word in BUTTONS.items() if ja(word) in words} == OFFERED[role, state]


def test_an_approver_is_not_offered_own_words_and_reads_why() -> None:
    person = make_approver()
    page = login(person).get(url("review", in_state("waiting", by=person).pk))
    assert not page.context["desk"]["may_approve"]
    assert ja("You wrote these words. Somebody else has to approve them.") in text_of(page)


def test_a_scheduled_publication_can_be_cancelled_from_every_page() -> None:
    entry, client = in_state("scheduled"), login(make_approver())
    row = entry.publications.get()
    assert f'value="{row.pk}"' in client.get(url("change", entry.pk)).content.decode()
    post(client, url("step", entry.pk, "cancel"), {"publication": row.pk})
    assert Publication.objects.filter(cancels=row).exists()


def test_any_two_versions_can_be_compared() -> None:
    first = make_draft(body_ja="締切は9月1日です。")
    second = edit(first, now=NOON, body_ja="締切は9月3日です。")
    edit(second, now=NOON, body_ja="締切は9月5日です。")
    client = login(make_writer())
    page = client.get(url("version", first.entry_id, 2), {"against": 1})
    assert [row.facts for row in page.context["rows"]] == [(("9月1日", "9月3日"),)]
    backwards = client.get(url("version", first.entry_id, 1), {"against": 3})
    assert [row.facts for row in backwards.context["rows"]] == [(("9月5日", "9月1日"),)]
    assert list(page.context["versions"]) == [3, 1]


@pytest.mark.parametrize("against", ["99", "x", "-1", "1" * 40, "²"])
def test_a_version_that_does_not_exist_cannot_be_compared_with(against: str) -> None:
    draft = make_draft()
    path = url("version", draft.entry_id, 1)
    assert login(make_writer()).get(path, {"against": against}).status_code == 404


def test_versions_of_two_entries_are_not_compared() -> None:
    other = make_draft()
    second = edit(other, now=NOON, title_ja="別の項目")
    draft = make_draft()
    path = url("version", draft.entry_id, 1)
    assert login(make_writer()).get(path, {"against": second.number}).status_code == 404


def test_whoever_corrects_beside_a_scheduled_version_starts_from_the_public_text() -> None:
    entry, client = make_live(title_ja="公開中の件名"), login(make_writer())
    assert entry.head
    public, later = entry.head, edit(entry.head, now=NOON, title_ja="金曜日の件名")
    assert not client.get(url("change", entry.pk)).context["desk"]["to_correct"]
    publish(later, at=NOW() + DAY, now=NOW())
    assert client.get(url("change", entry.pk)).context["desk"]["to_correct"] == public
    post(client, url("step", entry.pk, "restore"), {"number": public.number})
    assert form_of(client, entry)["title_ja"] == "公開中の件名"


def test_an_administrator_reads_the_form_but_cannot_write() -> None:
    page = login(make_administrator()).get(url("change", in_state("draft").pk))
    assert 'name="title_ja"' not in page.content.decode()
    assert 'name="_continue"' not in page.content.decode()


def test_what_is_no_entry_keeps_the_stock_buttons() -> None:
    client = login(make_administrator())
    for path in ("publishing/source", "announcements/category", "staff/section", "staff/user"):
        html = client.get(f"/admin/{path}/add/").content.decode()
        assert 'name="_save"' in html
        assert 'name="_submit"' not in html
    person = make_writer()
    assert (
        "historylink" not in client.get(f"/admin/staff/user/{person.pk}/change/").content.decode()
    )


# Review and history


def test_the_review_shows_what_changes_against_what_is_public_field_by_field() -> None:
    entry = make_live(title_ja="古い件名", body_ja="一行目\n二行目")
    assert entry.head
    row = {"kind": "deadline", "day": "2026-12-01", "precision": "day", "label_ja": "申込み"}
    changes = {f"key_dates__k1__{name}": value for name, value in row.items()}
    edit(entry.head, now=NOON, title_ja="新しい件名", body_ja="一行目\n三行目", **changes)
    page = login(make_writer()).get(url("review", entry.pk))
    rows = {r.label: [(line.sign, line.text) for line in r.lines] for r in page.context["rows"]}
    assert rows["件名（日本語）"] == [("−", "古い件名"), ("+", "新しい件名")]
    assert rows["本文（日本語）"] == [("", "一行目"), ("−", "二行目"), ("+", "三行目")]
    deadline = str(DateKind.DEADLINE.label)
    assert rows[f"{ja('key date')}「申込み」: {ja('kind')}"] == [("+", deadline)]
    assert list(rows)[:2] == ["件名（日本語）", "本文（日本語）"]


OLD = "This is not the newest version. Steps are taken on the newest one."


def test_the_review_of_an_older_version_offers_no_steps() -> None:
    draft = make_draft()
    edit(draft, now=NOON, title_ja="新しい件名")
    page = login(make_approver()).get(url("version", draft.entry_id, 1))
    assert 'id="steps"' not in page.content.decode()
    assert ja(OLD) in text_of(page)


def test_the_history_tells_versions_verdicts_and_publications() -> None:
    entry = in_state("withdrawn", by=make_writer(last_name="高橋"))
    page = login(make_writer()).get(url("history", entry.pk))
    text = text_of(page)
    assert len(page.context["publications"]) == 2
    assert len(page.context["revisions"]) == 1
    for word in ("高橋", ja("submitted"), ja("approved"), ja("Withdrawn"), *NOTE.values()):
        assert word in text


def test_an_old_version_comes_back_as_a_draft() -> None:
    draft = make_draft(title_ja="元の件名")
    edit(draft, now=NOON, title_ja="新しい件名")
    post(login(make_writer()), url("step", draft.entry_id, "restore"), {"number": 1})
    assert Announcement.objects.get().title_ja == "元の件名"
    assert Revision.objects.count() == 3


def test_a_version_is_shown_as_residents_would_see_it() -> None:
    draft, client = make_draft(title_en="Counter hours"), login(make_writer())
    page = client.get(url("view", draft.entry_id, 1, "en"))
    assert "Counter hours" in text_of(page)
    assert "no-store" in page["Cache-Control"]


def test_the_preview_shows_what_is_typed_and_saves_nothing() -> None:
    draft, client = make_draft(), login(make_writer())
    form = form_of(client, draft.entry, title_ja="入力中の件名")
    page = post(client, url("preview", draft.entry_id, "ja"), form)
    assert "入力中の件名" in text_of(page)
    new = form_of(client) | {"title_ja": "まだない件名", "body_ja": "本文", "slug": "new"}
    assert "まだない件名" in text_of(post(client, url("preview_new", "ja"), new))
    assert Announcement.objects.get().content() == draft.content


# The start page


def waiting(person: User) -> dict[str, list[str]]:
    page = login(person).get("/admin/")
    groups = re.findall(r"<h3>([^<]*)<span.*?</h3>\s*<ul>(.*?)</ul>", page.content.decode(), re.S)
    return {title.strip(): re.findall(r"<a[^>]*>([^<]*)</a>", items) for title, items in groups}


def test_the_start_page_says_what_waits_for_whom() -> None:
    author = make_writer()
    for state in ("draft", "returned", "waiting", "approved", "live", "scheduled"):
        in_state(state, by=author)
    assert waiting(author) == {
        ja("Returned with a comment"): ["件名 returned"],
        ja("Drafts not yet submitted"): ["件名 draft"],
    }
    assert waiting(make_approver()) == {
        ja("Waiting for your review"): ["件名 waiting"],
        ja("Approved, can be published"): ["件名 approved"],
    }
    assert waiting(make_writer()) == {}
    assert waiting(make_administrator()) == {}


def test_a_section_finds_its_drafts_whoever_began_them() -> None:
    section = Section.objects.create(name="国際係")
    entry = in_state("draft")
    Entry.objects.filter(pk=entry.pk).update(owner=section)
    assert waiting(make_writer(section=section)) == {ja("Drafts not yet submitted"): ["件名 draft"]}


def test_own_words_do_not_wait_for_their_author() -> None:
    person = make_approver()
    in_state("waiting", by=person)
    assert waiting(person) == {}


def test_what_says_the_same_as_the_published_text_waits_for_nobody() -> None:
    entry = make_live(title_ja="件名")
    assert entry.head
    edit(edit(entry.head, now=NOON, title_ja="新"), now=NOON, title_ja="件名")
    approver = make_approver()
    assert waiting(approver) == {}
    assert ja("same as published") in text_of(login(approver).get(url("review", entry.pk)))


def test_the_writer_reads_who_returned_a_text_and_why_until_it_is_submitted_again() -> None:
    author = make_writer()
    entry = in_state("draft", by=author)
    assert entry.head
    desk.submit(entry.head, by=author, now=NOON)
    desk.return_(entry.head, "曜日を直す。", by=make_approver(last_name="鈴木"), now=NOON)

    def told() -> list[bool]:
        pages = [login(author).get(path) for path in ("/admin/", url("change", entry.pk))]
        return ["曜日を直す。" in text_of(page) and "鈴木" in text_of(page) for page in pages]

    assert told() == [True, True]
    mended = edit(entry.head, by=author, now=NOON, title_ja="直した件名")
    assert told() == [True, True]
    desk.submit(mended, by=author, now=NOON)
    assert told() == [False, False]


UNTRANSLATED = {"title_en": None, "body_en": None}


def test_what_is_not_translated_at_all_waits_for_a_translator() -> None:
    draft = make_draft(title_ja="未訳", **UNTRANSLATED)
    group = ja("To be translated or brought up to date")
    assert waiting(make_writer()) == {group: ["未訳"]}
    listed = login(make_writer()).get(f"{LIST}?translation=behind")
    assert [row.pk for row in listed.context["cl"].result_list] == [draft.entry_id]


@pytest.mark.parametrize(
    ("declared", "waits"),
    [({"by": "2099-01-01"}, True), ({"reason": {"ja": "国内向け", "en": "Not for you"}}, False)],
)
def test_what_the_office_does_not_translate_waits_for_nobody(
    declared: dict[str, Any], waits: bool
) -> None:
    publish(make_draft(title_ja="未訳", **UNTRANSLATED), alternatives={"en": declared})
    assert bool(waiting(make_writer())) == waits


def test_a_promised_translation_that_did_not_come_is_on_the_start_page() -> None:
    revision = make_draft(title_en=None, body_en=None, title_ja="約束")
    publish(revision, alternatives={"en": {"by": "2026-10-02"}})
    assert waiting(make_writer()) == {ja("Promised translation is late"): ["約束"]}


def test_what_was_published_by_force_waits_for_a_second_person(settings: Any) -> None:
    settings.FORCED_PUBLISH = True
    forcer = make_approver(is_superuser=True)
    draft = make_draft(by=forcer, title_ja="緊急")
    desk.publish(draft, by=forcer, now=NOON, note=NOTE, force_reason="地震のため")
    other = make_approver()
    assert waiting(other) == {ja("Published without approval: please check"): ["緊急"]}
    post(login(other), url("step", draft.entry_id, "check"), {"number": 1})
    assert waiting(other) == {}


# Saving


def test_japanese_and_english_saved_at_once_are_merged() -> None:
    draft = make_draft()
    japanese, english = login(make_writer()), login(make_writer())
    first, second = form_of(japanese, draft.entry), form_of(english, draft.entry)
    assert change(japanese, draft.entry, first | {"title_ja": "新しい件名"}).status_code == 302
    assert change(english, draft.entry, second | {"title_en": "New title"}).status_code == 302
    entry = Announcement.objects.get()
    assert (entry.title_ja, entry.title_en) == ("新しい件名", "New title")
    assert entry.head and entry.head.content == entry.content()


def test_two_people_may_add_a_row_each() -> None:
    draft = make_draft()
    row = {"kind": "deadline", "day": "2026-12-01", "precision": "day"}
    clients = [login(make_writer()), login(make_writer())]
    forms = [
        form_of(client, draft.entry, key_dates=[row | {"label_ja": f"締切{number}"}])
        for number, client in enumerate(clients)
    ]
    for client, form in zip(clients, forms, strict=True):
        assert change(client, draft.entry, form).status_code == 302
    assert {date.label_ja for date in KeyDate.objects.all()} == {"締切0", "締切1"}


@pytest.mark.parametrize(
    ("is_own", "words"),
    [(True, "あなた自身が"), (False, "鈴木さんが第2版を保存しました")],
)
def test_a_clash_says_whose_the_other_text_is(is_own: bool, words: str) -> None:
    draft, me = make_draft(), make_writer()
    form = form_of(login(me), draft.entry)
    other = me if is_own else make_writer(last_name="鈴木")
    change(login(other), draft.entry, form | {"title_ja": "先の件名"})
    text = text_of(change(login(me), draft.entry, form | {"title_ja": "後の件名"}))
    assert words in text
    assert "ほかの人" not in text


def test_after_a_clash_the_accepted_form_saves_only_ones_own_words() -> None:
    draft, me = make_draft(), login(make_writer())
    form = form_of(me, draft.entry)
    theirs = form | {"title_ja": "相手の件名", "body_en": "Their body"}
    change(login(make_writer()), draft.entry, theirs)
    mine = form | {"title_ja": "自分の件名"}
    shown = change(me, draft.entry, mine)
    assert "相手の件名" in text_of(shown)
    head = shown.context["conflict_head"]
    assert change(me, draft.entry, mine | {"accepted": head.pk}).status_code == 302
    entry = Announcement.objects.get()
    assert (entry.title_ja, entry.body_en) == ("自分の件名", "Their body")


def test_rows_without_a_place_stand_in_the_order_typed() -> None:
    client, sources = login(make_writer()), [make_source("b"), make_source("a")]
    rows = [{"source": source.pk} for source in sources]
    dates = [
        {"kind": "event", "day": f"2026-12-0{n}", "precision": "day", "label_ja": f"{n}"}
        for n in (2, 1)
    ]
    form = form_of(client, key_dates=dates, citations=rows, title_ja="件名", slug="new")
    assert post(client, url("add"), form).status_code == 302
    entry = Announcement.objects.get()
    assert [date.label_ja for date in entry.key_dates.all()] == ["2", "1"]
    assert [citation.source.key for citation in entry.citations.all()] == ["b", "a"]


def test_a_row_is_taken_away_with_its_box() -> None:
    client, draft = login(make_writer()), make_draft()
    row = {"kind": "deadline", "day": "2026-12-01", "precision": "day", "label_ja": "締切"}
    change(client, draft.entry, form_of(client, draft.entry, key_dates=[row]))
    form = form_of(client, draft.entry) | {"key_dates-0-DELETE": "on"}
    assert change(client, draft.entry, form).status_code == 302
    assert not KeyDate.objects.exists()


def test_a_paragraph_may_begin_with_a_wide_space() -> None:
    client, draft = login(make_writer()), make_draft()
    change(client, draft.entry, form_of(client, draft.entry, body_ja="　字下げした段落"))
    assert Announcement.objects.get().body_ja == "　字下げした段落"


def test_looking_changes_nothing() -> None:
    entries = [in_state(state) for state in STATES]
    before = [m.objects.count() for m in (Revision, Review, Publication)]
    client = login(make_approver())
    for entry in entries:
        for path in (
            url("change", entry.pk) + "?_submit=1",
            url("review", entry.pk) + "?comment=x",
            url("history", entry.pk),
            url("publish", entry.pk, 1) + "?note_ja=x&note_en=x&significance=major",
            url("withdraw", entry.pk) + "?note_ja=x&note_en=x",
            url("step", entry.pk, "submit") + "?number=1",
            url("view", entry.pk, 1, "ja"),
        ):
            assert client.get(path).status_code in (200, 405)
    assert [m.objects.count() for m in (Revision, Review, Publication)] == before


# Proposals


def proposed(writer: User, approver: User) -> tuple[Revision, Any]:
    """A submitted text, returned in the edit form with a better one."""
    draft = make_draft(by=writer, title_ja="件名の案")
    desk.submit(draft, by=writer, now=NOON)
    client = login(approver)
    form = form_of(client, draft.entry, title_ja="よりよい件名", comment="短くしました。")
    return draft, change(client, draft.entry, form | {"_propose": "1"})


def test_an_approver_returns_a_text_with_a_proposal_and_the_writer_takes_it_over() -> None:
    writer, approver = make_writer(), make_approver()
    draft, response = proposed(writer, approver)
    assert response["Location"] == url("review", draft.entry_id)
    assert Announcement.objects.get().title_ja == "件名の案"
    page = login(writer).get(url("review", draft.entry_id))
    assert [(r.label, [line.text for line in r.lines]) for r in page.context["proposed"]] == [
        ("件名（日本語）", ["件名の案", "よりよい件名"])
    ]
    assert ja("Use the proposed text") in text_of(page)
    post(login(writer), url("step", draft.entry_id, "adopt"), {"number": 1})
    head = Announcement.objects.get().head
    assert head and head.columns["title_ja"] == "よりよい件名"
    assert head.by == writer
    desk.submit(head, by=writer, now=NOON)
    assert desk.approve(head, head.content_hash, by=approver, now=NOON).is_complete


def test_the_same_proposal_sent_twice_is_one_return() -> None:
    writer, approver = make_writer(), make_approver()
    draft = make_draft(by=writer)
    desk.submit(draft, by=writer, now=NOON)
    client = login(approver)
    form = form_of(client, draft.entry, title_ja="よりよい件名", comment="x", _propose="1")
    for _ in range(2):
        assert change(client, draft.entry, form).status_code == 302
    assert Review.objects.filter(verdict="return").count() == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title_ja": "よりよい件名", "comment": ""}, "comment"),
        ({"title_ja": "よりよい件名", "comment": "\x00"}, "comment"),
        ({"title_ja": "よりよい件名", "comment": "x\u202e"}, "comment"),
        ({"title_ja": "", "comment": "x"}, "title_ja"),
        ({"comment": "x"}, "__all__"),
    ],
)
def test_a_proposal_needs_a_comment_and_a_text_that_could_be_saved(
    typed: dict[str, str], field: str
) -> None:
    draft, client = make_draft(), login(make_approver())
    desk.submit(draft, by=make_writer(), now=NOON)
    response = change(client, draft.entry, form_of(client, draft.entry, _propose="1") | typed)
    assert list(response.context["adminform"].form.errors) == [field]
    assert not Review.objects.filter(verdict="return").exists()


def test_a_writer_cannot_return_a_text_by_hand() -> None:
    draft, client = make_draft(), login(make_writer())
    desk.submit(draft, by=make_writer(), now=NOON)
    assert 'name="_propose"' not in client.get(url("change", draft.entry_id)).content.decode()
    form = form_of(client, draft.entry, title_ja="別の件名", comment="x", _propose="1")
    assert change(client, draft.entry, form).status_code == 403


# A change carried into what is scheduled


def colliding() -> tuple[Client, Revision, dict[str, Any]]:
    """Live, scheduled for Friday with another title, and now a correction of the same title."""
    now = NOW()
    entry = make_live(now=now - DAY, title_ja="元の件名")
    assert entry.head
    friday = edit(entry.head, now=now - HOUR, title_ja="金曜の件名")
    row = publish(friday, at=now + timedelta(days=7), now=now - HOUR)
    fix = edit(friday, now=now, title_ja="訂正した件名")
    approve(fix, now=now)
    client = login(make_approver())
    return client, fix, publish_form(client, fix, **{f"later_{row.pk}": "carry"})


def test_a_carry_that_collides_asks_which_words_the_scheduled_version_shall_say() -> None:
    client, fix, form = colliding()
    target = url("publish", fix.entry_id, fix.number)
    page = post(client, target, form)
    (question,) = questions_of(page)
    assert (question.label, question.base) == ("件名（日本語）", "元の件名")
    assert [side.text for side in question.sides] == ["金曜の件名", "訂正した件名"]
    assert approval.verdict(fix) and not fix.publications.exists()
    assert post(client, target, form | {question.name: "theirs"}).status_code == 302
    assert fix.publications.exists()
    head = Announcement.objects.get().head
    assert head and head.columns["title_ja"] == "金曜の件名"
    assert head.origin == Revision.Origin.CARRY


def questions_of(page: Any) -> list[Question]:
    return [each for _head, some in page.context["answers"].asked for each in some]


def test_what_is_typed_for_a_passage_is_what_the_scheduled_version_says() -> None:
    client, fix, form = colliding()
    target = url("publish", fix.entry_id, fix.number)
    (question,) = questions_of(post(client, target, form))
    typed = {question.sides[1].field: "金曜に訂正した件名"}
    again = post(client, target, form | typed)  # without a choice: asked again, as typed
    assert "金曜に訂正した件名" in again.content.decode()
    assert post(client, target, form | typed | {question.name: "mine"}).status_code == 302
    head = Announcement.objects.get().head
    assert head and head.columns["title_ja"] == "金曜に訂正した件名"


def test_keeping_what_is_scheduled_needs_a_reason() -> None:
    client, fix, form = colliding()
    target = url("publish", fix.entry_id, fix.number)
    (row,) = ledger.scheduled(fix.entry, NOW())
    page = post(client, target, form | {f"later_{row.pk}": "keep"})
    assert list(page.context["form"].errors) == [f"later_reason_{row.pk}"]
    kept = form | {f"later_{row.pk}": "keep", f"later_reason_{row.pk}": "金曜に差し替えるため"}
    assert post(client, target, kept).status_code == 302


def test_each_scheduled_version_is_asked_about_with_its_date_and_told_about_afterwards() -> None:
    now = NOW()
    live = make_live(now=now - DAY).head
    assert live
    friday = edit(live, now=now - HOUR, title_ja="金曜の件名")
    rows = [publish(friday, at=now + 2 * DAY, now=now - HOUR)]
    monday = edit(friday, now=now - HOUR, title_en="Monday")
    rows.append(publish(monday, at=now + 5 * DAY, now=now - HOUR))
    restored = desk.restore(live, by=make_writer(), now=now)
    fix = approve(edit(restored, now=now, body_ja="訂正した文"), now=now)
    client = login(make_approver())
    form = publish_form(client, fix)
    page = post(client, url("publish", fix.entry_id, fix.number), form)
    assert list(page.context["form"].errors) == [f"later_{row.pk}" for row in rows]
    form |= {f"later_{row.pk}": "carry" for row in rows}
    assert post(client, url("publish", fix.entry_id, fix.number), form).status_code == 302
    review = client.get(url("review", fix.entry_id))
    text = html.unescape(review.content.decode())
    head = Announcement.objects.get().head
    assert head
    for row, number in zip(rows, (head.number, head.number - 1), strict=True):
        at = format_moment(row.visible_from)
        told = f"{at}の公開予定は取り消されています。修正を反映した第{number}版"
        assert text.count(told) == 2  # the message of the step, and the panel
    assert review.context["desk"]["may_approve"]
    assert post(client, url("publish", fix.entry_id, fix.number), form).status_code == 302
    assert fix.publications.count() == 1  # pressed twice


def test_passages_that_two_people_change_differently_are_decided_one_by_one() -> None:
    body = "一つ目。\n\n・写真\n・手数料\n\n終わり。"
    draft = make_draft(body_ja=body)
    first, second = login(make_writer()), login(make_writer())
    forms = [form_of(client, draft.entry) for client in (first, second)]
    theirs = body.replace("一つ目", "相手の一つ目").replace("・写真", "・写真 1枚")
    mine = body.replace("・写真", "・写真 2枚").replace("終わり", "私の終わり")
    assert change(first, draft.entry, forms[0] | {"body_ja": theirs}).status_code == 302
    page = change(second, draft.entry, forms[1] | {"body_ja": mine})
    (question,) = questions_of(page)
    assert [side.text for side in question.sides] == ["・写真 1枚", "・写真 2枚"]
    assert not page.context["clashes"]
    typed = {question.name: "mine", question.sides[1].field: "・写真 3枚"}
    assert change(second, draft.entry, forms[1] | {"body_ja": mine} | typed).status_code == 302
    wanted = body.replace("一つ目", "相手の一つ目").replace("・写真", "・写真 3枚")
    assert Announcement.objects.get().body_ja == wanted.replace("終わり", "私の終わり")


def test_what_was_typed_for_a_passage_that_changed_once_more_is_shown() -> None:
    draft = make_draft(body_ja="甲\n\n乙")
    client = login(make_writer())
    form = form_of(client, draft.entry) | {"body_ja": "甲二\n\n乙"}
    other = edit(draft, now=NOW(), body_ja="甲一\n\n乙")
    (question,) = questions_of(change(client, draft.entry, form))
    typed = {question.name: "mine", question.sides[1].field: "甲のつもりです"}
    edit(other, now=NOW(), body_ja="甲三\n\n乙")
    page = change(client, draft.entry, form | typed)
    assert page.status_code == 200
    assert list(page.context["answers"].lost()) == ["甲のつもりです"]
    assert "甲のつもりです" in page.content.decode()


# The language of the desk


def test_each_staff_member_chooses_the_language_of_the_desk() -> None:
    person = make_writer()
    client = login(person)
    assert '<html lang="ja"' in client.get("/admin/").content.decode()
    post(client, "/admin/language/", {"language": "en"})
    assert '<html lang="en"' in client.get("/admin/").content.decode()
    person.refresh_from_db()
    assert person.language == "en"
