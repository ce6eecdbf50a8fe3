"""How a line of the log is written: whatever came from outside begins no line of its own."""

import logging
import re
from types import TracebackType

# Also what moves the cursor of a terminal, or turns the reading direction.
UNFIT = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


def escaped(text: str) -> str:
    """With control characters and halves of characters in the codes of Python's own strings."""
    return UNFIT.sub(lambda found: ascii(found[0])[1:-1], text)


def indented(text: str) -> str:
    return "\n".join(f"  {escaped(line)}" for line in text.split("\n"))


class OneLine(logging.Formatter):
    """One line for each record; the lines of a traceback stand indented below it."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        return escaped(super().formatMessage(record))

    def formatException(self, ei: ExceptionInfo) -> str:
        return indented(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:
        return indented(super().formatStack(stack_info))
