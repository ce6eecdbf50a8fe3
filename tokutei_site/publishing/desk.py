"""The verbs: each one transaction and the only way to do the thing, for the admin, commands and
tests alike. `by` is the staff member, `now` an aware datetime (UTC or with a zone). This is the
one door to them: they stand in `writing`, `translating`, `acknowledging`, `reviewing`, `releasing`,
`sealing` and `checking`, and are taken from here.

Raises: PermissionDenied for the wrong role, Conflict for a collision, Refused for anything else
that the rules forbid; nothing is written then.
"""

from .acknowledging import acknowledge
from .checking import NOTE_LIMIT, check_source, edit_source, keep_texts, source_problems
from .refusals import Conflict, Refused, locked, require
from .releasing import cancel, note_problems, publish, withdraw
from .reviewing import DECISION_NUMBER_LIMIT, approve, check, discard, needless, return_, submit
from .sealing import ask_seal, drop_seal_request, seal
from .settling import Later
from .translating import Place, Tick, all_confirmed, confirm_translation, places
from .writing import adopt, assign, is_slug_taken, rehearse, rename, restore, save, undo

__all__ = [
    "DECISION_NUMBER_LIMIT",
    "NOTE_LIMIT",
    "Conflict",
    "Later",
    "Place",
    "Refused",
    "Tick",
    "acknowledge",
    "adopt",
    "all_confirmed",
    "approve",
    "ask_seal",
    "assign",
    "cancel",
    "check",
    "check_source",
    "confirm_translation",
    "discard",
    "drop_seal_request",
    "edit_source",
    "is_slug_taken",
    "keep_texts",
    "locked",
    "needless",
    "note_problems",
    "places",
    "publish",
    "rehearse",
    "rename",
    "require",
    "restore",
    "return_",
    "save",
    "seal",
    "source_problems",
    "submit",
    "undo",
    "withdraw",
]
