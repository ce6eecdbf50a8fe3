"""The questionnaire in やさしい日本語: a page of its own with the same steps, with and without
readings."""

import pytest
from django.test import Client

from eligibility.models import Guide
from tests.eligibility.seeded import SLUG, seed_guide
from tests.factories import HOUR, NOON, edit, make_live, publish

pytestmark = pytest.mark.django_db

SAID = "窓口《まどぐち》に 行《い》きます。"
RUBY = "<ruby>窓口<rp>（</rp><rt>まどぐち</rt><rp>）</rp></ruby>"
HERE = "/ja/check/card/easy/"


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def step(html: str, key: str) -> str:
    return html[html.index(f'id="q-{key}"') :].partition("</section>")[0]


def test_one_plain_link_leaves_the_readings_out(client: Client) -> None:
    make_live(Guide, slug="card", steps__r1__easy=SAID)
    on = page(client, HERE)
    assert RUBY in on and f'href="{HERE}?ruby=off" lang="ja"' in on
    off = page(client, HERE + "?ruby=off")
    assert "<ruby" not in off and "まどぐち" not in off and "窓口に 行きます。" in off
    assert f'href="{HERE}" lang="ja">ふりがなを つける' in off
    assert f'{HERE}">' in off[off.index('rel="canonical"') :]


def test_it_is_offered_at_every_step_of_both_languages_and_leads_back(client: Client) -> None:
    make_live(Guide, slug="card", steps__r1__easy=SAID)
    for language in ("ja", "en"):
        html = page(client, f"/{language}/check/card/")
        assert f'href="{HERE}" lang="ja" hreflang="ja">やさしい日本語' in html
        assert html.count(f'href="{HERE}#q-') == html.count('<section class="step')
        assert "まどぐち" not in html and "<ruby" not in html
        assert f'href="{HERE}"' in page(client, f"/{language}/check/")
    easy = page(client, HERE)
    for language in ("ja", "en"):
        assert f'href="/{language}/check/card/#q-r1" lang="{language}"' in step(easy, "r1")
    assert f"{HERE}#q-" not in easy.partition('class="ways"')[2].partition("printed meta")[0]


def test_another_language_leads_to_the_one_address(client: Client) -> None:
    make_live(Guide, slug="card", steps__r1__easy=SAID)
    response = client.get("/en/check/card/easy/")
    assert (response.status_code, response["Location"]) == (301, HERE)


def test_it_promises_no_less_than_the_plain_page(client: Client) -> None:
    make_live(Guide, slug="card", steps__r1__easy=SAID)
    plain, easy = client.get("/ja/check/card/"), client.get(HERE)
    for name in ("Content-Security-Policy", "Referrer-Policy", "Cache-Control"):
        assert easy[name] == plain[name]
    assert easy.content.decode().count('class="promise in-phrases"') == 2


def test_the_steps_are_the_same_and_their_texts_are_easy(client: Client) -> None:
    texts = {
        "steps.q1.easy": SAID,
        "steps.q1.help_ja": "むずかしい説明",
        "steps.q1.help_en": "More",
        "steps.r1.easy": SAID,
    }
    make_live(Guide, slug="card", **{name.replace(".", "__"): text for name, text in texts.items()})
    plain, easy = page(client, "/ja/check/card/"), page(client, HERE)
    for mark in ('<section class="step', "data-choice=", "data-verdict="):
        assert easy.count(mark) == plain.count(mark) > 0
    assert RUBY in step(easy, "q1") and RUBY in step(easy, "r1")
    assert "むずかしい説明" in plain and "むずかしい説明" not in easy


def test_a_step_without_an_easy_text_stands_as_it_is_and_says_so(client: Client) -> None:
    make_live(
        Guide,
        slug="card",
        steps__r1__easy=SAID,
        steps__r2__body_ja="ふつうの文です。",
        steps__r2__body_en="Plain.",
    )
    html = page(client, HERE)
    assert "ふつうの文です。" in step(html, "r2") and "behind-note" in step(html, "r2")
    assert "behind-note" not in step(html, "r1")


def test_without_any_easy_text_there_is_no_page_and_no_offer(client: Client) -> None:
    make_live(Guide, slug="card")
    for language in ("ja", "en"):
        assert client.get(f"/{language}/check/card/easy/").status_code == 404
        assert "やさしい日本語" not in page(client, f"/{language}/check/card/")
        assert "やさしい日本語" not in page(client, f"/{language}/check/")


def test_a_step_that_is_behind_says_so_and_the_others_do_not(client: Client) -> None:
    everything = {f"steps__{key}__easy": SAID for key in ("q1", "q2", "q3", "r1", "r2")}
    guide = make_live(Guide, slug="card", **everything)
    assert "behind-note" not in page(client, HERE)
    assert guide.head
    late = edit(guide.head, now=NOON, steps__r1__title_ja="新しい結果")
    publish(late, now=NOON + HOUR)
    html = page(client, HERE)
    assert html.count('<p class="behind-note in-phrases" lang="ja">') == 1
    assert "くらべていません" in step(html, "r1")


def test_every_step_of_the_sample_guide_has_its_readings_there_alone(client: Client) -> None:
    seed_guide()
    easy, plain = page(client, f"/ja/check/{SLUG}/easy/"), page(client, f"/ja/check/{SLUG}/")
    assert easy.count("<rt>") > 500 and "behind-note" not in easy
    assert "<rt>" not in easy[: easy.index("</head>")] and "《" not in easy
    assert "<rt>" not in plain and "<rt>" not in page(client, "/ja/check/")
