"""やさしい日本語 in the questionnaire: at each step, with and without its readings."""

import pytest
from django.test import Client

from eligibility.models import Guide
from tests.eligibility.seeded import SLUG, seed_guide
from tests.factories import HOUR, NOON, edit, make_live, publish

pytestmark = pytest.mark.django_db

SAID = "窓口《まどぐち》に 行《い》きます。"
RUBY = "<ruby>窓口<rp>（</rp><rt>まどぐち</rt><rp>）</rp></ruby>"


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_one_plain_link_leaves_the_readings_out(client: Client, language: str) -> None:
    make_live(Guide, slug="card", steps__r1__easy=SAID)
    here, other = f"/{language}/check/card/", {"ja": "en", "en": "ja"}[language]
    on = page(client, here)
    assert RUBY in on and f'href="{here}?ruby=off" lang="ja"' in on
    off = page(client, here + "?ruby=off")
    assert "<ruby" not in off and "まどぐち" not in off and "窓口に 行きます。" in off
    assert f'href="{here}" lang="ja">ふりがなを つける' in off
    assert f'rel="canonical" href="http://testserver{here}"' in off or f'{here}">' in off
    # The switch of languages keeps the choice.
    assert f'href="/{other}/check/card/?ruby=off"' in off


def test_the_link_stands_before_the_first_answer(client: Client) -> None:
    """Another document knows no answers: it is offered where there are none yet."""
    make_live(Guide, slug="card", steps__r1__easy=SAID)
    html = page(client, "/ja/check/card/")
    assert html.count("ruby=off") == 1
    assert html.index('class="intro"') < html.index("ruby=off") < html.index('id="q-')


def test_a_step_that_is_behind_says_so_and_the_others_do_not(client: Client) -> None:
    guide = make_live(Guide, slug="card", steps__r1__easy=SAID, steps__r2__easy=SAID)
    assert "behind-note" not in page(client, "/ja/check/card/")
    assert guide.head
    late = edit(guide.head, now=NOON, steps__r1__next_steps_ja="新しい手順。")
    publish(late, now=NOON + HOUR)
    html = page(client, "/ja/check/card/")
    assert html.count('<p class="behind-note" lang="ja">') == 1
    step = html[html.index('id="q-r1"') :].partition("</section>")[0]
    assert "くらべていません" in step


def test_no_reading_of_the_sample_guide_reaches_its_lists(client: Client) -> None:
    seed_guide()
    html = page(client, f"/ja/check/{SLUG}/")
    assert html.count("<rt>") > 500
    assert "behind-note" not in html
    assert "<rt>" not in html[: html.index("</head>")] and "《" not in html
    assert "<rt>" not in page(client, "/ja/check/")
