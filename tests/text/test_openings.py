import pytest

from tokutei_site.text.openings import LONGEST, opening


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("窓口です。\n\n次の文。", "窓口です。"),
        ("次のことです。\n\n・在留期間\n・許可の種類", "次のことです。在留期間、許可の種類"),
        ("次のことです。\n・在留期間", "次のことです。在留期間"),
        ("Bring these:\n\n- a photo\n- your card", "Bring these: a photo; your card"),
        ("**次**です。\n\n1. 一\n2. [二](/ja/)", "次です。一、二"),
        ("次です。\n\n・窓口：行きます。\n・郵送", "次です。窓口：行きます。郵送"),
        ("So:\n\n- Go there.\n- by post", "So: Go there. by post"),
        ("■ 見出し\n文", "見出し"),
        ("・項目だけ", "項目だけ"),
        ("", ""),
    ],
)
def test_a_paragraph_that_leads_to_a_list_is_told_with_it(text: str, begins: str) -> None:
    assert opening(text) == begins


def test_a_long_list_ends_with_an_ellipsis_between_items() -> None:
    found = opening("次のことです。\n\n" + "・長い項目です\n" * 99)
    assert found.endswith("長い項目です、…") and len(found) <= LONGEST + 10
    assert opening("次です。\n・" + "長" * 500) == "次です。" + "長" * 500
