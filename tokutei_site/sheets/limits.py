"""How much a file may hold, and what reading it may cost."""

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    size: int = 5 * MEGABYTE
    unpacked: int = 30 * MEGABYTE  # bytes of a workbook's parts, and characters of all cells
    parts: int = 200
    rows: int = 5_000  # with something in them, below the headings
    columns: int = 40
    seconds: float = 20
    cpu_seconds: int = 10
    memory: int = 300 * MEGABYTE  # address space of the reading process, itself included
