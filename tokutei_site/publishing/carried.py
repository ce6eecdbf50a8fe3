"""Scheduled publications that were taken back because a change was carried into them: what takes
their place, and which of them nobody has set again."""

from .ledger import standing_publications
from .models import Entry, Publication, Revision

Taken = tuple[Publication, Revision]  # what was taken back, and the newest version that carries it


def taken_back(entry_id: int) -> list[Publication]:
    """The rows that took a publication back for a carried version, in the order of its date."""
    rows = Publication.objects.filter(entry=entry_id, carried_into__isnull=False)
    return list(rows.select_related("cancels", "carried_into").order_by("cancels__visible_from"))


def waiting(entry: Entry) -> list[Taken]:
    """What has to be approved and set again; nothing once a publication takes the place of the one
    that was taken back, or begins after its date."""
    rows = taken_back(entry.pk)
    if not rows:
        return []
    line = Line(entry, rows)
    since = [(p.pk, p.visible_from, line.place_of(p.revision_id)) for p in line.standing]
    return [
        (row.cancels, line.newest(row) or row.carried_into)
        for row in rows
        if row.cancels
        and row.carried_into
        and not any(
            pk > row.pk and (begins >= row.cancels.visible_from or place == row)
            for pk, begins, place in since
        )
    ]


def taken_from(revision: Revision) -> Publication | None:
    """The publication that was taken back for a version, or for the one it was mended from."""
    rows = taken_back(revision.entry_id)
    row = Line(revision.entry, rows).place_of(revision.pk) if rows else None
    return row.cancels if row else None


def rests_on(revision: Revision) -> Revision | None:
    """The public text that a carried version, or one mended from it, was merged with last."""
    line = Line(revision.entry, taken_back(revision.entry_id))
    node: Revision | None = revision
    while node is not None and node.origin != Revision.Origin.CARRY:
        node = line.before(node)
    return node.parent if node else None


class Line:
    """The versions of an entry, by what they were made from."""

    def __init__(self, entry: Entry, rows: list[Publication]) -> None:
        self.by_text = {row.carried_into.content_hash: row for row in rows if row.carried_into}
        self.by_key = {row.carried_into_id: row for row in rows}
        found = Revision.objects.filter(entry=entry.pk).defer("text").order_by("pk")
        self.versions = {version.pk: version for version in found}
        self.merges = {v.content_hash: v for v in found if v.origin == Revision.Origin.CARRY}
        self.standing = standing_publications(entry)
        self.published = {row.revision_id for row in self.standing}

    def place_of(self, pk: int | None) -> Publication | None:
        """The row whose text a version carries on: it says the same, or somebody went on from it.
        Who goes back to another version leaves it, and so does who goes on from a published one.
        """
        node = self.versions.get(pk or 0)
        while node is not None:
            if row := self.by_text.get(node.content_hash) or self.by_key.get(node.merged_id):
                return row
            node = self.before(node)
        return None

    def before(self, node: Revision) -> Revision | None:
        """The version whose text a version goes on with: always an older one."""
        if node.origin == Revision.Origin.CARRY:
            return self.versions.get(node.merged_id or 0)
        if node.origin == Revision.Origin.RESTORE:
            merge = self.merges.get(node.content_hash)
            return merge if merge and merge.pk < node.pk else None
        return None if node.parent_id in self.published else self.versions.get(node.parent_id or 0)

    def newest(self, row: Publication) -> Revision | None:
        found = (v for pk, v in reversed(self.versions.items()) if self.place_of(pk) == row)
        return next(found, None)
