"""Four eyes per column: a revision may be published when every column that differs from the last
published revision has been approved, at this very content hash, by somebody who wrote none of
that column's changes since."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery

from tokutei_site.staff.models import User

from .content import Columns, changed, is_woven
from .ledger import standing_rows
from .models import Entry, Publication, Review, Revision, Seal

NOTHING = 0  # stands for the number of the empty text before an entry's first version


def differing(old: Columns, new: Columns) -> list[str]:
    """Where two texts differ; a column that is not there counts as an empty one."""
    return [path for path in changed(old, new) if old.get(path) != new.get(path)]


def reviews_at(revision: Revision) -> list[Review]:
    """Every verdict on this entry's content at this revision's hash, oldest first. What was said
    of a sealed text stands for no other, should somebody type it once more."""
    return reviews_of([revision])[revision.pk]


def reviews_of(revisions: Collection[Revision]) -> dict[int, list[Review]]:
    """The same by revision, in one query however many there are."""
    rows: dict[tuple[int, str], list[Review]] = {}
    found: Any = Review.objects.filter(
        revision__entry__in={each.entry_id for each in revisions},
        content_hash__in={each.content_hash for each in revisions},
        revision__seal__isnull=True,
    )
    for row in found.select_related("by").annotate(entry=F("revision__entry")).order_by("pk"):
        rows.setdefault((row.entry, row.content_hash), []).append(row)
    return {each.pk: rows.get((each.entry_id, each.content_hash), []) for each in revisions}


def verdict(revision: Revision) -> Review | None:
    """The last word on this revision's text, if it was ever submitted."""
    return next(
        (r for r in reversed(reviews_at(revision)) if r.verdict != Review.Verdict.CHECKED), None
    )


def is_by(revision: Revision, kind: str, by: User) -> bool:
    """Whether the last word on this text is this one, and this person's."""
    last = verdict(revision)
    return bool(last and last.verdict == kind and last.by_id == by.pk)


def last_returns(entries: Collection[int]) -> dict[int, Review]:
    """By entry, why its text was sent back, until somebody submits it again; a version that a
    writer saved meanwhile answers nothing yet."""
    verdicts = Review.objects.filter(
        revision__entry=OuterRef("pk"), revision__seal__isnull=True
    ).exclude(verdict=Review.Verdict.CHECKED)
    last = Subquery(verdicts.order_by("-pk").values("pk")[:1])
    rows = Review.objects.filter(
        pk__in=Entry.objects.filter(pk__in=entries).values_list(last),
        verdict=Review.Verdict.RETURN,
    )
    return {row.revision.entry_id: row for row in rows.select_related("by", "revision")}


def approvers(revision: Revision) -> set[int]:
    """Who approved this very text, or checked it afterwards, since it was last sent back."""
    return approvers_in(reviews_at(revision))


def approvers_in(reviews: Iterable[Review]) -> set[int]:
    found: set[int] = set()
    for review in reviews:
        if review.verdict in (Review.Verdict.RETURN, Review.Verdict.DISCARD):
            found.clear()
        elif review.verdict in (Review.Verdict.APPROVE, Review.Verdict.CHECKED):
            found.add(review.by_id)
    return found


