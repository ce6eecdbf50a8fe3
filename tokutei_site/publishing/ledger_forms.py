"""Forms of the steps that write into the ledger; the rules themselves are the desk's."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .desk import Later
from .models import LANGUAGE_CODES, Publication


class CommentForm(forms.Form):
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def text_area(label: Any, language: str = "", rows: int = 2) -> forms.CharField:
    attrs = {"rows": rows, **({"lang": language} if language else {})}
    return forms.CharField(
        label=label, required=False, max_length=1000, widget=forms.Textarea(attrs=attrs)
    )


def moment_field(label: Any, help_text: Any) -> forms.SplitDateTimeField:
    widget = forms.SplitDateTimeWidget(
        date_attrs={"type": "date", "aria-label": _("Date")},
        time_attrs={"type": "time", "aria-label": _("Time")},
        date_format="%Y-%m-%d",
        time_format="%H:%M",
    )
    return forms.SplitDateTimeField(label=label, required=False, help_text=help_text, widget=widget)


class NoteForm(forms.Form):
    """A note to readers in every language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            label = _("Note to readers (%(language)s)") % {"language": name}
            self.fields[f"note_{code}"] = text_area(label, code)

    def note(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"note_{code}"].strip() for code in LANGUAGE_CODES}


class LaterForm(NoteForm):
    """Also asks what happens to what stands scheduled for later, if anything does."""

    LATER = (
        ("carry", _("Carry this change into the scheduled version (it is approved anew)")),
        ("cancel", _("Cancel the scheduled publication")),
        ("keep", _("Keep the scheduled publication as it is, with this reason:")),
    )

    def __init__(
        self, *args: Any, has_later: bool = False, may_carry: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if has_later:
            choices = [c for c in self.LATER if may_carry or c[0] != "carry"]
            self.fields["later"] = forms.ChoiceField(
                label=_("A publication is scheduled for later"),
                choices=choices,
                widget=forms.RadioSelect,
            )
            self.fields["later_reason"] = text_area(_("Reason for keeping it"))

    def later(self) -> Later | None:
        if "later" not in self.fields:
            return None
        return Later(self.cleaned_data["later"], self.cleaned_data["later_reason"])


class PublishForm(LaterForm):
    significance = forms.ChoiceField(
        label=_("Significance"),
        choices=Publication.Significance.choices,
        widget=forms.RadioSelect,
        initial=Publication.Significance.MAJOR,
    )
    visible_from = moment_field(_("Public from"), _("Empty: at once. Times are Japan time."))
    visible_until = moment_field(_("Public until"), _("Empty: without an end."))

    def __init__(
        self, *args: Any, absent: list[str] | None = None, may_force: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.absent = absent or []
        for code in self.absent:
            self.add_alternative(code)
        if may_force:
            self.fields["force_reason"] = text_area(
                _("Reason for publishing without approval (emergencies only)")
            )

    def add_alternative(self, code: str) -> None:
        names = dict(settings.LANGUAGES)
        self.fields[f"by_{code}"] = forms.DateField(
            label=_("%(language)s follows by") % {"language": names[code]},
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )
        for each, name in names.items():
            label = _("or why there is no %(language)s text (reason in %(written)s)")
            self.fields[f"reason_{code}_{each}"] = text_area(
                label % {"language": names[code], "written": name}, each
            )

    def alternatives(self) -> dict[str, Any]:
        declared: dict[str, Any] = {}
        for code in self.absent:
            reason = {c: self.cleaned_data[f"reason_{code}_{c}"].strip() for c in LANGUAGE_CODES}
            if day := self.cleaned_data[f"by_{code}"]:
                declared[code] = {"by": day.isoformat()}
            elif any(reason.values()):
                declared[code] = {"reason": reason}
        return declared

    def terms(self) -> dict[str, Any]:
        """The arguments of desk.publish."""
        return {
            "significance": self.cleaned_data["significance"],
            "visible_from": self.cleaned_data["visible_from"],
            "visible_until": self.cleaned_data["visible_until"],
            "note": self.note(),
            "alternatives": self.alternatives(),
            "later": self.later(),
            "force_reason": self.cleaned_data.get("force_reason", "").strip(),
        }
