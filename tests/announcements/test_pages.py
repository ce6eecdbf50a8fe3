"""The public pages of announcements, as a browser without cookies gets them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    approve,
    edit,
    make_approver,
    make_category,
    make_draft,
    make_live,
    publish,
    seal,
)
from tokutei_site.publishing import desk
from tokutei_site.publishing.ledger import standing_publications
from tokutei_site.publishing.models import Revision
from tokutei_site.text.dates import JST

pytestmark = pytest.mark.django_db


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def test_a_published_announcement_is_read_in_both_languages(client: Client) -> None:
    make_live(slug="card")
    japanese, english = (text(client, f"/{code}/announcements/card/") for code in ("ja", "en"))
    assert '<html lang="ja">' in japanese and "カードの受付</h1>" in japanese
    assert '<html lang="en">' in english and "Counter for cards</h1>" in english
    assert "カードの受付" not in english


def test_a_draft_is_not_found_anywhere(client: Client) -> None:
    make_draft(slug="card")
    for path in ("", "history/", "history/1/"):
        text(client, f"/ja/announcements/card/{path}", 404)
    assert "カードの受付" not in text(client, "/ja/announcements/")
    assert "カードの受付" not in text(client, "/ja/")


def test_a_newer_draft_changes_nothing_in_public(client: Client) -> None:
    entry = make_live(slug="card")
    assert entry.head
    before = text(client, "/ja/announcements/card/")
    edit(entry.head, now=NOON + HOUR, title_ja="下書きの件名", body_ja="下書きの本文")
    assert text(client, "/ja/announcements/card/") == before


def test_the_language_switch_stays_on_the_page(client: Client) -> None:
    make_live(slug="card")
    for path in ("", "history/", "history/1/"):
        page = text(client, f"/ja/announcements/card/{path}")
        assert f'href="/en/announcements/card/{path}" lang="en" hreflang="en"' in page


def test_public_pages_set_no_cookie_and_vary_by_none(client: Client) -> None:
    make_live(slug="card")
    for path in ("", "announcements/", "announcements/card/", "announcements/card/history/", "x/"):
        response = client.get(f"/en/{path}")
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


def test_a_page_may_be_kept_for_a_minute_and_never_past_its_end(client: Client) -> None:
    now = timezone.now()
    revision = approve(make_draft(slug="card", now=now), now=now)
    desk.publish(
        revision, by=make_approver(), now=now, visible_until=now + timedelta(seconds=20), note=NOTE
    )
    control = client.get("/ja/announcements/card/")["Cache-Control"]
    seconds = int(control.partition("max-age=")[2].split(",")[0])
    assert "public" in control and seconds <= 20


def test_a_missing_page_is_not_kept(client: Client) -> None:
    assert "no-store" in client.get("/ja/announcements/none/")["Cache-Control"]


def test_japanese_now_english_later_is_said_and_stands_in_no_english_list(client: Client) -> None:
    draft = make_draft(slug="card", title_en=None, body_en=None)
    publish(draft, alternatives={"en": {"by": "2026-10-09"}})
    page = text(client, "/en/announcements/card/")
    assert '<h1 lang="ja">' in page
    assert 'rel="alternate" hreflang="en"' not in page
    assert "Friday, 9 October 2026" in page
    assert "カードの受付" not in text(client, "/en/announcements/")
    assert "カードの受付" not in text(client, "/en/")
    assert "カードの受付" in text(client, "/ja/announcements/")


def test_a_promise_that_was_not_kept_reads_as_late(client: Client) -> None:
    publish(
        make_draft(slug="card", title_en=None, body_en=None),
        alternatives={"en": {"by": "2026-10-02"}},
    )
    assert "is late" in text(client, "/en/announcements/card/")


def test_japanese_only_gives_the_reason(client: Client) -> None:
    reason = {"ja": "日本語の講座です。", "en": "It is about a class in Japanese."}
    publish(
        make_draft(slug="card", title_en=None, body_en=None),
        alternatives={"en": {"reason": reason}},
    )
    assert reason["en"] in text(client, "/en/announcements/card/")


def test_english_as_the_source_is_shown_on_the_japanese_page(client: Client) -> None:
    draft = make_draft(slug="card", source_language="en", title_ja=None, body_ja=None)
    publish(draft, alternatives={"ja": {"by": "2099-01-01"}})
    assert '<h1 lang="en">Counter for cards</h1>' in text(client, "/ja/announcements/card/")


def test_withdrawn_answers_410_with_the_reason_in_the_language(client: Client) -> None:
    entry = make_live(slug="card")
    note = {"ja": "誤りがありました。", "en": "It was wrong."}
    desk.withdraw(entry, note, by=make_approver(), now=NOON + HOUR)
    for path in ("", "history/", "history/1/"):
        assert note["en"] in text(client, f"/en/announcements/card/{path}", 410)
        assert note["ja"] in text(client, f"/ja/announcements/card/{path}", 410)
    assert "Counter for cards" not in text(client, "/en/announcements/card/", 410)


def test_ended_answers_410_and_keeps_its_history(client: Client) -> None:
    publish(make_draft(slug="card"), visible_until=NOON + DAY)
    assert "It ended on Friday, 2 October 2026" in text(client, "/en/announcements/card/", 410)
    assert "Read this text" in text(client, "/en/announcements/card/history/")
    assert "This is an earlier text" in text(client, "/en/announcements/card/history/1/")


NAME = "山田太郎"


def leaked() -> Revision:
    """A public text with a name in it, and a newer draft without."""
    first = make_draft(slug="card", title_ja=f"{NAME}さん", title_en="Mr Yamada")
    publish(first, note={"ja": f"{NAME}さん", "en": "Mr Yamada"})
    edit(first, now=NOON + HOUR, title_ja="手続", title_en="How to apply")
    return first


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "/ja/announcements/card/",
            ("2026年10月2日（金）に削除しました", "個人情報があったため。"),
        ),
        (
            "/en/announcements/card/",
            ("for good on Friday, 2 October 2026", "It held personal data."),
        ),
        (
            "/en/announcements/card/history/1/",
            ("for good on Friday, 2 October 2026", "personal data"),
        ),
    ],
)
def test_a_sealed_text_answers_410_with_day_and_reason(
    client: Client, path: str, words: tuple[str, ...]
) -> None:
    seal(leaked(), now=NOON + DAY)
    page = text(client, path, 410)
    assert all(word in page for word in words)
    assert NAME not in page and "Yamada" not in page


def test_the_history_tells_of_a_sealed_text_and_of_nothing_in_it(client: Client) -> None:
    first = leaked()
    seal(first, now=NOON + DAY)
    page = text(client, "/en/announcements/card/history/")
    assert "Yamada" not in page
    for word in ("removed for good on Friday, 2 October 2026", "It held personal data.", "2026"):
        assert word in page
    assert "history/1/" not in page
    head = first.entry.as_kind().head
    assert head
    publish(head, now=NOON + 2 * DAY)
    page = text(client, "/en/announcements/card/history/")
    assert "removed for good" in page and "history/2/" in page and "How to apply" in page
    assert "How to apply" in text(client, "/en/announcements/card/")
    gone = text(client, "/en/announcements/card/history/1/", 410)
    assert "Go to the text that is valid now" in gone


def test_a_sealed_draft_was_never_public_and_is_not_found(client: Client) -> None:
    first = make_live(slug="card").head
    assert first
    draft = edit(first, now=NOON + HOUR, title_ja=NAME)
    edit(draft, now=NOON + HOUR, title_ja="手続")
    seal(draft, now=NOON + HOUR)
    text(client, "/ja/announcements/card/history/2/", 404)
    assert "削除" not in text(client, "/ja/announcements/card/history/")


def test_a_withdrawn_page_stays_withdrawn_when_its_text_is_sealed(client: Client) -> None:
    first = leaked()
    desk.withdraw(first.entry.as_kind(), NOTE, by=make_approver(), now=NOON + HOUR)
    seal(first, now=NOON + DAY)
    for path in ("", "history/", "history/1/"):
        page = text(client, f"/en/announcements/card/{path}", 410)
        assert NOTE["en"] in page and "Yamada" not in page


def test_an_old_address_leads_to_the_new_one(client: Client) -> None:
    entry = make_live(slug="card")
    desk.rename(entry, "new-card", by=make_approver(), now=NOON + HOUR)
    for path in ("", "history/", "history/1/"):
        response = client.get(f"/en/announcements/card/{path}")
        assert response.status_code == 301
        assert response["Location"] == f"/en/announcements/new-card/{path}"


def test_the_history_tells_what_changed_and_shows_the_earlier_text(client: Client) -> None:
    entry = make_live(slug="card")
    assert entry.head
    second = edit(entry.head, now=NOON + HOUR, body_en="The counter has moved.")
    note = {"ja": "場所を直しました。", "en": "The place was wrong."}
    publish(second, now=NOON + HOUR, note=note, significance="correction")
    page = text(client, "/en/announcements/card/history/")
    assert note["en"] in page and "First published." in page and "correction" in page
    earlier = text(client, "/en/announcements/card/history/1/")
    assert "The counter takes applications." in earlier and "This is an earlier text" in earlier
    assert "The counter has moved." not in earlier
    assert note["en"] in text(client, "/en/announcements/card/")


def test_a_publication_replaced_at_its_very_moment_is_no_history(client: Client) -> None:
    entry = make_live(slug="card")
    assert entry.head
    start = NOON + DAY
    second = edit(entry.head, now=NOON, body_en="Never seen.")
    publish(second, at=start, note={"ja": "見えない説明", "en": "An unseen note"})
    third = edit(second, now=NOON, body_en="Seen.")
    publish(third, at=start, later=desk.Later("keep", "Both were planned for that day."))
    page = text(client, "/en/announcements/card/history/")
    assert "An unseen note" not in page and "/history/2/" not in page
    assert "/history/3/" in page
    text(client, "/en/announcements/card/history/2/", 404)


def test_a_revision_that_never_was_public_has_no_page(client: Client) -> None:
    entry = make_live(slug="card")
    assert entry.head
    second = edit(entry.head, now=NOON + HOUR, body_en="Only a draft.")
    edit(second, now=NOON + HOUR, body_en="Also only a draft.")
    for number in (2, 3, 99, 10**30):
        text(client, f"/en/announcements/card/history/{number}/", 404)


def test_an_overdue_text_says_so(client: Client) -> None:
    make_live(slug="card", review_by="2026-11-01")
    assert "due for checking by Sunday, 1 November 2026" in text(client, "/en/announcements/card/")


def test_the_list_shows_the_latest_news_first_and_a_minor_change_is_no_news(client: Client) -> None:
    old = make_live(slug="old", title_en="Old news")
    make_live(slug="new", title_en="New news", now=NOON + DAY)
    assert old.head
    second = edit(old.head, now=NOON + 2 * DAY, body_en="A comma.")
    publish(second, now=NOON + 2 * DAY, significance="minor", note={})
    page = text(client, "/en/announcements/")
    assert page.index("New news") < page.index("Old news")
    third = edit(second, now=NOON + 3 * DAY, body_en="Something else.")
    publish(third, now=NOON + 3 * DAY)
    page = text(client, "/en/announcements/")
    assert page.index("Old news") < page.index("New news")


def test_an_entry_that_was_published_twice_is_listed_once(client: Client) -> None:
    entry = make_live(slug="card")
    desk.withdraw(entry, NOTE, by=make_approver(), now=NOON + HOUR)
    assert entry.head
    desk.publish(entry.head, by=make_approver(), now=NOON + 2 * HOUR, note=NOTE)
    assert len(standing_publications(entry)) == 3
    assert text(client, "/en/announcements/").count("Counter for cards") == 1


def test_categories_narrow_the_list(client: Client) -> None:
    make_category("card", name_en="Cards")
    make_live(slug="one", title_en="About cards", category__key="card")
    make_live(slug="two", title_en="About nothing")
    page = text(client, "/en/announcements/?category=card")
    assert "About cards" in page and "About nothing" not in page and "Cards" in page
    text(client, "/en/announcements/?category=none", 404)


@pytest.mark.parametrize("page", ["0", "2", "x", "-1", "1" * 30, "１", ""])
def test_a_page_of_the_list_that_does_not_exist_is_not_found(client: Client, page: str) -> None:
    text(client, f"/ja/announcements/?page={page}", 404)


def test_the_list_has_pages_of_twenty(client: Client) -> None:
    for number in range(21):
        make_live(slug=f"n{number}", title_en=f"News {number:02}", now=NOON + number * HOUR)
    first, second = (text(client, f"/en/announcements/?page={n}") for n in (1, 2))
    assert "News 20" in first and "News 00" not in first
    assert "News 00" in second and "News 01" not in second


def test_text_is_never_markup(client: Client) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    make_live(slug="card", title_en=attack, summary_en=attack, body_en=attack, contact_en=attack)
    for path in ("", "announcements/", "announcements/card/", "announcements/card/history/"):
        page = text(client, f"/en/{path}")
        assert "<script" not in page and "<img" not in page


def test_times_are_those_of_japan(client: Client) -> None:
    midnight = NOON.astimezone(JST).replace(hour=0, minute=0)
    make_live(slug="card", now=midnight)
    assert "Thursday, 1 October 2026" in text(client, "/en/announcements/card/")
