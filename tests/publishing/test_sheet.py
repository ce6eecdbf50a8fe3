"""The decision sheet of a version, and the number of the decision."""

import re
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings as project
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override

from tests.desk_forms import login, post, url
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    edit,
    make_administrator,
    make_approver,
    make_draft,
    make_live,
    make_source,
    make_user,
    make_writer,
    publish,
    refused,
)
from tokutei_site.office.models import Office
from tokutei_site.publishing import desk
from tokutei_site.publishing.models import Review, Revision
from tokutei_site.staff.models import Section

pytestmark = pytest.mark.django_db


def ja(text: str, **values: Any) -> str:
    with override("ja"):
        return gettext(text) % values


def sheet(revision: Revision, **person: Any) -> Any:
    kind = type(revision.entry.as_kind())
    path = url("sheet", revision.entry_id, revision.number, kind=kind)
    response = login(make_approver(**person)).get(path)
    assert response.status_code == 200
    return response


def text_of(response: Any) -> str:
    main = response.content.decode().partition("<article")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def submitted(**changes: Any) -> Revision:
    draft = make_draft(**changes)
    desk.submit(draft, by=make_writer(last_name="提出した人"), now=NOON)
    return draft


# The sheet


def test_it_says_who_what_and_when(settings: Any) -> None:
    settings.DECISION_BOXES = ["係員", "課長"]
    draft = submitted(by=make_writer(last_name="起案した人"), title_ja="起案の件名", slug="card")
    type(draft.entry).objects.update(owner=Section.objects.create(name="国際係"))
    page = sheet(draft)
    text = text_of(page)
    for word in (
        "起案の件名",
        "起案した人",
        "提出した人",
        "国際係",
        "card",
        "第1版",
        "係員",
        "課長",
    ):
        assert word in text
    assert "2026年10月1日（木）12:00" in text
    assert ja("not decided yet") in text
    assert page.content.decode().count("<td></td>") == 2


def test_it_holds_every_text_in_full_with_the_languages_beside_each_other() -> None:
    body = {"body_ja": "■ 持ち物\n・旅券", "body_en": "■ Bring\n- <b>Passport</b>"}
    dates = {"day": "2026-12-01", "label_ja": "申込み", "label_en": "Application"}
    columns = {f"key_dates__a__{name}": value for name, value in dates.items()}
    page = sheet(make_draft(**body, **columns))
    rows = {row.label: row for row in page.context["rows"]}
    assert rows["本文"].texts == (("ja", body["body_ja"]), ("en", body["body_en"]))
    assert [c for c, _t in rows[f"{ja('key date')}「申込み」: {ja('label').capitalize()}"].texts]
    assert "&lt;b&gt;Passport&lt;/b&gt;" in page.content.decode()
    assert not [label for label in rows if "order" in label or ja("order") in label]


def test_it_shows_the_change_against_what_was_public_before() -> None:
    entry = make_live(body_ja="締切は9月1日です。")
    assert entry.head
    first, second = entry.head, edit(entry.head, now=NOON + HOUR, body_ja="締切は9月3日です。")
    assert sheet(first).context["changes"] == []
    assert ja("No text was public before: all of it is new") in text_of(sheet(first))
    for _ in range(2):  # before it is public, and once it is
        page = sheet(second)
        assert [row.facts for row in page.context["changes"]] == [(("9月1日", "9月3日"),)]
        assert "− " in text_of(page) and "+ " in text_of(page)
        if not second.publications.exists():
            publish(second, now=NOON + HOUR)
    third = edit(second, now=NOON + DAY, body_ja="締切は9月5日です。")
    publish(third, now=NOON + DAY)
    assert sheet(second).context["before"] == first


def test_it_names_disagreements_sources_verdicts_terms_and_the_hash() -> None:
    law = make_source("law")
    desk.check_source(law, "unchanged", by=make_writer(last_name="見た人"), now=NOON)
    draft = make_draft(
        body_ja="締切は9月1日です。", body_en="The deadline is 3 September.", sources__law__order=0
    )
    publish(draft, at=NOON + DAY, note={"ja": "お知らせの説明", "en": "A note"})
    page = sheet(draft)
    text = text_of(page)
    assert page.context["findings"]
    for word in (
        "出典 law",
        "見た人",
        ja("approved"),
        "お知らせの説明",
        "2026年10月2日（金）12:00",
    ):
        assert word in text
    groups = page.context["hash_groups"]
    assert "".join(groups) == draft.content_hash and " ".join(groups) in text


