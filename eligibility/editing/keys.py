"""New permanent keys: neutral, given by the system, never used twice in a guide."""

import re
from collections.abc import Mapping
from typing import Any

from tokutei_site.publishing.models import Entry, Revision

LETTERS = {"steps": "s", "choices": "c", "blocks": "b", "cases": "k"}
NEW = re.compile(r"[scbk][1-9][0-9]{0,8}", re.ASCII)


def new_keys(entry: Entry, group: str, count: int = 1) -> list[str]:
    """The keys after the highest that any version of the guide ever had."""
    letter = LETTERS[group]
    pattern = re.compile(rf'"{letter}([1-9][0-9]{{0,8}})"')
    texts = Revision.objects.filter(entry=entry.pk).values_list("text", flat=True)
    used = [int(number) for text in texts.iterator() for number in pattern.findall(text)]
    last = max(used, default=0)
    return [f"{letter}{last + each}" for each in range(1, count + 1)]


def is_new_key(key: str, group: str) -> bool:
    return bool(NEW.fullmatch(key)) and key.startswith(LETTERS[group])


def is_taken(head: Revision, group: str, key: str, row: Mapping[str, Any]) -> bool:
    """Whether somebody else's row came under a key meanwhile; the same row was sent twice."""
    there = head.content.get(group, {}).get(key)
    return there is not None and any(there.get(name) != value for name, value in row.items())
