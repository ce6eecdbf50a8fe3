"""The working copy in the admin: what was typed becomes changes against the revision the form
was opened on, and the desk's `save` does the rest."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tokutei_site.staff.forms import OpenedForm
from tokutei_site.text.characters import normalise
from tokutei_site.text.dates import FIRST_DAY, LAST_DAY

from . import desk
from .content import MISSING, apply, changed
from .labels import column_label, name_languages
from .ledger_forms import PlainText
from .models import SHOWN_DAYS, Entry, Revision, localised

SLUG_TAKEN = _("This address is in use. Please choose another one.")
SLUG_INVALID = _("An address has letters from a to z, digits and hyphens only.")


class NamedLanguagesForm(forms.ModelForm):
    """Fields in several languages are named 「件名（日本語）」 and carry their language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_languages(self)
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                use_calendar_days(field)
            elif isinstance(field.widget, forms.Textarea) and hasattr(field, "strip"):
                field.strip = False  # a paragraph may begin with U+3000


def use_calendar_days(field: forms.DateField) -> None:
    field.validators += SHOWN_DAYS
    field.widget.attrs |= {"min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}


class EntryForm(OpenedForm, NamedLanguagesForm):
    base = forms.ModelChoiceField(Revision.objects.none(), required=False, widget=forms.HiddenInput)
    accepted = forms.ModelChoiceField(
        Revision.objects.none(), required=False, widget=forms.HiddenInput
    )
    comment = PlainText(
        label=_("Comment to the writers"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    user: Any  # set by the admin on the class it makes for each request
    refusal: ValidationError | None = None
    twin: Entry | None = None  # what this very form already made, when it comes a second time

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("base", "accepted"):
            field = cast(forms.ModelChoiceField, self.fields[name])
            field.queryset = Revision.objects.filter(entry=self.instance.pk or 0)
        self.fields["base"].initial = self.instance.head_id
        self.former_slug = self.instance.slug
        if "slug" in self.fields:
            self.fields["slug"].error_messages["invalid"] = SLUG_INVALID
        for text in self.instance.notation_texts():
            for name in [*localised(text), self.instance.easy_column(text)]:
                if name in self.fields:  # read only, the form has none
                    self.fields[name].widget.attrs["data-text"] = text

    def carried(self) -> Iterable[str]:
        """What no version holds; everything else is merged with the newest version."""
        return [name for name in super().carried() if name in ("slug", "owner")]

    @property
    def slug(self) -> str:
        """The address as typed, or the entry's own where the form does not ask for it."""
        return str(self.cleaned_data.get("slug") or self.former_slug)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.check_slug(cleaned.get("slug"))
        if self.refusal:
            self.show_refusal(self.refusal)
        return cleaned

    def check_slug(self, slug: str | None) -> None:
        if not slug or slug == self.former_slug:
            return
        if desk.is_slug_taken(self.instance, slug):
            self.twin = self.made_before(slug)
            if self.twin is None:
                self.add_error("slug", SLUG_TAKEN)
        is_public = self.instance.pk and self.instance.publications.exists()
        if is_public and not self.user.has_perm("publishing.approve_entry"):
            self.add_error("slug", _("Only an approver may change the address of a public page."))

    def made_before(self, slug: str) -> Entry | None:
        """A new entry sent twice (a double click): the first press made it."""
        if self.instance.pk or self.refusal:
            return None
        made = type(self.instance).objects.filter(slug=slug, head__number=1, head__by=self.user)
        return cast(Entry | None, made.first())

    def show_refusal(self, refusal: ValidationError) -> None:
        """What the desk refused, each message at its field where the form has one."""
        if isinstance(refusal, desk.Conflict):
            self.add_error(None, refusal.messages[0])
            for path in refusal.clashes:
                if path in self.fields:
                    self.add_error(path, gettext("This field was changed meanwhile."))
            return
        by_column = refusal.message_dict if hasattr(refusal, "error_dict") else {}
        for path, texts in by_column.items():
            if path in self.fields:
                self.add_error(path, texts)
            else:
                label = column_label(type(self.instance), path)
                self.add_error(None, [f"{label}: {text}" for text in texts])
        if not by_column:
            self.add_error(None, refusal.messages)

    def column_changes(self) -> dict[str, Any]:
        """The entry's own columns as typed."""
        names = [*self.instance.column_names(), "source_language", "review_by"]
        return {name: plain_value(self.cleaned_data[name]) for name in names if name in self.fields}


def plain_value(value: Any) -> Any:
    """A cleaned form value as it stands in content."""
    if isinstance(value, str):
        return normalise(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def own_changes(base: Revision | None, changes: dict[str, Any]) -> dict[str, Any]:
    """Only what differs from the revision the form was opened on: the person's own work, which
    can then be put on a newer version without undoing a colleague's."""
    if base is None:
        return changes
    mine = apply(base.columns, changes)
    return {path: mine.get(path, MISSING) for path in changed(base.columns, mine)}
