"""The site as it is shipped, with sample content, on a port and in a folder of its own: for what
has to be measured on the wire."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).resolve().parent.parent
ADD = "import django; django.setup(); from tests.public.world import add; add()"
PATIENCE = 120  # seconds until it answers: migrations, static files, sample content


@contextmanager
def shipped(folder: Path) -> Iterator[str]:
    """`manage.py serve` on SQLite, filled with the seed and what tests/public/world.py adds. Gives
    its address; ends it. Raises RuntimeError with its output if it does not start."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "DEBUG": "0",
        "DJANGO_SETTINGS_MODULE": "tokutei_site.settings",
        "FILES_DIR": str(folder / "files"),
        "HOST": "127.0.0.1",
        "LOG_LEVEL": "CRITICAL",
        "PORT": str(port),
        "PYTHONPATH": str(ROOT),
        "SECRET_KEY": "only-for-measuring-" + "x" * 40,
        "SEED": "demo",
        "SITE_URL": url,
        "ALLOWED_HOSTS": "127.0.0.1",
        "VAR_DIR": str(folder),
    }
    with (folder / "server.log").open("w+") as log:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait(server, url, log.name)
            subprocess.run([sys.executable, "-c", ADD], cwd=ROOT, env=environment, check=True)  # noqa: S603
            yield url
        finally:
            server.terminate()
            server.wait(60)


def wait(server: subprocess.Popen[bytes], url: str, log: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/ja/", timeout=10).close()  # noqa: S310
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"The site does not start:\n{Path(log).read_text()}")
