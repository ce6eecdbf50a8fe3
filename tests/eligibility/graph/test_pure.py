"""The graph knows no database and no request, and nothing of the project but its texts."""

import subprocess
import sys
from pathlib import Path

from django.conf import settings

FOLDER = settings.BASE_DIR / "eligibility" / "graph"
FORBIDDEN = ("django.db", "django.http", "django.contrib", "tokutei_site.publishing")

LOADED = """
import sys
from importlib import import_module
for name in {names!r}:
    import_module(name)
print(*sorted(sys.modules), sep="\\n")
"""


def modules() -> list[str]:
    names = [path.stem for path in sorted(Path(FOLDER).glob("*.py"))]
    return [f"eligibility.graph.{name}" for name in names if name != "__init__"]


def test_importing_it_all_brings_in_neither_the_database_nor_requests() -> None:
    program = LOADED.format(names=modules())
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = done.stdout.split()
    assert "eligibility.graph.checker" in loaded
    assert [name for name in loaded if name.startswith(FORBIDDEN)] == []
