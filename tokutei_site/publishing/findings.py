"""What somebody should look at before a version becomes public. A finding is never a verdict."""

import json
from dataclasses import dataclass
from typing import Any

from .content import fingerprint


@dataclass(frozen=True)
class Finding:
    key: str  # the same for the same finding in every version
    label: str  # of the text it is about
    message: str
    is_hint: bool = False
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()  # what it consists of, each with a heading
    is_for_approvers: bool = False  # to be looked at by somebody who did not write all of it


def finding_key(*what: Any) -> str:
    """From everything that makes a finding this one: when any of it changes, it is a new one."""
    return fingerprint(json.dumps(what, ensure_ascii=False))
