"""Work on a stranger's file is done in a process of its own, with an end to its time and memory:
a hostile file may keep any reader busy, and what kills the reader must not kill the site."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROCESS = Path(__file__).with_name("process.py")


@dataclass(frozen=True)
class Bounds:
    seconds: float  # on the clock, after which the process is killed
    cpu_seconds: int
    memory: int  # bytes of address space


class Exhausted(Exception):
    """The work took more time or memory than it may."""


class Broken(Exception):
    """The work ended with an exception of its own."""


def run_confined(module: str, data: bytes, bounds: Bounds) -> bytes:
    """What `module`, run as a program, prints when it gets `data` on its standard input.
    Raises Exhausted or Broken."""
    limits = [str(bounds.cpu_seconds), str(bounds.memory)]
    try:
        run = subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-B", PROCESS, module, *limits],
            input=data,
            capture_output=True,
            timeout=bounds.seconds,
        )
    except subprocess.TimeoutExpired:
        raise Exhausted from None
    if run.returncode < 0 or b"MemoryError" in run.stderr:
        raise Exhausted
    if run.returncode:
        raise Broken
    return run.stdout
