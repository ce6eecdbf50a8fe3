"""What a list tells of the sources of many texts is what the page of each tells."""

import pytest

from tests.factories import DAY, HOUR, NOON, edit, make_draft, make_source, make_writer
from tokutei_site.publishing import desk
from tokutei_site.publishing.checked import checked_sources
from tokutei_site.publishing.models import Revision
from tokutei_site.publishing.reading import cited_sources

pytestmark = pytest.mark.django_db

LATER = NOON + DAY


def by_the_page(revision: Revision) -> tuple[object, ...]:
    sources = cited_sources(revision.content, "ja", LATER, revision)
    checks = [each.checked_at for each in sources]
    oldest = min(checks) if checks and None not in checks else None  # type: ignore[type-var]
    is_changed = any(each.is_changed for each in sources)
    return (sources[0].title if sources else "", len(sources), None if is_changed else oldest)


def test_the_list_agrees_with_the_page_of_each_text() -> None:
    by = make_writer()
    old, new, bare = (make_source(key) for key in ("old", "new", "bare"))
    desk.check_source(old, "unchanged", by=by, now=NOON - DAY)
    desk.check_source(new, "unchanged", by=by, now=NOON)
    two = make_draft(sources__new__order=0, sources__old__order=1)
    unchecked = make_draft(sources__bare__order=0, sources__old__order=1)
    none = make_draft()
    change = desk.check_source(old, "changed", note="x", by=by, now=NOON + HOUR)
    after = make_draft(now=NOON + 2 * HOUR, sources__old__order=0)
    kept = make_draft(sources__old__order=0)
    desk.keep_texts(change, [kept.entry.as_kind()], by=by, now=NOON + HOUR)
    rewritten = edit(
        make_draft(sources__old__order=0), now=NOON + 2 * HOUR, title_ja="読み直した文"
    )
    every = [two, unchecked, none, after, kept, rewritten]
    told = checked_sources(every, LATER, "ja")
    for revision in every:
        found = told[revision.pk]
        checked_at = None if found.is_changed else found.checked_at
        assert (found.source, found.sources, checked_at) == by_the_page(revision)
    assert [told[each.pk].is_changed for each in every] == [True, True, False, False, False, False]
    assert bare.key == "bare"
