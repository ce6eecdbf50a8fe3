"""What was changed in a text, by words, numbers and, in Japanese, characters."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from .edits import Budget, Hunk, edges, hunks

Op = Literal["equal", "delete", "insert"]
Change = tuple[Op, str]

# Sentences: what is equal between them is found first, so that long texts take no longer.
SENTENCE_END = re.compile(r"(?<=[\n。！？])|(?<=[.!?] )")
# Letters from Latin Extended as well (Zairyū). Accents, voicing marks and variation selectors
# stay with their character.
TOKEN = re.compile(
    r"[0-9０-９]+|[A-Za-zÀ-ɏḀ-ỿ]+|\n|[^\S\n]+|.[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*",
    re.DOTALL,
)
STEPS = 120_000
MOST_EDITS = 600
# Sentences that have less in common are shown as replaced: marks on every second word help nobody.
MOST_EDITS_PER_TOKEN = 0.6
LONGEST_ISLAND = 10


def differences(old: str, new: str, budget: Budget | None = None) -> list[Change]:
    """Equal and deleted texts, joined, are the old; equal and inserted ones are the new.

    The work is limited by the budget: where it is used up, what differs is shown as replaced.
    """
    budget = Budget(STEPS) if budget is None else budget
    some, others = SENTENCE_END.split(old), SENTENCE_END.split(new)
    found = hunks(some, others, budget, MOST_EDITS) or [replaced(some, others)]
    changes: list[Change] = []
    for equal, deleted, inserted in stretches(some, others, found):
        changes.append(("equal", "".join(equal)))
        changes += within(deleted, inserted, budget)
    return joined(changes)


def apply(old: str, changes: Iterable[Change]) -> str:
    """The new text; ValueError if the changes are those of another one."""
    changes = list(changes)
    if old != "".join(text for op, text in changes if op != "insert"):
        raise ValueError("these are changes of another text")
    return "".join(text for op, text in changes if op != "delete")


def replaced(old: Sequence[str], new: Sequence[str]) -> Hunk:
    start, old_end, new_end = edges(old, new)
    return start, old_end, start, new_end


def stretches(
    old: Sequence[str], new: Sequence[str], found: Iterable[Hunk]
) -> Iterable[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Equal, then deleted, then inserted; the last may be nothing but equal."""
    end = 0
    for a1, a2, b1, b2 in found:
        yield old[end:a1], old[a1:a2], new[b1:b2]
        end = a2
    yield old[end:], [], []


def within(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[Change]:
    """Sentences that differ: compared together or, where they have too little in common, one by
    one from both ends."""
    if (changes := by_tokens("".join(old), "".join(new), budget)) is not None:
        return changes
    head = alike(zip(old, new, strict=False), budget)
    old, new = old[len(head) :], new[len(head) :]
    tail = alike(zip(reversed(old), reversed(new), strict=False), budget)[::-1]
    old, new = old[: len(old) - len(tail)], new[: len(new) - len(tail)]
    changes = [change for pair in head for change in pair]
    if len(old) == len(new) <= MOST_EDITS:
        for one, other in zip(old, new, strict=True):
            changes += by_tokens(one, other, budget) or [("delete", one), ("insert", other)]
    else:
        changes += [("delete", "".join(old)), ("insert", "".join(new))]
    return changes + [change for pair in tail for change in pair]


def alike(pairs: Iterable[tuple[str, str]], budget: Budget) -> list[list[Change]]:
    """The changes of each pair, up to the first that has too little in common."""
    found: list[list[Change]] = []
    for old, new in pairs:
        changes = by_tokens(old, new, budget)
        if changes is None:
            break
        found.append(changes)
    return found


def by_tokens(old: str, new: str, budget: Budget) -> list[Change] | None:
    some, others = TOKEN.findall(old), TOKEN.findall(new)
    most = int((len(some) + len(others)) * MOST_EDITS_PER_TOKEN)
    found = hunks(some, others, budget, min(most, MOST_EDITS))
    if found is None:
        return None
    changes: list[Change] = []
    for equal, deleted, inserted in stretches(some, others, without_islands(some, others, found)):
        changes += [
            ("equal", "".join(equal)),
            ("delete", "".join(deleted)),
            ("insert", "".join(inserted)),
        ]
    return changes


def without_islands(old: Sequence[str], new: Sequence[str], found: Iterable[Hunk]) -> list[Hunk]:
    """Hunks around a few equal characters become one: 6月14日 to 7月15日 is one change."""
    kept: list[Hunk] = []
    for hunk in found:
        kept.append(hunk)
        while len(kept) > 1 and is_island(old, new, kept[-2], kept[-1]):
            _a1, a2, _b1, b2 = kept.pop()
            a1, _a2, b1, _b2 = kept.pop()
            kept.append((a1, a2, b1, b2))
    return kept


def is_island(old: Sequence[str], new: Sequence[str], before: Hunk, after: Hunk) -> bool:
    if after[0] - before[1] > LONGEST_ISLAND:
        return False
    between = "".join(old[before[1] : after[0]])
    if "\n" in between:
        return False
    smaller = min(size(old, new, before), size(old, new, after))
    return not between.strip() or len(between) <= min(smaller, LONGEST_ISLAND)


def size(old: Sequence[str], new: Sequence[str], hunk: Hunk) -> int:
    a1, a2, b1, b2 = hunk
    ends = min(a2, a1 + LONGEST_ISLAND), min(b2, b1 + LONGEST_ISLAND)  # no more is asked
    return max(sum(map(len, old[a1 : ends[0]])), sum(map(len, new[b1 : ends[1]])))


def joined(changes: Iterable[Change]) -> list[Change]:
    """Without empty ones, and neighbours of one kind together."""
    found: list[tuple[Op, list[str]]] = []
    for op, text in changes:
        if not text:
            continue
        if found and found[-1][0] == op:
            found[-1][1].append(text)
        else:
            found.append((op, [text]))
    return [(op, "".join(texts)) for op, texts in found]
