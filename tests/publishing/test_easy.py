"""やさしい日本語 is compared with the Japanese text as a translation is, through the same verbs."""

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from announcements.models import Announcement, Faq
from eligibility.models import Guide
from tests.desk_forms import login
from tests.factories import (
    NOON,
    edit,
    make_approver,
    make_draft,
    make_live,
    make_writer,
    publish,
    refused,
)
from tokutei_site.publishing import desk, staleness
from tokutei_site.publishing.acknowledging import findings
from tokutei_site.publishing.approval import open_columns
from tokutei_site.publishing.easy import EASY
from tokutei_site.publishing.easy_advice import MOST, told
from tokutei_site.publishing.labels import column_label
from tokutei_site.publishing.models import Backlog, Entry, OfficeWord, Revision
from tokutei_site.publishing.waiting import behind_entries

pytestmark = pytest.mark.django_db

JA = "はじめに\n\n■ 対象\n永住者\n\n■ 窓口\n一階\n"
SAID = "はじめ\n\n■ だれ\n永住者《えいじゅうしゃ》\n\n■ どこ\n1階《かい》\n"
WRITTEN: dict[type[Entry], tuple[str, dict[str, str], dict[str, str]]] = {
    # the column, what it is written with, and a change of the Japanese text that it retells
    Announcement: ("body_easy", {"body_easy": SAID}, {"body_ja": "新しい文。"}),
    Faq: ("answer_easy", {"answer_easy": "窓口《まどぐち》です。"}, {"answer_ja": "新しい文。"}),
    Guide: ("steps.q1.easy", {"steps__q1__easy": "どれですか。"}, {"steps__q1__help_ja": "説明"}),
}
KINDS = pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.KIND)


def behind(revision: Revision) -> frozenset[str]:
    kind = type(revision.entry.as_kind())
    return staleness.behind(kind, revision.content, EASY)


def states(revision: Revision, stem: str) -> list[str]:
    kind = type(revision.entry.as_kind())
    found = staleness.translations(kind, revision.content, EASY)
    (text,) = (each for each in found if each.stem == stem)
    return [str(state) for state in text.alignment.states]


def all_ticks(revision: Revision) -> list[desk.Tick]:
    kind = type(revision.entry.as_kind())
    return [
        desk.Tick(found.stem, *desk.places(found, part))
        for found in staleness.translations(kind, revision.content, EASY)
        for part in found.parts
    ]


@KINDS
def test_a_change_of_the_japanese_leaves_it_behind_until_somebody_compares(
    kind: type[Entry],
) -> None:
    column, texts, change = WRITTEN[kind]
    draft = make_draft(kind, **texts)
    assert behind(draft) == frozenset()
    late = edit(draft, now=NOON, **change)
    assert behind(late) == {column}
    compared = desk.confirm_translation(late, EASY, all_ticks(late), by=make_writer(), now=NOON)
    assert behind(compared) == frozenset()


@KINDS
def test_a_text_that_reads_again_as_compared_is_up_to_date_by_itself(kind: type[Entry]) -> None:
    _column, texts, change = WRITTEN[kind]
    draft = make_draft(kind, **texts)
    late = edit(draft, now=NOON, **change)
    back = {name: draft.columns.get(name.replace("__", ".")) for name in change}
    assert behind(edit(late, now=NOON, **back)) == frozenset()


@KINDS
def test_what_is_behind_is_looked_at_before_it_is_published(kind: type[Entry]) -> None:
    column, texts, change = WRITTEN[kind]
    entry = make_live(kind, **texts)
    assert entry.head
    assert not [each for each in findings(entry.head, NOON) if not each.is_hint]
    late = edit(entry.head, now=NOON, **change)
    late = desk.confirm_translation(late, "en", english_ticks(late), by=make_writer(), now=NOON)
    label = column_label(kind, column, late.columns)
    assert label in [each.label for each in findings(late, NOON)]
    desk.submit(late, by=make_writer(), now=NOON)
    desk.approve(late, late.content_hash, by=make_approver(), now=NOON)
    approver = make_approver()
    with refused(desk.Refused):
        desk.publish(late, by=approver, now=NOON, note={"ja": "改", "en": "New"})


def english_ticks(revision: Revision) -> list[desk.Tick]:
    kind = type(revision.entry.as_kind())
    found = staleness.translations(kind, revision.content, "en")
    return [
        desk.Tick(each.stem, *desk.places(each, part))
        for each in found
        for part in each.parts
        if part.targets
    ]


@KINDS
def test_an_entry_may_do_without(kind: type[Entry]) -> None:
    entry = make_live(kind)
    assert entry.head
    assert not Backlog.objects.filter(entry=entry.pk, language=EASY).exists()
    assert staleness.translations(kind, entry.head.content, EASY) == []


def test_each_section_of_a_text_has_its_own_state() -> None:
    draft = make_draft(body_ja=JA, body_easy=SAID)
    assert states(draft, "body_easy") == ["current"] * 3
    changed = edit(draft, now=NOON, body_ja=JA.replace("永住者", "中長期在留者"))
    assert states(changed, "body_easy") == ["current", "stale", "current"]
    other = make_draft(body_ja=JA, body_easy=SAID)
    longer = edit(other, now=NOON, body_ja=JA.replace("■ 窓口", "■ 手数料\n無料\n\n■ 窓口"))
    assert states(longer, "body_easy") == ["current", "current", "untranslated", "current"]


