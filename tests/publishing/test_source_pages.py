"""The page of a source, its list and its form; what leads there; how often it asks the database."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext, override

from announcements.models import Announcement
from tests.desk_forms import form_of, login, post, url
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    edit,
    make_administrator,
    make_approver,
    make_draft,
    make_live,
    make_source,
    make_writer,
    publish,
)
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Source, SourceCheck, SourceReview

pytestmark = pytest.mark.django_db

LIST = "/admin/publishing/source/"


@pytest.fixture
def law() -> Source:
    return make_source("law")


def at(source: Source, page: str = "overview") -> str:
    return f"{LIST}{source.pk}/{page}/"


def ja(text: str, **values: Any) -> str:
    with override("ja"):
        return gettext(text) % values


def text_of(response: Any) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def changed(source: Source, **terms: Any) -> SourceCheck:
    terms = {"note": "受付が9時からに", "by": make_writer(), "now": timezone.now()} | terms
    return desk.check_source(source, "changed", **terms)


# What it shows


def test_the_page_names_links_publisher_and_every_check(law: Source) -> None:
    person = make_writer(last_name="高橋")
    desk.check_source(law, "unchanged", kind="collected", by=person, now=NOON - DAY)
    desk.check_source(law, "changed", note="受付が9時からに", by=person, now=NOON)
    page = login(make_writer()).get(at(law))
    html, text = page.content.decode(), text_of(page)
    for code in ("ja", "en"):
        link = f'<a href="{getattr(law, f"url_{code}")}" rel="noopener noreferrer">'
        assert link in html
    assert "見本庁 / Sample Agency" in text
    assert "2026年10月1日（木）12:00" in text and "高橋" in text
    for word in ("checked in collected material", "unchanged", "changed"):
        assert ja(word) in text
    assert "受付が9時からに" in text


def test_what_rests_on_it_is_told_apart_with_the_words_that_each_text_cites(law: Source) -> None:
    live = make_live(sources__law__order=0, title_ja="公開中の件名")
    planned = make_draft(sources__law__order=0, title_ja="予約の件名")
    publish(planned, at=timezone.now() + DAY, now=timezone.now())
    desk.edit_source(law, {"title_ja": "新しい法律"}, by=make_administrator(), now=NOON)
    assert live.head
    edit(live.head, now=NOON, summary_ja="追記")
    uses = login(make_writer()).get(at(law)).context["uses"]
    told = [("件名（日本語）", "出典 law", "新しい法律")]
    assert [(u.entry.pk, u.revision.number, [*u.differences]) for u in uses.public] == [
        (live.pk, 1, told)
    ]
    assert [(u.entry.pk, [*u.differences]) for u in uses.scheduled] == [(planned.entry_id, told)]
    assert {(u.entry.pk, u.revision.number, u.differences) for u in uses.working} == {
        (live.pk, 2, ()),
        (planned.entry_id, 1, tuple(told)),
    }


def test_an_english_desk_reads_it_in_english(law: Source) -> None:
    changed(law)
    make_live(sources__law__order=0)
    text = text_of(login(make_writer(language="en")).get(at(law)))
    assert "Texts based on this source" in text and "Checked, unchanged" in text


@pytest.mark.parametrize("count", [10, 100])
def test_its_page_asks_the_database_as_often_for_a_hundred_texts(law: Source, count: int) -> None:
    for _ in range(count):
        make_live(sources__law__order=0)
    changed(law)
    client = login(make_writer())
    for path, expected in ((at(law), 16), ("/admin/", 15), (LIST, 7)):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        assert len(queries) == expected, path


# What leads there


def test_list_form_review_and_start_page_lead_to_it(law: Source) -> None:
    entry, client = make_live(sources__law__order=0), login(make_writer())
    for path in (LIST, url("change", entry.pk), url("review", entry.pk), "/admin/"):
        assert f'href="{at(law)}"' in client.get(path).content.decode(), path


def test_the_form_offers_no_window_beside_the_list_of_sources(law: Source) -> None:
    html = login(make_writer()).get(url("change", make_live(sources__law__order=0).pk))
    assert "related-widget-wrapper-link" not in html.content.decode()


def test_the_form_says_that_a_source_was_edited_since(law: Source) -> None:
    entry, client = make_live(sources__law__order=0), login(make_writer())
    said = ja("The source was edited. The next save takes the new data over.")
    assert said not in text_of(client.get(url("change", entry.pk)))
    desk.edit_source(law, {"title_ja": "新しい法律"}, by=make_administrator(), now=NOON)
    assert said in text_of(client.get(url("change", entry.pk)))
    post(client, url("change", entry.pk), form_of(client, entry))
    head = Announcement.objects.get().head
    assert head and head.number == 2
    assert head.columns["sources.law.title_ja"] == "新しい法律"
    assert said not in text_of(client.get(url("change", entry.pk)))


def test_a_reviewer_reads_that_a_source_changed_after_the_text_was_written(law: Source) -> None:
    draft, client = make_draft(sources__law__order=0), login(make_approver())
    assert "<details" in client.get(url("review", draft.entry_id)).content.decode()
    changed(law)
    page = client.get(url("review", draft.entry_id))
    assert 'class="sources" open' in page.content.decode()
    assert "受付が9時からに" in text_of(page)


def test_the_list_tells_the_last_check_and_filters_what_is_overdue(law: Source) -> None:
    other = make_source("act")
    make_live(sources__law__order=0, sources__act__order=1)
    desk.check_source(other, "unchanged", by=make_writer(), now=timezone.now())
    client = login(make_writer())
    text = text_of(client.get(LIST))
    assert ja("not checked yet") in text and ja("to be checked again") in text
    found = client.get(LIST, {"checks": "overdue"}).context["cl"].result_list
    assert [source.key for source in found] == ["law"]
    assert len(client.get(LIST, {"q": "見本庁"}).context["cl"].result_list) == 2


# The steps


def test_checked_and_unchanged_is_one_press(law: Source) -> None:
    person = make_writer()
    client = login(person)
    for _ in range(2):
        assert post(client, at(law, "check/unchanged"), {})["Location"] == at(law)
    row = law.checks.get()
    assert (row.kind, row.outcome, row.by) == ("live", "unchanged", person)
    post(client, at(law, "check/unchanged"), {"kind": "collected"})
    assert law.checks.filter(kind="collected").count() == 1


def test_checked_and_changed_puts_the_texts_on_the_start_page(law: Source) -> None:
    make_live(sources__law__order=0, title_ja="見直す件名")
    client = login(make_writer())
    post(client, at(law, "check/changed"), {"note": "受付が9時からに"})
    start = text_of(client.get("/admin/"))
    listed = start.partition(ja("The source changed: look at these texts"))[2]
    assert "見直す件名" in listed and "受付が9時からに" in listed
    assert "見直す件名" not in text_of(login(make_administrator()).get("/admin/"))


@pytest.mark.parametrize(
    ("outcome", "form", "field"),
    [
        ("changed", {"note": ""}, "note"),
        ("changed", {"note": "x\x00y"}, "note"),
        ("changed", {"note": "逆\u202e"}, "note"),
        ("changed", {"note": "長" * 1001}, "note"),
        ("unchanged", {"kind": "dream", "note": "残る言葉"}, "kind"),
    ],
)
def test_an_unfit_check_is_told_at_its_field_and_nothing_typed_is_lost(
    law: Source, outcome: str, form: dict[str, str], field: str
) -> None:
    page = post(login(make_writer()), at(law, f"check/{outcome}"), form)
    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert page.context["form"]["note"].value() == form["note"]
    assert not law.checks.exists()


def test_the_ticked_texts_are_stood_by_in_one_press(law: Source) -> None:
    entries = [make_live(sources__law__order=0) for _ in range(3)]
    change, client = changed(law), login(make_writer())
    form = {"change": change.pk, "entry": [entry.pk for entry in entries[:2]]}
    for _ in range(2):
        assert client.post(at(law, "keep"), form)["Location"] == at(law)
    assert SourceReview.objects.count() == 2
    assert [e.pk for e, _url in client.get(at(law)).context["waiting"]] == [entries[2].pk]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"change": "x"}, 404),
        ({"change": "9" * 30}, 404),
        ({"change": "²"}, 404),
        ({"entry": "x"}, 404),
        ({"entry": "999999"}, 302),
        ({}, 302),
    ],
)
def test_a_tampered_or_empty_press_changes_nothing(
    law: Source, form: dict[str, str], status: int
) -> None:
    make_live(sources__law__order=0)
    change, client = changed(law), login(make_writer())
    response = client.post(at(law, "keep"), {"change": change.pk} | form)
    assert response.status_code == status
    assert not SourceReview.objects.exists()


def test_a_text_that_waits_no_more_is_said_to(law: Source) -> None:
    entry, other = make_live(sources__law__order=0), make_live()
    change, client = changed(law), login(make_writer())
    form = {"change": change.pk, "entry": [entry.pk, other.pk]}
    page = client.post(at(law, "keep"), form, follow=True)
    assert ja(
        "A text or the source has changed since you opened this page. Please look again."
    ) in text_of(page)
    assert not SourceReview.objects.exists()


def test_a_source_that_does_not_exist_is_not_found() -> None:
    client = login(make_writer())
    for pk in (999_999, 10**30):
        assert client.get(f"{LIST}{pk}/overview/").status_code == 404


# The form of its data


def data(**typed: str) -> dict[str, str]:
    names = ("title", "url", "publisher")
    blank = {f"{name}_{code}": "" for name in names for code in ("ja", "en")}
    return blank | {"text_as_of": ""} | typed


def test_an_administrator_makes_and_edits_a_source() -> None:
    client: Client = login(make_administrator())
    form = data(key="act", title_ja="法律", url_ja="https://example.jp/act")
    made = post(client, f"{LIST}add/", form)
    source = Source.objects.get()
    assert made["Location"] == at(source)
    form = data(title_ja="改正法", url_ja="https://example.jp/act", key="other")
    assert post(client, at(source, "change"), form)["Location"] == at(source)
    source.refresh_from_db()
    assert (source.key, source.title_ja) == ("act", "改正法")  # type: ignore[attr-defined]
    assert source.edited_by and source.edited_at


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title_ja": ""}, "title_ja"),
        ({"title_ja": "x\u202ey"}, "title_ja"),
        ({"title_ja": "題" * 201}, "title_ja"),
        ({"url_ja": "javascript:alert(1)"}, "url_ja"),
        ({"text_as_of": "2026-02-30"}, "text_as_of"),
        ({"key": "law"}, "key"),
        ({"key": ""}, "key"),
    ],
)
def test_unfit_data_are_told_at_their_field(law: Source, typed: dict[str, str], field: str) -> None:
    form = data(key="act", title_ja="法律", url_ja="https://example.jp/act") | typed
    page = post(login(make_administrator()), f"{LIST}add/", form)
    assert list(page.context["adminform"].form.errors) == [field]
    assert Source.objects.get() == law


def test_a_text_due_for_review_stands_on_the_start_page_in_time() -> None:
    soon = timezone.localdate() + 10 * DAY
    make_live(review_by=soon.isoformat(), title_ja="近い期限", now=timezone.now() - HOUR)
    make_live(review_by=(soon + 10 * DAY).isoformat(), title_ja="遠い期限")
    text = text_of(login(make_writer()).get("/admin/"))
    assert "近い期限" in text.partition(ja("Texts due for review"))[2]
    assert "遠い期限" not in text
