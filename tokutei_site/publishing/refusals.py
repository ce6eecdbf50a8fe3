"""What every verb asks before it acts, and how it refuses."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from tokutei_site.staff.models import User

from .content import Clash
from .models import Entry, Revision, Seal

Clashing = tuple[Revision, dict[str, Clash]]


class Refused(ValidationError):
    """The rules forbid it; the messages say why in the person's language."""


class Conflict(Refused):
    """The same columns were changed meanwhile, perhaps by the same person in another window;
    nothing was written. `every`: all versions that a change collides with, where there are several,
    each with its clashes."""

    def __init__(
        self, head: Revision, clashes: dict[str, Clash], every: Iterable[Clashing] = ()
    ) -> None:
        self.head, self.clashes = head, clashes
        self.every = list(every) or [(head, clashes)]
        super().__init__(_("The same part was changed meanwhile. Nothing was saved."))


def require(by: User, permission: str, thing: str = "entry") -> None:
    if not by.has_perm(f"publishing.{permission}_{thing}"):
        raise PermissionDenied(_("Your role does not include this step."))


def locked(entry: Entry) -> Entry:
    """The entry as it stands, held until the transaction ends (SQLite holds all of it)."""
    kind = type(entry)
    Entry.objects.select_for_update().get(pk=entry.pk)
    return kind.objects.get(pk=entry.pk)


def require_text(revision: Revision) -> None:
    """For a verb that has locked the entry: the text is still there, now and in `revision`."""
    if Seal.objects.filter(revision=revision).exists():
        raise Refused(
            _("Version %(number)s is sealed: its text is gone.") % {"number": revision.number}
        )


def require_head(revision: Revision, content_hash: str | None = None) -> None:
    entry = locked(revision.entry.as_kind())
    if entry.head_id != revision.pk or content_hash not in (None, revision.content_hash):
        raise Refused(
            _("The text has changed since you opened this page. Please look at the new version.")
        )