def test_every_kind_has_one() -> None:
    office = make_draft(
        Office, hours__m__weekday=0, hours__m__opens="09:00", hours__m__closes="17:00"
    )
    text = text_of(sheet(office))
    assert "見本町1-1" in text and "1-1 Mihon-cho" in text


def test_it_is_read_in_english_too() -> None:
    assert "Decision sheet" in text_of(sheet(submitted(), language="en"))


def test_it_takes_as_many_queries_for_thirty_sources_as_for_three() -> None:
    client, seen = login(make_writer()), []
    for count in (3, 30):
        keys = [make_source().key for _ in range(count)]
        draft = make_draft(**{f"sources__{key}__order": n for n, key in enumerate(keys)})
        path = url("sheet", draft.entry_id, 1)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        seen.append(len(queries))
    assert seen[0] == seen[1]


def test_review_and_history_lead_to_it() -> None:
    draft, client = make_draft(), login(make_writer())
    for page in ("review", "history"):
        html = client.get(url(page, draft.entry_id)).content.decode()
        assert f'href="{url("sheet", draft.entry_id, 1)}"' in html


def test_whoever_may_not_read_the_entry_prints_nothing() -> None:
    draft = make_draft()
    path = url("sheet", draft.entry_id, 1)
    assert login(make_user(None)).get(path).status_code == 403
    assert login(make_administrator()).get(path).status_code == 200


# The number of the decision


def approve(revision: Revision, number: str, **terms: Any) -> Review:
    terms = {"by": make_approver(), "now": NOON, "decision_number": number} | terms
    return desk.approve(revision, revision.content_hash, **terms)


def test_an_approval_records_the_number_of_its_decision() -> None:
    assert approve(submitted(), " 国際第12号 ").decision_number == "国際第12号"


@pytest.mark.parametrize("number", ["長" * 51, "二行\n目", "x\x00", "x\u202e", "x\ud800"])
def test_an_unfit_number_is_refused(number: str) -> None:
    draft = submitted()
    with refused(desk.Refused):
        approve(draft, number)
    with refused(PermissionDenied):
        approve(draft, "1", by=make_writer())


def press(draft: Revision, client: Any, **typed: str) -> Any:
    form = {"number": draft.number, "hash": draft.content_hash} | typed
    return post(client, url("step", draft.entry_id, "approve"), form)


def test_the_number_is_typed_with_the_approval_and_shown_wherever_it_is_told(
    settings: Any,
) -> None:
    settings.DECISION_NUMBERS = True
    draft, client = submitted(), login(make_approver())
    review = url("review", draft.entry_id)
    assert 'name="decision_number"' in client.get(review).content.decode()
    assert ja("Decision number") in text_of(sheet(draft))
    assert press(draft, client, decision_number="国際第12号").status_code == 302
    for path in (review, url("history", draft.entry_id), url("sheet", draft.entry_id, 1)):
        assert "国際第12号" in client.get(path).content.decode(), path


@pytest.mark.parametrize("number", ["長" * 51, "x\x00", "x\u202e"])
def test_an_unfit_number_is_told_at_its_field_and_nothing_typed_is_lost(
    settings: Any, number: str
) -> None:
    settings.DECISION_NUMBERS = True
    draft = submitted()
    page = press(draft, login(make_approver()), decision_number=number, comment="よい文章です")
    form = page.context["comment_form"]
    assert list(form.errors) == ["decision_number"]
    assert form["comment"].value() == "よい文章です"
    assert "よい文章です" in page.content.decode()
    assert not Review.objects.filter(verdict="approve").exists()


def test_an_office_without_numbers_is_not_asked_for_one() -> None:
    draft, client = submitted(), login(make_approver())
    html = client.get(url("review", draft.entry_id)).content.decode()
    assert 'name="decision_number"' not in html
    assert ja("Decision number") not in text_of(sheet(draft))
    press(draft, client, decision_number="国際第12号")
    assert Review.objects.get(verdict="approve").decision_number == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DECISION_BOXES", ""),
        ("DECISION_BOXES", "担当,,課長"),
        ("DECISION_BOXES", ",".join("課" * 9)),
        ("DECISION_BOXES", "長" * 11),
        ("DECISION_NUMBERS", "maybe"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_its_name(name: str, value: str) -> None:
    script = f"import os; os.environ[{name!r}] = {value!r}; import tokutei_site.settings"
    started = subprocess.run(
        [sys.executable, "-c", script],
        cwd=project.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode != 0
    assert f'ImproperlyConfigured: Environment variable "{name}"' in started.stderr
