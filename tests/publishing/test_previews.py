"""A version as residents would read it: its dates are those that they would read, and no link leads
out to the site of today."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from announcements.models import Announcement, Faq
from eligibility.models import Guide
from tests.desk_forms import form_of, login, post, url
from tests.factories import DAY, NOON, edit, make_draft, make_live, make_writer, publish
from tokutei_site.office.models import Banner, Office
from tokutei_site.publishing.easy import EASY
from tokutei_site.publishing.models import Entry, Revision

pytestmark = pytest.mark.django_db

OUT = ("http", "#", "tel:", "mailto:")
KINDS: list[type[Entry]] = [Announcement, Faq, Guide, Office, Banner]
TEXT = {"body_ja": "[別のお知らせ](/ja/announcements/other/)を見てください。"}


def view(client: Client, revision: Revision, code: str = "ja") -> str:
    kind = type(revision.entry.as_kind())
    page = client.get(url("view", revision.entry_id, revision.number, code, kind=kind))
    assert page.status_code == 200
    return page.content.decode()


def links(page: str) -> list[str]:
    found = [unescape(link) for link in re.findall(r'<a[^>]* href="([^"]+)"', page)]
    return [link for link in found if not link.startswith(OUT)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_leads_to_pages_for_staff(kind: type[Entry]) -> None:
    make_live(Office) if kind is not Office else None
    draft = make_draft(kind, **(TEXT if kind is Announcement else {}))
    found = links(view(login(make_writer()), draft))
    assert found
    assert [link for link in found if not link.startswith("/admin/")] == []


def test_the_other_languages_are_those_of_the_version() -> None:
    draft, client = make_draft(body_easy="やさしい 文です。"), login(make_writer())
    its = [url("view", draft.entry_id, 1, code) for code in ("ja", "en", EASY)]
    for code in ("ja", "en", EASY):
        found = {link.partition("?")[0] for link in links(view(client, draft, code))}
        assert {*its} <= found


def test_a_text_that_stands_typed_has_no_other_pages_yet() -> None:
    draft, client = make_draft(), login(make_writer())
    path = Announcement.public_path(draft.entry.slug)
    typed = form_of(client, draft.entry, title_ja="入力中")
    page = post(client, url("preview", draft.entry_id, "ja"), typed).content.decode()
    assert 'aria-disabled="true"' in page
    assert all(link.startswith(reverse("as_of")) for link in links(page) if "/admin/" in link)
    assert f'href="{path}"' not in page


def published(page: str) -> str:
    (found,) = re.findall(r'itemprop="datePublished[^>]*datetime="(\d{4}-\d\d-\d\d)', page)
    return found


@pytest.mark.parametrize("kind", [Announcement, Faq, Guide])
def test_the_day_of_publication_is_the_first_one(kind: Any) -> None:
    entry = make_live(kind)
    first = entry.head
    assert first
    publish(edit(first, now=NOON + DAY, title_ja="二番目"), now=NOON + DAY)
    entry.refresh_from_db()
    assert entry.head
    draft = edit(entry.head, now=NOON + DAY, title_ja="三番目")
    for revision in (first, entry.head, draft):
        assert published(view(login(make_writer()), revision)) == "2026-10-01"


def test_what_is_public_is_shown_as_it_stands() -> None:
    entry = make_live()
    assert entry.head
    assert "dateModified" in view(login(make_writer()), entry.head).split("<time")[1]
