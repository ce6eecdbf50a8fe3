"""The facts that an edit changes, to be read before the words: 9月1日 → 9月3日."""

from itertools import zip_longest

from .edits import Budget, edges, hunks
from .figure import Figure
from .figures import figures

MOST_EDITS = 200


def changed_facts(old: str, new: str) -> list[tuple[str, str]]:
    """What stood there and what stands there now, as typed; "" for what was added or went.

    Dates, times, amounts, telephone numbers and addresses; what only moved is none of them.
    """
    some, others = facts(old), facts(new)
    before, after = [key(each) for each in some], [key(each) for each in others]
    kept = {*before} & {*after}
    found = hunks(before, after, Budget(MOST_EDITS**2), MOST_EDITS)
    if found is None:
        start, old_end, new_end = edges(before, after)
        found = [(start, old_end, start, new_end)]
    pairs: list[tuple[str, str]] = []
    for a1, a2, b1, b2 in found:
        gone = [each for each in some[a1:a2] if key(each) not in kept]
        come = [each for each in others[b1:b2] if key(each) not in kept]
        for kind in dict.fromkeys(each.kind for each in gone + come):
            pairs += zip_longest(
                (each.text for each in gone if each.kind == kind),
                (each.text for each in come if each.kind == kind),
                fillvalue="",
            )
    return pairs


def facts(text: str) -> list[Figure]:
    return [each for each in figures(text) if each.is_sure]


def key(figure: Figure) -> str:
    return f"{figure.kind} {figure.value} {figure.weekday}"
