"""A page as a browser has it: its forms, what each would send as it stands, and what somebody
types into it. Read from the HTML, so that what is not rendered is not sent."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

from django.test import Client

TEXTS = ("text", "search", "url", "email", "tel", "number", "date", "time", "password")


@dataclass
class Control:
    """One element of a form; `kind` is the type of an input, or the name of the element."""

    name: str
    kind: str
    value: str = ""
    is_on: bool = False  # ticked or chosen
    options: list["Control"] = field(default_factory=list)
    is_multiple: bool = False

    @property
    def values(self) -> list[str]:
        """What the browser sends of it."""
        if self.kind in ("checkbox", "radio"):
            return [self.value] if self.is_on else []
        if self.kind == "select":
            chosen = [each.value for each in self.options if each.is_on]
            first = [each.value for each in self.options[:1]]
            return chosen if self.is_multiple else (chosen or first)[-1:]
        return [] if self.kind == "file" else [self.value]

    def other(self) -> list[str]:
        """Something else than what stands there, of the same sort."""
        if self.kind in ("checkbox", "radio"):
            return [] if self.is_on else [self.value]
        if self.kind == "select":
            free = [each.value for each in self.options if each.value not in ["", *self.values]]
            return free[:1]
        if self.kind == "date":
            day = date.fromisoformat(self.value) if self.value else date(2027, 1, 15)
            return [(day + timedelta(days=1)).isoformat()]
        if self.kind == "time":
            return ["09:31" if self.value.startswith("09:30") else "09:30"]
        if self.kind == "number":
            return [str(int(self.value or 0) + 1)]
        return [
            {"url": "https://example.jp/other", "email": "other@example.jp"}.get(
                self.kind, f"{self.value}x"
            )
        ]


@dataclass
class Form:
    action: str
    method: str
    controls: list[Control] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # name, value, address

    def __getitem__(self, name: str) -> Control:
        (found,) = [each for each in self.controls if each.name == name]
        return found

    def __contains__(self, name: str) -> bool:
        return any(each.name == name for each in self.controls)

    def sent(self, **typed: Any) -> dict[str, Any]:
        """The fields as they stand, and what is typed into some of them; None sends nothing."""
        fields: dict[str, Any] = {}
        for each in self.controls:
            for value in each.values:
                fields.setdefault(each.name, []).append(value)
        return {name: value for name, value in (fields | typed).items() if value is not None}

    def rows(self, group: str) -> range:
        return range(int(self[f"{group}-TOTAL_FORMS"].value))

    def added(self, group: str, **typed: Any) -> dict[str, Any]:
        """A row more, made of the template row as the admin's script makes it."""
        number, end = len(self.rows(group)), f"{group}-__prefix__-"
        row = {
            each.name.replace("__prefix__", str(number)): each.values
            for each in self.controls
            if each.name.startswith(end) and each.values
        }
        typed = {f"{group}-{number}-{name}": value for name, value in typed.items()}
        return {**self.sent(), **row, **typed, f"{group}-TOTAL_FORMS": number + 1}


class Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.open: Control | None = None  # a textarea or a select
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(values.get("action", ""), values.get("method", "get"))
            self.forms.append(self.form)
        elif self.form and "disabled" not in values:
            self.control(tag, values, self.form)

    def control(self, tag: str, values: dict[str, str], form: Form) -> None:
        name, kind = values.get("name", ""), values.get("type", "text")
        value = values.get("value", "on" if kind in ("checkbox", "radio") else "")
        if tag == "option" and self.open:
            self.open.options.append(Control("", tag, value, "selected" in values))
        elif tag == "button" or (tag == "input" and kind in ("submit", "image")):
            form.buttons.append((name, value, values.get("formaction", "")))
        elif tag in ("input", "select", "textarea") and name:
            kind = kind if tag == "input" else tag
            made = Control(name, kind, value, "checked" in values, [], "multiple" in values)
            form.controls.append(made)
            self.open = made if tag != "input" else self.open

    def handle_data(self, data: str) -> None:
        if self.open and self.open.kind == "textarea":
            self.open.value += data if self.open.value else data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag in ("select", "textarea"):
            self.open = None


def form_at(client: Client, path: str) -> Form | None:
    """The form of a page of the desk, if the page has one besides those of its head."""
    response: Any = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    forms = Reader(response.content.decode()).forms
    return ([None] + [form for form in forms if len(form.controls) > 1])[-1]
