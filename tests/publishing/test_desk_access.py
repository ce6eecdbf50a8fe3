"""The desk for people who do not see it: every control has a name."""

from html.parser import HTMLParser

import pytest

from tests.desk_forms import login, url
from tests.factories import (
    ask_seal,
    edit,
    make_administrator,
    make_approver,
    make_live,
    make_source,
)
from tests.files import attached, keep
from tokutei_site.office.models import Office

pytestmark = pytest.mark.django_db


class Controls(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.controls: list[dict[str, str | None]] = []
        self.labelled: set[str | None] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        silent = values.get("type") in ("hidden", "submit")
        if tag == "label":
            self.labelled.add(values.get("for"))
        elif tag in ("input", "select", "textarea") and not silent:
            self.controls.append(values)

    def nameless(self) -> list[str | None]:
        return [
            values.get("name")
            for values in self.controls
            if values.get("id") not in self.labelled and not values.get("aria-label")
        ]


@pytest.mark.parametrize("page", ["change", "publish", "withdraw"])
def test_every_control_of_the_desk_has_a_name(page: str) -> None:
    make_source("law")
    dates = {"day": "2026-12-01", "label_ja": "開始", "label_en": "Start"}
    columns = {f"key_dates__a__{name}": value for name, value in dates.items()}
    entry = make_live(sources__law__order=0, **columns, **attached(keep()))
    number = [1] if page == "publish" else []
    found = Controls(login(make_approver()).get(url(page, entry.pk, *number)).content.decode())
    assert found.controls and found.nameless() == []


@pytest.mark.parametrize("is_asked", [False, True])
def test_every_control_of_sealing_has_a_name(is_asked: bool) -> None:
    first = make_live().head
    assert first
    edit(first, now=first.at, title_ja="新")
    if is_asked:
        ask_seal(first)
    page = login(make_administrator()).get(url("seal", first.entry_id)).content.decode()
    found = Controls(page)
    assert found.controls and found.nameless() == []


def test_a_row_says_which_it_is() -> None:
    hours = {"weekday": 0, "opens": "08:30:00", "closes": "17:15:00"}
    office = make_live(Office, **{f"hours__m__{name}": value for name, value in hours.items()})
    path = f"/admin/office/office/{office.pk}/change/"
    page = login(make_approver()).get(path).content.decode()
    assert Controls(page).nameless() == []
    assert 'aria-label="開始時刻、1行目"' in page
