"""What a page of the questionnaire costs: as many statements however much there is, and each text
read once, not at every look."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eligibility.models import Guide
from tests.eligibility.editing.pages import Desk
from tests.factories import (
    HOUR,
    NOON,
    edit,
    make_approver,
    make_draft,
    make_live,
    make_source,
    publish,
)
from tokutei_site.publishing.models import Entry, Revision
from tokutei_site.text.parity import compared

pytestmark = pytest.mark.django_db

PAGES = (
    "change",
    "steps",
    "chart",
    "cases",
    "blocks",
    "step_form",
    "review",
    "version",
    "publish",
    "sheet",
)


def arguments(desk: Desk, page: str) -> list[str]:
    if page in ("version", "publish", "sheet"):
        return [str(desk.head.number)]
    return ["q1"] if page == "step_form" else []


def statements(desk: Desk, page: str) -> list[str]:
    desk.get(page, *arguments(desk, page))
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(page, *arguments(desk, page)).status_code == 200
    return [each["sql"] for each in captured]


def counts(desk: Desk) -> dict[str, int]:
    return {page: len(statements(desk, page)) for page in PAGES}


def desk_of(revision: Revision) -> Desk:
    return Desk(revision=revision, by=make_approver(language="en"))


def published_again(guide: Entry, times: int) -> Revision:
    """A guide with `times` more versions that were public, and a draft after them."""
    for n in range(1, times + 1):
        guide.refresh_from_db()
        assert guide.head
        publish(edit(guide.head, now=NOON + n * HOUR, title_ja=f"第{n}の題"), now=NOON + n * HOUR)
    guide.refresh_from_db()
    assert guide.head
    return edit(guide.head, now=NOON + (times + 1) * HOUR, choices__q2b__next_step="r1")


def test_a_page_asks_as_often_after_eight_publications_as_after_two() -> None:
    few, many = (desk_of(published_again(make_live(Guide), times)) for times in (1, 7))
    assert counts(few) == counts(many)


def large(size: int) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    for n in range(size):
        rows |= {f"steps__s{n}__kind": "outcome", f"steps__s{n}__title_ja": f"結果{n}"}
        rows |= {f"choices__c{n}__step": "q1", f"choices__c{n}__next_step": f"s{n}"}
        rows |= {f"cases__k{n}__name": f"人{n}", f"cases__k{n}__trail": [f"c{n}"]}
        rows |= {f"sources__{make_source().key}__order": n}
    return rows


def test_a_page_asks_as_often_with_thirty_steps_and_sources_as_with_two() -> None:
    few, many = (desk_of(make_draft(Guide, **large(size))) for size in (2, 30))
    assert counts(few) == counts(many)


@pytest.mark.parametrize("page", ["steps", "review", "publish", "sheet"])
def test_texts_of_versions_long_past_are_not_read(page: str) -> None:
    desk = desk_of(published_again(make_live(Guide), 5))
    whole = [sql for sql in statements(desk, page) if '"publishing_revision"."text"' in sql]
    everything = (
        f'FROM "publishing_revision" WHERE "publishing_revision"."entry_id" = {desk.guide.pk}'
    )
    assert not [sql for sql in whole if sql.endswith(everything)]


def test_a_form_reads_the_versions_once_for_all_its_new_keys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What PostgreSQL reads through a cursor of its own is on no list of statements."""
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    desk = Desk()
    texts = 'SELECT "publishing_revision"."text" AS'
    assert sum(sql.startswith(texts) for sql in statements(desk, "step_form")) == 1


def test_texts_that_stayed_are_not_compared_again() -> None:
    desk = desk_of(make_draft(Guide))
    desk.get("review")
    before = compared.cache_info().misses
    for page in ("review", "publish", "sheet", "version"):
        desk.get(page, *arguments(desk, page))
    assert compared.cache_info().misses == before
    edit(desk.head, now=desk.head.at + timedelta(hours=1), steps__q1__title_en="Which one?")
    desk.get("review")
    assert compared.cache_info().misses == before + 1


def test_a_save_writes_the_rows_that_changed() -> None:
    keys = [make_source().key for _ in range(20)]
    head = make_draft(Guide, **{f"sources__{key}__order": n for n, key in enumerate(keys)})
    with CaptureQueriesContext(connection) as captured:
        edit(head, now=NOON + HOUR, title_ja="別の題")
    assert not [each for each in captured if 'UPDATE "publishing_citation"' in each["sql"]]
    assert len(captured) < 60
