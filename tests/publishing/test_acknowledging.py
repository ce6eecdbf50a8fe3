"""Findings are looked at once per version, with a reason, before it becomes public."""

import re
from typing import Any

import pytest
from django.utils.translation import override

from tests.desk_forms import login, post, url
from tests.factories import (
    NOON,
    NOTE,
    acknowledge,
    approve,
    edit,
    make_administrator,
    make_approver,
    make_draft,
    make_live,
    make_source,
    make_writer,
    publish,
    refused,
)
from tokutei_site.publishing import desk
from tokutei_site.publishing.acknowledging import findings, unacknowledged
from tokutei_site.publishing.models import Acknowledgement, Revision

pytestmark = pytest.mark.django_db

DATE = {"body_ja": "受付は2026年12月1日からです。", "body_en": "Until further notice."}


def keys(revision: Revision) -> list[str]:
    return [each.key for each in unacknowledged(revision, NOON)]


def told(revision: Revision) -> list[str]:
    with override("en"):
        found = findings(revision, NOON)
        return [f"{each.label}: {each.message}" for each in found]


def test_every_section_that_is_behind_is_a_finding() -> None:
    draft = make_draft(body_ja="■ 甲\n一\n\n■ 乙\n二", body_en="■ A\none\n\n■ B\ntwo")
    changed = edit(draft, now=NOON, body_ja="■ 甲\n三\n\n■ 乙\n二\n\n■ 丙\n四")
    assert told(changed) == [
        "Body (English): Section “甲” has not been compared with the current source",
        "Body (English): Section “丙” is not translated",
        "Body (Japanese): Sections: 3 in Japanese, 2 in English",
    ]
    gone = edit(changed, now=NOON, body_ja="■ 乙\n二")
    assert "Body (English): Section “A” is no longer in the source" in told(gone)


def test_a_source_that_was_not_checked_for_long_is_a_finding() -> None:
    law = make_source("law")
    draft = make_draft(sources__law__order=0)
    assert told(draft) == ["出典 law: The source has to be checked again (not checked yet)"]
    desk.check_source(law, "unchanged", by=make_writer(), now=NOON)
    assert told(draft) == []


def test_a_language_that_is_not_there_is_no_finding() -> None:
    assert told(make_draft(title_en=None, body_en=None)) == []


def test_with_an_open_finding_a_version_is_not_published() -> None:
    draft = make_draft(**DATE)
    found = keys(draft)
    desk.submit(draft, by=draft.by, now=NOON)
    by = make_approver()
    desk.approve(draft, draft.content_hash, by=by, now=NOON)
    with refused(desk.Refused):
        desk.publish(draft, by=by, now=NOON, note=NOTE)
    desk.acknowledge(draft, found, "日付は日本語だけに書きます。", by=by, now=NOON)
    assert desk.publish(draft, by=by, now=NOON, note=NOTE).revision == draft


def test_a_new_version_is_looked_at_anew_even_for_the_same_finding() -> None:
    entry = make_live(**DATE)
    assert entry.head
    following = edit(entry.head, now=NOON, title_en="Another")
    assert keys(following)


def test_a_forced_publication_asks_for_nothing_but_its_reason(settings: Any) -> None:
    settings.FORCED_PUBLISH = True
    draft, by = make_draft(**DATE), make_administrator()
    row = desk.publish(draft, by=by, now=NOON, note=NOTE, force_reason="地震")
    assert row.is_forced


def test_it_takes_a_reason_a_tick_and_a_writer() -> None:
    draft, by = make_draft(**DATE), make_writer()
    found = keys(draft)
    for given, reason, who in (
        (found, " ", by),
        (found, "\x00", by),
        ([], "理由", by),
        (["0" * 64], "理由", by),
        (found, "理由", make_administrator()),
    ):
        with refused():
            desk.acknowledge(draft, given, reason, by=who, now=NOON)


