"""The list of headings of a long text, and the anchors that it leads to."""

from tokutei_site.publishing.contents import laid_out
from tokutei_site.publishing.passages import Passage

LONG = "はじめ\n\n■ 対象者\n本文\n\n## 小見出し\n\n■ **手数料** & 期間\n本文"


def test_every_top_heading_leads_to_its_part_across_all_passages() -> None:
    stretches, headings = laid_out([Passage(LONG, "ja"), Passage("■ Fees\nNone", "en", "stale")])
    assert [(each.anchor, each.text, each.lang) for each in headings] == [
        ("s1", "対象者", "ja"),
        ("s2", "手数料 & 期間", "ja"),
        ("s3", "Fees", "en"),
    ]
    assert '<h2 id="s2"><strong>手数料</strong> &amp; 期間</h2>' in stretches[0].html
    assert "<h3>小見出し</h3>" in stretches[0].html
    assert '<h2 id="s3">Fees</h2>' in stretches[1].html
    assert (stretches[1].lang, stretches[1].state) == ("en", "stale")


def test_a_short_text_has_no_list() -> None:
    stretches, headings = laid_out([Passage(LONG, "ja")])
    assert headings == []
    assert "本文" in stretches[0].html


def test_a_typed_tag_is_no_heading() -> None:
    stretches, _headings = laid_out([Passage("<h2>x</h2>", "ja")])
    assert "<h2>" not in stretches[0].html
