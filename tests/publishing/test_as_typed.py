"""The answers to the preview that follows the typing: the public renderer's, kept nowhere."""

import logging
import subprocess
import sys
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from announcements.models import Announcement
from tests.desk_forms import login, url
from tests.factories import every_row, make_administrator, make_draft, make_writer
from tokutei_site.office.models import Office
from tokutei_site.publishing.as_typed import LARGEST_REQUEST
from tokutei_site.publishing.templatetags.texts import notation
from tokutei_site.text.characters import TEXT_LIMIT, normalise

pytestmark = pytest.mark.django_db

OFFICE_TEXT = "■ 受付\n・窓口 ※予約不要\n\n１．申請\n| a | b |\n|---|---|\n| 1 | **2** |"


def ask(client: Client, text: str = "body", **columns: str) -> Any:
    return client.post(url("as_typed"), {"text": text, **columns})


def test_both_languages_stand_beside_each_other_as_on_the_public_page() -> None:
    html = ask(login(make_writer()), body_ja=OFFICE_TEXT, body_en="- a").content.decode()
    assert f'<div class="text" lang="ja">{notation(OFFICE_TEXT)}</div>' in html
    assert f'<div class="text" lang="en">{notation("- a")}</div>' in html
    assert html.index("本文（日本語）") < html.index("本文（英語）")


def test_the_desks_language_names_the_texts() -> None:
    html = ask(login(make_writer(language="en")), body_ja="あ").content.decode()
    assert "Body (Japanese)" in html and "Nothing typed yet." in html


def test_every_notation_text_of_a_kind_has_a_preview_and_nothing_else() -> None:
    assert Announcement.notation_texts() == ["summary", "body", "contact"]
    assert Office.notation_texts() == ["note"]
    client = login(make_writer())
    for name in ("title", "slug", "", "body_ja", "\x00"):
        assert ask(client, name).status_code == 404


def test_the_answer_is_kept_nowhere_and_named_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    client, before = login(make_writer()), every_row()
    with caplog.at_level(logging.DEBUG):
        response = ask(client, body_ja="まだ秘密の文章")
    assert "no-store" in response["Cache-Control"]
    assert every_row() == before
    assert "秘密" not in caplog.text


HOLD = """
import fcntl, sys
file = open(sys.argv[1], "ab")
fcntl.lockf(file, fcntl.LOCK_EX, 1, int(sys.argv[2]))
print("held", flush=True)
sys.stdin.read()
"""


def test_one_question_of_a_person_is_at_work_at_a_time(settings: Any) -> None:
    busy, other = make_writer(), make_writer()
    held = [sys.executable, "-c", HOLD, str(settings.VAR_DIR / "previews.lock"), str(busy.pk)]
    with subprocess.Popen(held, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdout.readline() == b"held\n"
        refused = ask(login(busy), body_ja="あ")
        assert (refused.status_code, refused.content) == (204, b"")
        assert ask(login(other), body_ja="あ").status_code == 200
        process.communicate()
    assert ask(login(busy), body_ja="あ").status_code == 200


def test_a_stranger_and_another_role_get_a_plain_sentence() -> None:
    for client, status in ((Client(), 401), (login(make_administrator()), 403)):
        response = ask(client, body_ja="あ")
        assert response.status_code == status
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert "no-store" in response["Cache-Control"]
        assert response.content.decode().endswith("。")


def test_without_the_token_of_a_form_nothing_is_shown() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_writer())
    assert ask(client, body_ja="あ").status_code == 403


def test_a_text_of_the_greatest_length_is_shown_and_a_longer_one_says_so() -> None:
    client = login(make_writer())
    longest = "あ" * TEXT_LIMIT
    assert longest in ask(client, body_ja=longest).content.decode()
    html = ask(client, body_ja=longest + "い", body_en="Short").content.decode()
    assert "1文字減らして" in html
    assert longest not in html
    assert "<p>Short</p>" in html


def test_a_line_break_counts_once_as_it_does_when_saving() -> None:
    text = "\r\n" * (TEXT_LIMIT - 1) + "あ"
    assert "<p>あ</p>" in ask(login(make_writer()), body_ja=text).content.decode()


def test_a_request_beyond_all_texts_is_refused_with_a_sentence() -> None:
    response = ask(login(make_writer()), body_ja="a" * LARGEST_REQUEST)
    assert response.status_code == 413
    assert response["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    "unit", ["[", "![", "](", "**", "`", "・a\n", "> ", "|\n", "※", "http://a"]
)
def test_the_greatest_text_of_one_mark_is_answered(unit: str) -> None:
    text = (unit * TEXT_LIMIT)[:TEXT_LIMIT]
    assert ask(login(make_writer()), body_ja=text).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        "[a](//evil.example)",
        '<img src=x onerror="alert(1)">',
        "{{ request }}{% csrf_token %}",
        "NUL \x00 in the middle",
    ],
)
def test_a_hostile_text_stays_a_text(text: str) -> None:
    html = ask(login(make_writer()), body_ja=text).content.decode()
    assert f'<div class="text" lang="ja">{notation(text)}</div>' in html
    assert "<script" not in html and "<img" not in html and "href=" not in html


def test_bytes_that_are_no_text_do_no_harm() -> None:
    body = b"text=body&body_ja=%ED%A0%80%FFa&body_en=%F0%9F"
    response = login(make_writer()).post(
        url("as_typed"), body, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 200
    assert "\ufffd" in response.content.decode()


WORDS = st.text(
    st.sampled_from("■◆・※１．1.)（注）[]()!*`_#>|-\\ 　\t\n\r窓口aA&<\"'{%:/.")
    | st.characters(exclude_categories=["Cs"]),
    max_size=80,
)


class AnyText(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(ja=WORDS, en=WORDS)
    def test_the_preview_of_any_text_is_what_the_public_filter_makes_of_it(
        self, ja: str, en: str
    ) -> None:
        html = ask(login(make_writer()), body_ja=ja, body_en=en).content.decode()
        for code, text in (("ja", ja), ("en", en)):
            as_stored = normalise(text) or ""
            shown = f'<div class="text" lang="{code}">{notation(as_stored)}</div>'
            assert (shown in html) == bool(as_stored)


def test_what_the_languages_say_differently_stands_beside_the_text() -> None:
    html = ask(login(make_writer()), body_ja="9月1日から", body_en="From 3 September").content
    assert "9月1日" in html.decode() and "3 September" in html.decode()
    assert html.decode().count("<li><strong>") == 3  # and it has not been compared


def test_a_section_that_is_no_longer_what_was_compared_is_named_while_typing() -> None:
    draft = make_draft(body_ja="■ 対象\n永住者", body_en="■ Who\nPermanent residents")
    form = {"base": str(draft.pk), "source_language": "ja", "body_en": "■ Who\nPermanent residents"}
    client = login(make_writer())
    assert "指摘" not in ask(client, body_ja="■ 対象\n永住者", **form).content.decode()
    page = ask(client, body_ja="■ 対象\n永住者など", **form).content.decode()
    assert "「対象」の部分は、現在の原文と見比べていません" in page


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 18, "9" * 40])
def test_a_version_that_is_none_has_nothing_compared(base: str) -> None:
    response = ask(login(make_writer()), body_ja="あ", body_en="a", base=base)
    assert response.status_code == 200
