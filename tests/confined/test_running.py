"""A confined process prints what it found, or ends."""

import time
from pathlib import Path

import pytest

from tokutei_site.confined import running
from tokutei_site.confined.process import forbid_network
from tokutei_site.confined.running import Bounds, Broken, Exhausted, run_confined

BOUNDS = Bounds(seconds=20, cpu_seconds=10, memory=1 << 28)
ECHO = "import sys\nsys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])"
CONNECT = """
import socket
try:
    socket.create_connection(("127.0.0.1", 9), 1)
except PermissionError:
    print("shut")
"""


def run(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bounds: Bounds) -> bytes:
    """A copy of the beginning that finds `work` instead of the site's modules."""
    process = tmp_path / "one" / "two" / "process.py"
    process.parent.mkdir(parents=True)
    process.write_text(running.PROCESS.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "work.py").write_text(source, encoding="utf-8")
    monkeypatch.setattr(running, "PROCESS", process)
    return run_confined("work", b"abc", bounds)


def test_what_the_work_prints_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(ECHO, tmp_path, monkeypatch, BOUNDS) == b"cba"


@pytest.mark.parametrize(
    ("source", "bounds"),
    [
        ("import time\ntime.sleep(60)", Bounds(0.2, 10, 1 << 28)),
        ("while True: pass", Bounds(60, 1, 1 << 28)),
        ("size = 1 << 29\nb'x' * size", BOUNDS),
    ],
)
def test_work_without_an_end_is_ended(
    source: str, bounds: Bounds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = time.monotonic()
    with pytest.raises(Exhausted):
        run(source, tmp_path, monkeypatch, bounds)
    assert time.monotonic() - start < 30


@pytest.mark.parametrize("source", ["1 / 0", "raise SystemExit(3)"])
def test_work_that_fails_is_told_apart(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Broken):
        run(source, tmp_path, monkeypatch, BOUNDS)


def test_the_work_reaches_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(CONNECT, tmp_path, monkeypatch, BOUNDS).strip() == b"shut"


def test_only_the_network_is_shut() -> None:
    forbid_network("open", ())
    with pytest.raises(PermissionError):
        forbid_network("socket.connect", ())