def test_the_japanese_is_what_it_retells_whatever_the_source_language() -> None:
    draft = make_draft(source_language="en", body_ja=JA, body_easy=SAID)
    assert behind(edit(draft, now=NOON, body_en="New text.")) == frozenset()
    assert behind(edit(draft, now=NOON, body_ja="新しい文。")) == {"body_easy"}


def test_a_change_of_the_title_is_told_of_the_title_alone() -> None:
    draft = make_draft(title_easy="カード", body_easy="文。")
    assert behind(edit(draft, now=NOON, title_ja="新しい件名")) == {"title_easy"}


def test_a_shared_paragraph_belongs_to_the_steps_that_show_it() -> None:
    draft = make_draft(Guide, steps__r1__easy="できます。", steps__r2__easy="できません。")
    late = edit(draft, now=NOON, blocks__child__body_ja="新しい段落。")
    assert behind(late) == {"steps.r1.easy"}
    assert behind(edit(draft, now=NOON, steps__r1__blocks=[])) == {"steps.r1.easy"}


def test_headings_in_the_text_of_a_step_are_no_sections() -> None:
    said = "■ なに\nカード\n\n■ どこ\n窓口《まどぐち》"
    draft = make_draft(Guide, steps__r1__body_ja=JA, steps__r1__easy=said)
    assert states(draft, "steps.r1.easy") == ["current"]


def test_a_text_written_before_there_was_a_comparison_counts_as_not_compared() -> None:
    draft = make_draft(Guide, steps__r1__easy="できます。", **{"basis__easy__steps.r1.easy": []})
    assert behind(draft) == {"steps.r1.easy"}


def test_the_basis_goes_with_its_row() -> None:
    draft = make_draft(Guide, steps__r1__easy="できます。")
    assert "basis.easy.steps.r1.easy" in draft.columns
    columns = {path: v for path, v in draft.columns.items() if not path.startswith("steps.r1.")}
    assert not any("r1" in path for path in staleness.without_orphans(columns))


def test_two_people_write_two_texts_at_once_and_a_clash_is_told() -> None:
    draft = make_draft(body_easy="文。")
    edit(draft, now=NOON, body_ja="新しい文。")
    both = edit(draft, now=NOON, body_easy="あたらしい 文。")
    assert (both.content["body_ja"], both.content["body_easy"]) == ("新しい文。", "あたらしい 文。")
    with refused(desk.Conflict):
        edit(draft, now=NOON, by=draft.by, body_easy="ほかの 文。")


def test_the_words_need_somebody_elses_approval() -> None:
    entry = make_live()
    assert entry.head
    changed = edit(entry.head, now=NOON, body_easy="文。")
    desk.submit(changed, by=changed.by, now=NOON)
    assert open_columns(changed, NOON)["body_easy"] == {changed.by_id}


def test_a_restored_version_brings_its_words_back() -> None:
    draft = make_draft(body_easy="文。")
    edit(draft, now=NOON, body_easy=None)
    assert desk.restore(draft, by=draft.by, now=NOON).content["body_easy"] == "文。"


@pytest.mark.parametrize(
    "column", [{"title_easy": "一行目\n二行目"}, {"body_easy": "[ここ](javascript:alert)"}]
)
def test_the_rules_of_every_text_hold(column: dict[str, str]) -> None:
    by = make_writer()
    with refused(desk.Refused):
        make_draft(by=by, **column)


# At the desk


@pytest.fixture
def late() -> Revision:
    draft = make_draft(title_easy="カード", body_ja=JA, body_easy=SAID)
    late = edit(draft, now=NOON, body_ja=JA.replace("永住者", "中長期在留者"))
    return desk.confirm_translation(late, "en", english_ticks(late), by=late.by, now=NOON)


def desk_url(revision: Revision, page: str) -> str:
    return f"/admin/announcements/announcement/{revision.entry_id}/{page}/"


def html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_lists_start_page_panel_and_form_tell_it(late: Revision) -> None:
    with override("en"):
        rows = Backlog.objects.filter(entry=late.entry_id).order_by("language")
        assert [(row.language, staleness.told(row)) for row in rows if row.language != "ja"] == [
            ("easy", "1 section behind"),
            ("en", "up to date"),
        ]
    assert [entry.pk for entry in behind_entries()] == [late.entry_id]
    client = login(make_writer(language="en"))
    listed = html(client, "/admin/announcements/announcement/?translation=behind")
    assert "Easy Japanese: 1 section behind" in listed
    place = desk_url(late, "translation/easy")
    assert f'{place}#waiting"' in html(client, "/admin/")
    assert f'{place}#waiting"' in html(client, desk_url(late, "change"))


