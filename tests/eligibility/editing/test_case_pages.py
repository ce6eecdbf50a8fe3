"""Cases, and shared paragraphs."""

import pytest

from tests.eligibility.editing.pages import Desk
from tests.factories import HOUR, edit
from tokutei_site.publishing.content import MISSING

pytestmark = pytest.mark.django_db


def test_a_case_is_typed_answer_by_answer() -> None:
    desk = Desk()
    form = {"name": "引っ越す人", "answer0": "q1b", "outcome": ""}
    page = desk.send("new_case", form=form, _go_on="1")
    assert page.context["form"].fields["answer1"].label == "Will you move?"
    page = desk.send("new_case", form=form, answer1="q3a", _go_on="1")
    assert page.context["form"].reached == "You may be able to apply"
    assert len(desk.content["cases"]) == 1
    desk.send("new_case", form=form, answer1="q3a", outcome="r1")
    rows = [row for row in desk.content["cases"].values() if row["name"] == "引っ越す人"]
    assert [(row["trail"], row["outcome"]) for row in rows] == [(["q1b", "q3a"], "r1")]


def test_a_case_that_stops_at_a_question_is_not_saved() -> None:
    desk = Desk()
    page = desk.send("new_case", form={"name": "x", "answer0": "q1b", "outcome": "r1"})
    assert "“Will you move?” has no answer yet" in page.content.decode()
    assert len(desk.content["cases"]) == 1


def test_a_case_may_expect_what_the_guide_does_not_say_yet() -> None:
    desk = Desk()
    desk.send("case_form", "k1", outcome="r2")
    assert "1 case fails." in desk.text("cases")


def test_changing_an_early_answer_asks_what_follows_from_it() -> None:
    desk = Desk()
    page = desk.send("case_form", "k1", answer0="q1b", _go_on="1")
    assert page.context["form"].fields["answer1"].label == "Will you move?"


def test_a_case_shows_which_answer_is_gone() -> None:
    desk = Desk()
    edit(desk.head, now=desk.head.at + HOUR, choices__q2a=MISSING)
    page = desk.get("case_form", "k1")
    assert page.context["form"].lost == ["q2a"]
    assert "fails" in desk.text("cases")


def test_missing_cases_are_added_by_one_press() -> None:
    desk = Desk()
    page = desk.get("cases")
    assert page.context["uncovered"] == 5
    proposals = len(page.context["proposals"])
    assert desk.send("cases").status_code == 302
    page = desk.get("cases")
    assert len(page.context["rows"]) == 1 + proposals
    assert page.context["uncovered"] == page.context["failing"] == 0


def test_pressing_twice_adds_them_once() -> None:
    desk = Desk()
    form = desk.form("cases")
    for _ in range(2):
        desk.send("cases", form=form)
    trails = [tuple(row["trail"]) for row in desk.content["cases"].values()]
    assert len(trails) == len(set(trails))


def test_a_case_is_removed() -> None:
    desk = Desk()
    desk.send("case_form", "k1", _remove="1")
    assert desk.content["cases"] == {}


def test_a_shared_paragraph_is_written_once() -> None:
    desk = Desk()
    desk.send("new_block", condition_ja="病気の方", condition_en="If you are ill")
    desk.send("block_form", "child", body_ja="一行目\r\n二行目")
    rows = desk.content["blocks"]
    assert rows["child"]["body_ja"] == "一行目\n二行目"
    assert "If you are ill" in {row["condition_en"] for row in rows.values()}


def test_a_shared_paragraph_that_is_removed_leaves_the_steps_that_showed_it() -> None:
    desk = Desk()
    assert "You may be able to apply" in desk.text("blocks")
    desk.send("block_form", "child", _remove="1")
    assert desk.content["blocks"] == {}
    assert desk.content["steps"]["r1"]["blocks"] == []


def test_a_question_put_in_by_hand_is_answered_once_for_all_cases() -> None:
    case = {"name": "Somebody else", "trail": ["q1a", "q2a"], "outcome": "r1"}
    desk = Desk(**{f"cases__k2__{name}": value for name, value in case.items()})
    edit(desk.head, now=desk.head.at + HOUR, start="q0", **IN_FRONT)
    page = desk.get("cases")
    assert page.context["failing"] == 2 and "2 cases come to this question" in page.content.decode()
    added = [each.trail for each in page.context["proposals"]]
    assert added and not any("Residence card → Yes" in trail for trail in added)
    refused = desk.client.post(desk.url("cases"), {"base": desk.head.number, "_fill": "q0"})
    assert "Please choose what these cases answer." in refused.content.decode()
    sent = {"base": desk.head.number, "_fill": "q0", "answer": "q0b"}
    assert desk.client.post(desk.url("cases"), sent).status_code == 302
    trails = [row["trail"] for row in desk.content["cases"].values()]
    assert trails == [["q0b", "q1a", "q2a"]] * 2
    assert desk.get("cases").context["failing"] == 0


def test_a_question_put_before_an_outcome_is_answered_so_too() -> None:
    desk = Desk()
    between = {path.replace("q0", "q9"): value for path, value in IN_FRONT.items()}
    between |= {"choices__q9a__next_step": "r1", "choices__q9b__next_step": "r1"}
    for path in ("choices__q9a__step", "choices__q9b__step"):
        between[path] = "q9"
    edit(desk.head, now=desk.head.at + HOUR, choices__q2a__next_step="q9", **between)
    sent = {"base": desk.head.number, "_fill": "q9", "answer": "q9a"}
    assert desk.client.post(desk.url("cases"), sent).status_code == 302
    assert desk.content["cases"]["k1"]["trail"] == ["q1a", "q2a", "q9a"]
    assert desk.get("cases").context["failing"] == 0


IN_FRONT = {
    "steps__q0__kind": "question",
    "steps__q0__title_ja": "日本に住んでいますか？",
    "steps__q0__title_en": "Do you live in Japan?",
    **{
        f"choices__q0{each}__{name}": value
        for each in "ab"
        for name, value in (
            ("step", "q0"),
            ("next_step", "q1"),
            ("label_ja", each),
            ("label_en", each),
        )
    },
}
