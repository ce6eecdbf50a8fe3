"""The home page answers first what people come with: what it is, whether they can get it, where."""

import re
from typing import Any

import pytest
from django.test import Client

from announcements.models import Faq
from eligibility.models import Guide
from tests.factories import DAY, NOON, edit, make_administrator, make_live, make_source, publish
from tokutei_site.publishing import desk

pytestmark = pytest.mark.django_db


def cards(client: Client, language: str = "en") -> list[str]:
    page = client.get(f"/{language}/").content.decode()
    top = page[page.index('class="first-questions"') : page.index('id="new-title"')]
    return re.findall(r"<h2><a [^>]*>(.*?)</a></h2>", top)


def on_home(place: int, title: str, **fields: Any) -> Any:
    return make_live(Faq, place_on_home=place, title_en=title, title_ja=f"日{title}", **fields)


def test_the_guide_stands_behind_the_first_of_the_chosen_questions(client: Client) -> None:
    on_home(2, "Where?")
    on_home(1, "What?")
    make_live(Guide, slug="guide")
    make_live(Faq, title_en="Not chosen")
    assert cards(client) == ["What?", "Can I get the card?", "Where?"]
    assert cards(client, "ja") == ["日What?", "カードを作れますか", "日Where?"]


@pytest.mark.parametrize("questions", [0, 1])
def test_the_guide_is_there_with_fewer_questions_too(client: Client, questions: int) -> None:
    for _ in range(questions):
        on_home(1, "What?")
    make_live(Guide, slug="guide")
    assert cards(client) == ["What?"] * questions + ["Can I get the card?"]


def test_no_more_than_three_questions_push_the_rest_down(client: Client) -> None:
    for place in (4, 3, 2, 1):
        on_home(place, f"Number {place}")
    assert cards(client) == ["Number 1", "Number 2", "Number 3"]


def test_only_what_is_public_is_chosen(client: Client) -> None:
    question = make_live(Faq, title_en="What?")
    assert question.head
    edit(question.head, now=NOON, place_on_home=1)
    assert cards(client) == []


def test_a_place_is_a_number_from_one_to_nine() -> None:
    for place in (0, 10):
        with pytest.raises(desk.Refused):
            on_home(place, "What?")


def test_the_oldest_check_of_all_their_sources_is_told(client: Client) -> None:
    for number, key in enumerate(("old", "new")):
        source = make_source(key)
        desk.check_source(
            source, "unchanged", kind="live", by=make_administrator(), now=NOON - number * DAY
        )
        on_home(number + 1, "What?", **{f"sources__{key}__order": 0})
    assert "last checked on Wednesday, 30 September 2026" in client.get("/en/").content.decode()
    make_source("never")
    on_home(3, "Where?", sources__never__order=0)
    assert "Not all of them have been checked yet" in client.get("/en/").content.decode()


def test_a_changed_source_is_told_beside_its_answer(client: Client) -> None:
    source = make_source("law")
    on_home(1, "What?", sources__law__order=0)
    desk.check_source(source, "changed", note="New page", by=make_administrator(), now=NOON + DAY)
    assert "We are reviewing this text" in client.get("/en/").content.decode()


@pytest.mark.parametrize(("kind", "is_told"), [("live", False), ("collected", True)])
def test_a_check_of_collected_material_is_not_told_as_one_of_the_page(
    client: Client, kind: str, is_told: bool
) -> None:
    for number, key in enumerate(("law", "agency")):
        checked = "live" if number else kind
        desk.check_source(
            make_source(key), "unchanged", kind=checked, by=make_administrator(), now=NOON
        )
    on_home(1, "What?", sources__law__order=0, sources__agency__order=1)
    for path in ("/en/", "/en/faq/", "/en/faq/FAQ-001/"):
        assert ("in collected material" in client.get(path).content.decode()) == is_told, path


@pytest.mark.parametrize("path", ["/en/faq/FAQ-001/", "/en/announcements/card/"])
def test_a_first_publication_is_no_important_change(client: Client, path: str) -> None:
    entries = {"faq": make_live(Faq), "announcements": make_live(slug="card")}
    assert "important change" not in client.get(path).content.decode()
    head = entries[path.split("/")[2]].head
    assert head
    publish(edit(head, now=NOON + DAY, title_ja="新", title_en="New"), now=NOON + DAY)
    assert "important change" in client.get(path).content.decode()
