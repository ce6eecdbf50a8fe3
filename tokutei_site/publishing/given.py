"""Kinds whose address nobody types: each new entry is given the next one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest

from . import desk
from .admin import EntryAdmin
from .forms import EntryForm
from .models import Revision


class GivenAddressForm(EntryForm):
    """The address that the form was opened with comes back signed, so that the same form sent twice
    is known by it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signer = Signer(salt=f"address given to {self.user.pk}")
        if "slug" in self.fields:
            self.fields["slug"] = forms.CharField(
                label="", required=False, widget=forms.HiddenInput
            )
            self.initial["slug"] = self.signer.sign(self.instance.slug or self.next_slug())

    def carried(self) -> Iterable[str]:
        return [name for name in super().carried() if name != "slug"]

    def next_slug(self) -> str:
        return str(type(self.instance).next_slug())

    def clean_slug(self) -> str:
        if self.instance.pk:
            return str(self.former_slug)
        try:
            return str(self.signer.unsign(self.cleaned_data["slug"]))
        except BadSignature:
            return self.next_slug()

    def check_slug(self, slug: str | None) -> None:
        if slug and not self.instance.pk and desk.is_slug_taken(self.instance, slug):
            self.twin = self.made_before(slug)
            if self.twin is None:
                self.take_next_slug()

    def take_next_slug(self) -> None:
        """Somebody else was given the address in the meantime."""
        self.twin = None
        self.cleaned_data["slug"] = self.instance.slug = self.next_slug()


class GivenAddressAdmin(EntryAdmin):
    form = GivenAddressForm

    def write(self, verb: Any, request: HttpRequest, form: Any, formsets: Any) -> Revision:
        try:
            return super().write(verb, request, form, formsets)
        except desk.Refused:
            # The same person wrote another entry under the address of this form meanwhile.
            if form.twin is None:
                raise
            form.take_next_slug()
            return super().write(verb, request, form, formsets)