@dataclass(frozen=True)
class History:
    """The revisions of an entry, and those the office has stood for in public, oldest first.
    A forced publication counts only once a second person has checked it."""

    revisions: dict[int, Revision]
    stood_for: list[int]
    changes: dict[int, dict[str, list[str]]] = field(default_factory=dict)  # of the sealed ones
    begun: list[tuple[datetime, int]] = field(default_factory=list)  # instant and revision

    @classmethod
    def of(cls, entry: Entry, at: datetime) -> "History":
        return cls.of_each([entry.pk], at)[entry.pk]

    @classmethod
    def of_each(cls, entries: Collection[int], at: datetime) -> dict[int, "History"]:
        """By entry, in five queries however many there are."""
        found = {pk: cls({}, []) for pk in entries}
        for revision in Revision.objects.filter(entry__in=entries).defer("text"):
            found[revision.entry_id].revisions[revision.pk] = revision
        checks = Review.objects.filter(revision__entry__in=entries, verdict=Review.Verdict.CHECKED)
        checked = set(checks.values_list("revision", flat=True))
        for row in standing_rows(entries):
            if row.revision_id is None or row.visible_from > at:
                continue
            found[row.entry_id].begun.append((row.visible_from, row.revision_id))
            if not row.is_forced or row.revision_id in checked:
                found[row.entry_id].stood_for.append(row.revision_id)
        seals = Seal.objects.filter(revision__entry__in=entries)
        for entry, revision_pk, changes in seals.values_list(
            "revision__entry", "revision", "changes"
        ):
            found[entry].changes[revision_pk] = changes
        read_texts(found.values())
        return found

    def is_same(self, one: Revision, other: Revision | None, path: str) -> bool:
        """Whether a column reads the same in a version and in the one it was made from (None: an
        empty one). Of a sealed version, its seal remembers where it differed."""
        if one.is_sealed or (other and other.is_sealed):
            known = [
                self.changes.get(one.pk, {}).get(str(other.number if other else NOTHING)),
                self.changes.get(other.pk, {}).get(str(one.number)) if other else None,
            ]
            return any(path not in paths for paths in known if paths is not None)
        return one.columns.get(path) == (other.columns.get(path) if other else None)

    def changed_columns(self, revision: Revision) -> list[str]:
        """Where a revision differs from the last one the office stood for; everywhere, if that
        one is sealed."""
        if not self.stood_for:
            return differing({}, revision.columns)
        last = self.revisions[self.stood_for[-1]]
        had_text = self.changes.get(last.pk, {}).get(str(NOTHING), [])
        return differing(dict.fromkeys(had_text, object()) | last.columns, revision.columns)

    def is_as_stood(self, node: Revision, path: str) -> bool:
        """Whether a column reads as in a text the office stood for, in the last one above all: who
        took it back to that left nothing of their own."""
        if node.pk in self.stood_for:
            return True
        return bool(self.stood_for) and self.is_same(node, self.revisions[self.stood_for[-1]], path)

    def writers(self, revision: Revision, path: str) -> set[int]:
        """Who wrote this column on the way from the last text the office stood for. Leaving a
        column empty is not writing, or the first author could never approve a translation. Who
        merged two versions wrote nothing where they say it; those who did are both sides'."""
        found: set[int] = set()
        node: Revision | None = revision
        while node is not None and not self.is_as_stood(node, path):
            parent = self.revisions.get(node.parent_id or 0)
            merged = self.revisions.get(node.merged_id or 0)
            if not self.is_same(node, parent, path):
                if merged and self.is_same(node, merged, path):
                    node = merged
                    continue
                if merged:
                    found |= self.writers(merged, path)
                if not self.is_woven(node, path):
                    found.add(node.by_id)
            node = parent
        return found

    def is_woven(self, node: Revision, path: str) -> bool:
        """Whether a version that carries a change into another one says only what these two say."""
        parent = self.revisions.get(node.parent_id or 0)
        merged = self.revisions.get(node.merged_id or 0)
        if parent is None or merged is None:
            return False
        public = [pk for since, pk in self.begun if since <= node.at and pk != parent.pk]
        base = self.revisions[public[-1]] if public else None
        sides = [each.columns.get(path) if each else None for each in (base, merged, parent, node)]
        return is_woven(Entry.kinds()[node.content["kind"]].way(path), *sides)


def read_texts(histories: Iterable[History]) -> None:
    """Of what came since the last text the office stood for. Those before it may be many and are
    hardly ever compared; each is read when it is."""
    since = {
        pk: revision
        for history in histories
        for pk, revision in history.revisions.items()
        if not history.stood_for or pk >= history.stood_for[-1]
    }
    for pk, text in Revision.objects.filter(pk__in=since).values_list("pk", "text"):
        since[pk].text = text


def open_columns(revision: Revision, at: datetime) -> dict[str, set[int]]:
    """The changed columns that nobody else has approved yet, with their writers."""
    return open_in(History.of(revision.entry, at), revision, approvers(revision))


def open_in(history: History, revision: Revision, approved_by: set[int]) -> dict[str, set[int]]:
    writers = {path: history.writers(revision, path) for path in history.changed_columns(revision)}
    return {path: who for path, who in writers.items() if not approved_by - who}


def open_columns_of(
    revisions: Collection[Revision], at: datetime
) -> dict[int, dict[str, set[int]]]:
    """The same by revision, in five queries however many there are."""
    histories = History.of_each({each.entry_id for each in revisions}, at)
    reviews = reviews_of(revisions)
    return {
        each.pk: open_in(histories[each.entry_id], each, approvers_in(reviews[each.pk]))
        for each in revisions
    }


def wrote_all(revision: Revision, by: User, at: datetime) -> bool:
    """Whether one person wrote in every column that a version changes."""
    history = History.of(revision.entry, at)
    changed_columns = history.changed_columns(revision)
    return bool(changed_columns) and all(
        by.pk in history.writers(revision, path) for path in changed_columns
    )


def unchecked_forced(entry: Entry) -> list[Publication]:
    """Forced publications that no second person has checked: the red list."""
    return [
        p
        for p in entry.publications.filter(is_forced=True).select_related("revision")
        if p.revision
        and not p.revision.is_sealed
        and not p.revision.reviews.filter(verdict=Review.Verdict.CHECKED).exists()
    ]
