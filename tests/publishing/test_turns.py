"""One thing at a time for a person, in whichever process of the server."""

import subprocess
import sys
from typing import Any

from tokutei_site.publishing.turns import turn

HOLD = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure(VAR_DIR=Path(sys.argv[1]))
from tokutei_site.publishing.turns import turn
with turn("work", 7) as is_free:
    print(is_free, flush=True)
    sys.stdin.read()
"""


def is_free(person: int) -> bool:
    with turn("work", person) as free:
        return free


def test_another_process_has_no_turn_until_the_first_is_done(settings: Any) -> None:
    held = [sys.executable, "-c", HOLD, str(settings.VAR_DIR)]
    with subprocess.Popen(held, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdout.readline() == b"True\n"
        assert not is_free(7)
        assert is_free(8)
        process.communicate()
    assert is_free(7)


def test_a_turn_ends_with_a_process_that_dies(settings: Any) -> None:
    held = [sys.executable, "-c", HOLD, str(settings.VAR_DIR)]
    with subprocess.Popen(held, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdout.readline() == b"True\n"
        process.kill()
        process.wait()
    assert is_free(7)
