"""Two people change one text at once: passages that only one of them changed are merged, exactly as
they stand; a passage that both changed is left to be decided, alone."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei_site.text.cutting import Cut
from tokutei_site.text.merging import Collision, Merge
from tokutei_site.text.weaving import woven

NOTICE = """■ 申請できる方
在留カードをお持ちの方です。

・写真
・在留カード
  旅券も持ってきてください。
・手数料 1,300円

※ 代理の方は委任状が必要です。
| 日 | 時間 |
|---|---|
| 平日 | 8:30 |
| 土曜 | 9:00 |

```
A

B
```
おわり
"""


def merged(base: str, theirs: str, mine: str) -> str:
    found = Merge.of(base, theirs, mine)
    assert not found.collisions
    return found.text()


def edited(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def test_paragraphs_items_notes_rows_and_code_are_passages() -> None:
    assert Cut.of(NOTICE).passages == (
        "■ 申請できる方",
        "在留カードをお持ちの方です。",
        "・写真",
        "・在留カード\n  旅券も持ってきてください。",
        "・手数料 1,300円",
        "※ 代理の方は委任状が必要です。",
        "| 日 | 時間 |\n|---|---|",
        "| 平日 | 8:30 |",
        "| 土曜 | 9:00 |",
        "```\nA\n\nB\n```",
        "おわり",
    )


PIECES = [
    "a",
    "b",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "　",
    "・",
    "- ",
    "1. ",
    "■",
    "※",
    "> ",
    "|",
    "---",
]
PIECES += ["```", "| a | b |\n|---|---|\n", "\u2028", "\x0b", "\ud800", "\x00"]
anything = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@given(anything)
def test_the_passages_joined_are_the_text(text: str) -> None:
    cut = Cut.of(text)
    pairs = zip(cut.passages, cut.gaps, strict=True)
    assert cut.before + "".join(passage + gap for passage, gap in pairs) == text
    assert not any(gap.strip() for gap in cut.gaps)


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        (("在留カードをお持ちの方です。", "訂正しました。"), ("・写真", "・写真 1枚")),
        (("・写真", "・写真 1枚"), ("  旅券も", "  パスポートも")),  # next to each other
        (("・写真\n", ""), ("  旅券も", "  パスポートも")),
        (("8:30", "8:45"), ("9:00", "9:15")),
        (("| 土曜 | 9:00 |\n", "| 土曜 | 9:00 |\n| 日曜 | 休み |\n"), ("8:30", "8:45")),
        (("A\n\nB", "A\n\n\nB"), ("おわり\n", "おわり\n\n・追加")),
        (("■ 申請できる方", "■ 対象の方"), ("在留カードを", "　在留カードを")),
        (("・手数料 1,300円\n\n", "・手数料 1,300円\n・印鑑\n\n"), ("※ 代理", "※ 代わり")),
        (("おわり\n", "おわり"), ("・写真", "・写真 1枚")),
    ],
)
def test_different_passages_are_merged(theirs: tuple[str, str], mine: tuple[str, str]) -> None:
    one, other = edited(NOTICE, theirs), edited(NOTICE, mine)
    assert merged(NOTICE, one, other) == edited(NOTICE, theirs, mine)
    assert merged(NOTICE, other, one) == edited(NOTICE, theirs, mine)


def test_one_passage_changed_by_both_is_all_that_is_left_to_decide() -> None:
    one = edited(NOTICE, ("1,300円", "1,500円"), ("8:30", "8:45"))
    other = edited(NOTICE, ("1,300円", "1,600円"), ("おわり", "以上"))
    found = Merge.of(NOTICE, one, other)
    assert found.collisions == (
        Collision("・手数料 1,300円", "・手数料 1,500円", "・手数料 1,600円"),
    )
    both = edited(NOTICE, ("8:30", "8:45"), ("おわり", "以上"))
    assert found.text(["・手数料 1,700円"]) == edited(both, ("1,300円", "1,700円"))
    assert found.text([""]) == edited(both, ("・手数料 1,300円\n", ""))


def test_a_changed_passage_and_a_deleted_one_collide() -> None:
    one, other = edited(NOTICE, ("・写真\n", "")), edited(NOTICE, ("・写真", "・写真 1枚"))
    assert Merge.of(NOTICE, one, other).collisions == (Collision("・写真", "", "・写真 1枚"),)


def test_different_additions_at_one_place_are_shown_to_a_person() -> None:
    one, other = NOTICE + "・一\n", NOTICE + "・二\n"
    found = Merge.of(NOTICE, one, other)
    assert found.collisions == (Collision("", "・一", "・二"),)
    assert found.text(["・一\n・二"]) == NOTICE + "・一\n・二\n"
    assert merged(NOTICE, one, one) == one


def test_an_addition_beside_a_changed_or_deleted_passage_is_merged() -> None:
    added = edited(NOTICE, ("・手数料", "・印鑑\n・手数料"))
    change = ("・手数料 1,300円", "・手数料 1,500円")
    assert merged(NOTICE, added, edited(NOTICE, change)) == edited(added, change)
    gone = ("・手数料 1,300円\n", "")
    assert merged(NOTICE, edited(NOTICE, gone), added) == edited(added, gone)


def test_a_passage_edited_and_another_put_in_beside_it_are_told_apart() -> None:
    one = edited(NOTICE, ("・写真", "・印鑑\n・写真 1枚"))
    other = edited(NOTICE, ("・写真", "・写真 2枚"))
    found = Merge.of(NOTICE, one, other)
    assert found.collisions == (Collision("・写真", "・写真 1枚", "・写真 2枚"),)
    assert "・印鑑\n・写真 1枚\n" in found.text(["・写真 1枚"])


def test_a_passage_that_both_moved_is_not_there_twice() -> None:
    base, one, other = "甲\n\n乙\n\n丙\n\n丁", "乙\n\n甲\n\n丙\n\n丁", "乙\n\n丙\n\n丁\n\n甲"
    found = Merge.of(base, one, other)
    assert len(found.collisions) == 1
    assert all(found.text([side]).count("甲") == 1 for side in ("乙\n\n甲\n\n丙", "乙\n\n丙\n\n甲"))


def test_one_moved_it_and_the_other_changed_it_is_shown_with_both_places() -> None:
    base, one, other = "甲\n\n乙\n\n丙", "乙\n\n丙\n\n甲", "甲です\n\n乙\n\n丙"
    (collision,) = Merge.of(base, one, other).collisions
    assert (collision.theirs, collision.mine) == (one, other)


def test_one_moved_it_and_the_other_deleted_it_is_left_to_decide() -> None:
    base, moved, gone = "甲\n\n乙\n\n丙", "甲\n\n丙\n\n乙", "甲\n\n丙"
    (collision,) = Merge.of(base, moved, gone).collisions
    assert collision == Collision("乙\n\n丙", "丙\n\n乙", "丙")
    (collision,) = Merge.of(base, gone, moved).collisions
    assert collision == Collision("乙\n\n丙", "丙", "丙\n\n乙")


@pytest.mark.parametrize(
    "changed",
    [
        ("8:30", "8:45"),
        ("| 土曜", "| 祝日 | 休み |\n| 土曜"),
        ("9:00 |\n", "9:00 |\n| 日曜 | 休み |\n"),
    ],
)
def test_a_row_never_stands_without_its_table(changed: tuple[str, str]) -> None:
    table = "| 日 | 時間 |\n|---|---|\n| 平日 | 8:30 |\n| 土曜 | 9:00 |\n"
    one, other = edited(NOTICE, (table, "")), edited(NOTICE, changed)
    for theirs, mine in ((one, other), (other, one)):
        found = Merge.of(NOTICE, theirs, mine)
        assert found.text([found.collisions[0].theirs]) == theirs
        assert found.text([found.collisions[0].mine]) == mine


def test_what_runs_together_as_one_side_decides_is_left_as_a_whole() -> None:
    base = "受付時間\n\n平日です。"
    one, other = edited(base, ("受付", "受付の")), "■ 受付時間\n平日です。"
    assert Merge.of(base, one, other).collisions == (Collision(base, one, other),)


def test_what_would_run_together_is_left_to_be_decided() -> None:
    base = "・一\n甲\n・二\n"
    one, other = edited(base, ("・一", "一")), edited(base, ("甲", "乙"))
    assert "一\n甲" in Cut.of(one).passages
    assert Merge.of(base, one, other).collisions


# Any edits of any passages

marks = st.sampled_from(["", "・", "■ ", "※ ", "1. ", "> "])
STEPS = ["keep", "edit", "rewrite", "delete", "put one before"]
gaps = st.sampled_from(["\n\n", "\n\n\n", " \n\n", "\r\n\r\n", "\n　\n"])


Sides = dict[str, list[str]]


@st.composite
def edits(draw: Any) -> tuple[Sides, bool]:
    """Passages with what follows each: of the base, of both sides and of what they make together.
    Each passage is one side's to change; also whether any was deleted."""
    sides: Sides = {"base": [], "theirs": [], "mine": [], "both": []}
    steps = []
    for number in range(draw(st.integers(1, 8))):
        mark, gap = draw(marks), draw(gaps)
        passage = f"{mark}文{number}{gap}"
        owner, step = draw(st.sampled_from(["theirs", "mine"])), draw(st.sampled_from(STEPS))
        steps.append(step)
        new = {
            "keep": [passage],
            "edit": [f"{mark}{owner}の訂正{number}{gap}"],
            "rewrite": [f"{owner}{number}{gap}"],
            "delete": [],
            "put one before": [f"{mark}{owner}の追加{number}{gap}", passage],
        }[step]
        for name, side in sides.items():
            side.extend(new if name in (owner, "both") else [passage])
    return sides, "delete" in steps


