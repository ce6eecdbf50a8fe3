"""Files in the entry's form: accepted once, never lost, and refused in plain words."""

from typing import Any

import pytest
from django.core.signing import Signer
from django.test import Client

from announcements.models import Announcement
from tests import files
from tests.desk_forms import change, form_of, login, post, url
from tests.factories import edit, make_administrator, make_draft, make_writer
from tests.files import attached, keep, upload
from tests.publishing.test_desk_bad_input import assert_said_at
from tokutei_site.publishing import desk
from tokutei_site.publishing.files import keeping
from tokutei_site.publishing.models import Entry, Revision, StoredFile
from tokutei_site.staff.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    return make_writer()


@pytest.fixture
def client(writer: User) -> Client:
    return login(writer)


def row(**typed: Any) -> dict[str, Any]:
    return {"title_ja": "申請書", "title_en": "Form", "is_for_everybody": "on"} | typed


def saved(entry: Entry) -> dict[str, Any]:
    head = Announcement.objects.get(pk=entry.pk).head
    assert head
    rows: dict[str, Any] = head.content["attachments"]
    return rows


def test_a_file_is_attached(client: Client) -> None:
    draft = make_draft()
    form = form_of(client, draft.entry, attachments=[row(file_ja=upload("案内.pdf", PDF))])
    assert change(client, draft.entry, form).status_code == 302
    (values,) = saved(draft.entry).values()
    assert values["file_ja"].endswith("/案内.pdf") and values["is_for_everybody"] is True
    assert StoredFile.objects.get().sha256 == values["file_ja"][:64]


PDF = files.make_pdf()


def test_a_file_of_each_language_and_a_new_entry(client: Client) -> None:
    both = row(
        file_ja=upload("様式.pdf", PDF),
        file_en=upload("Form.pdf", files.make_pdf("en")),
        is_for_everybody=None,
    )
    del both["is_for_everybody"]
    form = form_of(client, attachments=[both], title_ja="件名", slug="new")
    assert post(client, url("add"), form).status_code == 302
    (values,) = saved(Announcement.objects.get()).values()
    assert values["file_ja"].endswith("/様式.pdf") and values["file_en"].endswith("/Form.pdf")


def test_an_opened_form_saves_nothing_new(client: Client) -> None:
    draft = make_draft(**attached(keep()))
    assert change(client, draft.entry, form_of(client, draft.entry)).status_code == 302
    assert Revision.objects.count() == 1


def test_a_file_is_replaced_and_taken_out(client: Client) -> None:
    draft = make_draft(
        **attached(keep(), is_for_everybody=False, file_en=keep("Form.pdf", files.make_pdf("en")))
    )
    form = form_of(client, draft.entry)
    form["attachments-0-file_ja"] = upload("新.pdf", files.make_pdf("new"))
    form["attachments-0-file_en-out"] = "on"
    assert change(client, draft.entry, form).status_code == 302
    assert saved(draft.entry)["a"]["file_ja"].endswith("/新.pdf")
    assert saved(draft.entry)["a"]["file_en"] is None


