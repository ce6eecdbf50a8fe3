"""The digest of what is to be looked at, as the command prints it."""

import subprocess
import sys
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    make_approver,
    make_draft,
    make_live,
    make_source,
    make_writer,
    publish,
)
from tokutei_site.publishing import desk

pytestmark = pytest.mark.django_db


def recheck(*args: str) -> str:
    out = StringIO()
    call_command("recheck", *args, stdout=out)
    return out.getvalue()


def an_office_with_work(forced_publish: Any) -> list[int]:
    """A source never checked, one that changed, a text due, a late promise, a forced text."""
    law, act = make_source("law"), make_source("act", title_ja="法令の案内", title_en="The act")
    cited = make_live(sources__law__order=0, sources__act__order=1, title_ja="根拠のある件名")
    note = "受付が\n9時からに"
    desk.check_source(act, "changed", note=note, by=make_writer(), now=NOON + HOUR)
    due = make_live(review_by="2026-10-20", title_ja="期限の件名")
    late = make_draft(title_en=None, body_en=None, title_ja="英語が遅れた件名")
    publish(late, alternatives={"en": {"by": "2026-10-02"}})
    forced_publish.FORCED_PUBLISH = True
    by = make_approver(is_superuser=True)
    forced = make_draft(by=by, title_ja="緊急の件名")
    desk.publish(forced, by=by, now=NOON, note=NOTE, force_reason="地震")
    return [forced.entry_id, late.entry_id, cited.pk, act.pk, due.pk, law.pk]


JAPANESE = """\
見直しのお知らせ（2026年10月10日（土）12:00現在）

■ 承認なしで公開されたもの（事後確認が必要です） (1)
・緊急の件名
  {site}/admin/announcements/announcement/{forced}/review/

■ 訳文の掲載期限を過ぎたもの (1)
・英語が遅れた件名
  {site}/admin/announcements/announcement/{late}/review/

■ 出典が変わったため見直す文章 (1)
・根拠のある件名
  法令の案内（2026年10月1日（木）に更新を確認）：受付が 9時からに
  {site}/admin/publishing/source/{act}/overview/

■ 見直しの期限が近い・過ぎた文章 (1)
・期限の件名
  見直しの期限：2026年10月20日（火）
  {site}/admin/announcements/announcement/{due}/review/

■ 確認の時期を過ぎた出典 (1)
・出典 law
  まだ確認していません
  {site}/admin/publishing/source/{law}/overview/
"""


def test_the_digest_names_everything_that_is_due(settings: Any) -> None:
    names = ("forced", "late", "cited", "act", "due", "law")
    made = dict(zip(names, an_office_with_work(settings), strict=True))
    at = "2026-10-10T12:00"
    assert recheck("--at", at) == JAPANESE.format(site=settings.SITE_URL, **made)
    assert recheck("--at", at) == recheck("--at", at)
    english = recheck("--at", at, "--language", "en")
    assert english.startswith("To be looked at, as of Saturday, 10 October 2026, 12:00\n")
    assert "  The act, changed as of Thursday, 1 October 2026: 受付が 9時からに\n" not in english
    assert "changed as of Thursday, 1 October 2026: 受付が 9時からに" in english


def test_an_office_without_work_is_told_so() -> None:
    make_live()
    assert "対応が必要なものはありません" in recheck("--fail")


def test_the_days_say_how_far_ahead_a_text_is_announced() -> None:
    make_live(review_by="2026-10-20", title_ja="期限の件名")
    for days, is_told in (("18", False), ("19", True)):
        assert ("期限の件名" in recheck("--at", "2026-10-01T12:00", "--days", days)) == is_told


def test_it_ends_with_one_only_when_asked_to() -> None:
    make_live(review_by="2026-10-20")
    recheck("--at", "2026-10-20")
    with pytest.raises(SystemExit) as ended:
        recheck("--at", "2026-10-20", "--fail")
    assert ended.value.code == 1


def test_it_tells_what_was_due_then() -> None:
    act = make_source("act")
    make_live(sources__act__order=0)
    desk.check_source(act, "unchanged", by=make_writer(), now=NOON)
    assert "出典 act" not in recheck("--at", "2026-10-02")
    assert "出典 act" in recheck("--at", (NOON + 91 * DAY).isoformat())


@pytest.mark.parametrize(
    "args",
    [
        ("--at", "Thursday"),
        ("--days", "-1"),
        ("--days", "99999999"),
        ("--days", "x"),
        ("--language", "fr"),
    ],
)
def test_an_argument_that_is_none_is_named(args: tuple[str, str]) -> None:
    with pytest.raises(CommandError, match=args[1] if args[0] != "--at" else "Thursday"):
        recheck(*args)


@pytest.mark.parametrize("value", ["0", "-1", "soon", "99999", ""])
def test_a_wrong_number_of_days_stops_the_start_with_its_name(value: str) -> None:
    script = f"import os; os.environ['SOURCE_CHECK_DAYS'] = {value!r}; import tokutei_site.settings"
    started = subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode != 0
    assert 'ImproperlyConfigured: Environment variable "SOURCE_CHECK_DAYS"' in started.stderr
