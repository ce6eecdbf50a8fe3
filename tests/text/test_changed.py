import time

import pytest

from tokutei_site.text.changed import changed_facts


@pytest.mark.parametrize(
    ("old", "new", "facts"),
    [
        ("受付は9月1日です", "受付は9月3日です", [("9月1日", "9月3日")]),
        ("1日（火）8:30", "1日（水）8:45", [("8:30", "8:45")]),
        ("9月1日（火）", "9月1日（水）", [("9月1日（火）", "9月1日（水）")]),
        ("手数料は300円です", "手数料はかかりません", [("300円", "")]),
        ("電話でどうぞ", "0570-000000へ電話", [("", "0570-000000")]),
        ("9月1日と9月2日", "9月2日と9月1日", []),
        ("令和8年9月1日、1,000円", "2026年9月1日、千円", []),
        ("Open on 1 June", "Open from 1 June, 9 a.m.", [("", "9 a.m.")]),
        ("14日以内に", "15日以内に", []),
        ("", "", []),
    ],
)  # fmt: skip
def test_facts_that_an_edit_changes(old: str, new: str, facts: list[tuple[str, str]]) -> None:
    assert changed_facts(old, new) == facts


def test_thousands_of_facts_are_compared() -> None:
    start = time.perf_counter()
    assert changed_facts("9月1日" * 6_000, "8:30 " * 6_000)
    print(f"{time.perf_counter() - start:.2f} s")
