"""One verb on many entries: each in a transaction of its own, so that one that is refused leaves
the others alone. What came of each is told entry by entry."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from .labels import refusal_messages
from .models import Entry, Revision

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    entry: Entry
    messages: tuple[str, ...] = ()  # why not; none when it was done

    @property
    def is_done(self) -> bool:
        return not self.messages


def for_each(revisions: Iterable[Revision], verb: Callable[[Revision], Any]) -> list[Outcome]:
    """Do `verb` to each revision, in their order. Never raises for one of them."""
    return [Outcome(each.entry, tuple(problems(each, verb))) for each in revisions]


def problems(revision: Revision, verb: Callable[[Revision], Any]) -> list[str]:
    try:
        with transaction.atomic():
            verb(revision)
    except PermissionDenied as denied:
        return [str(denied) or _("Your role does not include this step.")]
    except ValidationError as refusal:
        return refusal_messages(type(revision.entry.as_kind()), refusal)
    except DatabaseError:
        logger.exception("A step on many entries failed for %s.", revision)
        return [_("The database did not take this step. Please try it again for this entry.")]
    return []
