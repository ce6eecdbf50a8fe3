"""The form of a question or an outcome, with its choices."""

import pytest

from eligibility.models import Guide
from tests.eligibility.editing.pages import Desk
from tests.factories import HOUR, NOON, edit, make_source, make_user, make_writer
from tokutei_site.publishing.desk import save
from tokutei_site.staff.roles import Role

pytestmark = pytest.mark.django_db


def test_saving_a_form_as_it_was_opened_changes_nothing() -> None:
    desk = Desk()
    before = desk.head
    for key in ("q1", "r1"):
        assert desk.send("step_form", key).status_code == 302
    assert desk.head == before


def test_what_is_typed_is_saved_in_this_step_alone() -> None:
    desk = Desk()
    before = desk.content
    desk.send("step_form", "r1", title_ja="申請できます", verdict="depends", blocks=[])
    row = desk.content["steps"]["r1"]
    assert (row["title_ja"], row["verdict"], row["blocks"]) == ("申請できます", "depends", [])
    assert desk.content["steps"]["q1"] == before["steps"]["q1"]
    assert desk.content["choices"] == before["choices"]


def test_a_choice_is_changed_removed_and_added() -> None:
    desk = Desk()
    form = desk.form("step_form", "q1")
    first, second = form["new_choices"].split()
    changes = {"q1a-next_step": "r2", "q1b-remove": "on", f"{first}-label_ja": "その他"}
    assert desk.send("step_form", "q1", form=form, **changes).status_code == 302
    choices = desk.content["choices"]
    assert choices["q1a"]["next_step"] == "r2"
    assert "q1b" not in choices
    assert second not in choices
    assert (choices[first]["step"], choices[first]["label_ja"]) == ("q1", "その他")
    assert choices[first]["order"] > choices["q1c"]["order"]


def test_a_form_sent_twice_adds_a_choice_once() -> None:
    desk = Desk()
    form = desk.form("step_form", "q1")
    first = form["new_choices"].split()[0]
    for _ in range(2):
        desk.send("step_form", "q1", form=form, **{f"{first}-label_ja": "その他"})
    assert [row["label_ja"] for row in desk.content["choices"].values()].count("その他") == 1


def test_two_people_who_add_a_choice_at_once_both_keep_theirs() -> None:
    desk = Desk()
    colleague = Desk(revision=desk.head)
    forms = [desk.form("step_form", "q1"), colleague.form("step_form", "q2")]
    key = forms[0]["new_choices"].split()[0]
    assert key == forms[1]["new_choices"].split()[0]
    desk.send("step_form", "q1", form=forms[0], **{f"{key}-label_ja": "甲"})
    answer = colleague.send("step_form", "q2", form=forms[1], **{f"{key}-label_ja": "乙"})
    assert answer.status_code == 302
    found = {row["label_ja"]: row["step"] for row in desk.content["choices"].values()}
    assert (found["甲"], found["乙"]) == ("q1", "q2")


def test_a_key_is_never_given_twice() -> None:
    desk = Desk()
    form = desk.form("step_form", "q1")
    key = form["new_choices"].split()[0]
    desk.send("step_form", "q1", form=form, **{f"{key}-label_ja": "その他"})
    desk.send("step_form", "q1", **{f"{key}-remove": "on"})
    assert key not in desk.content["choices"]
    assert key not in desk.form("step_form", "q1")["new_choices"].split()


def test_two_people_work_on_two_steps_at_once() -> None:
    desk = Desk()
    form = desk.form("step_form", "q1")
    edit(desk.head, now=desk.head.at + HOUR, steps__q2__title_ja="住民票は？")
    desk.send("step_form", "q1", form=form, title_ja="どのカード？")
    steps = desk.content["steps"]
    assert (steps["q1"]["title_ja"], steps["q2"]["title_ja"]) == ("どのカード？", "住民票は？")


def test_a_clash_shows_all_three_and_is_decided_by_a_tick() -> None:
    desk = Desk()
    form = desk.form("step_form", "q2")
    edit(desk.head, now=desk.head.at + HOUR, choices__q2a__next_step="r2")
    answer = desk.send("step_form", "q2", form=form, **{"q2a-next_step": "q3"})
    assert answer.status_code == 200
    ((label, *texts),) = answer.context["clashes"]
    assert "Do you have a resident record? → Yes" in label
    assert texts == ["You may be able to apply", "Please ask us", "Will you move?"]
    desk.send("step_form", "q2", form=form, **{"q2a-next_step": "q3", "accepted": desk.head.pk})
    assert desk.content["choices"]["q2a"]["next_step"] == "q3"


def test_a_text_that_may_not_stand_is_told_at_its_field() -> None:
    desk = Desk()
    answer = desk.send("step_form", "q1", title_ja="二\u202e行")
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"title_ja"}


def test_the_panel_is_right_after_the_save() -> None:
    desk = Desk()
    assert "No errors here." in desk.text("step_form", "q2")
    desk.send("step_form", "q2", **{"q2a-next_step": ""})
    html = desk.text("step_form", "q2")
    assert "the choice “Yes” leads nowhere" in html
    assert desk.url("step_form", "q2") in html


def test_sources_and_paragraphs_are_ticked_by_name() -> None:
    make_source("isa", title_en="Immigration Services Agency")
    html = Desk(sources__isa__order=0).text("step_form", "r1")
    assert "Immigration Services Agency" in html
    assert "Child" in html


def test_what_is_ticked_and_gone_can_be_taken_out() -> None:
    desk = Desk(steps__r1__sources=["old"])
    assert "old (no longer there)" in desk.text("step_form", "r1")
    desk.send("step_form", "r1", sources=[])
    assert desk.content["steps"]["r1"]["sources"] == []


def test_who_may_only_read_has_no_button() -> None:
    desk = Desk(by=make_user(Role.ADMINISTRATOR, language="en"))
    html = desk.text("step_form", "q1")
    assert 'type="submit" class="default"' not in html
    assert "disabled" in html


def test_the_first_question_is_where_the_guide_begins() -> None:
    texts = {"source_language": "ja", "title_ja": "空のガイド"}
    desk = Desk(revision=save(Guide(slug="new"), None, texts, by=make_writer(), now=NOON))
    assert "There are no questions yet." in desk.text("steps")
    form = desk.form("new_step", "question")
    desk.send("new_step", "question", form=form, title_ja="最初の質問")
    assert desk.content["start"] == form["new_step"] == "s1"


def test_a_new_step_sent_twice_is_there_once() -> None:
    desk = Desk()
    form = desk.form("new_step", "outcome")
    for _ in range(2):
        desk.send("new_step", "outcome", form=form, title_ja="新しい結果")
    assert [row["title_ja"] for row in desk.content["steps"].values()].count("新しい結果") == 1


def test_a_choice_can_lead_to_a_step_that_is_made_at_once() -> None:
    desk = Desk()
    form = desk.form("step_form", "q1")
    for _ in range(2):
        desk.send("step_form", "q1", form=form, **{"q1a-next_step": "+question"})
    content = desk.content
    key = content["choices"]["q1a"]["next_step"]
    row = content["steps"][key]
    assert (row["kind"], row["title_ja"], row["title_en"]) == (
        "question",
        "新しい質問",
        "New question",
    )
    assert len(content["steps"]) == 6
    assert "The question “New question” has no choices." in desk.text("steps")
