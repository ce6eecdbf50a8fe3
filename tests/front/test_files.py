"""Who gets a file, and how it is sent."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import files
from tests.desk_forms import login
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    NOTE,
    approve,
    edit,
    make_administrator,
    make_approver,
    make_draft,
    make_live,
    make_user,
    make_writer,
    publish,
)
from tests.files import attached, keep
from tokutei_site.publishing import desk
from tokutei_site.publishing.content import MISSING
from tokutei_site.publishing.files import keeping

pytestmark = pytest.mark.django_db


def public(address: str) -> str:
    return reverse("file", args=address.split("/", 1))


def for_staff(address: str) -> str:
    return reverse("staff_file", args=address.split("/", 1))


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


@pytest.fixture
def address() -> str:
    return keep("申請書.pdf")


def test_a_public_file_is_sent_as_what_it_is_and_runs_nothing(client: Client, address: str) -> None:
    make_live(**attached(address))
    response = client.get(public(address))
    assert response.status_code == 200
    assert body(response) == files.make_pdf()
    headers = response.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Length"] == str(len(files.make_pdf()))
    named = "inline; filename*=utf-8''%E7%94%B3%E8%AB%8B%E6%9B%B8.pdf"
    assert headers["Content-Disposition"] == named
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["ETag"] == f'"{address[:64]}"'
    assert not response.cookies and "Cookie" not in headers.get("Vary", "")


def test_a_cache_forgets_a_file_as_soon_as_its_page(client: Client, address: str) -> None:
    make_live(**attached(address))
    response = client.get(public(address))
    response.close()
    cached = response.headers["Cache-Control"]
    assert "public" in cached and "immutable" not in cached
    assert 0 <= int(cached.partition("max-age=")[2].partition(",")[0]) <= 60


def test_asking_again_costs_nothing_while_it_is_public(client: Client, address: str) -> None:
    entry = make_live(**attached(address))
    known = {"If-None-Match": f'"{address[:64]}"'}
    again = client.get(public(address), headers=known)
    assert again.status_code == 304 and again.content == b""
    assert again.headers["Cache-Control"].startswith("public")
    desk.withdraw(entry, NOTE, by=make_approver(), now=NOON + HOUR)
    assert client.get(public(address), headers=known).status_code == 410


def test_only_reading_is_answered(client: Client, address: str) -> None:
    make_live(**attached(address))
    head = client.head(public(address))
    head.close()
    assert head.status_code == 200
    for method in (client.post, client.put, client.delete):
        assert method(public(address)).status_code == 405


def test_another_name_leads_to_the_right_one(client: Client, address: str) -> None:
    make_live(**attached(address))
    for name in ("x.html", "申請書.pdf.exe", "%00.pdf"):
        response = client.get(f"/files/{address[:64]}/{name}")
        assert response.status_code == 301
        assert response.headers["Location"] == public(address)


@pytest.mark.parametrize("sha256", ["0" * 64, "x", "0" * 5000])
def test_an_unknown_file_is_not_found(client: Client, sha256: str) -> None:
    assert client.get(f"/files/{sha256}/a.pdf").status_code == 404


def test_a_drafts_file_is_not_found_at_any_address(client: Client, address: str) -> None:
    live = make_live()
    assert live.head
    draft = edit(live.head, now=NOON + HOUR, **attached(address))
    approve(draft, now=NOON + HOUR)
    for name in ("申請書.pdf", "x.pdf"):
        assert client.get(f"/files/{address[:64]}/{name}").status_code == 404
    stored = next(path for path in keeping.stored_paths() if address[:64] in path)
    for guess in (f"/files/{stored}", f"/media/{stored}", f"/static/{stored}", f"/{stored}"):
        assert client.get(guess).status_code == 404


def test_a_file_begins_to_be_public_with_its_version(client: Client, address: str) -> None:
    coming = make_draft(**attached(address))
    publish(coming, at=timezone.now() + DAY, now=timezone.now() - HOUR)
    assert client.get(public(address)).status_code == 404


def test_a_file_that_once_was_public_stays_with_the_history(client: Client, address: str) -> None:
    live = make_live(**attached(address))
    assert live.head
    newer = edit(live.head, now=NOON + HOUR, attachments__a=MISSING)
    publish(newer, now=NOON + HOUR)
    response = client.get(public(address))
    response.close()
    assert response.status_code == 200


def test_a_file_of_an_ended_entry_stays_with_its_history(client: Client, address: str) -> None:
    publish(make_draft(**attached(address)), visible_until=NOON + HOUR)
    response = client.get(public(address))
    response.close()
    assert response.status_code == 200


def test_a_withdrawn_file_is_gone(client: Client, address: str) -> None:
    entry = make_live(**attached(address))
    desk.withdraw(entry, NOTE, by=make_approver(), now=NOON + HOUR)
    for name in ("申請書.pdf", "x.pdf"):
        response = client.get(f"/files/{address[:64]}/{name}")
        assert response.status_code == 410
        assert response.headers["Cache-Control"] == "no-store"
    page = response.content.decode()
    assert "このファイルは公開を終了しました" in page and "no longer public" in page


def test_the_same_file_in_another_public_entry_is_still_there(client: Client, address: str) -> None:
    withdrawn = make_live(**attached(address))
    other = f"{address[:64]}/様式.pdf"
    make_live(**attached(other))
    desk.withdraw(withdrawn, NOTE, by=make_approver(), now=NOON + HOUR)
    response = client.get(public(address))
    assert (response.status_code, response.headers["Location"]) == (301, public(other))


def test_a_file_that_was_removed_for_good_is_gone(client: Client) -> None:
    address = keep("leak.pdf", files.make_pdf("leak"))
    make_live(**attached(address))
    keeping.remove_file(address[:64])
    assert client.get(public(address)).status_code == 410
    assert login(make_writer()).get(for_staff(address)).status_code == 404


# Staff


@pytest.mark.parametrize("make", [make_writer, make_approver, make_administrator])
def test_who_reads_drafts_gets_their_files_and_no_cache_keeps_them(make: Any, address: str) -> None:
    make_draft(**attached(address))
    response = login(make()).get(for_staff(address))
    assert response.status_code == 200 and body(response) == files.make_pdf()
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_nobody_else_gets_a_drafts_file(client: Client, address: str) -> None:
    make_draft(**attached(address))
    assert client.get(for_staff(address)).status_code == 302
    assert login(make_user(None)).get(for_staff(address)).status_code == 403
    assert login(make_user(None, is_staff=False)).get(for_staff(address)).status_code == 403


def test_a_staff_address_takes_clean_names_only(address: str) -> None:
    client = login(make_writer())
    for name in ("a.html", "申請書", "%0d%0ax.pdf"):
        assert client.get(f"/admin/files/{address[:64]}/{name}").status_code == 404
    assert client.get(f"/admin/files/{'0' * 64}/a.pdf").status_code == 404


def test_a_preview_shows_files_that_are_not_public_yet() -> None:
    picture = keep("地図.png", files.make_png())
    described = {"alt_ja": "道順", "alt_en": "The way"}
    draft = make_draft(**attached(picture, **described))
    client = login(make_writer())
    page = client.get(
        reverse("admin:announcements_announcement_view", args=[draft.entry_id, 1, "ja"])
    ).content.decode()
    assert f'src="{for_staff(picture)}"' in page
    assert f'"{public(picture)}' not in page


def test_the_time_in_caches_ends_with_the_public_time(client: Client, address: str) -> None:
    now = timezone.now()
    publish(
        make_draft(**attached(address)),
        now=now - HOUR,
        visible_until=now + timedelta(seconds=30),
    )
    response = client.get(public(address))
    response.close()
    assert int(response.headers["Cache-Control"].partition("max-age=")[2].partition(",")[0]) <= 30
