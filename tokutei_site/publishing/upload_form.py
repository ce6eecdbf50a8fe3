"""The form of an attachment: each file is checked and kept as soon as it arrives, so that a save
refused for another reason does not lose it. What is kept is named by a signed token."""

from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tokutei_site.staff.models import User

from .attached import facts, staff_link, stored_files
from .child_forms import ChildForm
from .files import keeping
from .models import FileKind, localised
from .models.files import NO_FILE


class Sent(NamedTuple):
    """What the three controls of one file sent."""

    upload: UploadedFile | None
    token: str
    is_taken_out: bool


class UploadWidget(forms.Widget):
    needs_multipart_form = True
    signer: Signer

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Sent:
        return Sent(files.get(name), data.get(f"{name}-kept", ""), f"{name}-out" in data)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        """`value` is the address of the file that is there, if any."""
        sha256, _slash, file_name = (value or "").partition("/")
        file = stored_files([value]).get(sha256)
        context = {
            "name": name,
            "attrs": self.build_attrs(self.attrs, attrs),
            "accept": ",".join(FileKind.values),
            "file_name": file_name,
            "facts": facts(file.kind.label, file.size) if file else "",
            "url": staff_link(value) if file else "",
            "token": self.signer.sign(value) if file else "",
        }
        return render_to_string("admin/publishing/_upload.html", context)


class UploadField(forms.Field):
    """Cleans to the address of a file (hash/name) or None. A token holds for one person, so no
    hash can be made up or taken from somebody else's form."""

    def __init__(self, user: User, **kwargs: Any) -> None:
        super().__init__(required=False, widget=UploadWidget(), **kwargs)
        self.user = user
        self.signer = self.widget.signer = Signer(salt=f"file kept for {user.pk}")

    def kept(self, token: str) -> str | None:
        try:
            return self.signer.unsign(token)
        except BadSignature:
            return None

    def clean(self, sent: Sent) -> str | None:
        if sent.upload:
            address = keeping.keep(sent.upload, by=self.user, now=timezone.now())
            sent.upload.address = address  # type: ignore[attr-defined]
            return address
        if sent.is_taken_out or not sent.token:
            return None
        if kept := self.kept(sent.token):
            return kept
        raise ValidationError(gettext("This file is not known here. Please choose it again."))

    def has_changed(self, initial: Any, sent: Sent) -> bool:  # type: ignore[override]
        if sent.upload or sent.is_taken_out:
            return True
        return (self.kept(sent.token) or "") != (initial or "")

    def bound_data(self, sent: Sent, initial: Any) -> str | None:
        """What a form shown again holds: the file just accepted, else the one kept before."""
        return getattr(sent.upload, "address", None) or self.kept(sent.token)


class AttachmentForm(ChildForm):
    user: User  # set by the inline on the class it makes for each request

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file_names = [name for name in localised("file") if name in self.fields]
        for name in self.file_names:
            self.fields[name] = UploadField(
                self.user,
                label=self.fields[name].label,
                help_text=_("PDF, PNG or JPEG, at most 10 MB."),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) or name in self.errors for name in self.file_names):
            self.add_error(self.file_names[0], NO_FILE)
        return cleaned