def test_the_translators_view_shows_the_japanese_beside_it(late: Revision) -> None:
    client = login(make_writer(language="en"))
    page = html(client, desk_url(late, "translation/easy"))
    assert page.count('id="waiting"') == 1
    assert "<ins>" in page and "中長期在留者" in page
    name = "body_easy.1"
    typed = {"base": str(late.number)}
    for number, text in enumerate(
        ("はじめ", "■ だれ\n長く いる 人《ひと》", "■ どこ\n1階《かい》")
    ):
        typed[f"text.body_easy.{number}"] = text
    typed |= {"text.title_easy.0": "カード", f"tick.{name}": "on"}
    response = client.post(desk_url(late, "translation/easy"), typed)
    assert response.status_code == 302
    head = late.entry.as_kind().head
    assert head
    assert "長く いる 人《ひと》" in head.content["body_easy"]
    assert behind(head) == frozenset()


def test_there_is_no_view_where_there_is_no_text() -> None:
    draft = make_draft()
    assert login(make_writer()).get(desk_url(draft, "translation/easy")).status_code == 404


def test_the_form_asks_for_it_below_the_two_languages(late: Revision) -> None:
    page = html(login(make_writer()), desk_url(late, "change"))
    assert page.index('name="body_en"') < page.index('name="body_easy"')
    field = page[page.index('name="body_easy"') :].partition(">")[0]
    assert 'lang="ja"' in field and 'data-text="body"' in field


def test_a_preview_shows_the_page_and_says_where_there_is_none(late: Revision) -> None:
    client = login(make_writer())
    shown = html(client, desk_url(late, f"version/{late.number}/view/easy"))
    assert "<ruby>永住者" in shown and "behind-note" in shown
    plain = make_draft()
    none = client.get(desk_url(plain, "version/1/view/easy"))
    assert none.status_code == 422
    assert "view/easy/" not in html(client, desk_url(plain, "review"))
    assert "view/easy/" in html(client, desk_url(late, "review"))


# Hints at the desk


def ask(client: Client, **columns: str) -> str:
    address = "/admin/announcements/announcement/preview/"
    return str(client.post(address, {"text": "body", **columns}).content.decode())


def test_hints_come_while_typing_and_nothing_is_rewritten() -> None:
    OfficeWord.objects.create(word="届出", meaning="知らせること")
    client = login(make_writer(language="en"))
    typed = "届出《とどけで》を おまちください。"
    page = ask(client, body_ja="届出。", body_easy=typed)
    assert "Not explained: 届出. For example: 届出〈知らせること〉" in page
    assert "“おまちください” is polite language" in page
    assert "<ruby>届出<rp>（</rp><rt>とどけで</rt><rp>）</rp></ruby>" in page
    OfficeWord.objects.update(is_used=False)
    assert "Not explained" not in ask(client, body_ja="届出。", body_easy=typed)
    assert "Hints on the easy Japanese" not in ask(client, body_ja="おまちください。")


@pytest.mark.parametrize("text", ["お待ちください" * 4000, "明治45年" * 5900])
def test_hints_on_a_text_without_an_end_stay_few_and_short(text: str) -> None:
    client = login(make_writer(language="en"))
    assert len(ask(client, body_easy=text)) < 1_000_000


def test_after_fifty_hints_the_others_are_only_counted() -> None:
    text = "".join(f"{year}年《ねん》は 令和《れいわ》{year}です。" for year in range(1, 61))
    assert len([*told(text, {})]) == MOST + 1
    page = ask(login(make_writer()), body_easy=text)
    assert page.count("令和50」") == 1 and "令和51」" not in page
    assert "<li>ほか10件</li>" in page
    assert "<li>and 10 more</li>" in ask(login(make_writer(language="en")), body_easy=text)


def test_hints_stand_in_the_form_and_the_review_and_hold_nothing_back() -> None:
    draft = make_draft(body_easy="申請を おまちください。")
    client = login(make_writer(language="en"))
    for page in ("change", "review"):
        shown = html(client, desk_url(draft, page))
        assert "No reading: 申請" in shown and "「申請を おまちください。」" in shown
    publish(draft)


def test_hints_on_a_step_stand_on_its_own_page() -> None:
    draft = make_draft(Guide, steps__q1__easy="申請ですか。", steps__r1__easy="届出です。")
    client = login(make_writer(language="en"))
    at = f"/admin/eligibility/guide/{draft.entry_id}/"
    step = html(client, f"{at}steps/q1/")
    assert "No reading: 申請" in step and "No reading: 届出" not in step
    assert "No reading: 届出" in html(client, f"{at}review/")


def test_what_is_typed_is_shown_as_text(late: Revision) -> None:
    page = ask(login(make_writer()), body_easy="<script>alert(1)</script>届出")
    assert "<script" not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize("fields", [{"word": "届出\x00"}, {"word": "届\n出"}, {"meaning": ""}])
def test_an_office_word_is_one_line_with_a_meaning(fields: dict[str, Any]) -> None:
    values = {"word": "届出", "meaning": "知らせること", "is_used": "on"} | fields
    response = login(make_writer()).post("/admin/publishing/officeword/add/", values)
    assert response.status_code == 200
    assert not OfficeWord.objects.exists()
