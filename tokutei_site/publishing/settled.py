"""What a person is told of the dates that a publication took back, and what is to be done to get
them again."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tokutei_site.text.dates import format_moment

from . import carried
from .models import Entry, Publication, Revision


def told(publication: Publication) -> Iterator[str]:
    """A text for each scheduled publication that this one took back, and for the carried version
    that comes next."""
    entry = Entry.objects.select_related("head").get(pk=publication.entry_id)
    rows = Publication.objects.filter(
        entry=entry, at=publication.at, by=publication.by_id, cancels__isnull=False
    )
    taken = list(rows.select_related("cancels", "carried_into").order_by("cancels__visible_from"))
    steps = next_steps(entry)
    for row in taken:
        if row.cancels and row.carried_into:
            if step := steps.get(row.cancels.pk):  # else it has its date again by now
                yield step
        elif row.cancels:
            at = format_moment(row.cancels.visible_from)
            yield _("The publication scheduled for %(at)s is cancelled.") % {"at": at}
    if not taken and publication.revision:
        yield from [*steps.values()][:1]


def to_set_again(entry: Entry) -> list[str]:
    """A text for each date that was taken back and waits to be set again."""
    return [*next_steps(entry).values()]


def next_steps(entry: Entry) -> dict[int, str]:
    """For each publication that was taken back, what is to be done to get its date again."""
    waiting = carried.waiting(entry)
    place = carried.taken_from(entry.head) if entry.head and waiting else None
    rows = [before for before, _revision in waiting]
    coming = rows[rows.index(place) :] if place in rows else []
    return {
        before.pk: next_step(before, revision, is_newest=before == place, is_next=before in coming)
        for before, revision in waiting
    }


def next_step(before: Publication, revision: Revision, *, is_newest: bool, is_next: bool) -> str:
    if is_newest:
        told = _(
            "The date %(at)s is no longer set. Version %(number)s carries the change: once it is "
            "approved, publish it. The form proposes this date again."
        )
    elif is_next:
        told = _(
            "The date %(at)s is no longer set. Version %(number)s carries the change: it becomes "
            "the newest version when the one before it is published, and is then approved and "
            "published."
        )
    else:
        told = _(
            "The date %(at)s is no longer set. Version %(number)s carries the change and is not "
            "the newest version. If it is still wanted, make a draft with its content in the "
            "history, and see that it says what has been published since."
        )
    return told % {"at": format_moment(before.visible_from), "number": revision.number}