def test_a_second_press_changes_nothing() -> None:
    draft, by = make_draft(**DATE), make_writer()
    found = keys(draft)
    desk.acknowledge(draft, found, "理由", by=by, now=NOON)
    assert desk.acknowledge(draft, found, "別の理由", by=by, now=NOON) == []
    assert {row.reason for row in Acknowledgement.objects.all()} == {"理由"}


# On the review page


def test_the_review_page_lists_them_and_takes_the_reason() -> None:
    draft, by = make_draft(**DATE), make_writer()
    client = login(by)
    page = client.get(url("review", draft.entry_id)).content.decode()
    assert all(f'name="finding" value="{key}"' in page for key in keys(draft))
    form = {"number": "1", "finding": keys(draft), "reason": "英語には書きません。"}
    answer = post(client, url("step", draft.entry_id, "acknowledge"), form)
    assert answer.status_code == 302
    assert keys(draft) == []
    page = client.get(url("review", draft.entry_id)).content.decode()
    assert "英語には書きません。" in page and 'name="finding"' not in page


def test_without_a_reason_the_ticks_stay() -> None:
    draft = make_draft(**DATE)
    one = keys(draft)[0]
    form = {"number": "1", "finding": one, "reason": ""}
    answer = post(login(make_writer()), url("step", draft.entry_id, "acknowledge"), form)
    page = answer.content.decode()
    assert "理由を記入してください" in page
    assert f'value="{one}" checked' in page


def test_what_was_said_of_the_same_finding_in_another_version_is_offered() -> None:
    draft = make_draft(**DATE)
    acknowledge(draft)
    following = edit(draft, now=NOON, title_en="Another")
    page = login(make_writer()).get(url("review", following.entry_id)).content.decode()
    assert page.count("見比べました。") > 1
    assert f'value="{keys(following)[0]}" checked' in page


def test_who_only_reads_is_shown_them_without_a_form() -> None:
    draft = make_draft(**DATE)
    page = login(make_administrator()).get(url("review", draft.entry_id)).content.decode()
    assert "2026年12月1日" in page and 'name="finding"' not in page


def test_the_publish_page_says_what_was_not_looked_at() -> None:
    draft = make_draft(**DATE)
    approved = approve(draft)
    path = url("publish", draft.entry_id, 1)
    assert "指摘" not in login(make_approver()).get(path).content.decode()
    following = edit(approved, now=NOON, title_en="Another")
    path = url("publish", draft.entry_id, following.number)
    assert "まだ見ていない指摘" in login(make_approver()).get(path).content.decode()


def test_a_label_in_japanese_alone_does_not_take_the_english_page_away_unseen() -> None:
    entry = make_live()
    assert entry.head
    row = {"day": "2027-01-05", "precision": "day", "kind": "starts", "label_ja": "開始"}
    columns = {f"key_dates__a__{name}": value for name, value in row.items()}
    draft = edit(entry.head, now=NOON, **columns)
    told = [each.message for each in findings(draft, NOON)]
    assert any("英語のページ全体が日本語の表示になります" in message for message in told)
    promise = {"en": {"by": "2026-12-01"}}
    desk.submit(draft, by=make_writer(), now=NOON)
    desk.approve(draft, draft.content_hash, by=make_approver(), now=NOON)
    with pytest.raises(desk.Refused):
        desk.publish(draft, by=make_approver(), now=NOON, note=NOTE, alternatives=promise)
    acknowledge(draft)
    desk.publish(draft, by=make_approver(), now=NOON, note=NOTE, alternatives=promise)


def test_a_page_that_had_no_english_loses_none() -> None:
    absent = {"title_en": None, "body_en": None}
    draft = make_draft(**absent)
    publish(draft, alternatives={"en": {"by": "2026-12-01"}})
    told = [each.message for each in findings(edit(draft, now=NOON, body_ja="新"), NOON)]
    assert not any("ページ全体" in message for message in told)


# One page with several buttons: none throws away what was typed for another


def with_finding() -> Revision:
    draft = make_draft(**DATE)
    assert keys(draft)
    return draft


