"""Forms of the steps that write into the ledger. The rules are the desk's; where one concerns a
single field, the form asks it beforehand, so that its message stands there."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tokutei_site.text.characters import normalise, validate_text
from tokutei_site.text.dates import LAST_DAY, format_moment

from . import desk, gate
from .labels import language_names
from .models import LANGUAGE_CODES, Publication


class PlainText(forms.CharField):
    """Some lines of text that can be stored: 「改行」 as one character, nothing invisible."""

    default_validators = [validate_text]

    def to_python(self, value: Any) -> str:
        return normalise(super().to_python(value)) or ""


class DecisionNumber(forms.CharField):
    """A single line that can be stored."""

    default_validators = [partial(validate_text, single_line=True)]


class CommentForm(forms.Form):
    """What is said with a step; also the number of the decision, where the office has them."""

    comment = PlainText(
        label=_("Comment"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.DECISION_NUMBERS:
            self.fields["decision_number"] = DecisionNumber(
                label=_("Decision number"),
                help_text=_("Recorded with the approval, and printed on the decision sheet."),
                required=False,
                max_length=desk.DECISION_NUMBER_LIMIT,
            )


class AcknowledgeForm(forms.Form):
    """Why the findings that are ticked are accepted."""

    reason = PlainText(
        label=_("Why they are accepted"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Please give the reason.")},
    )


def text_area(label: Any, language: str = "", rows: int = 2) -> PlainText:
    attrs = {"rows": rows, **({"lang": language} if language else {})}
    return PlainText(
        label=label, required=False, max_length=1000, widget=forms.Textarea(attrs=attrs)
    )


def moment_field(label: Any, help_text: Any) -> forms.SplitDateTimeField:
    widget = forms.SplitDateTimeWidget(
        date_attrs={"type": "date", "max": LAST_DAY.isoformat(), "aria-label": _("Date")},  # type: ignore[dict-item]
        time_attrs={"type": "time", "aria-label": _("Time")},  # type: ignore[dict-item]
        date_format="%Y-%m-%d",
        time_format="%H:%M",
    )
    return forms.SplitDateTimeField(label=label, required=False, help_text=help_text, widget=widget)


class NoteForm(forms.Form):
    """A note to readers in every language."""

    NOTE: Any = _("Note to readers (%(language)s)")
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)  # the newest ledger row

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in language_names().items():
            self.fields[f"note_{code}"] = text_area(self.NOTE % {"language": name}, code)

    def note(self) -> dict[str, str]:
        return {code: self.cleaned_data.get(f"note_{code}", "").strip() for code in LANGUAGE_CODES}

    def clean(self) -> dict[str, Any]:
        significance = None
        if "significance" in self.fields:
            significance = self.cleaned_data.get("significance", Publication.Significance.MAJOR)
        problems = desk.note_problems(self.note(), significance)
        for code, text in self.note().items():
            if not text and f"note_{code}" not in self.errors:
                for problem in problems:
                    self.add_error(f"note_{code}", problem)
        return self.cleaned_data


class LaterForm(NoteForm):
    """Also asks of each publication that stands scheduled for later what happens to it."""

    LATER = (
        ("carry", _("Carry this change into it (it is approved anew, then its date is set again)")),
        ("cancel", _("Cancel it")),
        ("keep", _("Keep it as it is, with this reason:")),
    )

    def __init__(
        self,
        *args: Any,
        scheduled: Sequence[Publication] = (),
        now: datetime | None = None,
        may_carry: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.scheduled, self.now = scheduled, now or timezone.now()
        for row in scheduled:
            may_be_carried = may_carry and row.revision_id is not None
            self.fields[f"later_{row.pk}"] = forms.ChoiceField(
                label=named(row),
                choices=[c for c in self.LATER if may_be_carried or c[0] != "carry"],
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"later_reason_{row.pk}"] = text_area(
                _("Reason for keeping what begins on %(at)s")
                % {"at": format_moment(row.visible_from)}
            )

    @property
    def begins(self) -> datetime:
        return self.cleaned_data.get("visible_from") or self.now

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for row in self.scheduled:
            choice = cleaned.get(f"later_{row.pk}")
            if not choice and row.visible_from >= self.begins:
                self.add_error(f"later_{row.pk}", _("Please choose what happens to it."))
            if choice == "keep" and not cleaned.get(f"later_reason_{row.pk}", "").strip():
                self.add_error(f"later_reason_{row.pk}", _("Please give the reason."))
        return cleaned

    def later(self) -> dict[int, desk.Later]:
        """The choice for each publication that begins after this one, by its row."""
        return {
            row.pk: desk.Later(
                self.cleaned_data[f"later_{row.pk}"], self.cleaned_data[f"later_reason_{row.pk}"]
            )
            for row in self.scheduled
            if row.visible_from >= self.begins
        }


def named(row: Publication) -> str:
    at = format_moment(row.visible_from)
    if row.revision is None:
        return gettext("A withdrawal is scheduled for %(at)s") % {"at": at}
    told = {"number": row.revision.number, "at": at}
    return gettext("Version %(number)s is scheduled for %(at)s") % told


class WithdrawForm(LaterForm):
    NOTE = _("Reason for withdrawing (%(language)s)")


class PublishForm(LaterForm):
    significance = forms.ChoiceField(
        label=_("Significance"),
        choices=Publication.Significance.choices,
        widget=forms.RadioSelect,
        initial=Publication.Significance.MAJOR,
    )
    visible_from = moment_field(_("Public from"), _("Empty: at once. Times are Japan time."))
    visible_until = moment_field(_("Public until"), _("Empty: without an end."))
    field_order = ("seen", "visible_from", "visible_until", "significance")

    def __init__(
        self,
        *args: Any,
        absent: list[str] | None = None,
        source: str = settings.LANGUAGE_CODE,
        may_force: bool = False,
        longest: timedelta | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.source, self.absent = source, absent or []
        self.longest = longest
        if longest:
            self.fields["visible_until"].help_text = ngettext(
                "It needs an end, at most %(days)d day after its start.",
                "It needs an end, at most %(days)d days after its start.",
                longest.days,
            ) % {"days": longest.days}
        for code in self.absent:
            if code != source:
                self.add_alternative(code)
        if may_force:
            self.fields["force_reason"] = text_area(
                _("Reason for publishing without approval (emergencies only)")
            )

    def add_alternative(self, code: str) -> None:
        names = language_names()
        self.fields[f"by_{code}"] = forms.DateField(
            label=_("%(language)s follows by") % {"language": names[code]},
            required=False,
            widget=forms.DateInput(
                attrs={"type": "date", "max": LAST_DAY.isoformat()}, format="%Y-%m-%d"
            ),
        )
        for each, name in names.items():
            label = _("or why there is no %(language)s text (reason in %(written)s)")
            self.fields[f"reason_{code}_{each}"] = text_area(
                label % {"language": names[code], "written": name}, each
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, until = cleaned.get("visible_from") or self.now, cleaned.get("visible_until")
        self.refuse("visible_from", gate.window_problems(start, None, self.now))
        self.refuse("visible_until", gate.window_problems(start, until, start, self.longest))
        declared = self.alternatives()
        for code in self.absent:
            name = f"by_{code}" if f"by_{code}" in self.fields else None
            self.refuse(name, gate.alternative_problems([code], declared, self.source, start))
        return cleaned

    def refuse(self, name: str | None, problems: list[str]) -> None:
        if problems and name not in self.errors:
            self.add_error(name, [ValidationError(problem) for problem in problems])

    def alternatives(self) -> dict[str, Any]:
        declared: dict[str, Any] = {}
        for code in (c for c in self.absent if f"by_{c}" in self.fields):
            reason = {c: self.cleaned_data.get(f"reason_{code}_{c}", "") for c in LANGUAGE_CODES}
            if day := self.cleaned_data.get(f"by_{code}"):
                declared[code] = {"by": day.isoformat()}
            elif any(reason.values()):
                declared[code] = {"reason": {c: text.strip() for c, text in reason.items()}}
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
