"""The translator's view: what waits, what changed, what is typed and ticked."""

from typing import Any

import pytest
from django.test import Client

from announcements.models import Announcement
from tests.desk_forms import LIST, login, post, url, values
from tests.factories import NOON, edit, make_draft, make_live, make_writer
from tokutei_site.publishing.models import Backlog, Review, Revision
from tokutei_site.publishing.staleness import behind
from tokutei_site.publishing.templatetags import desk as desk_tags

pytestmark = pytest.mark.django_db

JA = "■ 対象\n永住者\n\n■ 窓口\n一階です\n"
EN = "■ Who\nPermanent residents\n\n■ Where\nFirst floor\n"


@pytest.fixture
def stale() -> Revision:
    """The second section changed since it was compared."""
    draft = make_draft(body_ja=JA, body_en=EN)
    return edit(draft, now=NOON, body_ja=JA.replace("一階", "二階"))


def path(revision: Revision) -> str:
    return url("translation", revision.entry_id, "en")


def form_of(client: Any, revision: Revision) -> dict[str, Any]:
    """What the form would send as it is opened."""
    sent: dict[str, Any] = values(client.get(path(revision)).context["form"])
    return sent


def test_one_that_is_finished_while_the_start_page_is_made_leads_to_the_review(
    stale: Revision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_tags, "backlogs", lambda _keys: {})
    page = login(make_writer()).get("/admin/")
    assert f'href="{url("review", stale.entry_id)}"' in page.content.decode()


def newest(revision: Revision) -> Revision:
    return Revision.objects.filter(entry=revision.entry_id).order_by("-number")[0]


def test_it_opens_at_the_section_that_moved_with_the_words_that_changed(stale: Revision) -> None:
    page = login(make_writer()).get(path(stale)).content.decode()
    before, waiting = page.split('id="waiting"')
    assert "永住者" in before and "<del>" not in before
    assert "<mark>一</mark>階です" in waiting and "<mark>二</mark>階です" in waiting
    assert "原文に変更あり" in waiting


def test_the_words_that_changed_are_found_behind_many_versions(stale: Revision) -> None:
    last = stale
    for number in range(8):
        last = edit(last, now=NOON, summary_ja=f"概要{number}", title_ja=f"題{number}")
    assert "<mark>一</mark>階です" in login(make_writer()).get(path(last)).content.decode()


def test_translated_ticked_and_saved_in_one_press(stale: Revision) -> None:
    client = login(make_writer())
    typed = {"text.body.1": "■ Where\nSecond floor", "tick.body.1": "on"}
    answer = post(client, path(stale), form_of(client, stale) | typed)
    assert answer.status_code == 302 and answer.url.endswith("#waiting")
    after = newest(stale)
    assert after.number == stale.number + 1
    assert after.content["body_en"] == EN.replace("First", "Second").rstrip("\n")
    assert behind(Announcement, after.content, "en") == frozenset()


def test_saved_and_submitted_in_one_press(stale: Revision) -> None:
    client = login(make_writer())
    form = form_of(client, stale) | {"tick.body.1": "on", "_submit": "1"}
    assert post(client, path(stale), form).url == url("review", stale.entry_id)
    assert newest(stale).reviews.get().verdict == "submit"


def test_what_may_not_be_submitted_is_not_saved_either_and_stays_typed(stale: Revision) -> None:
    lacking = edit(stale, now=NOON, summary_ja="概要", title_ja="件名", body_ja=None)
    client = login(make_writer())
    form = form_of(client, lacking)
    name = next(name for name in form if name.startswith("text.title"))
    answer = post(client, path(lacking), form | {name: "A new title", "_submit": "1"})
    assert answer.status_code == 200
    assert "A new title" in answer.content.decode()
    assert newest(lacking) == lacking and not Review.objects.exists()


def test_nothing_typed_and_nothing_ticked_makes_no_version(stale: Revision) -> None:
    client = login(make_writer())
    post(client, path(stale), form_of(client, stale))
    assert newest(stale) == stale


def test_a_new_section_gets_its_translation_at_its_place() -> None:
    draft = make_draft(body_ja=JA, body_en=EN)
    inserted = edit(draft, now=NOON, body_ja=JA.replace("■ 窓口", "■ 費用\n無料\n\n■ 窓口"))
    client = login(make_writer())
    form = form_of(client, inserted) | {"text.body.1": "■ Fee\nFree", "tick.body.1": "on"}
    post(client, path(inserted), form)
    after = newest(inserted)
    assert after.content["body_en"] == EN.replace("■ Where", "■ Fee\nFree\n\n■ Where").rstrip()
    assert behind(Announcement, after.content, "en") == frozenset()


def test_one_of_two_new_sections_may_be_translated_first() -> None:
    draft = make_draft(body_ja=JA, body_en=EN)
    longer = edit(draft, now=NOON, body_ja=JA + "\n■ 費用\n無料\n\n■ 電話\n0000\n")
    client = login(make_writer())
    form = form_of(client, longer) | {"text.body.3": "■ Phone\n0000", "tick.body.3": "on"}
    post(client, path(longer), form)
    row = Backlog.objects.get(entry=longer.entry_id, language="en")
    assert (row.stale, row.untranslated) == (0, 1)


