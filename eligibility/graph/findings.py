"""What the checker says: a code, where, and a way there. Words are made in `messages`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .steps import Way


class Severity(StrEnum):
    ERROR = "error"  # must not be published
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    code: str  # E01–E14, W01–W12
    reason: str = ""  # which of the code's sentences
    steps: tuple[str, ...] = ()  # keys; the first is the one to put right
    choices: tuple[str, ...] = ()
    params: Mapping[str, str | int] = field(default_factory=dict)
    witness: Way = ()  # answers that lead there; for E05 once around

    @property
    def severity(self) -> Severity:
        return Severity.ERROR if self.code.startswith("E") else Severity.WARNING
