"""The real guide, public, with the office it belongs to."""

from typing import Any

from eligibility.graph.content import store
from eligibility.models import Guide
from tests.eligibility.graph.test_decision_tree import GRAPH
from tests.factories import DAY, NOON, make_administrator, make_live, make_source, make_writer
from tests.factories import publish as make_public
from tokutei_site.office.models import Office
from tokutei_site.publishing import desk
from tokutei_site.publishing.content import columns
from tokutei_site.publishing.models import LANGUAGE_CODES, Entry

TEXTS = {
    "title_ja": "特定在留カードを申請できるか確認する",
    "title_en": "Can I get the Specified Residence Card?",
    "summary_ja": "質問に答えると、申請できるか、どこで申請するかが分かります。",
    "summary_en": "A few questions tell you whether you can apply, and where.",
    # The longest outcome: what an office would write where there is much to say.
    "steps.r9.bring_ja": """■ 全員
・在留カード（今持っているもの）
・パスポート（持っている方）
・マイナンバーカード（持っている方）
・顔写真1枚（縦4cm×横3cm、6か月以内に撮影したもの。1歳未満の方は不要です）

■ 代わりの人が行くとき
・委任状、または関係が分かる書類
・代わりの人の本人確認書類
※写真の背景は無地にしてください。""",
    "steps.r9.bring_en": """■ Everybody
- Your present residence card
- Your passport, if you have one
- Your My Number card, if you have one
- One photo (4 cm × 3 cm, taken within 6 months; not needed for children under 1)

■ If somebody goes for you
- A letter of proxy, or a document that shows how you are related
- Identification of the person who goes
※Please have the photo taken in front of a plain background.""",
    "steps.r9.easy": """引っ越しの 届出と 一緒に、申し込みます。
市役所の 窓口に 行ってください。""",
}
OFFICE = {
    "address_ja": "見本県見本市見本町1-1 市役所2階",
    "address_en": "2F City Hall, 1-1 Mihon-cho, Mihon-shi",
    "phone": "000-123-4567",
    "email": "kokusai@example.jp",
    "note_ja": "通訳が必要な方は、電話でお知らせください。",
    "note_en": "Please call us if you need an interpreter.",
    "closures.year.first": "2026-12-29",
    "closures.year.last": "2027-01-03",
    **{
        f"hours.d{n}.{name}": value
        for n in range(5)
        for name, value in (("weekday", n), ("opens", "08:30:00"), ("closes", "17:15:00"))
    },
}


def make_real_guide(slug: str = "card", **changes: Any) -> Entry:
    """Public since NOON, its source checked the day before. `changes` are by column."""
    source = make_source("isa", **{k: v for k, v in GRAPH.sources["isa"].items() if k != "order"})
    desk.check_source(
        source, "unchanged", kind="collected", by=make_administrator(), now=NOON - DAY
    )
    graph = {
        k: v for k, v in columns(store(GRAPH, LANGUAGE_CODES)).items() if "sources.isa" not in k
    }
    values = {"source_language": "ja", "sources.isa.order": 0, **graph, **TEXTS, **changes}
    values |= desk.all_confirmed(Guide, values)
    revision = desk.save(Guide(slug=slug), None, values, by=make_writer(), now=NOON)
    make_public(revision)
    return revision.entry.as_kind()


def make_office() -> Entry:
    return make_live(
        Office, slug="office", **{path.replace(".", "__"): v for path, v in OFFICE.items()}
    )
