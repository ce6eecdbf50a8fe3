"""The public pages of the questionnaire, as a browser without cookies gets them."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.conf import settings as project
from django.test import Client

from eligibility.models import Guide
from tests.eligibility.graph.test_decision_tree import GRAPH
from tests.eligibility.published import make_office, make_real_guide
from tests.factories import (
    HOUR,
    NOON,
    NOTE,
    edit,
    make_approver,
    make_draft,
    make_live,
    make_source,
    publish,
)
from tests.test_consistency import Outline
from tokutei_site.publishing import desk
from tokutei_site.text import japanese

pytestmark = pytest.mark.django_db

STATIC = project.BASE_DIR / "tokutei_site" / "static"


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def compressed(data: bytes) -> int:
    return len(brotli.compress(data))


def test_every_step_stands_on_the_page_in_both_languages(client: Client) -> None:
    make_real_guide()
    for code in ("ja", "en"):
        page = unescape(text(client, f"/{code}/check/card/"))
        assert re.findall(r'<section class="step \w+[^"]*" id="q-(\w+)"', page) == [
            *(f"s{number}" for number in range(1, 9)),
            *(f"r{number}" for number in range(1, 18)),
        ]
        for step in GRAPH.steps:
            assert japanese.marked(step.texts["title"][code], code) in page


@pytest.mark.parametrize("code", ["ja", "en"])
def test_every_link_to_a_step_leads_to_one_and_every_step_to_its_other_language(
    client: Client, code: str
) -> None:
    make_real_guide()
    page, other = text(client, f"/{code}/check/card/"), "en" if code == "ja" else "ja"
    outline = Outline(page)
    assert set(re.findall(r'href="#([\w-]+)"', page)) <= {"main", *outline.ids}
    assert outline.levels.count(1) == 1 and outline.levels.count(2) >= len(GRAPH.steps)
    for step in GRAPH.steps:
        assert f'href="/{other}/check/card/#q-{step.key}" lang="{other}"' in page


def test_the_page_with_style_and_script_is_small(client: Client) -> None:
    """As served: the text compressed, the hashed files of WhiteNoise likewise."""
    make_office()
    make_real_guide()
    css, script = (compressed((STATIC / name).read_bytes()) for name in ("site.css", "guide.js"))
    assert css <= 12_000 and script <= 5_000
    for code in ("ja", "en"):
        html = compressed(client.get(f"/{code}/check/card/").content)
        assert html <= 15_000 and html + css + script <= 25_000


def test_the_answer_forbids_requests_and_referrers_and_sets_no_cookie(client: Client) -> None:
    make_live(Guide, slug="card")
    response = client.get("/ja/check/card/")
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and "form-action 'none'" in policy
    assert "connect-src" not in policy
    assert "script-src 'self'" in policy and "unsafe" not in policy
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies and "Cookie" not in response.get("Vary", "")
    assert "public" in response["Cache-Control"]
    assert client.get("/ja/check/card/").content == response.content


def test_links_out_name_no_referrer_and_no_opener(client: Client) -> None:
    make_real_guide(**{"steps.r1.body_ja": "[案内](https://example.jp/)", "steps.r1.body_en": "x"})
    links = re.findall(r'<a href="http[^>]*>', text(client, "/ja/check/card/"))
    assert links and all("noreferrer" in link and "noopener" in link for link in links)


def test_it_says_what_happens_to_the_answers(client: Client) -> None:
    make_live(Guide, slug="card")
    japanese, english = (text(client, f"/{code}/check/card/") for code in ("ja", "en"))
    assert "回答はお使いの端末の中だけで使われ、市には送信・保存されません。" in japanese
    assert "ブラウザーの履歴に残ります" in japanese
    assert "neither sent to the city nor stored by it" in english
    assert "stays in your browser's history" in unescape(english)


def test_an_outcome_has_its_verdict_sources_checks_and_the_sentence_in_japanese(
    client: Client,
) -> None:
    make_real_guide()
    page = text(client, "/en/check/card/")
    outcome = page.partition('id="q-r9"')[2].partition("</section>")[0]
    for words in (
        "You may be able to apply",
        "You may be able to apply, at the municipal counter",
        "Your municipal office",
        "If the card is for a child under 16",
        "I would like to apply for a Specified Residence Card together",
        "Immigration Control Act, Article 19-15-2",
        "27 September 2026",
        "30 September 2026",
    ):
        assert words in outcome
    assert 'lang="ja">住所の届出と一緒に、特定在留カードの申請をしたいです。</p>' in outcome


def test_headings_inside_a_step_stand_below_its_own(client: Client) -> None:
    make_live(
        Guide,
        slug="card",
        steps__r1__body_en="■ Note\ntext",
        steps__r1__body_ja="■ 注\n本文",
        steps__r1__bring_en="## Card",
        steps__r1__bring_ja="## カード",
    )
    page = text(client, "/en/check/card/")
    assert "<h3>Note</h3>" in page and "<h5>Card</h5>" in page


def test_the_list_leads_to_the_guides(client: Client) -> None:
    assert "There is no guide" in text(client, "/en/check/")
    make_live(Guide, slug="card", summary_ja="概要", summary_en="A summary.")
    page = text(client, "/en/check/")
    assert 'href="/en/check/card/">Can I get the card?</a>' in page and "A summary." in page
    assert 'href="/en/check/" aria-current="page"' in page


def test_drafts_stay_unseen_and_staff_see_them_as_residents_would(
    client: Client, admin_client: Client
) -> None:
    revision = make_draft(Guide, slug="card")
    text(client, "/ja/check/card/", 404)
    assert "There is no guide" in text(client, "/en/check/")
    path = f"/admin/eligibility/guide/{revision.entry_id}/version/1/view/en/"
    page = text(admin_client, path)
    assert 'id="q-q1"' in page and "guide.js" in page


def test_a_withdrawn_guide_says_so(client: Client) -> None:
    guide = make_live(Guide, slug="card")
    desk.withdraw(guide, NOTE, by=make_approver(), now=NOON + HOUR)
    text(client, "/en/check/card/", 410)


def test_a_guide_without_english_is_shown_in_japanese_under_a_notice(client: Client) -> None:
    draft = make_draft(Guide, slug="card", steps__r1__title_en=None)
    publish(draft, alternatives={"en": {"by": "2099-01-01"}})
    page = text(client, "/en/check/card/")
    assert "1 January 2099" in page
    assert '<span class="asked" lang="ja">申請できる可能性があります</span>' in page
    assert "card/" not in text(client, "/en/check/")


def test_what_fell_behind_stands_under_its_notice(client: Client) -> None:
    guide = make_live(Guide, slug="card")
    assert guide.head
    later = NOON + HOUR
    changed = edit(guide.head, now=later, choices__q1a__label_ja="在留カードです")
    publish(changed, now=later)
    page = text(client, "/en/check/card/")
    assert page.count("may differ from it") == 1
    assert "may not be up to date" in text(client, "/en/check/")


def test_a_changed_source_is_told_at_the_outcomes_that_cite_it(client: Client) -> None:
    source = make_source("law")
    make_live(Guide, slug="card", sources__law__order=0, steps__r1__sources=["law"])
    desk.check_source(source, "changed", note="x", by=make_approver(), now=NOON + HOUR)
    page = text(client, "/ja/check/card/")
    assert page.count("出典の更新を確認し") == 1


def test_the_script_holds_no_text_and_asks_for_nothing() -> None:
    script = Path(STATIC / "guide.js").read_text(encoding="utf-8")
    for word in ("fetch", "XMLHttp", "Beacon", "Storage", "cookie", "indexedDB", "http"):
        assert word not in script
    assert re.sub(r"//.*", "", script).isascii()


def test_the_queries_do_not_grow_with_the_guide(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    make_real_guide()
    with django_assert_max_num_queries(12):
        text(client, "/ja/check/card/")
