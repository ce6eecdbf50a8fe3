"""The pages of the questionnaire as a browser would use them."""

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.test import Client
from django.urls import reverse

from eligibility.models import Guide
from tests.desk_forms import login
from tests.factories import make_draft, make_writer
from tokutei_site.publishing.models import Revision
from tokutei_site.staff.models import User


class Desk:
    """One guide, and somebody at work on it."""

    def __init__(self, *, by: User | None = None, revision: Revision | None = None, **changes: Any):
        self.user = by or make_writer(language="en")
        self.client: Client = login(self.user)
        self.guide = (revision or make_draft(Guide, **changes)).entry.as_kind()

    @property
    def head(self) -> Revision:
        self.guide.refresh_from_db()
        assert self.guide.head
        return self.guide.head

    @property
    def content(self) -> Any:
        return self.head.content

    def url(self, name: str, *args: str) -> str:
        return reverse(f"admin:eligibility_guide_{name}", args=[self.guide.pk, *args])

    def get(self, name: str, *args: str) -> Any:
        return self.client.get(self.url(name, *args))

    def text(self, name: str, *args: str) -> str:
        return str(self.get(name, *args).content.decode())

    def form(self, name: str, *args: str) -> dict[str, Any]:
        """What the page would send as it is opened."""
        context = self.get(name, *args).context
        forms = [context["form"]] if "form" in context else []
        sent: dict[str, Any] = {"base": context["work"].base.number}
        if "choices" in context:
            sent["new_choices"] = " ".join(context["choices"].new)
            sent["new_steps"] = " ".join(context["choices"].new_steps)
            forms += context["choices"].forms
        for each in ("step", "block", "case"):
            if name in (f"new_{each}", "insert"):
                key = context.get("new_step") or context["form"].key
                sent[f"new_{'step' if name == 'insert' else each}"] = key
        for form in forms:
            for field in form:
                sent |= value_of(field)
        return sent

    def send(self, name: str, *args: str, form: dict[str, Any] | None = None, **typed: Any) -> Any:
        sent = {**(form or self.form(name, *args)), **typed}
        kept = {key: value for key, value in sent.items() if value is not None}
        return self.client.post(self.url(name, *args), kept)


def value_of(field: Any) -> dict[str, Any]:
    value = field.value()
    if isinstance(field.field.widget, CheckboxSelectMultiple):
        return {field.html_name: list(value or [])}
    if field.widget_type == "checkbox":
        return {field.html_name: "on"} if value else {}
    shown = field.field.widget.format_value(value)
    return {field.html_name: (shown[0] if isinstance(shown, list) else shown) or ""}
