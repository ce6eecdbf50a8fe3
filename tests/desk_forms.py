"""The forms of the desk as a browser would send them."""

from typing import Any

from django.test import Client
from django.urls import reverse

from announcements.models import Announcement
from tests.rendered import form_at
from tokutei_site.publishing.models import Entry, Revision
from tokutei_site.staff.models import User

LIST = "/admin/announcements/announcement/"


def login(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, *args: Any, kind: type[Entry] = Announcement) -> str:
    meta = kind._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{name}", args=args)


def post(client: Client, path: str, form: dict[str, Any]) -> Any:
    return client.post(path, {name: "" if v is None else v for name, v in form.items()})


def change(client: Client, entry: Entry, form: dict[str, Any]) -> Any:
    return post(client, url("change", entry.pk), form)


def form_of(
    client: Client,
    entry: Entry | None = None,
    *,
    key_dates: list[dict[str, Any]] | None = None,
    citations: list[dict[str, Any]] | None = None,
    attachments: list[dict[str, Any]] | None = None,
    kind: type[Entry] = Announcement,
    **typed: Any,
) -> dict[str, Any]:
    """What the form would send as it is opened, with rows added and fields typed."""
    path = url("change", entry.pk, kind=kind) if entry else url("add", kind=kind)
    form = form_at(client, path)
    assert form
    sent = form.sent(form_of=None, csrfmiddlewaretoken=None)
    sent = {
        name: v[0] if len(v) == 1 else v for name, v in sent.items() if "__prefix__" not in name
    }
    added = {"key_dates": key_dates or [], "citations": citations or []}
    added["attachments"] = attachments or []
    for prefix, rows in added.items():
        if f"{prefix}-TOTAL_FORMS" not in form:
            continue
        start = len(form.rows(prefix))
        for number, row in enumerate(rows, start):
            sent |= {f"{prefix}-{number}-{name}": v for name, v in row.items()}
        sent[f"{prefix}-TOTAL_FORMS"] = start + len(rows)
    return sent | typed


def values(form: Any) -> dict[str, Any]:
    """The successful controls of a form: an unchecked box is not sent."""
    sent = {}
    for field in form:
        value = field.value()
        if hasattr(field.field.widget, "widgets"):
            parts = field.field.widget.decompress(value)
            sent |= {f"{field.html_name}_{i}": part for i, part in enumerate(parts)}
        elif value is True:
            sent[field.html_name] = "on"
        elif value is not False and field.name not in ("accepted", "DELETE"):
            sent[field.html_name] = "" if value is None else field.field.widget.format_value(value)
    return {name: v[0] if isinstance(v, list) else v for name, v in sent.items()}


def publish_form(client: Client, revision: Revision, **typed: Any) -> dict[str, Any]:
    kind = type(revision.entry.as_kind())
    path = url("publish", revision.entry_id, revision.number, kind=kind)
    sent = values(client.get(path).context["form"])
    return sent | {"note_ja": "公開しました。", "note_en": "Published."} | typed
