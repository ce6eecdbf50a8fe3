"""What the reviewing page marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from announcements.models import Announcement
from tokutei_site.publishing.comparing import Line, column_comparison, form_order, lines


def shown(line: Line) -> str:
    """A line with its sign, and what is marked in it in brackets."""
    marked = "".join(
        f"[{piece.text}]" if piece.is_changed and not line.is_new_throughout else piece.text
        for piece in line.pieces
    )
    return f"{line.sign}{marked}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("受付は9月1日からです。", "受付は9月3日からです。",
         ["−受付は9月[1]日からです。", "+受付は9月[3]日からです。"]),
        ("Come on 1 May.", "Come on 3 May.", ["−Come on [1] May.", "+Come on [3] May."]),
        ("a\nb\nc", "a\nx\nb\nc", ["a", "+x", "b", "c"]),
        ("a\nb\nc", "a\nc", ["a", "−b", "c"]),
        ("a", "a\nb", ["a", "+b"]),
        ("a\nb", "b", ["−a", "b"]),
        ("a\n\nb", "a\nb", ["a", "−", "b"]),
        ("", "a\nb", ["+a", "+b"]),
        ("a\nb", "", ["−a", "−b"]),
        ("", "", []),
    ],
)  # fmt: skip
def test_changed_lines_stand_below_each_other_with_their_words_marked(
    old: str, new: str, expected: list[str]
) -> None:
    assert [shown(line) for line in lines(old, new)] == expected


def test_of_a_long_kept_stretch_only_the_edges_are_shown() -> None:
    old = [f"line {number}" for number in range(20)]
    new = ["changed", *old[1:10], "also", *old[11:]]
    assert [line.text for line in lines("\n".join(old), "\n".join(new)) if not line.sign] == [
        "line 1", "line 2", "…", "line 8", "line 9", "line 11", "line 12",
    ]  # fmt: skip


TEXTS = st.text(alphabet="ab\n日1", max_size=12)


@given(old=TEXTS, new=TEXTS)
def test_no_removed_or_added_line_is_lost_or_invented(old: str, new: str) -> None:
    """Context aside, the signs tell how to get from the old to the new."""
    found = lines(old, new)
    assert all(line.text in old.split("\n") for line in found if line.sign == "−")
    assert all(line.text in new.split("\n") for line in found if line.sign == "+")
    removed, added = (sum(line.sign == sign for line in found) for sign in "−+")
    counts = [len(text.split("\n")) if text else 0 for text in (old, new)]
    assert counts[1] - counts[0] == added - removed
    assert bool(found) == (old != new)


def test_columns_come_as_in_the_form_and_last_what_was_compared() -> None:
    paths = ["title_ja", "body_ja", "key_dates.k.label_ja", "sources.law.order", "basis.en.body"]
    assert sorted({*paths}, key=form_order(Announcement)) == paths


def test_what_is_too_long_to_compare_closely_is_said_to_be() -> None:
    def is_coarse(old: str, new: str) -> bool:
        (column,) = column_comparison(Announcement, {"body_ja": old}, {"body_ja": new})
        return column.is_coarse

    long = "".join(f"{number}番の窓口。" for number in range(1_500))
    assert not is_coarse(long, long.replace("700番", "701番"))
    assert is_coarse(long, long[::-1])
