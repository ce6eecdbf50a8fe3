"""All steps as cards, a question put in between, a step taken out, the flow chart."""

import pytest

from eligibility.gate import problems
from eligibility.models import Guide
from tests.eligibility.editing.pages import Desk
from tests.factories import NOON

pytestmark = pytest.mark.django_db

CASE = {"name": "Somebody else", "trail": ["q1a", "q2a"], "outcome": "r1"}


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
    typed = {"title_ja": "16歳以上ですか？", "title_en": "Are you 16?", "of_cases": "0"}
    desk.send("insert", "q2a", form=form, **typed)
    step, content = form["new_step"], desk.content
    assert content["choices"]["q2a"]["next_step"] == step
    assert content["steps"][step]["title_en"] == "Are you 16?"
    added = [row for row in content["choices"].values() if row["step"] == step]
    assert [(row["label_en"], row["next_step"], row["is_unsure"]) for row in added] == [
        ("Yes", "r1", False),
        ("No", "r1", False),
        ("I don't know", "r1", True),
    ]
    assert not errors(desk)


def test_a_question_put_in_twice_is_there_once() -> None:
    desk = Desk()
    form = desk.form("insert", "q2a")
    for _ in range(2):
        desk.send("insert", "q2a", form=form, title_ja="16歳以上ですか？", of_cases="0")
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


ASKED = {"title_ja": "18歳以上ですか？", "title_en": "Are you 18?"}


def test_cases_that_take_the_way_are_asked_for_once_and_pass_again() -> None:
    desk = Desk(
        **{f"cases__k{n}__{name}": value for n in range(2, 9) for name, value in CASE.items()}
    )
    form = desk.form("insert", "q1a")
    page = desk.send("insert", "q1a", form=form, **ASKED)
    assert page.context["form"].errors == {"of_cases": ["Please choose what these cases answer."]}
    assert "8 cases take this way." in page.content.decode()
    desk.send("insert", "q1a", form=form, **ASKED, of_cases="1")
    step = desk.content["choices"]["q1a"]["next_step"]
    own = {key: row for key, row in desk.content["choices"].items() if row["step"] == step}
    no = next(key for key, row in own.items() if row["label_en"] == "No")
    assert all(row["trail"] == ["q1a", no, "q2a"] for row in desk.content["cases"].values())
    assert not errors(desk)


def test_cases_cannot_give_an_answer_that_is_not_there() -> None:
    desk = Desk()
    form = desk.form("insert", "q2a") | {"label1_ja": "", "label1_en": ""}
    page = desk.send("insert", "q2a", form=form, **ASKED, of_cases="1")
    assert "This answer is empty." in page.content.decode()
    assert len(desk.content["steps"]) == 5


def test_a_way_that_no_case_takes_asks_nothing() -> None:
    desk = Desk()
    assert "of_cases" not in desk.form("insert", "q1b")
    desk.send("insert", "q1b", **ASKED)
    assert len(desk.content["steps"]) == 6


def test_the_question_whose_change_broke_a_case_says_so() -> None:
    desk = Desk()
    desk.send("step_form", "q1", **{"q1a-next_step": "q3"})
    for key in ("q1", "q3"):
        html = desk.text("step_form", key)
        assert "comes to “Will you move?”, which it does not answer." in html, key
        assert "No errors here." not in html
        assert f'href="{desk.url("case_form", "k1")}"' in html


def test_no_step_is_called_fine_while_there_are_errors_elsewhere() -> None:
    desk = Desk(choices__q3a__next_step=None)
    html = desk.text("step_form", "q2")
    assert "No errors here." not in html
    assert "This step by itself has no errors" in html and "1 error elsewhere" in html


def test_a_removed_question_takes_its_answers_out_of_the_cases() -> None:
    desk = Desk()
    assert "1 case answers this question" in desk.text("remove_step", "q2")
    desk.send("remove_step", "q2", instead="r1")
    assert desk.content["cases"]["k1"]["trail"] == ["q1a"]
    assert not [each for each in errors(desk) if "Permanent resident" in each]
