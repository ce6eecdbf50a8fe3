"""New permanent keys: neutral, given by the system, never used twice in a guide."""

import re
from collections.abc import Mapping
from typing import Any

from tokutei_site.publishing.models import Entry, Revision

LETTERS = {"steps": "s", "choices": "c", "blocks": "b", "cases": "k"}
NEW = re.compile(r"[scbk][1-9][0-9]{0,8}", re.ASCII)
USED = re.compile(r'"([scbk])([1-9][0-9]{0,8})"', re.ASCII)


def last_numbers(entry: Entry) -> dict[str, int]:
    """By the letter of its keys, the highest number that any version of the guide ever gave in a
    group. Reads every version once."""
    last = dict.fromkeys(LETTERS.values(), 0)
    texts = Revision.objects.filter(entry=entry.pk).values_list("text", flat=True)
    for text in texts.iterator():
        for letter, number in USED.findall(text):
            last[letter] = max(last[letter], int(number))
    return last


def is_new_key(key: str, group: str) -> bool:
    return bool(NEW.fullmatch(key)) and key.startswith(LETTERS[group])


def is_taken(head: Revision, group: str, key: str, row: Mapping[str, Any]) -> bool:
    """Whether somebody else's row came under a key meanwhile; the same row was sent twice."""
    there = head.content.get(group, {}).get(key)
    return there is not None and any(there.get(name) != value for name, value in row.items())
