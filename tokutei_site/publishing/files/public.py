"""Which files residents may have at an instant: those of versions whose page or history they may
read, by the same rules."""

from dataclasses import dataclass
from datetime import datetime

from tokutei_site.publishing.ledger import standing
from tokutei_site.publishing.models import Entry, FileUse, StoredFile


@dataclass(frozen=True)
class Reach:
    """`names`: under which residents may have the file, the newest first; none when every entry
    that showed it has been withdrawn."""

    file: StoredFile
    names: tuple[str, ...]


def reach(sha256: str, at: datetime) -> Reach | None:
    """None for a file that no version public up to `at` carries: nobody is told it exists."""
    uses = list(
        FileUse.objects.filter(file__sha256=sha256, revision__windows__begins__lte=at)
        .select_related("file", "revision__entry")
        .order_by("-revision__windows__begins", "-pk")
    )
    if not uses:
        return None
    entries: dict[int, Entry] = {use.revision.entry_id: use.revision.entry for use in uses}
    readable = {
        pk for pk, entry in entries.items() if standing(entry, at).state in ("live", "ended")
    }
    names = dict.fromkeys(use.name for use in uses if use.revision.entry_id in readable)
    return Reach(uses[0].file, tuple(names))