def test_a_section_without_its_heading_is_asked_for_it(stale: Revision) -> None:
    client = login(make_writer())
    form = form_of(client, stale) | {"text.body.1": "Second floor", "tick.body.1": "on"}
    answer = post(client, path(stale), form)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "見出しから始めてください" in page and "Second floor" in page
    assert newest(stale) == stale


def test_a_tick_without_a_translation_is_refused() -> None:
    draft = make_draft(body_ja=JA, body_en=EN)
    longer = edit(draft, now=NOON, body_ja=JA + "\n■ 費用\n無料\n")
    client = login(make_writer())
    answer = post(client, path(longer), form_of(client, longer) | {"tick.body.2": "on"})
    assert "見比べる訳文がまだありません" in answer.content.decode()


def test_a_section_that_is_gone_from_the_source_is_deleted_by_emptying_it() -> None:
    draft = make_draft(body_ja=JA, body_en=EN)
    shorter = edit(draft, now=NOON, body_ja="■ 窓口\n一階です\n")
    client = login(make_writer())
    page = client.get(path(shorter)).content.decode()
    assert "原文にない部分" in page
    form = form_of(client, shorter)
    name = next(name for name, text in form.items() if "Permanent" in str(text))
    post(client, path(shorter), form | {name: ""})
    assert newest(shorter).content["body_en"] == "■ Where\nFirst floor"
    assert behind(Announcement, newest(shorter).content, "en") == frozenset()


def test_what_was_typed_comes_back_when_a_tick_came_too_late(stale: Revision) -> None:
    client = login(make_writer())
    form = form_of(client, stale) | {
        "text.body.0": "■ Who\nPermanent residents and others",
        "text.body.1": "■ Where\nSecond floor",
        "tick.body.1": "on",
    }
    edit(stale, now=NOON, body_ja=JA.replace("一階", "三階"))
    answer = post(client, path(stale), form)
    page = answer.content.decode()
    assert "もう一度見比べてください" in page
    assert "Second floor" in page.split('class="translation"')[0]  # shown apart
    fields = answer.context["form"]
    assert fields["text.body.0"].value() == "■ Who\nPermanent residents and others"
    assert not fields["tick.body.1"].value()
    form = values(fields)
    post(client, path(stale), form)
    assert "and others" in newest(stale).content["body_en"]


def test_what_cannot_be_stored_is_refused_and_stays_typed(stale: Revision) -> None:
    client = login(make_writer())
    form = form_of(client, stale) | {"text.title.0": "T" * 201}
    page = post(client, path(stale), form).content.decode()
    assert "T" * 201 in page and newest(stale) == stale


@pytest.mark.parametrize("base", ["", "x", "9999999999", "-1"])
def test_a_form_without_its_version_is_not_found(stale: Revision, base: str) -> None:
    assert post(login(make_writer()), path(stale), {"base": base}).status_code == 404


# Where it shows on the desk


def test_the_list_says_how_far_a_translation_is_behind(stale: Revision) -> None:
    make_live(title_ja="別のお知らせ")
    client = login(make_writer())
    page = client.get(LIST).content.decode()
    assert "英語：更新が必要な部分1件" in page and "英語：最新" in page
    waiting = client.get(LIST, {"translation": "behind"}).content.decode()
    assert "別のお知らせ" not in waiting and "英語：更新が必要な部分1件" in waiting


def test_the_list_asks_no_more_for_many_entries(
    stale: Revision, django_assert_max_num_queries: Any
) -> None:
    client = login(make_writer())
    client.get(LIST)
    for _ in range(5):
        make_draft()
    with django_assert_max_num_queries(12):
        client.get(LIST)


def test_the_start_page_leads_to_the_section_that_waits(stale: Revision) -> None:
    page = login(make_writer()).get("/admin/").content.decode()
    assert f'href="{path(stale)}#waiting"' in page and "訳の更新待ち" in page


def test_the_start_page_leads_to_a_translation_that_is_not_there_yet() -> None:
    draft = make_draft(title_en=None, body_en=None)
    page = login(make_writer()).get("/admin/").content.decode()
    assert f'href="{path(draft)}#waiting"' in page


def test_what_was_translated_is_kept_when_the_sign_in_has_expired(stale: Revision) -> None:
    writer = make_writer()
    form = form_of(login(writer), stale) | {"text.body.1": "■ Where\nSecond floor"}
    page = login(writer).get(path(stale)).content.decode()
    form["form_of"] = page.split('name="form_of" value="')[1].split('"')[0]
    client = Client()
    assert post(client, path(stale), form).status_code == 302
    client.force_login(writer)
    answer = client.get(path(stale))
    assert answer.context["form"]["text.body.1"].value() == "■ Where\nSecond floor"
    assert newest(stale) == stale
