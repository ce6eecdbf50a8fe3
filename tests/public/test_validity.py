"""HTML as the standard has it: every page once through the Nu HTML checker."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.conf import settings

from tests.public.pages import pages

JAR = (
    settings.BASE_DIR / "script" / "npm" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
)
BAD = '<!doctype html><html lang="en"><title>x</title><p id="a"><p id="a"><b></p></html>'


@pytest.fixture(scope="module", autouse=True)
def checker() -> None:
    for found, name in ((shutil.which("java"), "Java"), (JAR.exists(), "vnu.jar (script/vendor)")):
        if not found and os.environ.get("REQUIRE_VNU") == "1":
            pytest.fail(f"REQUIRE_VNU=1, but {name} was not found.")
        if not found:
            pytest.skip(f"{name} was not found.")


def faults(folder: Path) -> list[str]:
    """Errors and warnings about every file of a folder; one start of Java."""
    done = subprocess.run(
        ["java", "-jar", str(JAR), "--format", "json", "--stdout", "--exit-zero-always",
         "--skip-non-html", str(folder)],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )  # fmt: skip
    return [
        f"{Path(each['url']).name}:{each.get('lastLine')} {each['message']}: {each.get('extract')}"
        for each in json.loads(done.stdout)["messages"]
        if each["type"] == "error" or each.get("subType") == "warning"
    ]


def body(url: str) -> bytes:
    try:
        with urlopen(url) as answer:  # noqa: S310
            return answer.read()
    except HTTPError as error:
        return error.read()


def test_every_page_is_valid(site: str, tmp_path: Path) -> None:
    saved = pages()
    for page in saved:
        name = page.path.strip("/").translate(str.maketrans("/?=%", "____"))
        (tmp_path / f"{name}.html").write_bytes(body(site + page.path))
    assert len(list(tmp_path.iterdir())) == len(saved)
    assert faults(tmp_path) == []


def test_a_fault_is_found(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text(BAD)
    assert any("Duplicate ID" in each for each in faults(tmp_path))