def test_a_comment_stays_when_findings_are_accepted() -> None:
    draft, client = with_finding(), login(make_approver())
    form = {"number": 1, "finding": keys(draft), "reason": "原文どおり", "comment": "書きかけ"}
    answer = client.post(url("step", draft.entry_id, "acknowledge"), form)
    assert Acknowledgement.objects.exists()
    assert client.get(answer.url).context["comment_form"]["comment"].value() == "書きかけ"
    assert client.get(answer.url).context["comment_form"]["comment"].value() is None


def test_a_reason_and_its_ticks_stay_when_the_text_is_submitted() -> None:
    draft, client = with_finding(), login(make_approver())
    form = {"number": 1, "finding": keys(draft), "reason": "原文どおり"}
    answer = client.post(url("step", draft.entry_id, "submit"), form)
    context = client.get(answer.url).context
    assert context["acknowledge_form"]["reason"].value() == "原文どおり"
    assert [is_ticked for _e, _k, _r, is_ticked, _m in context["findings"]] == [
        True for _key in keys(draft)
    ]


def ticked(page: Any) -> list[str]:
    return [each.key for each, _k, _e, is_ticked, _m in page.context["findings"] if is_ticked]


def test_ticks_without_a_reason_stay_when_the_text_is_submitted() -> None:
    draft, client = with_finding(), login(make_approver())
    form = {"number": 1, "finding": keys(draft), "reason": ""}
    answer = client.post(url("step", draft.entry_id, "submit"), form)
    assert ticked(client.get(answer.url)) == keys(draft)


def test_what_the_page_offers_by_itself_is_not_called_typed() -> None:
    draft, client = with_finding(), login(make_approver())
    acknowledge(draft)
    following = edit(draft, now=NOON, title_en="Another")
    form = {"number": 2, "finding": keys(following), "reason": "見比べました。"}
    answer = client.post(url("step", draft.entry_id, "submit"), form)
    page = client.get(answer.url)
    assert ticked(page) == keys(following)
    assert "まだ保存されていません" not in page.content.decode()
    form |= {"finding": [], "comment": "直してください。"}
    answer = client.post(url("step", draft.entry_id, "return"), form)
    page = client.get(answer.url)
    assert ticked(page) == []
    assert "まだ保存されていません" in page.content.decode()


def test_a_comment_that_comes_back_takes_no_tick_of_an_earlier_version_away() -> None:
    body = {"body_ja": "2026年12月1日から。\n\n■ 乙\n二", "body_en": "Soon."}
    draft, client = make_draft(**body), login(make_approver())
    acknowledge(draft)
    following = edit(draft, now=NOON, title_en="Another")
    first, *others = keys(following)
    assert others
    form = {"number": 2, "finding": first, "reason": "見ました。", "comment": "書きかけ"}
    answer = client.post(url("step", draft.entry_id, "acknowledge"), form)
    page = client.get(answer.url)
    assert page.context["comment_form"]["comment"].value() == "書きかけ"
    assert ticked(page) == others
    assert page.context["acknowledge_form"]["reason"].value() == "見比べました。"


def test_enter_in_a_line_of_the_steps_presses_none_of_their_buttons(settings: Any) -> None:
    settings.DECISION_NUMBERS = True
    draft = with_finding()
    desk.submit(draft, by=draft.by, now=NOON)
    html = login(make_approver()).get(url("review", draft.entry_id)).content.decode()
    buttons = re.findall(r"<button[^>]*>", html.partition('id="steps"')[2])
    assert 'name="decision_number"' in html
    assert buttons[0].startswith("<button disabled hidden") and "formaction" in buttons[1]


@pytest.mark.parametrize("verb", ["acknowledge", "return"])
def test_a_refused_step_keeps_what_was_typed_for_the_others(verb: str) -> None:
    draft, client = with_finding(), login(make_approver())
    form = {"number": 1, "finding": keys(draft), "comment": "", "reason": ""}
    typed = {"acknowledge": {"comment": "書きかけ"}, "return": {"reason": "書きかけ"}}[verb]
    page = post(client, url("step", draft.entry_id, verb), form | typed)
    assert "書きかけ" in page.content.decode()