REFUSED = {
    "an archive": ("案内.pdf", files.make_zip()),
    "a page": ("案内.pdf", b"<!doctype html><script>alert(1)</script>"),
    "a drawing": ("図.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "a password": ("案内.pdf", files.encrypted_pdf()),
    "a script": ("案内.pdf", files.pdf_with_script()),
    "cut off": ("案内.pdf", PDF[:-40]),
    "too large": ("案内.pdf", PDF + b"0" * (11 << 20)),
    "a bomb": ("図.png", files.png_bomb()),
    "empty": ("案内.pdf", b""),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_told_at_its_field_and_not_kept(client: Client, name: str) -> None:
    draft = make_draft()
    form = form_of(client, draft.entry, attachments=[row(file_ja=upload(*REFUSED[name]))])
    response = change(client, draft.entry, form | {"title_ja": "変更後"})
    number = form["attachments-TOTAL_FORMS"] - 1
    assert_said_at(response, f"attachments-{number}-file_ja")
    assert not StoredFile.objects.exists()
    assert Announcement.objects.get().content() == draft.content
    assert response.context["adminform"].form["title_ja"].value() == "変更後"


def test_a_refused_save_keeps_the_file_that_was_accepted(client: Client) -> None:
    draft = make_draft()
    form = form_of(client, draft.entry, attachments=[row(file_ja=upload("案内.pdf", PDF))])
    number = form["attachments-TOTAL_FORMS"] - 1
    name = f"attachments-{number}-file_ja"
    shown = change(client, draft.entry, form | {"title_ja": ""})
    assert shown.status_code == 200 and "案内.pdf" in shown.content.decode()
    again = form | {"title_ja": "直した件名", f"{name}-kept": token_in(shown, name)}
    del again[name]
    assert change(client, draft.entry, again).status_code == 302
    (values,) = saved(draft.entry).values()
    assert values["file_ja"].endswith("/案内.pdf")


def token_in(response: Any, name: str) -> str:
    page = response.content.decode()
    token: str = page.partition(f'name="{name}-kept" value="')[2].partition('"')[0]
    assert token
    return token


def test_a_collision_keeps_the_file_too(client: Client) -> None:
    draft = make_draft()
    form = form_of(client, draft.entry, attachments=[row(file_ja=upload("案内.pdf", PDF))])
    name = f"attachments-{form['attachments-TOTAL_FORMS'] - 1}-file_ja"
    edit(draft, now=draft.at, title_ja="ほかの人の件名")
    shown = change(client, draft.entry, form | {"title_ja": "わたしの件名"})
    assert shown.context["clashes"]
    newest = Announcement.objects.get().head
    assert newest
    again = form | {"title_ja": "わたしの件名", "accepted": newest.pk}
    again |= {name: None, f"{name}-kept": token_in(shown, name)}
    assert change(client, draft.entry, again).status_code == 302
    assert len(saved(draft.entry)) == 1


MADE_UP = {
    "a bare address": lambda address, user: address,
    "signed with nothing": lambda address, user: f"{address}:x",
    "another person's": lambda address, user: Signer(salt="file kept for 0").sign(address),
}


@pytest.mark.parametrize("name", MADE_UP)
def test_a_hash_that_is_made_up_is_refused(client: Client, writer: User, name: str) -> None:
    draft, address = make_draft(), keep()
    made_up = row(**{"file_ja-kept": MADE_UP[name](address, writer)})
    form = form_of(client, draft.entry, attachments=[made_up])
    number = form["attachments-TOTAL_FORMS"] - 1
    assert_said_at(change(client, draft.entry, form), f"attachments-{number}-file_ja")
    assert Announcement.objects.get().content() == draft.content


def test_a_kept_file_that_is_cleared_away_meanwhile_is_asked_for_again(client: Client) -> None:
    address = keep("away.pdf", files.make_pdf("away"))
    draft = make_draft(**attached(address))
    form = form_of(client, draft.entry, title_ja="新しい件名")
    keeping.remove_file(address[:64])
    response = change(client, draft.entry, form)
    assert response.status_code == 200
    assert "もう残っていません" in response.content.decode()
    assert Revision.objects.count() == 1


UNFIT_ROWS = {
    "no file": (row(), "file_ja"),
    "no title": (row(title_ja="", title_en="", file_ja=upload("a.pdf", PDF)), "title_ja"),
    "no description": (
        row(alt_ja="絵", file_ja=upload("a.png", files.make_png())),
        "alt_en",
    ),
    "two for everybody": (
        row(file_ja=upload("a.pdf", PDF), file_en=upload("b.pdf", PDF)),
        "is_for_everybody",
    ),
}


@pytest.mark.parametrize("name", UNFIT_ROWS)
def test_an_unfit_row_is_told_at_its_field(client: Client, name: str) -> None:
    draft = make_draft()
    typed, field = UNFIT_ROWS[name]
    form = form_of(client, draft.entry, attachments=[typed])
    number = form["attachments-TOTAL_FORMS"] - 1
    assert_said_at(change(client, draft.entry, form), f"attachments-{number}-{field}")
    assert Revision.objects.count() == 1


def test_a_row_that_is_taken_out_needs_no_file(client: Client) -> None:
    draft = make_draft(**attached(keep()))
    form = form_of(client, draft.entry) | {"attachments-0-DELETE": "on"}
    form["attachments-0-file_ja-out"] = "on"
    assert change(client, draft.entry, form).status_code == 302
    assert saved(draft.entry) == {}


def test_a_full_disk_is_a_message(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError("No space left on device")

    draft = make_draft()
    form = form_of(client, draft.entry, attachments=[row(file_ja=upload("a.pdf", PDF))])
    monkeypatch.setattr(keeping.default_storage, "save", full)
    number = form["attachments-TOTAL_FORMS"] - 1
    assert_said_at(change(client, draft.entry, form), f"attachments-{number}-file_ja")


def test_a_disk_that_fills_up_while_a_file_arrives_is_a_message(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def full(self: Any, data: bytes) -> None:
        raise OSError("No space left on device")

    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    draft = make_draft()
    form = form_of(client, draft.entry, attachments=[row(file_ja=upload("a.pdf", PDF))])
    file = "django.core.files.uploadedfile.TemporaryUploadedFile.write"
    monkeypatch.setattr(file, full, raising=False)
    number = form["attachments-TOTAL_FORMS"] - 1
    assert_said_at(change(client, draft.entry, form), f"attachments-{number}-file_ja")


def test_more_than_all_files_together_may_have_is_refused_unread(
    client: Client, settings: Any
) -> None:
    draft = make_draft()
    form = form_of(client, draft.entry, attachments=[row(file_ja=upload("a.pdf", PDF))])
    settings.UPLOAD_LIMIT = 100
    assert change(client, draft.entry, form).status_code == 400


def test_the_preview_shows_a_file_that_was_just_chosen(client: Client) -> None:
    draft = make_draft()
    form = form_of(client, draft.entry, attachments=[row(file_ja=upload("案内.pdf", PDF))])
    page = post(client, url("preview", draft.entry_id, "ja"), form)
    assert page.status_code == 200
    assert "/admin/files/" in page.content.decode()
    assert Revision.objects.count() == 1


def test_who_may_not_write_sends_no_file(client: Client) -> None:
    draft = make_draft(**attached(keep()))
    form = form_of(
        client, draft.entry, attachments=[row(file_ja=upload("a.png", files.make_png()))]
    )
    before = StoredFile.objects.count()
    administrator = login(make_administrator())
    assert change(administrator, draft.entry, form).status_code == 403
    assert StoredFile.objects.count() == before
    page = administrator.get(url("change", draft.entry_id)).content.decode()
    assert "申請書.pdf（PDF、" in page and 'type="file"' not in page


def test_a_writer_sees_name_kind_size_and_a_link(client: Client) -> None:
    address = keep()
    draft = make_draft(**attached(address))
    page = client.get(url("change", draft.entry_id)).content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert f'href="/admin/files/{address[:64]}/%E7%94%B3%E8%AB%8B%E6%9B%B8.pdf"' in page
    assert ">申請書.pdf</a>" in page and "PDF、" in page


def test_a_file_in_the_form_that_a_colleague_replaced_meanwhile_stays_theirs(
    client: Client,
) -> None:
    draft = make_draft(**attached(keep()))
    form = form_of(client, draft.entry, summary_ja="概要")
    theirs = keep("theirs.pdf", files.make_pdf("theirs"))
    desk.save(
        draft.entry.as_kind(),
        draft,
        {"attachments.a.file_ja": theirs},
        by=make_writer(),
        now=draft.at,
    )
    assert change(client, draft.entry, form).status_code == 302
    assert saved(draft.entry)["a"]["file_ja"] == theirs
