"""The verbs: each one transaction and the only way to do the thing, for the admin, commands and
tests alike. `by` is the staff member, `now` an aware datetime (UTC or with a zone). This is the
one door to them: they stand in `writing`, `reviewing`, `releasing` and `checking`, and are taken
from here.

Raises: PermissionDenied for the wrong role, Conflict for a collision, Refused for anything else
that the rules forbid; nothing is written then.
"""

from .checking import NOTE_LIMIT, check_source, edit_source, keep_texts, source_problems
from .refusals import Conflict, Refused, locked, require
from .releasing import cancel, note_problems, publish, withdraw
from .reviewing import DECISION_NUMBER_LIMIT, approve, check, return_, submit
from .settling import Later
from .writing import adopt, is_slug_taken, rehearse, rename, restore, save

__all__ = [
    "DECISION_NUMBER_LIMIT",
    "NOTE_LIMIT",
    "Conflict",
    "Later",
    "Refused",
    "adopt",
    "approve",
    "cancel",
    "check",
    "check_source",
    "edit_source",
    "is_slug_taken",
    "keep_texts",
    "locked",
    "note_problems",
    "publish",
    "rehearse",
    "rename",
    "require",
    "restore",
    "return_",
    "save",
    "source_problems",
    "submit",
    "withdraw",
]
