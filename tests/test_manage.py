"""The door of every command."""

import os
import subprocess
import sys
from pathlib import Path

COMMAND = """
import runpy, sys
from django.core import management
management.execute_from_command_line = lambda words: print(words[1])
runpy.run_path("manage.py", run_name="__main__")
"""


def test_what_a_terminal_cannot_show_ends_no_command() -> None:
    """A file name in CP932 bytes, and Japanese where the terminal knows ASCII alone."""
    root = Path(__file__).parent.parent
    for encoding in ("utf-8", "ascii"):
        run = subprocess.run(
            [sys.executable, "-c", COMMAND, "質問".encode("cp932"), "質問".encode()],
            cwd=root,
            env=os.environ | {"PYTHONIOENCODING": encoding},
            capture_output=True,
        )
        assert (run.returncode, run.stdout.strip()) == (0, rb"\udc8e\udcbf\udc96\udce2")
