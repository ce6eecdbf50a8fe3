import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei_site.text.compare import Change, apply, differences
from tokutei_site.text.edits import Budget, hunks


def marked(old: str, new: str) -> str:
    """[deleted>inserted] in the running text."""
    signs = {"equal": "{}", "delete": "[{}>]", "insert": "[>{}]"}
    text = "".join(signs[op].format(words) for op, words in differences(old, new))
    return text.replace(">][>", ">")


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("受付は9月1日からです。", "受付は9月3日からです。", "受付は9月[1>3]日からです。"),
        ("9月1日（月）から", "9月3日（水）から", "9月[1>3]日（[月>水]）から"),
        ("6月14日から", "7月15日から", "[6月14>7月15]日から"),
        ("手数料は１，０００円", "手数料は１，５００円", "手数料は１，[０００>５００]円"),
        ("無料です", "無料では", "無料で[す>は]"),
        ("Open on 1 June.", "Open on 3 June.", "Open on [1>3] June."),
        ("Zairyū Card", "Zairyu Card", "[Zairyū>Zairyu] Card"),
        ("a big red bus", "a small blue bus", "a [big red>small blue] bus"),
        ("A。C。", "A。B。C。", "A。[>B。]C。"),
        ("一\n二\n三", "一\n三", "一\n[二\n>]三"),
        ("一\n二", "一\n二\n三", "一\n二[>\n三]"),
        ("窓口に行く", "電話をかける", "[窓口に行く>電話をかける]"),
        ("", "新しい", "[>新しい]"),
        ("古い", "", "[古い>]"),
        ("", "", ""),
        ("葛\U000e0100城", "葛\U000e0101城", "[葛\U000e0100>葛\U000e0101]城"),
    ],
)
def test_only_what_was_changed_is_marked(old: str, new: str, changes: str) -> None:
    assert marked(old, new) == changes


def test_lines_that_change_place_by_place_are_compared_one_by_one() -> None:
    old = "・旅券を持って来てください\n・写真が二枚いります\n"
    new = "・旅券を持って来てください（要確認）\n・ここは全部ちがう文になった\n"
    assert marked(old, new).startswith("・旅券を持って来てください[>（要確認）]\n")


def test_a_sentence_inserted_beside_a_changed_one() -> None:
    old = "受付は9月1日です。" + "あ" * 900 + "。おわり"
    new = "受付は9月3日です。" + "い" * 900 + "。" + "あ" * 900 + "。おわり"
    assert marked(old, new).startswith("受付は9月[1>3]日です。[>い")


def test_changes_of_another_text_are_refused() -> None:
    with pytest.raises(ValueError, match="another text"):
        apply("9月2日", differences("9月1日", "9月3日"))


def check(old: str, new: str, changes: list[Change]) -> None:
    assert "".join(text for op, text in changes if op != "insert") == old
    assert "".join(text for op, text in changes if op != "delete") == new
    assert apply(old, changes) == new
    assert all(text for _op, text in changes)
    assert all(one[0] != other[0] for one, other in pairwise(changes))
    if old == new:
        assert {op for op, _text in changes} <= {"equal"}


PIECES = st.sampled_from(
    ["9月", "1", "３", "日", "の", "は", "。", "、", "\n", "\r\n", "　", " ", "card", "Ū", ". ",
     "が", "か\u3099"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=40)


@given(TEXTS, TEXTS, st.sampled_from([400_000, 30, 3, 0]))
def test_changes_rebuild_both_texts(old: str, new: str, steps: int) -> None:
    check(old, new, differences(old, new, Budget(steps)))


@given(TEXTS, st.data())
def test_changes_of_an_edited_text_rebuild_it(old: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.integers(0, len(old))) for _ in range(2))
    new = old[:start] + data.draw(TEXTS) + old[end:]
    check(old, new, differences(old, new))


@given(st.lists(st.sampled_from("ABC"), max_size=8), st.lists(st.sampled_from("ABC"), max_size=8))
def test_the_edits_are_the_fewest(old: list[str], new: list[str]) -> None:
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, one in enumerate(old):
        for j, other in enumerate(new):
            longer = max(lengths[i][j + 1], lengths[i + 1][j])
            lengths[i + 1][j + 1] = lengths[i][j] + 1 if one == other else longer
    found = hunks(old, new, Budget(1_000), 100)
    assert found is not None
    edits = sum(a2 - a1 + b2 - b1 for a1, a2, b1, b2 in found)
    assert edits == len(old) + len(new) - 2 * lengths[-1][-1]


def long_texts() -> dict[str, tuple[str, str]]:
    chance = random.Random(8)  # noqa: S311
    kana = [chr(code) for code in range(0x3042, 0x3093)]

    def text(ends: str) -> str:
        return "".join(chance.choice([*kana, *ends]) for _ in range(30_000))

    one = text("。\n")
    typed = [chance.choice(kana) if chance.random() < 0.02 else each for each in one]
    worse = [chance.choice(kana) if chance.random() < 0.3 else each for each in one]
    return {
        "unlike": (one, text("。\n")),
        "unlike, without an end": (text("の"), text("の")),
        "a letter here and there": (one, "".join(typed)),
        "many letters": (one, "".join(worse)),
        "blank lines": ("\n" * 30_000, "。\n" * 15_000),
        "short lines": ("a\nb\n" * 7_500, "b\nc\na\n" * 5_000),
        "one letter": ("あ" * 30_000, "い" * 30_000),
        "a doubled word": ("あい" * 15_000, "あいう" * 10_000),
        "words": ("the card " * 3_333, "a card the " * 2_727),
    }


LONG = long_texts()


@pytest.mark.parametrize(("old", "new"), LONG.values(), ids=LONG)
def test_the_work_on_long_texts_is_limited(old: str, new: str) -> None:
    start = time.perf_counter()
    changes = differences(old, new)
    print(f"{time.perf_counter() - start:.2f} s, {len(changes)} changes")
    check(old, new, changes)


def test_no_more_steps_are_made_than_the_budget_has() -> None:
    budget = Budget(1_000)
    assert hunks(["a"] * 5_000, ["b"] * 5_000, budget, 10_000) is None
    assert -1_000 < budget.steps < 0


def test_where_the_steps_are_used_up_the_rest_is_replaced() -> None:
    changes = differences("あ1い。\nう1え。\n", "あ2い。\nう2え。\n", Budget(0))
    assert changes[:3] == [("delete", "あ1い。"), ("insert", "あ2い。"), ("equal", "\n")]
