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
    for row in taken:
        if row.cancels and row.carried_into:
            yield next_step(entry, row.cancels, row.carried_into)
        elif row.cancels:
            at = format_moment(row.cancels.visible_from)
            yield _("The publication scheduled for %(at)s is cancelled.") % {"at": at}
    if not taken and publication.revision and carried.taken_from(publication.revision):
        yield from to_set_again(entry)[:1]


def to_set_again(entry: Entry) -> list[str]:
    """A text for each date that was taken back and waits to be set again."""
    return [next_step(entry, *each) for each in carried.waiting(entry)]


def next_step(entry: Entry, before: Publication, revision: Revision) -> str:
    head = entry.head
    at = format_moment(before.visible_from)
    if head and carried.taken_from(head) == before:
        told = _(
            "The date %(at)s is no longer set. Version %(number)s carries the change: once it is "
            "approved, publish it. The form proposes this date again."
        )
        return told % {"at": at, "number": head.number}
    told = _(
        "The date %(at)s is no longer set. Version %(number)s carries the change: it becomes the "
        "newest version when the one before it is published, and is then approved and published."
    )
    return told % {"at": at, "number": revision.number}
