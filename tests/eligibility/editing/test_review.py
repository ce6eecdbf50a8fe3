"""The questionnaire on the engine's pages: its review, its publication, a form given back."""

import pytest

from eligibility.models import Guide
from tests.desk_forms import post, publish_form
from tests.eligibility.editing.pages import Desk
from tests.factories import approve, edit, make_approver, make_draft, make_live, make_writer
from tokutei_site.publishing.acknowledging import findings

pytestmark = pytest.mark.django_db


def changed(**changes: object) -> Desk:
    guide = make_live(Guide)
    assert guide.head
    revision = edit(guide.head, now=guide.head.at, choices__q2b__next_step="r1", **changes)
    return Desk(revision=revision, by=make_approver(language="en"))


def test_the_review_names_the_ways_that_end_differently() -> None:
    html = changed().text("review")
    assert "1 way through the questionnaire ends differently" in html
    assert "Because of the choice “I don&#x27;t know” in “Do you have a resident record?”:" in html


def test_only_an_approver_is_offered_the_tick() -> None:
    desk = changed()
    key = next(each.key for each in findings(desk.head, desk.head.at) if each.is_for_approvers)
    assert f'value="{key}"' in desk.text("review")
    other = Desk(revision=desk.head, by=make_writer(language="en"))
    assert f'value="{key}"' not in other.text("review")
    assert "An approver who did not write all of the changes" in other.text("review")
    form = {"finding": key, "reason": "見ました", "number": str(desk.head.number)}
    other.client.post(other.url("step", "acknowledge"), form)
    assert not desk.head.acknowledgements.exists()
    desk.client.post(desk.url("step", "acknowledge"), form)
    assert desk.head.acknowledgements.get().finding == key


def test_the_page_that_publishes_says_why_it_does_not() -> None:
    revision = approve(make_draft(Guide, choices__q2a__next_step=None))
    desk = Desk(revision=revision, by=make_approver(language="ja"))
    form = publish_form(desk.client, revision)
    answer = post(desk.client, desk.url("publish", str(revision.number)), form)
    assert "「はい」の進む先がありません" in str(answer.context["form"].non_field_errors())
    assert not desk.guide.publications.exists()


def test_what_was_typed_is_given_back_after_signing_in_anew() -> None:
    desk = Desk()
    page = desk.get("step_form", "q1").context
    form = desk.form("step_form", "q1") | {"form_of": page["form_of"]}
    desk.client.logout()
    desk.send("step_form", "q1", form=form, title_ja="途中の文", blocks=["child"])
    login = {"login": desk.user.username, "password": "a long pass phrase"}
    desk.user.set_password(login["password"])
    desk.user.save()
    desk.client.post("/admin/login/", login)
    shown = desk.get("step_form", "q1").context["form"]
    assert shown["title_ja"].value() == "途中の文"
    assert shown["blocks"].value() == ["child"]
    assert desk.content["steps"]["q1"]["title_ja"] == "いま持っているカードは？"
