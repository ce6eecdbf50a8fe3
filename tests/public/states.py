"""A site in every state that a page can be in at once, which the sample content never is: notices
in cards, in banners and at the foot, texts behind, late, declared absent, changed, ended."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from announcements.models import Faq
from eligibility.models import Guide
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    edit,
    make_approver,
    make_draft,
    make_live,
    make_source,
    make_writer,
    publish,
    seal,
)
from tests.files import attached, keep
from tokutei_site.office.models import Banner, Office
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Entry

TABLE = "| 手続き | いつ |\n|---|---|\n| 転入届 | 14日以内 |"
BODY_JA = f"■ 対象\n永住者\n\n■ 窓口\n一階 [役所](https://example.jp/)\n\n※注\n\n■ 表\n{TABLE}"
BODY_EN = (
    "■ Who\nPermanent residents\n\n■ Where\nFirst floor [Office](https://example.jp/)\n\n※Note\n\n"
    "■ Table\n| Procedure | When |\n|---|---|\n| Notification of moving in | Within 14 days |"
)
PAGES = {
    "": 200,
    "announcements/": 200,
    "announcements/behind/": 200,
    "announcements/behind/easy/": 200,
    "announcements/behind/history/": 200,
    "announcements/behind/history/1/": 200,
    "announcements/promised/": 200,
    "announcements/late/": 200,
    "announcements/only-japanese/": 200,
    "announcements/gone/": 410,
    "announcements/ended/": 410,
    "announcements/sealed/history/1/": 410,
    "faq/": 200,
    "faq/FAQ-001/": 200,
    "faq/FAQ-001/easy/": 200,
    "faq/FAQ-002/": 200,
    "check/": 200,
    "check/guide/": 200,
    "search/?q=Card": 200,
    "search/?q=zzzz": 200,
    "no-such-page/": 404,
}


def add() -> None:
    make_source("law")
    make_source("changed")
    cited = {"sources__law__order": 0, "sources__changed__order": 1}
    office()
    banners()
    behind(announcement(cited), body_ja=BODY_JA.replace("一階", "二階") + "\n\n■ 費用\n無料です")
    for place in (1, 2):
        behind(question(place, cited), title_ja=f"新しい質問{place}", answer_ja="新しい答えです。")
    guide = make_live(
        Guide, slug="guide", summary_ja="概要", summary_en="Summary", review_by="2026-10-02"
    )
    behind(guide, title_ja="申請できるか確認する", summary_ja="新しい概要")
    absent()
    gone()
    change = {"by": make_writer(), "now": NOON + 3 * HOUR, "note": "第2項が変わった。"}
    source = make_source("other")
    for each in ("changed", "other"):
        desk.check_source(type(source).objects.get(key=each), "changed", **change)


def behind(entry: Entry, **changes: Any) -> None:
    """Published anew with a change that is only in Japanese."""
    assert entry.head
    publish(edit(entry.head, now=NOON + HOUR, **changes), now=NOON + HOUR)


def office() -> None:
    row = {
        "opens": "09:00",
        "closes": "17:00",
        "languages_ja": "やさしい日本語・英語",
        "languages_en": "Easy Japanese, English, Portuguese",
    }
    hours = {
        f"hours__d{day}__{name}": value
        for day in range(5)
        for name, value in {"weekday": day, **row}.items()
    }
    closed = {"first": "2098-12-29", "last": "2099-01-03", "label_ja": "休み", "label_en": "Closed"}
    entry = make_live(
        Office,
        slug="office",
        phone="03-5796-7112",
        email="desk@example.jp",
        note_ja="見本です。",
        note_en="A sample.",
        **hours,
        **{f"closures__c__{name}": value for name, value in closed.items()},
    )
    behind(entry, title_ja="国際課 相談窓口", note_ja="新しい見本です。")


def banners() -> None:
    """One whose English is behind and one that is not translated, with links."""
    now = timezone.now()
    link = {"link": "/ja/faq/", "link_label_ja": "よくある質問", "link_label_en": "Questions"}
    rain = make_draft(Banner, slug="rain", now=NOON, **link)
    publish(rain, now=NOON)
    newer = edit(
        rain, now=now - HOUR, title_ja="大雨のため終日休みます", body_ja="来ないでください。"
    )
    publish(newer, now=now - HOUR)
    only = make_draft(
        Banner, slug="quake", now=now - HOUR, title_en=None, body_en=None, body_ja="[役所](/ja/)へ"
    )
    reason = {"ja": "急ぎのため", "en": "It is urgent."}
    publish(only, now=now - HOUR, alternatives={"en": {"reason": reason}})


def announcement(cited: Mapping[str, Any]) -> Entry:
    key = keep("申請書.pdf")
    dates = {
        "coming": {"day": "2099-01-03", "is_confirmed": True},
        "scheduled": {"day": "2099-02-01", "precision": "month"},
        "since": {"day": "2026-06-14", "is_confirmed": True},
        "planned": {"day": "2026-06-14"},
        "reported": {"day": "2026-06-15", "is_reported": True},
        "closed": {"day": "2026-06-16", "kind": "deadline", "is_confirmed": True},
        "over": {"day": "2026-06-17", "kind": "ends", "is_confirmed": True},
    }
    rows = {
        f"key_dates__{name}__{column}": value
        for name, row in dates.items()
        for column, value in {
            "precision": "day",
            "kind": "starts",
            "label_ja": f"受付 {name}",
            "label_en": f"Desk {name}",
            **row,
        }.items()
    }
    return make_live(
        slug="behind",
        body_ja=BODY_JA,
        body_en=BODY_EN,
        summary_ja="概要 0570-013904",
        summary_en="Summary 0570-013904",
        title_easy="カードの 受付《うけつけ》",
        body_easy="■ 対象《たいしょう》\n永住者《えいじゅうしゃ》です。",
        contact_ja="電話 0570-013904",
        contact_en="Call 0570-013904",
        review_by="2026-10-02",
        **{"category.key": "card"},
        **rows,
        **attached(key),
        **cited,
    )


def question(place: int, cited: Mapping[str, Any]) -> Entry:
    return make_live(
        Faq,
        title_ja=f"質問{place}",
        title_en=f"Question {place}",
        title_easy="しつもん",
        answer_easy="答《こた》えです。",
        place_on_home=place,
        is_to_be_confirmed=True,
        review_by="2026-10-02",
        related__a__slug="behind",
        **cited,
    )


def absent() -> None:
    """Japanese alone: with a day by which English follows, one that has passed, and a reason."""
    by = timezone.now() + timedelta(days=30)
    texts = {"title_en": None, "body_en": None}
    reason = {"ja": "日本語だけです。", "en": "It concerns Japanese forms. Call 0570-013904."}
    declared = {
        "promised": {"by": f"{by:%Y-%m-%d}"},
        "late": {"by": "2026-10-02"},
        "only-japanese": {"reason": reason},
    }
    for slug, alternative in declared.items():
        publish(make_draft(slug=slug, **texts), alternatives={"en": alternative})


def gone() -> None:
    withdrawn = make_live(slug="gone")
    desk.withdraw(withdrawn, NOTE, by=make_approver(), now=NOON + HOUR)
    publish(make_draft(slug="ended"), visible_until=NOON + DAY)
    sealed = make_live(slug="sealed").head
    assert sealed
    edit(sealed, now=NOON, title_ja="新")
    seal(sealed)
