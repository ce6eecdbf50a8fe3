from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tokutei_site.text.characters import normalise

from . import desk
from .content import MISSING, apply, changed, fingerprint
from .labels import column_label, name_languages
from .models import Child, Citation, Revision


class NamedLanguagesForm(forms.ModelForm):
    """Fields in several languages are named 「件名（日本語）」 and carry their language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_languages(self)


class EntryForm(NamedLanguagesForm):
    """The working copy in the admin. It writes nothing: it turns what was typed into changes
    against the revision it was opened on, and the desk's `save` does the rest."""

    base = forms.ModelChoiceField(Revision.objects.none(), required=False, widget=forms.HiddenInput)
    accepted = forms.ModelChoiceField(
        Revision.objects.none(), required=False, widget=forms.HiddenInput
    )

    user: Any  # set by the admin on the class it makes for each request
    refusal: ValidationError | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("base", "accepted"):
            self.fields[name].queryset = Revision.objects.filter(entry=self.instance.pk or 0)
        self.fields["base"].initial = self.instance.head_id
        self.former_slug = self.instance.slug

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
            self.add_error("slug", _("This address is in use. Please choose another one."))
        is_public = self.instance.pk and self.instance.publications.exists()
        if is_public and not self.user.has_perm("publishing.approve_entry"):
            self.add_error("slug", _("Only an approver may change the address of a public page."))

    def show_refusal(self, refusal: ValidationError) -> None:
        """What the desk refused, each message at its field where the form has one."""
        if isinstance(refusal, desk.Conflict):
            self.add_error(None, refusal.messages[0])
            for path in refusal.clashes:
                if path in self.fields:
                    self.add_error(path, gettext("Somebody else changed this field too."))
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


def new_key(form: EntryForm, child_form: forms.ModelForm) -> str:
    """The permanent key of a child typed in now: the same again when the same form is sent
    twice (a double click), another one for every other person, version and row."""
    base = form.cleaned_data.get("base")
    origin = f"{base and base.pk}:{form.user.pk}:{child_form.prefix}"
    return fingerprint(origin)[:12]


def child_changes(
    name: str, formset: forms.BaseInlineFormSet, entry_form: EntryForm
) -> dict[str, Any]:
    """What an inline of children changes, by permanent key."""
    changes: dict[str, Any] = {}
    for form in formset.forms:
        child: Child = form.instance
        if form in formset.deleted_forms:
            if child.pk:
                changes[f"{name}.{child.key}"] = MISSING
        elif child.pk or form.has_changed():
            columns = ["order", *child.column_names()]
            key = child.key or new_key(entry_form, form)
            changes |= {
                f"{name}.{key}.{column}": plain_value(form.cleaned_data[column])
                for column in columns
                if column in form.cleaned_data
            }
    return changes


def citation_changes(formset: forms.BaseInlineFormSet) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    kept = {}
    for form in formset.forms:
        source = form.cleaned_data.get("source")
        if source and form not in formset.deleted_forms:
            kept[source.key] = form.cleaned_data.get("order") or 0
    before = Citation.objects.filter(entry=formset.instance.pk or 0).select_related("source")
    for citation in before:
        if citation.source.key not in kept:
            changes[f"sources.{citation.source.key}"] = MISSING
    return changes | {f"sources.{key}.order": order for key, order in kept.items()}


def own_changes(base: Revision | None, changes: dict[str, Any]) -> dict[str, Any]:
    """Only what differs from the revision the form was opened on: the person's own work, which
    can then be put on a newer version without undoing a colleague's."""
    if base is None:
        return changes
    mine = apply(base.columns, changes)
    return {path: mine.get(path, MISSING) for path in changed(base.columns, mine)}