@given(edits())
def test_edits_of_different_passages_always_merge(made: tuple[Sides, bool]) -> None:
    sides, has_deleted = made
    base, theirs, mine, both = ("".join(sides[name]) for name in sides)
    text = merged(base, theirs, mine)
    assert Cut.of(text).passages == Cut.of(both).passages
    if not has_deleted:  # how many blank lines stay where passages were is free
        assert text == both


passages = st.lists(
    st.sampled_from(["甲。", "乙。", "・丙", "■ 丁", "※ 戊", "己。", "・庚"]), max_size=7
)
texts = passages.map("\n\n".join)


@given(texts, texts, texts)
def test_no_passage_is_lost_or_there_twice(base: str, theirs: str, mine: str) -> None:
    found = Merge.of(base, theirs, mine)
    was, one, other = (Counter(Cut.of(text).passages) for text in (base, theirs, mine))
    for take in ("theirs", "mine"):
        is_now = Counter(Cut.of(found.text([getattr(c, take) for c in found.collisions])).passages)
        for passage in {*was, *one, *other, *is_now}:
            counts = (one[passage], other[passage], one[passage] + other[passage] - was[passage])
            assert min(counts) <= is_now[passage] <= max(counts)


orders = st.permutations(["甲。", "乙。", "・丙", "■ 丁", "己。"])


