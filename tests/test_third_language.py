"""Adding a language is one line of settings, `makemigrations` and a catalogue: done here on a copy
of the tree, once on a site that already runs and once on an empty one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

LEFT_OUT = (".git", ".venv", ".env", "var", "tests", "docs", "__pycache__", ".*_cache")
LAST_LINE = '    ("en", "English"),\n'
NEW_LINE = '    ("vi", "Tiếng Việt"),\n'

# Each runs in the copied tree, after django.setup().
COMMON = """
import django
from django.conf import settings

settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
django.setup()

from datetime import timedelta
from django.test import Client
from django.utils import timezone
from announcements.models import Announcement
from tokutei_site.publishing import desk, gate
from tokutei_site.staff.models import User

client = Client(headers={"host": "127.0.0.1"})
slug = "tokutei-zairyu-card"
entry = Announcement.objects.get(slug=slug)


def page(path):
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()
"""

READS = """
home = {code: page(f"/{code}/") for code in ("vi", "ja", "en")}
for code, html in home.items():
    assert f'<html lang="{code}">' in html
    assert all(f'href="/{each}/" lang="{each}"' in html for each in home), code

html = page(f"/vi/announcements/{slug}/")
assert f'<h1 lang="ja">{entry.title_ja}</h1>' in html
assert '<div class="notice">' in html
assert 'hreflang="en" href="http' in html and 'hreflang="vi" href="http' not in html
for code, is_listed in (("ja", True), ("en", True), ("vi", False)):
    assert (f'href="/{code}/announcements/{slug}/"' in page(f"/{code}/announcements/")) == is_listed

client.force_login(User.objects.get(username="demo-approver"))
change = f"/admin/announcements/announcement/{entry.pk}/change/"
form = page(change)
assert all(f'name="title_{code}"' in form for code in home)
assert all(f'name="key_dates-0-label_{code}"' in form for code in home)
publish = page(f"/admin/announcements/announcement/{entry.pk}/publish/{entry.head.number}/")
assert all(f'name="note_{code}"' in publish for code in home)
assert 'name="by_vi"' in publish and 'name="by_en"' not in publish
"""

WRITES = """
writer, approver = (User.objects.get(username=f"demo-{role}") for role in ("writer", "approver"))
now = timezone.now()
lacking = gate.absent_languages(Announcement, entry.head.content)
assert list(lacking) == ["vi"]
changes = {path: "Thẻ cư trú đặc định" for path in lacking["vi"]}
changes |= desk.all_confirmed(Announcement, entry.head.columns | changes)
revision = desk.save(entry, entry.head, changes, by=writer, now=now)
desk.submit(revision, by=writer, now=now)
desk.approve(revision, revision.content_hash, by=approver, now=now)
note = {"ja": "ベトナム語", "en": "Vietnamese"}
try:
    desk.publish(revision, by=approver, now=now, note=note)
except desk.Refused:
    pass
else:
    raise AssertionError("published without a note in the third language")
desk.publish(revision, by=approver, now=now, note={**note, "vi": "Tiếng Việt"})

client.logout()
html = page(f"/vi/announcements/{slug}/")
assert "<h1>Thẻ cư trú đặc định</h1>" in html and '<div class="notice">' not in html
assert 'hreflang="vi" href="http' in html
assert f'href="/vi/announcements/{slug}/"' in page("/vi/announcements/")
assert f'<h1>{entry.title_ja}</h1>' in page(f"/ja/announcements/{slug}/")
"""


class Tree:
    """A copy of the project with a database of its own."""

    def __init__(self, root: Path) -> None:
        self.root, self.var = root / "tree", root / "var"
        ignored = shutil.ignore_patterns(*LEFT_OUT)
        shutil.copytree(settings.BASE_DIR, self.root, ignore=ignored)
        self.var.mkdir()

    def run(self, *arguments: str) -> str:
        environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tokutei_site.settings",
            "VAR_DIR": str(self.var),
            "SECRET_KEY": "only-for-tests-" + "x" * 50,
            "LOG_LEVEL": "ERROR",
            "PYTHONUTF8": "1",
        }
        done = subprocess.run(
            [sys.executable, "-B", *arguments],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def manage(self, *arguments: str) -> str:
        return self.run("manage.py", *arguments)

    def add_language(self) -> None:
        path = self.root / "tokutei_site" / "settings.py"
        text = path.read_text(encoding="utf-8")
        assert text.count(LAST_LINE) == 1
        path.write_text(text.replace(LAST_LINE, LAST_LINE + NEW_LINE), encoding="utf-8")
        catalogue = self.root / "locale" / "vi" / "LC_MESSAGES" / "django.po"
        catalogue.parent.mkdir(parents=True)
        empty = polib.POFile()
        empty.metadata = {"Language": "vi", "Content-Type": "text/plain; charset=UTF-8"}
        empty.save(str(catalogue))
        empty.save_as_mofile(str(catalogue.with_suffix(".mo")))
        made = self.manage("makemigrations")
        assert "title_vi" in made
        self.manage("makemigrations", "--check", "--dry-run")
        self.manage("migrate", "--verbosity", "0")


@pytest.mark.parametrize("is_running", [True, False], ids=["running site", "empty site"])
def test_a_third_language_needs_one_line_a_migration_and_a_catalogue(
    is_running: bool, tmp_path: Path
) -> None:
    tree = Tree(tmp_path)
    if is_running:
        tree.manage("migrate", "--verbosity", "0")
        tree.manage("seed")
    tree.add_language()
    if not is_running:
        tree.manage("seed")
    tree.run("-c", COMMON + READS + WRITES)
