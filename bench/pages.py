"""What every public page costs a reader, each figure beside its goal: on the wire with an empty
cache, as the second page after the first, and how soon it stands on a slow line and processor.

script/bench pages [--quick]          this site as it is shipped, with sample content; --quick
                                      leaves the times out
script/bench pages URL … [--quick]    pages of another site, measured the same way; the second page
                                      is opened after the first URL

Ends with 1 where a figure misses its goal; times are only printed, as they depend on the machine.
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import django
from playwright.sync_api import Browser, Playwright, sync_playwright

from bench.figures import GOOD, POOR, Conditions, Goal, Visit, fresh, goals, visit
from bench.shipped import shipped

RUNS = 5
TBT_LIMIT = 50  # milliseconds


def own_pages() -> list[str]:
    from tests.public.pages import pages

    return [page.path for page in pages()]


def launch(playwright: Playwright) -> Browser:
    """The browser of the tests."""
    from tests.conftest import CHROMIUM, CHROMIUM_FLAGS

    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    flags = [*CHROMIUM_FLAGS, *sandbox]
    return playwright.chromium.launch(executable_path=CHROMIUM, args=flags)


def told(figures: Sequence[Goal], seen: Visit) -> tuple[str, int]:
    """A line of figures with their goals, and how many miss."""
    parts = []
    for each in figures:
        mark = " MISSED" if each.is_missed(seen) else ""
        parts.append(f"{each.name} {each.of(seen):,} (≤ {each.limit:,}){mark}")
    return " · ".join(parts), sum(each.is_missed(seen) for each in figures)


def weigh(browser: Browser, urls: Sequence[str]) -> int:
    """Prints what each page weighs, first and second; gives how many figures miss their goal."""
    missed = 0
    for url in urls:
        path, views = urlsplit(url).path, {}
        context = fresh(browser)
        views["first"] = visit(context.new_page(), url)
        context.close()
        if url != urls[0]:
            context = fresh(browser)
            visit(context.new_page(), urls[0])
            views["second"] = visit(context.new_page(), url)
            context.close()
        print(f"\n{url}  {views['first'].status}")
        for name, seen in views.items():
            line, misses = told(goals(path, is_second=name == "second"), seen)
            missed += misses
            print(f"  {name:7} {line}", *seen.refused, *sorted(seen.hosts), sep="\n          ")
    return missed


def wait_for(browser: Browser, url: str, conditions: Conditions) -> None:
    seen = []
    for _ in range(RUNS):
        context = fresh(browser)
        seen.append(visit(context.new_page(), url, conditions))
        context.close()
    largest, blocked = ([getattr(each, name) for each in seen] for name in ("largest", "blocked"))
    print(
        f"  {conditions.name}: LCP {median(largest):.0f} ms (≤ {conditions.limit:,};"
        f" {min(largest):.0f}–{max(largest):.0f}), TBT {median(blocked):.0f} ms (≤ {TBT_LIMIT};"
        f" {min(blocked):.0f}–{max(blocked):.0f})"
    )


def main(arguments: Sequence[str]) -> int:
    urls = [each for each in arguments if each != "--quick"]
    if not all(each.startswith(("http://", "https://")) for each in urls):
        print(__doc__, file=sys.stderr)
        return 2
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    with ExitStack() as stack:
        if not urls:
            paths = own_pages()
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            site = stack.enter_context(shipped(folder))
            urls = [site + path for path in paths]
        browser = launch(stack.enter_context(sync_playwright()))
        stack.callback(browser.close)
        missed = weigh(browser, urls)
        for url in [] if "--quick" in arguments else urls:
            print(f"\n{url}")
            for conditions in (GOOD, POOR):
                wait_for(browser, url, conditions)
    print(f"\n{missed} figures miss their goals.")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