@st.composite
def some_in_any_order(draw: Any) -> str:
    return "\n\n".join(draw(orders)[: draw(st.integers(3, 5))])


@given(some_in_any_order(), some_in_any_order(), some_in_any_order())
def test_no_deletion_is_undone_without_a_question(base: str, theirs: str, mine: str) -> None:
    found = Merge.of(base, theirs, mine)
    was, one, other = (set(Cut.of(text).passages) for text in (base, theirs, mine))
    asked = "".join(c.base + c.theirs + c.mine for c in found.collisions)
    text = found.text([""] * len(found.collisions))
    assert not {passage for passage in was & (one ^ other) if passage in text}
    assert all(passage in text + asked for passage in one & other)


@given(anything, anything)
def test_one_side_alone_is_taken_byte_for_byte(base: str, side: str) -> None:
    assert merged(base, side, side) == side
    assert merged(base, base, side) == side
    assert merged(base, side, base) == side


@given(texts, texts, texts)
def test_both_sides_see_the_same(base: str, theirs: str, mine: str) -> None:
    found, mirrored = Merge.of(base, theirs, mine), Merge.of(base, mine, theirs)
    swapped = tuple(Collision(c.base, c.mine, c.theirs) for c in mirrored.collisions)
    assert found.collisions == swapped
    answers = ["x"] * len(swapped)
    assert found.text(answers) == mirrored.text(answers)


LONG = {
    "every passage another": ("・あ\n" * 7500, "・い\n" * 7500, "・う\n" * 7500),
    "few edits": tuple("".join(f"・{n + (n == k)}\n" for n in range(5000)) for k in (-1, 0, 4999)),
    "one of two": ("・あ\n・い\n" * 3700, "・あ\n" * 7500, "・い\n・あ\n" * 3700),
    "one paragraph": ("あ" * 30_000, "あ" * 29_999 + "い", "い" + "あ" * 29_999),
    "shuffled": tuple("".join(f"・{n * k % 5003}\n" for n in range(5003)) for k in (1, 7, 11)),
    "periodic": tuple(
        f"{c}\n\n" + "・a\n" * n + c for c, n in (("x", 9000), ("y", 8900), ("z", 8800))
    ),
    "blank lines": ("あ\n\n" * 10_000, "い" + "あ\n\n" * 9_999, "あ\n\n" * 9_999 + "う"),
}


class Counting(str):
    """A passage that counts how often it is compared."""

    compared = 0

    def __eq__(self, other: object) -> bool:
        Counting.compared += 1
        return super().__eq__(other)

    __hash__ = str.__hash__


@pytest.mark.parametrize("name", LONG)
def test_the_longest_texts_take_few_comparisons(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed; where the steps are used up, what differs is one stretch."""
    monkeypatch.setattr(Counting, "compared", 0)
    sides = [[Counting(passage) for passage in Cut.of(text).passages] for text in LONG[name]]
    woven(*sides)
    assert Counting.compared < 60 * sum(map(len, sides))
