"""All steps as cards, a question put in between, a step taken out, the flow chart."""

import pytest

from eligibility.gate import problems
from eligibility.models import Guide
from tests.eligibility.editing.pages import Desk
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def errors(desk: Desk) -> list[str]:
    return problems(Guide, desk.content, begins=NOON, running_since=None, now=NOON)


def test_every_step_is_a_card_in_the_order_of_the_booklet() -> None:
    cards = Desk().get("steps").context["cards"]
    assert [(card.number, card.key) for card in cards] == [
        (1, "q1"), (2, "q2"), (3, "q3"), (4, "r2"), (5, "r1"),
    ]  # fmt: skip
    assert [way.target.key for way in cards[0].ways] == ["q2", "q3", "r2"]
    assert [link.key for link in cards[4].arriving] == ["q2", "q3"]


def test_what_nobody_gets_to_stands_in_a_box_of_its_own() -> None:
    desk = Desk(choices__q1b__next_step="r2")
    context = desk.get("steps").context
    assert [card.key for card in context["unconnected"]] == ["q3"]
    assert "Not connected" in desk.text("steps")


def test_errors_name_the_step_and_lead_to_its_form() -> None:
    desk = Desk(choices__q2a__next_step=None)
    html = desk.text("steps")
    assert "In “Do you have a resident record?”, the choice “Yes” leads nowhere." in html
    assert "“Which card do you have?” Residence card" in html  # the way there
    assert f'<a href="{desk.url("step_form", "q2")}">' in html


def test_the_same_panel_stands_on_the_form_the_review_and_the_publication() -> None:
    desk = Desk(choices__q2a__next_step=None)
    for name in ("change", "review"):
        assert "leads nowhere" in desk.text(name), name


def test_a_question_put_in_between_leads_on_to_where_the_choice_led() -> None:
    desk = Desk()
    form = desk.form("insert", "q2a")
    desk.send("insert", "q2a", form=form, title_ja="16歳以上ですか？", title_en="Are you 16?")
    step, content = form["new_step"], desk.content
    assert content["choices"]["q2a"]["next_step"] == step
    assert content["steps"][step]["title_en"] == "Are you 16?"
    added = [row for row in content["choices"].values() if row["step"] == step]
    assert [(row["label_en"], row["next_step"], row["is_unsure"]) for row in added] == [
        ("Yes", "r1", False),
        ("No", "r1", False),
        ("I don't know", "r1", True),
    ]
    assert errors(desk) == [
        "The case “Permanent resident” stops at the question “Are you 16?”. Give it an answer."
    ]


def test_a_question_put_in_twice_is_there_once() -> None:
    desk = Desk()
    form = desk.form("insert", "q2a")
    for _ in range(2):
        desk.send("insert", "q2a", form=form, title_ja="16歳以上ですか？")
    assert len(desk.content["steps"]) == 6
    assert len(desk.content["choices"]) == 10


def test_a_step_in_use_is_not_removed_without_saying_what_takes_its_place() -> None:
    desk = Desk()
    answer = desk.send("remove_step", "q2", instead="")
    assert answer.status_code == 200
    assert "Please choose what takes its place." in answer.content.decode()
    assert "q2" in desk.content["steps"]
    desk.send("remove_step", "q2", instead="r1")
    assert desk.content["choices"]["q1a"]["next_step"] == "r1"
    assert not {"q2a", "q2b"} & desk.content["choices"].keys()


def test_the_first_question_is_followed_by_what_takes_its_place() -> None:
    desk = Desk()
    desk.send("remove_step", "q1", instead="q2")
    assert desk.content["start"] == "q2"


def test_a_step_that_nothing_leads_to_is_simply_removed() -> None:
    desk = Desk(choices__q1b__next_step="r2")
    assert "instead" not in desk.form("remove_step", "q3")
    desk.send("remove_step", "q3")
    assert "q3" not in desk.content["steps"]


def test_the_first_question_is_picked_on_the_guides_own_page() -> None:
    desk = Desk()
    field = desk.get("change").context["adminform"].form.fields["start"]
    shown = dict(field.choices)
    assert [name for _key, name in next(iter([shown["question"]]))] == [
        "1. Which card do you have?",
        "2. Do you have a resident record?",
        "3. Will you move?",
    ]


def test_the_chart_stands_beside_the_same_as_a_list() -> None:
    desk = Desk()
    html = desk.text("chart")
    assert "<svg" in html
    assert 'style="' not in html.partition("<svg")[2].partition("</svg>")[0]
    assert html.count(f'href="{desk.url("step_form", "q2")}"') == 1
    items = desk.get("chart").context["outline"]
    assert [branch.item.title for branch in items[0].branches] == [
        "Do you have a resident record?",
        "Will you move?",
        "Please ask us",
    ]


@pytest.mark.parametrize("spoilt", ["q1", "q2", None])
def test_the_pages_show_a_broken_guide_too(spoilt: str | None) -> None:
    desk = Desk(choices__q2a__next_step=spoilt, start=spoilt)
    for name in ("steps", "chart", "cases", "review", "change"):
        assert desk.get(name).status_code == 200
