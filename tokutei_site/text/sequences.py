"""What stands where in two sequences, by index: links, and the gaps between them."""

from collections import Counter, deque
from difflib import SequenceMatcher

Links = dict[int, int]
Run = list[int]
# Comparing is quadratic and worse for many equal texts; no notice has this many headings.
MOST_COMPARISONS = 40_000
MOST_STEPS = 400_000


def occurrences(texts: dict[int, str], known: dict[int, str]) -> Links:
    """Where each text stands among the known ones: in sequence first, then wherever it moved."""
    places, others = list(texts), list(known)
    links: Links = {}
    if is_short(texts, known):
        matcher = SequenceMatcher(None, list(texts.values()), list(known.values()), autojunk=False)
        for block in matcher.get_matching_blocks():
            for step in range(block.size):
                links[places[block.a + step]] = others[block.b + step]
    taken = {*links.values()}
    waiting: dict[str, deque[int]] = {}
    for index in others:
        if index not in taken:
            waiting.setdefault(known[index], deque()).append(index)
    for index, text in texts.items():
        if index not in links and waiting.get(text):
            links[index] = waiting[text].popleft()
    return links


def is_short(texts: dict[int, str], known: dict[int, str]) -> bool:
    """Whether they are compared in no time: each block found looks at all equal pairs again."""
    counts = Counter(known.values())
    equal = sum(counts[each] for each in texts.values())
    few = len(texts) * len(known) <= MOST_COMPARISONS
    return few and (len(texts) + equal) * min(len(texts), len(known)) <= MOST_STEPS


def joined(by_source: Links, by_target: Links) -> Links:
    targets = {pair: target for target, pair in by_target.items()}
    return {source: targets[pair] for source, pair in by_source.items() if pair in targets}


def filled(size: int, others: int, links: Links) -> Links:
    """With the gaps that are as long on both sides linked one by one."""
    found = dict(links)
    for some, rest in gaps(size, others, links):
        if len(some) == len(rest):
            found |= zip(some, rest, strict=True)
    return found


def gaps(size: int, others: int, links: Links) -> list[tuple[Run, Run]]:
    """Runs without links, each with the run after its predecessor's link or before its
    successor's; last the runs that belong to none."""
    free = runs(others, {*links.values()})
    after = {run[0] - 1: run for run in free}
    before = {run[-1] + 1: run for run in free}
    found: list[tuple[Run, Run]] = []
    used: set[int] = set()
    for run in runs(size, {*links}):
        near = [after.get(links.get(run[0] - 1, -1)), before.get(links.get(run[-1] + 1, others))]
        choices = [each for each in near if each and each[0] not in used]
        as_long = [each for each in choices if len(each) == len(run)]
        choice = [*as_long, *choices, []][0]
        used.update(choice)
        found.append((run, choice))
    return found + [([], run) for run in free if run[0] not in used]


def runs(size: int, taken: set[int]) -> list[Run]:
    found: list[Run] = []
    for index in range(size):
        if index in taken:
            continue
        if found and found[-1][-1] == index - 1:
            found[-1].append(index)
        else:
            found.append([index])
    return found
