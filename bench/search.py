"""The search of residents with ten thousand questions: the whole view, for every query of the
table, beside a plain LIKE over the same rows.

script/bench search [FAQ]    10,000 unless told; in a scratch database of its own, on SQLite or
                             where DATABASE_URL says
"""

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

import django

GOAL = 150  # milliseconds, of the slowest of twenty
RUNS = 3


@contextmanager
def scratch() -> Iterator[None]:
    """A database as the tests make it, and gone afterwards."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.runner import DiscoverRunner

    from tokutei_site.publishing import frozen

    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    call_command("seed", stdout=open(os.devnull, "w"))  # noqa: PTH123, SIM115
    try:
        yield
    finally:
        frozen.remove(connection)
        runner.teardown_databases(databases)


def fill(count: int) -> None:
    """Questions made of the sentences of the sample ones, as rows: the verbs would take hours."""
    from django.utils import timezone

    from announcements.models import Faq
    from tokutei_site.publishing.ledger import searchable
    from tokutei_site.publishing.models import Entry, Listing, Publication, Revision, Window

    choose = random.Random(1)  # noqa: S311
    sample = list(Listing.objects.filter(revision__entry__kind=Faq.KIND).values())
    pools = {row["language"]: [] for row in sample}  # type: ignore[var-annotated]
    for row in sample:
        pools[row["language"]].append(row)
    head, now = Revision.objects.filter(entry__kind=Faq.KIND).latest("pk"), timezone.now()
    by: dict[str, Any] = {"by_id": head.by_id, "at": now}
    entries = Entry.objects.bulk_create(
        Entry(kind=Faq.KIND, slug=f"FAQ-{n + 1000}") for n in range(count)
    )
    revisions = Revision.objects.bulk_create(
        Revision(entry=e, number=1, text=head.text, content_hash=head.content_hash, **by)
        for e in entries
    )
    rows = Publication.objects.bulk_create(
        Publication(entry=r.entry, revision=r, visible_from=now, significance="major", **by)
        for r in revisions
    )
    at = dict.fromkeys(("begins", "first_at", "news_at"), now)
    Window.objects.bulk_create(
        Window(entry=row.entry, revision=row.revision, publication=row, **at) for row in rows
    )
    Listing.objects.bulk_create(
        [
            Listing(revision=revision, language=language, **searchable(mixed(pool, choose)))
            for revision in revisions
            for language, pool in pools.items()
        ],
        batch_size=500,
    )


def mixed(pool: list[dict[str, Any]], choose: random.Random) -> dict[str, Any]:
    lines = [line for row in choose.sample(pool, 8) for line in row["text"].splitlines()]
    text = "\n".join(choose.sample(lines, min(8, len(lines))))
    title = choose.choice(pool)
    return {
        "title": title["title"],
        "summary": text.partition("\n")[0],
        "text": text,
        "category": title["category"],
        "category_name": title["category_name"],
        "order": title["order"],
    }


def milliseconds(action: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    action()
    return (time.perf_counter() - begin) * 1000


def remembering() -> tuple[float, int]:
    """How long it takes to read all that can be found, and what it takes: ms and bytes."""
    import tracemalloc

    from django.utils import timezone

    from tokutei_site.front.search.places import kept, searched

    spent = milliseconds(lambda: searched(timezone.now()))
    kept.cache_clear()
    tracemalloc.start()
    places = searched(timezone.now())
    size, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert places  # noqa: S101
    return spent, size


def plain_like(query: str) -> int:
    from tokutei_site.publishing.models import Listing
    from tokutei_site.text.fold import fold, with_word_starts

    return Listing.objects.filter(folded__contains=with_word_starts(fold(query))).count()


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95) - 1]


def main(count: int = 10_000) -> None:
    with scratch():
        from django.db import connection
        from django.test import Client

        from tests.front.search.table import NEVER, QUERIES
        from tokutei_site.publishing.models import Listing

        fill(count)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        client = Client(headers={"host": "127.0.0.1"})
        first, kept = remembering()
        spent: dict[str, list[float]] = {}
        like: list[float] = []
        queries = [*QUERIES, *(query for query in NEVER if query.isprintable())]
        for query in [*queries[:3], *queries * RUNS]:
            ask = lambda q=query: client.get("/ja/search/", {"q": q})  # type: ignore[misc] # noqa: E731
            spent.setdefault(query, []).append(milliseconds(ask))
            like.append(milliseconds(lambda q=query: plain_like(q)))  # type: ignore[misc]
        every = [value for values in spent.values() for value in values]
        print(f"{connection.vendor}: {Listing.objects.count():,} rows, {len(every)} searches")
        print(f"the first search of a process, or after a publication: {first:.0f} ms")
        print(f"kept in memory by each process: {kept / 1e6:.0f} MB")
        print(
            f"search      p50 {median(every):6.1f} ms   p95 {p95(every):6.1f} ms   goal {GOAL} ms"
        )
        print(f"plain LIKE  p50 {median(like):6.1f} ms   p95 {p95(like):6.1f} ms   one, for scale")
        for query, values in sorted(spent.items(), key=lambda each: -median(each[1]))[:8]:
            print(f"{median(values):8.1f} ms  {query[:40]}")
        if p95(every) > GOAL:
            sys.exit("slower than the goal")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
